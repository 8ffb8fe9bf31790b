import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CodedError } from '../base/assert.ts';
import {
  databasesShown,
  LAYOUT_IDS,
  layoutOf,
  RUNNABLE_LAYOUTS,
  recordedName,
  rowsPlaced,
} from './layouts.ts';
import { otherRows, othersIn } from './physical.ts';
import { seedRows } from './seed/seed.ts';

const MODELS = '../shared/reference/nova/schema.json';
const ROWS = seedRows({ computes: ['cpu1', 'cpu2'] });

const tableNames = (layout: string, database: string): readonly string[] =>
  layoutOf(layout)
    .databases.find((one) => one.name === database)
    ?.tables.map((one) => one.table.name) ?? [];

test('a DevStack of 2019 lists eleven databases, and none is called nova or placement', () => {
  expect(databasesShown(layoutOf('devstack-2019'))).toEqual([
    'information_schema',
    'cinder',
    'glance',
    'keystone',
    'mysql',
    'neutron',
    'nova_api',
    'nova_cell0',
    'nova_cell1',
    'performance_schema',
    'sys',
  ]);
});

test('the recorded lab lists what its MariaDB listed', () => {
  expect(databasesShown(layoutOf('recorded')).join(' ')).toBe(
    'glance information_schema keystone mysql neutron nova_api nova_cell0 nova_cell1 performance_schema placement sys',
  );
});

test('Nova’s databases by layout: one, three as Ocata’s guide has them, a DevStack’s three, and placement apart', () => {
  const own = LAYOUT_IDS.map((id) =>
    layoutOf(id)
      .databases.map((one) => one.name)
      .filter((name) => /^(nova|placement)/.test(name))
      .join(' '),
  );
  expect(own).toEqual([
    'nova_api nova_cell0 nova_cell1 placement',
    'nova',
    'nova nova_api nova_cell0',
    'nova_api nova_cell0 nova_cell1',
    'nova_api nova_cell0 nova_cell1 placement',
  ]);
});

test('as many tables stand in each database as that release had models for, the unused ones apart', () => {
  expect(tableNames('one-nova', 'nova')).toHaveLength(27 + 10);
  expect(tableNames('nova-and-api', 'nova')).toHaveLength(29);
  expect(tableNames('nova-and-api', 'nova_cell0')).toEqual(tableNames('nova-and-api', 'nova'));
  expect(tableNames('nova-and-api', 'nova_api')).toHaveLength(20 + 6);
  expect(tableNames('devstack-2019', 'nova_api')).toHaveLength(31);
  expect(tableNames('devstack-2019', 'nova_cell1')).toHaveLength(30);
  expect(tableNames('placement-apart', 'nova_api')).toHaveLength(20);
  expect(tableNames('placement-apart', 'placement')).toHaveLength(12);
});

test('placement’s tables stand in nova_api in a DevStack of 2019 and apart from Stein on', () => {
  expect(tableNames('devstack-2019', 'nova_api')).toContain('resource_providers');
  expect(tableNames('placement-apart', 'nova_api')).not.toContain('resource_providers');
});

test('no table stands twice in a database, and tables are in the order of their names', () => {
  for (const id of LAYOUT_IDS) {
    for (const { name, tables } of layoutOf(id).databases) {
      const names = tables.map((one) => one.table.name);
      expect(names, `${id} ${name}`).toEqual([...new Set(names)].sort());
    }
  }
});

test('where services can run, every row of the lab has exactly one place, and its way back', () => {
  for (const id of RUNNABLE_LAYOUTS) {
    const layout = layoutOf(id);
    const placed = rowsPlaced(layout, ROWS);
    const back = Object.entries(placed).map(([name, list]) => [recordedName(layout, name), list.length]);
    expect(Object.fromEntries(back), id).toEqual(
      Object.fromEntries(Object.entries(ROWS).map(([name, list]) => [name, list.length])),
    );
  }
});

test('before cells the rows of both cells stand in one table under numbers of their own', () => {
  const services = rowsPlaced(layoutOf('one-nova'), ROWS)['nova.services'] ?? [];
  expect(services.map((row) => row.id)).toEqual([1, 2, 3, 1001, 1002, 1003]);
  const actions = rowsPlaced(layoutOf('one-nova'), {
    'nova_cell1.instance_actions_events': [{ id: 1, action_id: 1 }],
    'nova_cell0.instance_actions_events': [{ id: 1, action_id: 1, details: null }],
  });
  expect(actions['nova.instance_actions_events']).toMatchObject([
    { id: 1, action_id: 1 },
    { id: 1001, action_id: 1001 },
  ]);
});

