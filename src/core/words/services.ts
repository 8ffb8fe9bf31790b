/** Services that can be added to a running cloud, and those that keep Nova's records of them. */

export const ADDABLE = {
  'nova-scheduler': { added_by: [], removed_by: ['nova-api'] },
  'nova-conductor-super': { added_by: [], removed_by: ['nova-api'] },
  'nova-conductor': { added_by: [], removed_by: ['nova-api'] },
  'nova-conductor-cell1': { added_by: [], removed_by: ['nova-api'] },
  'nova-conductor-cell2': { added_by: [], removed_by: ['nova-api'] },
  'nova-conductor-cell3': { added_by: [], removed_by: ['nova-api'] },
  'nova-compute': {
    added_by: ['nova-conductor-cell1', 'nova-api', 'placement-api'],
    removed_by: ['nova-api', 'placement-api'],
  },
} as const satisfies {
  readonly [program: string]: {
    /** who writes its rows when it is added, beside itself: a compute has no database */
    readonly added_by: readonly string[];
    /** who marks them as deleted when it is removed */
    readonly removed_by: readonly string[];
  };
};

/** nova-conductor comes in kinds, by the actors' names; a deployment has some of them. */
export type Addable = keyof typeof ADDABLE;
export const ADDABLE_NAMES = Object.keys(ADDABLE) as readonly Addable[];

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
