import { describe, expect, it } from 'vitest';
import { runScript } from '../../core/sql/console.ts';
import { asSql, type Seen } from './as-sql.ts';
import { filterRows, type ShownRow, sortRows } from './view.ts';

const shown = (rows: readonly ShownRow['row'][]): ShownRow[] => rows.map((row) => ({ row, mark: null }));
const FLAVORS = [
  { id: 1, name: 'm1.tiny', memory_mb: 512, description: null },
  { id: 2, name: 'm1.small', memory_mb: 2048, description: '' },
  { id: 12, name: 'm1_large', memory_mb: 8192, description: 'NULL' },
];
const COLUMNS = ['id', 'name', 'memory_mb', 'description'];
const ids = (filter: string): unknown[] =>
  filterRows(shown(FLAVORS), COLUMNS, filter).map(({ row }) => row.id);

describe('the filter of a table', () => {
  it('looks for a text in every shown cell, letters alike in both cases', () => {
    expect(ids('M1.')).toEqual([1, 2]);
    expect(ids('512')).toEqual([1]);
    expect(ids('')).toEqual([1, 2, 12]);
  });

  it('takes column = value for that value alone', () => {
    expect(ids('id=2')).toEqual([2]);
    expect(ids(' name = m1.tiny ')).toEqual([1]);
    expect(ids('description=')).toEqual([2]);
    expect(ids('description=NULL')).toEqual([1]);
    expect(ids('no_column=2')).toEqual([]);
  });
});

describe('the order of a table', () => {
  it('is SQLite’s: NULL before numbers before texts, and stable', () => {
    const rows = shown([{ v: 'a' }, { v: 10 }, { v: null }, { v: 9 }]);
    expect(sortRows(rows, { column: 'v', descending: false }).map(({ row }) => row.v)).toEqual([
      null,
      9,
      10,
      'a',
    ]);
  });
});

describe('what is seen, as SQL', () => {
  const seen = { database: 'nova_api', table: 'flavors', columns: ['id', 'name', 'memory_mb'] };
  const rows = [1, 2, 12].map((id, i) => ({
    ...FLAVORS[i],
    id,
    vcpus: 1,
    swap: 0,
    flavorid: `f${id}`,
    root_gb: 1,
  }));

  /** The ids that the SQL gives. */
  async function asked(more: Pick<Seen, 'filter' | 'sorting'>): Promise<unknown[]> {
    const answers: unknown[] = [];
    const script = asSql({ ...seen, ...more });
    const request = {
      script,
      layout: 'recorded',
      physical: false,
      database: null,
      counts: {},
      now: '',
    } as const;
    runScript({ ...request, rows: { 'nova_api.flavors': rows } }, (answer) =>
      answers.push(answer.kind === 'rows' ? answer.rows.map((row) => row[0]) : answer),
    );
    return answers;
  }

  it.each(['', 'm1.', '512', 'm1_', '100%', 'id=2', 'name = m1.tiny', "it's", 'memory_mb=8192'])(
    'gives the rows that the filter %j leaves',
    async (filter) => {
      const left = filterRows(shown(rows), seen.columns, filter).map(({ row }) => row.id);
      expect(await asked({ filter, sorting: null })).toEqual([left]);
    },
  );

  it('keeps the order', async () => {
    const sorting = { column: 'memory_mb', descending: true } as const;
    expect(await asked({ filter: '', sorting })).toEqual([[12, 2, 1]]);
  });
});
