/**
 * What `discover_hosts` does: an administrator on the controller runs `nova-manage cell_v2 discover_hosts`, a program of its
 * own with nova_api's and the cells' databases in its configuration. It asks no service and sends no message
 * (`nova/objects/host_mapping.py:discover_hosts`, `nova/cmd/manage.py:CellV2Commands.discover_hosts`).
 */
import { fromMs } from '../base/time.ts';
import { insert, select, update } from '../databases/builder.ts';
import { API_DATABASE } from '../nova/cells.ts';
import { ACTORS, NOVA_MANAGE } from '../nova/words.ts';
import { commit, execute, sleep, type Task } from '../service/effects.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import { cellsIn, type NovaCell } from '../words/cells.ts';
import type { CommandWorld, StillWorld } from './command.ts';
import { wallNow } from './membership.ts';

/** Python, its imports and its configuration, as the scheduler's at its start; then from one statement to the next. */
const BEGINS = fromMs(2400);
const STATEMENT = fromMs(2);

export function checkDiscoverHosts(world: StillWorld, _args: JsonTable, command: string): void {
  if (world.topology.services.some((place) => place.actor === ACTORS.api)) return;
  refuse(`${command}: this deployment has no Nova whose hosts could be discovered`);
}

export function discoverHosts(world: CommandWorld, _args: JsonTable, cause: number): void {
  const task = discovering(world);
  world.kernel.spawn(NOVA_MANAGE, 'nova-manage cell_v2 discover_hosts', task, { cause, group: 'scenario' });
}

function* discovering(world: CommandWorld): Task {
  yield* sleep(BEGINS);
  yield* run(select({ database: API_DATABASE, table: 'cell_mappings' }));
  for (const cell of cellsIn(world.topology)) {
    const where = { deleted: 0, mapped: 0 };
    const { rows } = yield* run(select({ database: cell.database, table: 'compute_nodes', where }));
    for (const node of rows) yield* mapHost(world, cell, node);
  }
}

/** A host that is mapped already is left as it is, its node too. */
function* mapHost(world: CommandWorld, cell: NovaCell, node: Row): Task {
  const table = 'host_mappings';
  const { host = null, id = null } = node;
  const known = yield* run(select({ database: API_DATABASE, table, where: { host } }));
  if (known.rows.length > 0) return;
  const values = { created_at: wallNow(world), updated_at: null, cell_id: cell.id, host };
  yield* run(insert({ database: API_DATABASE, table, values }));
  yield* commit(API_DATABASE);
  const { database } = cell;
  const mapped = { updated_at: wallNow(world), mapped: 1 };
  yield* run(update({ database, table: 'compute_nodes', values: mapped, where: { id } }));
  yield* commit(database);
}

function* run(statement: Parameters<typeof execute>[0]): ReturnType<typeof execute> {
  yield* sleep(STATEMENT);
  return yield* execute(statement);
}
