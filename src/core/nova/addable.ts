/** What can be added to a running cloud, and where it stands: a further worker of a topic, or a further compute host. */
import type { ServicePlace } from '../trace/trace.ts';
import { ADDABLE_NAMES, type Addable, actorOn } from '../words/services.ts';
import { CELL0, CELL1, CELLS, GLOBAL_DATABASES } from './cells.ts';
import { ACTORS, TOP_VHOST } from './words.ts';

interface Kind {
  readonly program: string;
  readonly vhosts: readonly string[];
  readonly databases: readonly string[];
  /** where its `services` row stands */
  readonly records: string;
}

const KINDS: { readonly [A in Addable]: Kind } = {
  'nova-scheduler': {
    program: 'nova-scheduler',
    vhosts: [TOP_VHOST],
    databases: GLOBAL_DATABASES,
    records: CELL0.database,
  },
  'nova-conductor-super': {
    program: 'nova-conductor',
    vhosts: [TOP_VHOST, ...CELLS.map((cell) => cell.vhost)],
    databases: GLOBAL_DATABASES,
    records: CELL0.database,
  },
  'nova-conductor-cell1': {
    program: 'nova-conductor',
    vhosts: [CELL1.vhost],
    databases: [CELL1.database],
    records: CELL1.database,
  },
  'nova-compute': {
    program: 'nova-compute',
    vhosts: [CELL1.vhost],
    databases: [],
    records: CELL1.database,
  },
};

/** Those that stand in the deployment from the beginning, by their kind; further ones carry their host in the name. */
const FIRST: { readonly [actor: string]: Addable } = {
  [ACTORS.scheduler]: 'nova-scheduler',
  [ACTORS.superConductor]: 'nova-conductor-super',
  [ACTORS.cellConductor]: 'nova-conductor-cell1',
};

/** null for what cannot be added: nova-api, the peers. */
export function addableKind({ actor, program }: ServicePlace): Addable | null {
  const first = FIRST[actor];
  if (first) return first;
  if (program === 'nova-compute') return program;
  return (
    ADDABLE_NAMES.find((kind) => program === KINDS[kind].program && actor.startsWith(`${kind}-`)) ?? null
  );
}

/** The actor's name: `nova-scheduler-ctl2`; one that the deployment has on that host already keeps its own. */
export function addedPlace(services: readonly ServicePlace[], kind: Addable, host: string): ServicePlace {
  const actor = actorOn(services, kind, host);
  const known = services.find((place) => place.actor === actor);
  if (known) return known;
  const { program, vhosts, databases } = KINDS[kind];
  const machine = kind === 'nova-compute' ? host : 'controller';
  return { actor, program, host, machine, kind: 'nova', vhosts, databases };
}

/** The database that holds the `services` row of this kind. */
export const recordsOf = (kind: Addable): string => KINDS[kind].records;
