/**
 * What adding and removing a service does: the process, and the rows that tell Nova of it. A service with a database writes its
 * own `services` row at its start (`nova/service.py:Service.start`); a compute asks its cell's conductor for its own.
 */
import { defined } from '../base/assert.ts';
import { makeRandom } from '../base/random.ts';
import { wallTime } from '../base/time.ts';
import { insert, remove, select, update, type Where } from '../databases/builder.ts';
import { addableKind, recordsOf } from '../nova/addable.ts';
import { ACTORS } from '../nova/words.ts';
import { commit, execute, type Task } from '../service/effects.ts';
import { refuse } from '../trace/experiment.ts';
import type { Cell, JsonTable, Row } from '../trace/fact.ts';
import type { ServicePlace } from '../trace/trace.ts';
import { cellsIn } from '../words/cells.ts';
import { type Addable, actorOn, addableAmong } from '../words/services.ts';
import { textAt } from './arguments.ts';
import type { CommandWorld, StillWorld } from './command.ts';

export function checkAddService(world: StillWorld, args: JsonTable, command: string): void {
  if (!world.topology.services.some((place) => place.actor === ACTORS.api))
    refuse(`${command}: this deployment has no Nova to which a service could be added`);
  const kinds: readonly unknown[] = addableAmong(world.topology.services);
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
  kernel.startService(place.actor, at);
  // a compute asks for its own, once it is up
  if (kind === 'nova-compute') return;
  const database = recordsOf(cellsIn(world.topology), place);
  const pattern = rowOf(world, `${database}.services`, (row) => row.binary === place.program);
  const task = inserting(database, [['services', serviceRow(world, pattern, place)]]);
  kernel.spawn(place.actor, 'Service.create', task, at);
}

const rowOf = (world: CommandWorld, table: string, fits: (row: Row) => boolean): Row =>
  (world.seed[table] ?? []).find(fits) ?? {};

function serviceRow(world: CommandWorld, pattern: Row, place: ServicePlace): Row {
  const fresh = { created_at: wallNow(world), updated_at: null, last_seen_up: null, report_count: 0 };
  return { ...withoutId(pattern), ...fresh, host: place.host, uuid: uuidOf(world, 'service', place.actor) };
}

export const wallNow = (world: CommandWorld): string => wallTime(world.epochMs, world.kernel.now()).sql;

const uuidOf = (world: CommandWorld, what: string, actor: string): string =>
  makeRandom(0).stream(`added/${what}/${actor}/${world.additions}`).uuid();

function withoutId(row: Row): Row {
  const { id: _id, ...rest } = row;
  return rest;
}

function* inserting(database: string, rows: readonly (readonly [string, Row])[]): Task {
  for (const [table, values] of rows) yield* execute(insert({ database, table, values }));
  yield* commit(database);
}

const placementDatabase = (world: CommandWorld): string =>
  world.topology.services.find((place) => place.actor === ACTORS.placement)?.databases[0] ?? 'placement';

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
  const deleted_at = wallNow(world);
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
