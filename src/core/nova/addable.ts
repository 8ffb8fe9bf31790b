/** What can be added to a running cloud, and where it stands: a further worker of a topic, or a further compute host. */
import { defined } from '../base/assert.ts';
import type { ServicePlace } from '../trace/trace.ts';
import { CELL0, cellAt, type NovaCell, SINGLE_CELL } from '../words/cells.ts';
import { ADDABLE_NAMES, type Addable, actorOn } from '../words/services.ts';
import { conductorOf, globalDatabases } from './cells.ts';
import { TOP_VHOST } from './words.ts';

interface Kind {
  readonly program: string;
  readonly vhosts: readonly string[];
  readonly databases: readonly string[];
}

const COMPUTE = 'nova-compute';

/** Of a deployment with these cells; null = it has none of this kind. */
function kindOf(kind: Addable, cells: readonly NovaCell[]): Kind | null {
  const isSingle = cells.includes(SINGLE_CELL);
  const databases = globalDatabases(cells);
  const top = { vhosts: [TOP_VHOST], databases };
  if (kind === 'nova-scheduler') return { program: kind, ...top };
  if (kind === 'nova-conductor') return isSingle ? { program: kind, ...top } : null;
  if (isSingle) return null;
  const program = 'nova-conductor';
  if (kind === 'nova-conductor-super')
    return { program, vhosts: [TOP_VHOST, ...cells.map(({ vhost }) => vhost)], databases };
  const own = cells.find((cell) => conductorOf(cell) === kind);
  return own ? { program, vhosts: [own.vhost], databases: [own.database] } : null;
}

/** null for what cannot be added: nova-api, the peers. */
export function addableKind({ actor, program }: ServicePlace): Addable | null {
  if (program === COMPUTE) return program;
  if (program !== 'nova-conductor' && program !== 'nova-scheduler') return null;
  // the longest name that fits: `nova-conductor` begins the others' too
  const fitting = ADDABLE_NAMES.filter((kind) => actor === kind || actor.startsWith(`${kind}-`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

/**
 * The actor's name: `nova-scheduler-ctl2`; one that the deployment has on that host already keeps its own. A further compute
 * host comes to the cell whose turn it is. Null where the deployment has none of this kind.
 */
export function addedPlace(
  cells: readonly NovaCell[],
  services: readonly ServicePlace[],
  kind: Addable,
  host: string,
): ServicePlace | null {
  const actor = actorOn(services, kind, host);
  const known = services.find((place) => place.actor === actor);
  if (known) return known;
  if (kind === COMPUTE) {
    const { vhost } = cellAt(cells, services.filter(({ program }) => program === COMPUTE).length);
    return { actor, program: kind, host, machine: host, kind: 'nova', vhosts: [vhost], databases: [] };
  }
  const found = kindOf(kind, cells);
  return found && { actor, host, machine: 'controller', kind: 'nova', ...found };
}

/** The database that holds its `services` row: its cell's; of one above the cells cell0's, or the single cell's own. */
export function recordsOf(cells: readonly NovaCell[], { vhosts, databases }: ServicePlace): string {
  const [own, ...more] = databases;
  if (own !== undefined && more.length === 0) return own;
  if (own === undefined)
    return defined(
      cells.find(({ vhost }) => vhost === vhosts[0]),
      'a cell',
    ).database;
  return (cells.includes(SINGLE_CELL) ? SINGLE_CELL : CELL0).database;
}
