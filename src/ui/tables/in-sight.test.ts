import { expect, test } from 'vitest';
import { columnsInSight } from './in-sight.ts';

const COLUMNS = ['id', 'uuid', 'display_name', 'vm_state', 'task_state', 'power_state'];

test('columns are in sight until one begins beyond the box', () => {
  expect(columnsInSight(COLUMNS, 100)).toEqual(['id', 'uuid', 'display_name']);
  expect(columnsInSight(COLUMNS, 0)).toEqual(['id']);
});

test('all columns are in sight in a box that is wide enough', () => {
  expect(columnsInSight(COLUMNS, 4000)).toBe(COLUMNS);
});