test('flavors were instance types, and a row that was never deleted says so', () => {
  const types = rowsPlaced(layoutOf('one-nova'), ROWS)['nova.instance_types'] ?? [];
  expect(types.map((row) => [row.id, row.name, row.deleted])).toEqual([
    [1, 'm1.tiny', 0],
    [2, 'm1.small', 0],
    [3, 'm1.xlarge', 0],
    [4, 'm1.huge', 0],
  ]);
  expect(types[0]).not.toHaveProperty('description');
});

test('in Ocata the buried servers stand in nova_cell0, those of the cell in nova, and neither’s numbers change', () => {
  const placed = rowsPlaced(layoutOf('nova-and-api'), {
    'nova_cell1.instances': [{ id: 1, display_name: 'vm1' }],
    'nova_cell0.instances': [{ id: 1, display_name: 'giant' }],
  });
  expect(placed['nova.instances']).toMatchObject([{ id: 1, display_name: 'vm1' }]);
  expect(placed['nova_cell0.instances']).toMatchObject([{ id: 1, display_name: 'giant' }]);
});

test('in Ocata’s nova_api stand the tables of placement that Newton and Ocata made, not those of Pike', () => {
  const tables = tableNames('nova-and-api', 'nova_api');
  expect(tables).toEqual(expect.arrayContaining(['flavors', 'cell_mappings', 'quotas', 'resource_classes']));
  for (const later of ['traits', 'resource_provider_traits', 'consumers', 'projects', 'users'])
    expect(tables).not.toContain(later);
});

test('beside the models stand the tables that migrations left behind: 79 in a cell, 11 in nova_api', () => {
  const lab = layoutOf('recorded');
  const others = othersIn(lab, 'nova_cell1').map((table) => table.name);
  expect(others.filter((name) => name.startsWith('shadow_'))).toHaveLength(51);
  expect(others.filter((name) => !/^(shadow_|alembic)/.test(name))).toHaveLength(28);
  expect(othersIn(lab, 'nova_api').map((table) => table.name)).toHaveLength(11 + 1);
  expect(othersIn(lab, 'keystone')).toEqual([]);
  expect(othersIn(layoutOf('devstack-2019'), 'nova_api').map((table) => table.name)).toEqual([
    'migrate_version',
  ]);
});

test('the migrations of Ocata stand at 30 and 347', () => {
  const rows = otherRows(layoutOf('nova-and-api'));
  expect(rows['nova_api.migrate_version']?.[0]?.version).toBe(30);
  for (const main of ['nova', 'nova_cell0'])
    expect(rows[`${main}.migrate_version`]?.[0]?.version, main).toBe(347);
});

test('the migrations of a DevStack Rocky stand at 61 and 390', () => {
  const rows = otherRows(layoutOf('devstack-2019'));
  expect(rows['nova_api.migrate_version']?.[0]?.version).toBe(61);
  expect(rows['nova_cell1.migrate_version']?.[0]?.version).toBe(390);
});

test('an archive table has the columns of its table and no key but the primary one', () => {
  const shadow = othersIn(layoutOf('recorded'), 'nova_cell1').find((one) => one.name === 'shadow_instances');
  const instances = layoutOf('recorded')
    .databases.find((one) => one.name === 'nova_cell1')
    ?.tables.find((one) => one.table.name === 'instances');
  expect(shadow?.columns.map((one) => one.name)).toEqual(instances?.table.columns.map((one) => one.name));
  expect(shadow?.keys).toEqual([]);
});

test('the physical tables are those of the reference', () => {
  if (!existsSync(MODELS)) {
    console.warn(`skipped: ${MODELS} is absent, so the physical tables were not compared with it`);
    return;
  }
  const { databases } = JSON.parse(readFileSync(MODELS, 'utf8')) as {
    databases: {
      [name: string]: {
        physical_tables: { tables_without_a_model_not_shadow: string[]; shadow_tables: string[] };
      };
    };
  };
  for (const [name, database] of [
    ['cell', 'nova_cell0'],
    ['nova_api', 'nova_api'],
    ['placement', 'placement'],
  ] as const) {
    const { tables_without_a_model_not_shadow: dead, shadow_tables: shadow } =
      databases[name]!.physical_tables;
    const ours = othersIn(layoutOf('recorded'), database).map((table) => table.name);
    expect(ours.filter((one) => one !== 'alembic_version')).toEqual([...dead, ...shadow].sort());
  }
});

test('an unknown layout is refused with the names of those that there are', () => {
  expect(() => layoutOf('nova')).toThrow(CodedError);
  expect(() => layoutOf('nova')).toThrow('there are recorded, one-nova, nova-and-api, devstack-2019');
});
