/**
 * What adding and removing a service does: the process, and the rows that tell Nova of it. A service with a database writes its
 * own `services` row at its start (`nova/service.py:Service.start`). A compute's rows are written by those who have its
 * databases, all at once, as `nova-manage cell_v2 discover_hosts` and the compute's own first audit would leave them.
 */
import { defined } from '../base/assert.ts';
import { makeRandom } from '../base/random.ts';
import { fromMs, wallTime } from '../base/time.ts';
import { insert, remove, select, update, type Where } from '../databases/builder.ts';
import { madeHostRows } from '../databases/seed/hosts.ts';
import { addableIn, addableKind, recordsOf } from '../nova/addable.ts';
import { conductorOf } from '../nova/cells.ts';
import { ACTORS } from '../nova/words.ts';
import { commit, execute, sleep, type Task } from '../service/effects.ts';
import { refuse } from '../trace/experiment.ts';
import type { Cell, JsonTable, Row } from '../trace/fact.ts';
import type { ServicePlace } from '../trace/trace.ts';
import { cellsIn, type NovaCell, SINGLE_CELL } from '../words/cells.ts';
import { type Addable, actorOn } from '../words/services.ts';
import { textAt } from './arguments.ts';
import type { CommandWorld, StillWorld } from './command.ts';

export function checkAddService(world: StillWorld, args: JsonTable, command: string): void {
  if (!world.topology.services.some((place) => place.actor === ACTORS.api))
    refuse(`${command}: this deployment has no Nova to which a service could be added`);
  const kinds: readonly unknown[] = addableIn(cellsIn(world.topology));
  if (kinds.includes(args.program)) return;
  refuse(`${command}: this deployment has no ${args.program}; "program" must be one of ${kinds.join(', ')}`);
}

export function checkRemoveService(world: StillWorld, args: JsonTable, command: string): void {
  const removable = world.topology.services.filter((place) => addableKind(place) !== null);
  if (removable.some((place) => place.actor === args.service)) return;
  const names = removable.map((place) => place.actor).join(', ');
  refuse(`${command}: ${JSON.stringify(args.service)} cannot be removed; ${names || 'no service'} can`);
}

export function addService(world: CommandWorld, args: JsonTable, cause: number): void {
  const { kernel } = world;
  const kind = textAt(args, 'program') as Addable;
  const { services } = world.topology;
  const actor = actorOn(services, kind, textAt(args, 'host'));
  const place = defined(
    services.find((one) => one.actor === actor),
    actor,
  );
  world.present.add(place.actor);
  world.additions += 1;
  const at = { cause, group: 'scenario' } as const;
  if (kind === 'nova-compute') {
    kernel.startService(place.actor, at);
    addComputeRows(world, place, cause);
    return;
  }
  kernel.startService(place.actor, at);
  const database = recordsOf(cellsIn(world.topology), place);
  const pattern = rowOf(world, `${database}.services`, (row) => row.binary === place.program);
  const task = inserting(database, [['services', serviceRow(world, pattern, place)]]);
  kernel.spawn(place.actor, 'Service.create', task, at);
}

const rowOf = (world: CommandWorld, table: string, fits: (row: Row) => boolean): Row =>
  (world.seed[table] ?? []).find(fits) ?? {};

function serviceRow(world: CommandWorld, pattern: Row, place: ServicePlace): Row {
  const fresh = { created_at: now(world), updated_at: null, last_seen_up: null, report_count: 0 };
  return { ...withoutId(pattern), ...fresh, host: place.host, uuid: uuidOf(world, 'service', place.actor) };
}

const now = (world: CommandWorld): string => wallTime(world.epochMs, world.kernel.now()).sql;

const uuidOf = (world: CommandWorld, what: string, actor: string): string =>
  makeRandom(0).stream(`added/${what}/${actor}/${world.additions}`).uuid();

function withoutId(row: Row): Row {
  const { id: _id, ...rest } = row;
  return rest;
}

/** A compute tells of itself when it is nearly up: who is scheduled to it earlier would be told to nobody. */
const COMPUTE_COMES_UP = fromMs(3100);

function* later(task: Task): Task {
  yield* sleep(COMPUTE_COMES_UP);
  yield* task;
}

function* inserting(database: string, rows: readonly (readonly [string, Row])[]): Task {
  for (const [table, values] of rows) yield* execute(insert({ database, table, values }));
  yield* commit(database);
}

const cellOf = ({ topology }: CommandWorld, { vhosts }: ServicePlace): NovaCell =>
  defined(
    cellsIn(topology).find(({ vhost }) => vhost === vhosts[0]),
    'a cell',
  );

