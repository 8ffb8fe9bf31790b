import { expect, test } from 'vitest';
import { micros } from '../../core/base/time.ts';
import type { Row, RowChanged } from '../../core/trace/fact.ts';
import { marksOf } from './marks.ts';
import { filterRows, schemaTable, shownColumns, shownRows, sortRows } from './view.ts';

let index = 0;
const change = (id: number, before: Row | null, after: Row | null): RowChanged =>
  ({
    index: index++,
    at: micros(0),
    actor: 'a',
    cause: null,
    group: 'scenario',
    kind: 'row.changed',
    database: 'nova_cell1',
    table: 'instances',
    key: [id],
    before,
    after,
  }) as RowChanged;

const row = (id: number, more: Row = {}): Row => ({ id, host: null, display_name: `vm${id}`, ...more });

test('a row written twice in a step is marked from before the first to after the last write', () => {
  const [mark] = marksOf([
    change(1, row(1), row(1, { host: 'cpu1' })),
    change(1, row(1, { host: 'cpu1' }), row(1, { host: 'cpu2' })),
  ]).values();
  expect(mark).toMatchObject({ kind: 'updated', before: { host: null }, after: { host: 'cpu2' } });
  expect([...(mark?.columns ?? [])]).toEqual(['host']);
});

test('a row inserted and then updated in a step is inserted', () => {
  const [mark] = marksOf([change(1, null, row(1)), change(1, row(1), row(1, { host: 'cpu1' }))]).values();
  expect(mark?.kind).toBe('inserted');
});

test('a row that came and went within a step is shown once, as deleted, with what it held', () => {
  const [mark] = marksOf([change(1, null, row(1)), change(1, row(1), null)]).values();
  expect(mark).toMatchObject({ kind: 'deleted', before: { id: 1 }, after: null });
});

test('deleted rows are kept, changed rows come first, the others stay in the order of their key', () => {
  const marks = marksOf([change(3, row(3), row(3, { host: 'cpu1' })), change(9, row(9), null)]);
  const shown = shownRows(schemaTable('nova_cell1', 'instances'), [row(1), row(2), row(3)], marks);
  expect(shown.map((one) => [one.row.id, one.mark?.kind ?? null])).toEqual([
    [3, 'updated'],
    [9, 'deleted'],
    [1, null],
    [2, null],
  ]);
});

test('the key comes first, then what changed; columns that hold nothing are left out unless all are asked for', () => {
  const schema = schemaTable('nova_cell1', 'instances');
  const marks = marksOf([change(1, row(1), row(1, { root_device_name: '/dev/sda' }))]);
  const rows = shownRows(schema, [row(1, { root_device_name: '/dev/sda' })], marks);
  const filled = new Set(['id', 'display_name', 'root_device_name']);
  const few = shownColumns(schema, 'instances', rows, filled, false);
  expect(few.slice(0, 2)).toEqual(['id', 'root_device_name']);
  expect(few).toContain('host');
  expect(few).not.toContain('key_name');
  expect(shownColumns(schema, 'instances', rows, filled, true)).toContain('key_name');
});

test('sorting puts NULL before numbers before texts, and is undone by none', () => {
  const rows = shownRows(null, [row(1, { x: 'b' }), row(2, { x: null }), row(3, { x: 5 })], new Map());
  const ids = (descending: boolean) => sortRows(rows, { column: 'x', descending }).map((one) => one.row.id);
  expect(ids(false)).toEqual([2, 3, 1]);
  expect(ids(true)).toEqual([1, 3, 2]);
  expect(sortRows(rows, null)).toBe(rows);
});

test('the filter finds text in shown cells, NULL by its name, letters alike in both cases', () => {
  const rows = shownRows(null, [row(1), row(2, { host: 'CPU2' })], new Map());
  expect(filterRows(rows, ['host'], 'cpu').map((one) => one.row.id)).toEqual([2]);
  expect(filterRows(rows, ['host'], 'null').map((one) => one.row.id)).toEqual([1]);
  expect(filterRows(rows, ['id'], 'cpu')).toEqual([]);
});
