import { expect, test } from 'vitest';
import { insert, remove, select, sql, update } from './builder.ts';

const instances = { database: 'nova_cell1', table: 'instances' } as const;

test('a select is ordered by the primary key unless told otherwise', () => {
  expect(select({ ...instances, where: { uuid: 'u1' }, limit: 1 })).toEqual({
    database: 'nova_cell1',
    table: 'instances',
    verb: 'SELECT',
    sql: 'SELECT * FROM nova_cell1.instances WHERE uuid = ? ORDER BY id LIMIT 1',
    parameters: ['u1'],
  });
  expect(
    select({
      database: 'nova_cell1',
      table: 'tags',
      columns: ['tag'],
      orderBy: [{ column: 'tag', descending: true }],
    }).sql,
  ).toBe('SELECT tag FROM nova_cell1.tags ORDER BY tag DESC');
  expect(select({ database: 'nova_cell1', table: 'tags' }).sql).toBe(
    'SELECT * FROM nova_cell1.tags ORDER BY resource_id, tag',
  );
});

test('NULL is asked for with IS NULL, wherever it stands', () => {
  expect(
    select({ ...instances, where: { task_state: { anyOf: [null, 'scheduling'] }, host: null } }),
  ).toMatchObject({
    sql: 'SELECT * FROM nova_cell1.instances WHERE (task_state IS NULL OR task_state = ?) AND host IS NULL ORDER BY id',
    parameters: ['scheduling'],
  });
  expect(select({ ...instances, where: { host: { not: null }, deleted: { not: 0 } } })).toMatchObject({
    sql: 'SELECT * FROM nova_cell1.instances WHERE host IS NOT NULL AND deleted != ? ORDER BY id',
    parameters: [0],
  });
});

test('a membership of no values matches nothing, one with NULL is refused', () => {
  expect(remove({ ...instances, where: { id: { in: [] } } }).sql).toBe(
    'DELETE FROM nova_cell1.instances WHERE 0 = 1',
  );
  expect(remove({ ...instances, where: { id: { in: [1, 2] } } })).toMatchObject({
    sql: 'DELETE FROM nova_cell1.instances WHERE id IN (?, ?)',
    parameters: [1, 2],
  });
  expect(() => select({ ...instances, where: { host: { in: [null] } } })).toThrow('use anyOf');
});

test('an update gives its values before those of the condition, and can add', () => {
  expect(
    update({
      database: 'neutron',
      table: 'standardattributes',
      values: { revision_number: { plus: 1 }, updated_at: '2026-11-22 07:16:58' },
      where: { id: 11 },
    }),
  ).toMatchObject({
    sql: 'UPDATE neutron.standardattributes SET revision_number = revision_number + ?, updated_at = ? WHERE id = ?',
    parameters: [1, '2026-11-22 07:16:58', 11],
  });
});

test('an insert names its columns, reserved ones in backticks', () => {
  expect(
    insert({ database: 'nova_cell1', table: 'instance_system_metadata', values: { key: 'k', value: 'v' } }),
  ).toMatchObject({
    verb: 'INSERT',
    sql: 'INSERT INTO nova_cell1.instance_system_metadata (`key`, value) VALUES (?, ?)',
    parameters: ['k', 'v'],
  });
});

test('an unknown column stops the statement and is named', () => {
  const message = 'nova_cell1.instances has no column hots';
  expect(() => select({ ...instances, columns: ['hots'] })).toThrow(message);
  expect(() => select({ ...instances, where: { hots: 'cpu1' } })).toThrow(message);
  expect(() => select({ ...instances, orderBy: ['hots'] })).toThrow(message);
  expect(() => insert({ ...instances, values: { hots: 'cpu1' } })).toThrow(message);
  expect(() => update({ ...instances, values: { hots: 'cpu1' }, where: {} })).toThrow(message);
  expect(() => remove({ ...instances, where: { hots: 'cpu1' } })).toThrow(message);
});

test('only a SELECT may be written by hand', () => {
  expect(sql({ ...instances, sql: 'SELECT count(*) AS n FROM nova_cell1.instances' }).verb).toBe('SELECT');
  expect(() => sql({ ...instances, sql: 'DELETE FROM nova_cell1.instances' })).toThrow('only a SELECT');
});
