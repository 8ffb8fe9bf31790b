import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { digest } from '../base/digest.ts';
import { canonicalJson } from '../base/json.ts';
import { compareCells } from '../trace/cells.ts';
import { tableOf } from './catalogue.ts';
import { toRecordedRow, toRecordedRows } from './recorded.ts';
import { seedRows } from './seed/seed.ts';

const BEFORE = '../shared/reference/recorded/boot/before.json';
const LAB = ['cpu1', 'cpu2'];

test('the rows before the boot are the recorded ones', () => {
  if (!existsSync(BEFORE)) {
    console.warn(`skipped: ${BEFORE} is absent, so the seed was not compared with the recording`);
    return;
  }
  const recorded = JSON.parse(readFileSync(BEFORE, 'utf8')) as { [table: string]: object[] };
  const seed = toRecordedRows(seedRows({ computes: LAB }));
  for (const [table, rows] of Object.entries(recorded)) {
    const own = (seed[table] ?? []).map(canonicalJson).sort();
    expect(own, table).toEqual(rows.map(canonicalJson).sort());
  }
});

test('the rows stay as they were compared with the recording, where it is absent too', () => {
  const rows = toRecordedRows(seedRows({ computes: LAB }));
  expect(digest(canonicalJson(rows))).toMatchInlineSnapshot(`"9b5f8728516a85e2"`);
});

test('every recorded row, after the boot too, has only columns that its table has', () => {
  const after = BEFORE.replace('before', 'after');
  if (!existsSync(after)) {
    console.warn(`skipped: ${after} is absent, so the columns were not compared with the recording`);
    return;
  }
  const recorded = JSON.parse(readFileSync(after, 'utf8')) as { [table: string]: object[] };
  for (const [name, rows] of Object.entries(recorded)) {
    const [database, table] = name.split('.') as [string, string];
    const known = tableOf(database, table).columns.filter((column) => column.source !== 'later');
    for (const row of rows) expect(Object.keys(row), name).toEqual(known.map((column) => column.name));
  }
});

test('the seed has the numbers of rows that the recorded lab had', () => {
  const rows = seedRows({ computes: LAB });
  const counts = Object.entries(rows).map(([table, list]) => `${table} ${list.length}`);
  expect(counts).toMatchInlineSnapshot(`
    [
      "nova_api.cell_mappings 2",
      "nova_api.flavors 4",
      "nova_api.host_mappings 2",
      "nova_api.instance_mappings 2",
      "nova_api.request_specs 2",
      "nova_cell0.services 3",
      "nova_cell1.block_device_mapping 2",
      "nova_cell1.compute_nodes 2",
      "nova_cell1.instance_actions 2",
      "nova_cell1.instance_actions_events 2",
      "nova_cell1.instance_extra 2",
      "nova_cell1.instance_id_mappings 2",
      "nova_cell1.instance_info_caches 2",
      "nova_cell1.instance_system_metadata 16",
      "nova_cell1.instances 2",
      "nova_cell1.s3_images 1",
      "nova_cell1.security_groups 1",
      "nova_cell1.services 3",
      "nova_cell1.virtual_interfaces 2",
      "placement.allocations 6",
      "placement.consumers 2",
      "placement.inventories 6",
      "placement.projects 1",
      "placement.resource_classes 21",
      "placement.resource_providers 2",
      "placement.traits 14",
      "placement.users 1",
      "keystone.assignment 10",
      "keystone.endpoint 15",
      "keystone.implied_role 2",
      "keystone.local_user 6",
      "keystone.password 6",
      "keystone.project 5",
      "keystone.region 1",
      "keystone.role 4",
      "keystone.role_option 3",
      "keystone.service 5",
      "keystone.system_assignment 1",
      "keystone.user 6",
      "glance.image_locations 1",
      "glance.images 1",
      "neutron.default_security_group 1",
      "neutron.ipallocationpools 1",
      "neutron.ipallocations 2",
      "neutron.ipamallocationpools 1",
      "neutron.ipamallocations 2",
      "neutron.ipamsubnets 1",
      "neutron.ml2_port_binding_levels 2",
      "neutron.ml2_port_bindings 2",
      "neutron.network_subnet_lock 1",
      "neutron.networks 1",
      "neutron.networksecuritybindings 1",
      "neutron.networksegments 1",
      "neutron.ports 2",
      "neutron.portsecuritybindings 2",
      "neutron.securitygroupportbindings 2",
      "neutron.securitygrouprules 4",
      "neutron.securitygroups 1",
      "neutron.standardattributes 10",
      "neutron.subnets 1",
    ]
  `);
});

