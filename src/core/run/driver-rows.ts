/** Rows of hosts whose driver has other resources than the recorded one: what their computes have reported long ago. */
import type { Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { type DriverName, driverRow, SAME_HOST } from '../words/drivers.ts';

/** `resource_class_id` of placement's standard classes: VCPU, MEMORY_MB, DISK_GB */
const RESOURCES = ['vcpus', 'memory_mb', 'local_gb'] as const;

export function withDrivers(rows: Rows, drivers: { readonly [host: string]: DriverName }): Rows {
  if (Object.keys(drivers).length === 0) return rows;
  const hostOf = new Map(
    placementTables(rows, 'resource_providers').flatMap((name) =>
      (rows[name] ?? []).map((row) => [row.id ?? null, row.name] as const),
    ),
  );
  const inventories = placementTables(rows, 'inventories');
  const changed = Object.fromEntries(
    Object.entries(rows).map(([name, list]) => {
      if (name.endsWith('.compute_nodes')) return [name, list.map((row) => nodeOf(row, drivers))];
      if (!inventories.includes(name)) return [name, list];
      return [
        name,
        list.map((row) => inventoryOf(row, drivers, hostOf.get(row.resource_provider_id ?? null))),
      ];
    }),
  );
  return { ...changed, ...withTraits(rows, drivers) };
}

/** What a driver can do that the others cannot (`nova/virt/driver.py:CAPABILITY_TRAITS_MAP`). */
function withTraits(rows: Rows, drivers: { readonly [host: string]: DriverName }): Rows {
  const [traits = ''] = placementTables(rows, 'traits');
  const trait_id = rows[traits]?.find(({ name }) => name === SAME_HOST)?.id ?? null;
  const table = traits.replace(/traits$/, 'resource_provider_traits');
  const able = placementTables(rows, 'resource_providers').flatMap((name) =>
    (rows[name] ?? []).filter((row) => {
      const driver = driverAt(drivers, row.name);
      return driver !== null && driverRow(driver).same_host_resize === true;
    }),
  );
  if (trait_id === null || able.length === 0) return {};
  const added = able.map(
    ({ id = null, created_at = null }): Row => ({
      created_at,
      updated_at: null,
      trait_id,
      resource_provider_id: id,
    }),
  );
  return { [table]: [...(rows[table] ?? []), ...added] };
}

const placementTables = (rows: Rows, table: string): readonly string[] =>
  Object.keys(rows).filter((name) => name.endsWith(`.${table}`));

const driverAt = (drivers: { readonly [host: string]: DriverName }, host: unknown): DriverName | null =>
  (typeof host === 'string' && drivers[host]) || null;

function nodeOf(row: Row, drivers: { readonly [host: string]: DriverName }): Row {
  const driver = driverAt(drivers, row.host);
  if (driver === null) return row;
  const { vcpus, memory_mb, local_gb } = driverRow(driver);
  const free = {
    free_ram_mb: memory_mb - Number(row.memory_mb_used),
    free_disk_gb: local_gb - Number(row.local_gb_used),
  };
  return { ...row, vcpus, memory_mb, local_gb, ...free };
}

function inventoryOf(row: Row, drivers: { readonly [host: string]: DriverName }, host: unknown): Row {
  const driver = driverAt(drivers, host);
  const resource = RESOURCES[Number(row.resource_class_id)];
  if (driver === null || resource === undefined) return row;
  const total = driverRow(driver)[resource];
  return { ...row, total, max_unit: total };
}
