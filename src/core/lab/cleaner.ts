/**
 * Takes deleted servers out of the databases. Nova's own delete is not modelled here: when a server's lifetime is over
 * its rows go at once, in every database, as after `nova-manage db archive_deleted_rows --purge`; no message is sent and
 * no time passes.
 */
import { remove, select } from '../databases/builder.ts';
import { schemaOf } from '../databases/catalogue.ts';
import type { RowChange, SqlEngine, Statement } from '../databases/engine.ts';
import type { Cell, Row } from '../trace/fact.ts';

interface Cleaner {
  /** every row of the server goes; of one that is not there, none */
  remove(uuid: string): void;
}

const CELLS = ['nova_cell0', 'nova_cell1'];

/**
 * `databases` = names of those there are; placement may keep its tables in nova_api. `tell` hears of each statement, with
 * the rows that it took where the engine captures them.
 */
export function makeCleaner(
  engine: SqlEngine,
  databases: readonly string[],
  tell: (statement: Statement, changes: readonly RowChange[]) => void = () => undefined,
): Cleaner {
  const placement = databases.includes('placement') ? 'placement' : 'nova_api';
  const tablesOf = (database: string, column: string): readonly string[] =>
    schemaOf(database)
      .tables.filter((table) => table.columns.some(({ name }) => name === column))
      .map(({ name }) => name);
  const byInstance = ['nova_api', ...CELLS].map((database) => ({
    database,
    tables: tablesOf(database, 'instance_uuid').filter((table) => TOUCHED.has(table)),
  }));
  const byPort = tablesOf('neutron', 'port_id').filter((table) => TOUCHED.has(table));
  const drop = (database: string, table: string, where: { [column: string]: Cell }): void => {
    const statement = remove({ database, table, where });
    tell(statement, engine.execute(statement).changes);
  };
  const rows = (database: string, table: string, where: { [column: string]: Cell }): readonly Row[] =>
    engine.execute(select({ database, table, where })).rows;
  const removePort = (port: Row): void => {
    const port_id = port.id ?? null;
    for (const { ip_address = null } of rows('neutron', 'ipallocations', { port_id }))
      drop('neutron', 'ipamallocations', { ip_address });
    for (const table of byPort) drop('neutron', table, { port_id });
    drop('neutron', 'ports', { id: port_id });
    drop('neutron', 'standardattributes', { id: port.standard_attr_id ?? null });
  };
  return {
    remove(uuid) {
      for (const cell of CELLS) {
        for (const { id = null } of rows(cell, 'instance_actions', { instance_uuid: uuid }))
          drop(cell, 'instance_actions_events', { action_id: id });
      }
      for (const { database, tables } of byInstance) {
        for (const table of tables) drop(database, table, { instance_uuid: uuid });
      }
      for (const cell of CELLS) {
        for (const table of ['instances', 'instance_id_mappings']) drop(cell, table, { uuid });
      }
      drop(placement, 'allocations', { consumer_id: uuid });
      drop(placement, 'consumers', { uuid });
      for (const port of rows('neutron', 'ports', { device_id: uuid })) removePort(port);
    },
  };
}

/** What a boot writes; the other tables with such a column stay empty. */
const TOUCHED: ReadonlySet<string> = new Set([
  'request_specs',
  'build_requests',
  'instance_mappings',
  'instance_actions',
  'instance_faults',
  'instance_info_caches',
  'instance_extra',
  'instance_system_metadata',
  'block_device_mapping',
  'virtual_interfaces',
  'ipallocations',
  'ml2_port_bindings',
  'ml2_port_binding_levels',
  'portsecuritybindings',
  'securitygroupportbindings',
]);