test('rows stand in the order of their primary key, each key once', () => {
  const rows = seedRows({ computes: ['b', 'cpu2', 'a', 'cpu1'] });
  for (const [name, list] of Object.entries(rows)) {
    const [database, table] = name.split('.') as [string, string];
    const { primary_key } = tableOf(database, table);
    for (let i = 1; i < list.length; i += 1) {
      const order = primary_key.map((c) => compareCells(list[i - 1]![c]!, list[i]![c]!)).find((o) => o !== 0);
      expect(order, `${name} ${i}`).toBe(-1);
    }
  }
});

test('a host that was not recorded gets the rows of an empty one, and nothing else changes', () => {
  const lab = seedRows({ computes: LAB });
  const more = seedRows({ computes: [...LAB, 'cpu3'] });
  const added = Object.entries(more).flatMap(([table, list]) =>
    list.slice(lab[table]?.length ?? 0).map((row) => ({ table, row })),
  );
  expect(added.map(({ table, row }) => `${table} ${row.id}`)).toEqual([
    'nova_api.host_mappings 3',
    'nova_cell1.compute_nodes 3',
    'nova_cell1.services 4',
    'placement.inventories 7',
    'placement.inventories 8',
    'placement.inventories 9',
    'placement.resource_providers 3',
  ]);
  for (const [table, list] of Object.entries(lab)) expect(more[table]?.slice(0, list.length)).toEqual(list);
  const node = added.find(({ table }) => table === 'nova_cell1.compute_nodes')?.row;
  expect(node).toMatchObject({ host: 'cpu3', free_ram_mb: 7680, running_vms: 0 });
  expect(added.find(({ table }) => table === 'placement.resource_providers')?.row.uuid).toBe(node?.uuid);
});

test('the uuids of a made host hang on its name alone', () => {
  const uuidOf = (computes: string[], host: string) =>
    seedRows({ computes })['nova_cell1.compute_nodes']?.find((row) => row.host === host)?.uuid;
  expect(uuidOf(['cpu3'], 'cpu3')).toBe(uuidOf(['cpu9', 'cpu3', 'cpu1'], 'cpu3'));
  expect(uuidOf(['cpu3', 'cpu4'], 'cpu3')).not.toBe(uuidOf(['cpu3', 'cpu4'], 'cpu4'));
});

test('a recorded host that is not named is left out with its server', () => {
  const text = JSON.stringify(seedRows({ computes: ['cpu1'] }));
  expect(text).toContain('902e519f-508b-4c25-b709-c5d7d869f6d0');
  for (const gone of ['a2f6493e-5897-40e6-9671-6823a9d7b0b9', '10.0.0.141', '"cpu2"', 'warm1']) {
    expect(text).not.toContain(gone);
  }
  const none = seedRows({ computes: [] });
  expect(none['placement.inventories']).toBeUndefined();
  expect(none['nova_cell1.services']).toHaveLength(1);
});

test('a row is written as the recordings write it', () => {
  expect(
    toRecordedRow('nova_cell1', 'instance_info_caches', {
      created_at: '2026-11-22 07:09:43',
      updated_at: null,
      id: 1,
      network_info: '[{"id":"p"}]',
      instance_uuid: '{not json',
    }),
  ).toEqual({
    created_at: '2026-11-22T07:09:43',
    updated_at: null,
    id: 1,
    network_info: [{ id: 'p' }],
    instance_uuid: '{not json',
  });
});

test('a column of a later release is left out while it is NULL, and shown when it holds a value', () => {
  expect(toRecordedRow('nova_cell1', 'instances', { id: 1, internal_id: null, compute_id: null })).toEqual({
    id: 1,
    internal_id: null,
  });
  expect(toRecordedRow('nova_cell1', 'instances', { compute_id: 2 })).toEqual({ compute_id: 2 });
});
