/**
 * What `discover_hosts` does: `nova-manage cell_v2 discover_hosts` (`nova/objects/host_mapping.py:discover_hosts`,
 * `nova/cmd/manage.py:CellV2Commands.discover_hosts`). It asks no service.
 */
import { insert, select, update } from '../databases/builder.ts';
import { API_DATABASE } from '../nova/cells.ts';
import { commit, type Task } from '../service/effects.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import { cellsIn, type NovaCell } from '../words/cells.ts';
import type { CommandWorld } from './command.ts';
import { wallNow } from './membership.ts';
import { manage, stated } from './nova-manage.ts';

export const discoverHosts = (world: CommandWorld, _args: JsonTable, cause: number): void =>
  manage(world, 'cell_v2 discover_hosts', cause, discovering(world));

function* discovering(world: CommandWorld): Task {
  yield* stated(select({ database: API_DATABASE, table: 'cell_mappings' }));
  for (const cell of cellsIn(world.topology)) {
    const where = { deleted: 0, mapped: 0 };
    const { rows } = yield* stated(select({ database: cell.database, table: 'compute_nodes', where }));
    for (const node of rows) yield* mapHost(world, cell, node);
  }
}

/** A host that is mapped already is left as it is, its node too. */
function* mapHost(world: CommandWorld, cell: NovaCell, node: Row): Task {
  const table = 'host_mappings';
  const { host = null, id = null } = node;
  const known = yield* stated(select({ database: API_DATABASE, table, where: { host } }));
  if (known.rows.length > 0) return;
  const values = { created_at: wallNow(world), updated_at: null, cell_id: cell.id, host };
  yield* stated(insert({ database: API_DATABASE, table, values }));
  yield* commit(API_DATABASE);
  const { database } = cell;
  const mapped = { updated_at: wallNow(world), mapped: 1 };
  yield* stated(update({ database, table: 'compute_nodes', values: mapped, where: { id } }));
  yield* commit(database);
}
