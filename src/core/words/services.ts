/** Services that can be added to a running cloud, and those that keep Nova's records of them. */

export const ADDABLE = {
  'nova-scheduler': { removed_by: ['nova-api'] },
  'nova-conductor-super': { removed_by: ['nova-api'] },
  'nova-conductor': { removed_by: ['nova-api'] },
  'nova-conductor-cell1': { removed_by: ['nova-api'] },
  'nova-conductor-cell2': { removed_by: ['nova-api'] },
  'nova-conductor-cell3': { removed_by: ['nova-api'] },
  'nova-compute': { removed_by: ['nova-api', 'placement-api'] },
} as const satisfies {
  readonly [program: string]: {
    /** who marks them as deleted when it is removed */
    readonly removed_by: readonly string[];
  };
};

/** nova-conductor comes in kinds, by the actors' names; a deployment has some of them. */
export type Addable = keyof typeof ADDABLE;
export const ADDABLE_NAMES = Object.keys(ADDABLE) as readonly Addable[];

/** Those that a deployment can have more of: the first of each stands under its kind's own name. A compute at any time. */
export const addableAmong = (services: readonly { readonly actor: string }[]): readonly Addable[] =>
  ADDABLE_NAMES.filter((kind) => kind === 'nova-compute' || services.some(({ actor }) => actor === kind));

export const isAddable = (program: unknown): program is Addable =>
  typeof program === 'string' && Object.hasOwn(ADDABLE, program);

/** Name of the service of this kind that stands on a host, else the one that it would have there: `nova-scheduler-ctl2`. */
export function actorOn(
  services: readonly { readonly actor: string; readonly host: string }[],
  program: string,
  host: string,
): string {
  const known = services.find(
    ({ actor, host: own }) => own === host && (actor === program || actor.startsWith(`${program}-`)),
  );
  return known?.actor ?? `${program}-${host}`;
}

/** The administrator's program on the controller, which is no service. */
export const NOVA_MANAGE = 'nova-manage';