/** The cell's conductor, nova-api's database, placement, while the compute comes up. */
function addComputeRows(world: CommandWorld, place: ServicePlace, cause: number): void {
  const { kernel } = world;
  const made = madeHostRows(place.host, 0);
  const node = uuidOf(world, 'compute_node', place.actor);
  const row = (table: string): Row => knownColumns(world, table, withoutId(made[table]?.[0] ?? {}));
  const created_at = now(world);
  const at = { cause, group: 'scenario' } as const;
  const placement = placementDatabase(world);
  const seen = { updated_at: created_at, last_seen_up: created_at };
  const own = cellOf(world, place);
  const cell = inserting(own.database, [
    ['services', { ...serviceRow(world, row('nova_cell1.services'), place), ...seen }],
    ['compute_nodes', { ...row('nova_cell1.compute_nodes'), created_at, updated_at: created_at, uuid: node }],
  ]);
  const api = inserting('nova_api', [
    ['host_mappings', { ...row('nova_api.host_mappings'), cell_id: own.id, created_at }],
  ]);
  const inventories = (made['placement.inventories'] ?? []).map((one) => withoutId(one));
  const provider = { ...row('placement.resource_providers'), created_at, uuid: node, root_provider_id: null };
  const conductor = own === SINGLE_CELL ? ACTORS.conductor : conductorOf(own);
  kernel.spawn(conductor, 'Service.create, ComputeNode.create', later(cell), at);
  kernel.spawn(ACTORS.api, 'discover_hosts', later(api), at);
  const providerMade = insertProvider(placement, provider, inventories);
  kernel.spawn(ACTORS.placement, 'create provider', later(providerMade), at);
}

/** Of a row made for the newest schema, what the layout's own table has (the seed's rows carry every column). */
function knownColumns(world: CommandWorld, table: string, row: Row): Row {
  const known = world.seed[table]?.[0];
  return known
    ? Object.fromEntries(Object.entries(row).filter(([column]) => Object.hasOwn(known, column)))
    : row;
}

const placementDatabase = (world: CommandWorld): string =>
  world.topology.services.find((place) => place.actor === ACTORS.placement)?.databases[0] ?? 'placement';

function* insertProvider(database: string, provider: Row, inventories: readonly Row[]): Task {
  const made = yield* execute(insert({ database, table: 'resource_providers', values: provider }));
  const id = made.lastInsertId;
  const root = { root_provider_id: id };
  yield* execute(update({ database, table: 'resource_providers', values: root, where: { id } }));
  for (const inventory of inventories) {
    const values = { ...inventory, resource_provider_id: id };
    yield* execute(insert({ database, table: 'inventories', values }));
  }
  yield* commit(database);
}

/** As `openstack compute service delete`: the row stays, marked as deleted (`nova/db/main/api.py:service_destroy`). */
export function removeService(world: CommandWorld, args: JsonTable, cause: number): void {
  const { kernel } = world;
  const actor = textAt(args, 'service');
  const place = world.topology.services.find((one) => one.actor === actor);
  const kind = place && addableKind(place);
  if (!place || !kind) return;
  const at = { cause, group: 'scenario' } as const;
  world.present.delete(actor);
  kernel.stopService(actor, 'stop');
  kernel.spawn(ACTORS.api, 'Service.destroy', retire(world, kind, place), at);
  if (kind === 'nova-compute') {
    kernel.spawn(
      ACTORS.placement,
      'delete provider',
      removeProvider(placementDatabase(world), place.host),
      at,
    );
  }
}

function* retire(world: CommandWorld, kind: Addable, place: ServicePlace): Task {
  const { host, program } = place;
  const database = recordsOf(cellsIn(world.topology), place);
  yield* softDelete(world, database, 'services', { host, binary: program, deleted: 0 });
  if (kind !== 'nova-compute') {
    yield* commit(database);
    return;
  }
  yield* softDelete(world, database, 'compute_nodes', { host, deleted: 0 });
  yield* commit(database);
  yield* execute(remove({ database: 'nova_api', table: 'host_mappings', where: { host } }));
  yield* commit('nova_api');
}

function* softDelete(world: CommandWorld, database: string, table: string, where: Where): Task {
  const { rows } = yield* execute(select({ database, table, where }));
  const deleted_at = now(world);
  for (const { id = null } of rows) {
    yield* execute(update({ database, table, values: { deleted: id, deleted_at }, where: { id } }));
  }
}

/** A provider that still has allocations stays: placement answers 409, and Nova goes on. */
function* removeProvider(database: string, name: string): Task {
  const found = yield* execute(select({ database, table: 'resource_providers', where: { name } }));
  const id: Cell = found.rows[0]?.id ?? null;
  const where = { resource_provider_id: id };
  const held = yield* execute(select({ database, table: 'allocations', where }));
  if (id === null || held.rows.length > 0) return;
  yield* execute(remove({ database, table: 'inventories', where }));
  yield* execute(remove({ database, table: 'resource_providers', where: { id } }));
  yield* commit(database);
}
