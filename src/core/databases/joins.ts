/**
 * Which column leads to which: the foreign keys of a schema, and values that are the same without one (another database
 * has them, or the models leave the key out). A reader follows both.
 */
import { schemaOf } from './catalogue.ts';

export interface Join {
  readonly from: { readonly database: string; readonly table: string; readonly column: string };
  readonly to: { readonly database: string; readonly table: string; readonly column: string };
  /** false = nothing in the database holds the two together */
  readonly isForeignKey: boolean;
}

/** `cell` stands for each cell database; within one, a cell's tables lead to tables of the same cell. */
const SAME: readonly (readonly [from: string, to: string])[] = [
  ['nova_api.build_requests.instance_uuid', 'cell.instances.uuid'],
  ['nova_api.host_mappings.host', 'cell.compute_nodes.host'],
  ['nova_api.instance_group_member.instance_uuid', 'cell.instances.uuid'],
  ['nova_api.instance_mappings.instance_uuid', 'cell.instances.uuid'],
  ['nova_api.instance_mappings.project_id', 'keystone.project.id'],
  ['nova_api.instance_mappings.user_id', 'keystone.user.id'],
  ['nova_api.request_specs.instance_uuid', 'cell.instances.uuid'],
  ['cell.block_device_mapping.image_id', 'glance.images.id'],
  ['cell.compute_nodes.uuid', 'placement.resource_providers.uuid'],
  ['cell.instances.host', 'cell.compute_nodes.host'],
  ['cell.instances.image_ref', 'glance.images.id'],
  ['cell.instances.instance_type_id', 'nova_api.flavors.id'],
  ['cell.instances.project_id', 'keystone.project.id'],
  ['cell.instances.user_id', 'keystone.user.id'],
  ['cell.instances.uuid', 'placement.consumers.uuid'],
  ['cell.virtual_interfaces.uuid', 'neutron.ports.id'],
  ['placement.allocations.consumer_id', 'placement.consumers.uuid'],
  ['placement.allocations.resource_class_id', 'placement.resource_classes.id'],
  ['placement.allocations.resource_provider_id', 'placement.resource_providers.id'],
  ['placement.consumers.project_id', 'placement.projects.id'],
  ['placement.consumers.user_id', 'placement.users.id'],
  ['placement.inventories.resource_class_id', 'placement.resource_classes.id'],
  ['placement.inventories.resource_provider_id', 'placement.resource_providers.id'],
  ['placement.projects.external_id', 'keystone.project.id'],
  ['placement.users.external_id', 'keystone.user.id'],
  ['neutron.ports.device_id', 'cell.instances.uuid'],
  ['neutron.ports.project_id', 'keystone.project.id'],
];

/**
 * Joins among the databases of a deployment. `databases` by name; placement's tables are looked for in `nova_api` where
 * there is no `placement`.
 */
export function joinsAmong(databases: readonly string[]): readonly Join[] {
  return [
    ...databases.flatMap(foreignKeysOf),
    ...SAME.flatMap(([from, to]) => sameValues(databases, from, to)),
  ];
}

function foreignKeysOf(database: string): Join[] {
  return schemaOf(database).tables.flatMap((table) =>
    table.columns.flatMap((column): Join[] => {
      if (!column.references) return [];
      return [
        {
          from: { database, table: table.name, column: column.name },
          to: { database, ...column.references },
          isForeignKey: true,
        },
      ];
    }),
  );
}

function sameValues(databases: readonly string[], from: string, to: string): Join[] {
  return places(databases, from).flatMap((start) =>
    places(databases, to)
      .filter((end) => !isCell(start.database) || !isCell(end.database) || start.database === end.database)
      .map((end) => ({ from: start, to: end, isForeignKey: false })),
  );
}

const isCell = (database: string): boolean => database.startsWith('nova_cell');

function places(databases: readonly string[], name: string): Join['from'][] {
  const [family = '', table = '', column = ''] = name.split('.');
  const own = databases.filter((database) => {
    if (family === 'cell') return isCell(database);
    if (family === 'placement')
      return database === (databases.includes('placement') ? 'placement' : 'nova_api');
    return database === family;
  });
  return own.map((database) => ({ database, table, column }));
}
