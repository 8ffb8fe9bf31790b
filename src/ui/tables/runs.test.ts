import { expect, test } from 'vitest';
import type { RowDifference } from '../../core/compare/row-diff.ts';
import { countsOf, marksOfRuns } from './runs.ts';

const row = (kind: RowDifference['kind'], id: number): RowDifference => ({
  kind,
  key: [id],
  here: kind === 'there' ? null : { id, host: 'cpu1' },
  there: kind === 'here' ? null : { id, host: 'cpu2' },
  columns: kind === 'cells' ? ['host'] : [],
});

test('rows here alone come as new ones, rows there alone as gone ones, with the other run as the old side', () => {
  const marks = marksOfRuns([
    { name: 'd.t', rows: [row('here', 1), row('there', 1), row('cells', 2)], whenOnly: 0, when: [] },
    { name: 'd.u', rows: [], whenOnly: 3, when: ['updated_at'] },
  ]);
  expect([...marks.keys()]).toEqual(['d.t']);
  expect([...(marks.get('d.t')?.values() ?? [])]).toMatchObject([
    { kind: 'inserted', before: null, after: { host: 'cpu1' } },
    { kind: 'deleted', before: { host: 'cpu2' }, after: null },
    { kind: 'updated', before: { host: 'cpu2' }, after: { host: 'cpu1' } },
  ]);
  expect(countsOf(marks)).toEqual({ inserted: 1, updated: 1, deleted: 1 });
});
