import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../trace/fact.ts';
import { makeScript } from '../trace/test-traces.fixture.ts';
import type { Trace } from '../trace/trace.ts';
import { makeVersions } from './versions.ts';

type TableRows = Map<number, Row>;

/** Row changes from a list of choices: insert, update or delete row `key` of one of two tables, as is possible then. */
function traceOf(choices: readonly (readonly [table: number, key: number, remove: boolean])[]): Trace {
  const { fact, trace } = makeScript();
  const seedRow: Row = { id: 2, value: -1 };
  const standing: [TableRows, TableRows] = [new Map([[2, seedRow]]), new Map()];
  choices.forEach(([which, key, remove], n) => {
    const table = standing[which === 0 ? 0 : 1];
    const before = table.get(key) ?? null;
    if (before === null && remove) {
      fact('nova-api', null, { kind: 'broker.started', reason: 'start' });
      return;
    }
    const after: Row | null = remove ? null : { id: key, value: n };
    fact('nova-api', null, {
      kind: 'row.changed',
      database: 'd',
      table: `t${which}`,
      key: [key],
      before,
      after,
    });
    if (after) table.set(key, after);
    else table.delete(key);
  });
  return trace({ 'd.t0': [seedRow] });
}

/** Rows by applying every change from the start. */
function replay(trace: Trace, table: string, k: number): readonly Row[] {
  const rows = new Map<number, Row>((trace.seed[`d.${table}`] ?? []).map((row) => [Number(row.id), row]));
  for (const fact of trace.facts.slice(0, k + 1)) {
    if (fact.kind !== 'row.changed' || fact.table !== table) continue;
    if (fact.after) rows.set(Number(fact.key[0]), fact.after);
    else rows.delete(Number(fact.key[0]));
  }
  return [...rows.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

const choices = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 12 }), fc.boolean()),
  {
    maxLength: 60,
  },
);

describe('version lists', () => {
  it('give at every fact the rows that replaying the changes gives, in key order', () => {
    fc.assert(
      fc.property(choices, (list) => {
        const trace = traceOf(list);
        const versions = makeVersions(trace);
        for (let k = -1; k < trace.facts.length; k += 1) {
          for (const table of ['t0', 't1']) {
            const expected = replay(trace, table, k);
            expect(versions.rowsAt('d', table, k)).toEqual(expected);
            expect(versions.countAt('d', table, k)).toBe(expected.length);
          }
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('give the same reference for a table that did not change in between', () => {
    const versions = makeVersions(
      traceOf([
        [0, 1, false],
        [1, 1, false],
        [1, 1, true],
        [0, 1, true],
      ]),
    );
    expect(versions.rowsAt('d', 't0', 0)).toBe(versions.rowsAt('d', 't0', 2));
    expect(versions.rowsAt('d', 't0', 3)).not.toBe(versions.rowsAt('d', 't0', 2));
  });

  it('list the changes after one fact up to another', () => {
    const versions = makeVersions(
      traceOf([
        [0, 1, false],
        [0, 9, true],
        [0, 3, false],
        [0, 3, true],
      ]),
    );
    expect(versions.changesIn(-1, 3).map((c) => c.index)).toEqual([0, 2, 3]);
    expect(versions.changesIn(0, 2).map((c) => c.index)).toEqual([2]);
    expect(versions.changesIn(3, 3)).toEqual([]);
  });

  it('tell the history of a row from before the trace on', () => {
    const versions = makeVersions(
      traceOf([
        [0, 2, false],
        [0, 1, false],
        [0, 2, true],
      ]),
    );
    expect(versions.history('d', 't0', [2]).map((v) => [v.index, v.row?.value ?? null])).toEqual([
      [-1, -1],
      [0, 0],
      [2, null],
    ]);
    expect(versions.history('d', 't0', [99])).toEqual([]);
    expect(versions.tables()).toEqual(['d.t0']);
  });

  it('fail loudly on a change whose row before is not the one that stands there', () => {
    const trace = traceOf([
      [0, 1, false],
      [0, 1, false],
    ]);
    const facts = trace.facts.map((f) =>
      f.kind === 'row.changed' && f.index === 1 ? { ...f, before: { id: 1, value: 77 } } : f,
    );
    expect(() => makeVersions({ ...trace, facts })).toThrow(/fact 1 changes d.t0 \[1\]/);
    expect(() => makeVersions({ ...trace, facts: facts.slice(1) })).toThrow(
      /is not the one that stands there/,
    );
  });

  it('order keys as SQLite does: NULL, numbers, texts', () => {
    const { fact, trace } = makeScript();
    for (const key of ['b', 10, null, 9, 'B']) {
      fact('nova-api', null, {
        kind: 'row.changed',
        database: 'd',
        table: 't',
        key: [key],
        before: null,
        after: { k: key },
      });
    }
    expect(
      makeVersions(trace())
        .rowsAt('d', 't', 9)
        .map((row) => row.k),
    ).toEqual([null, 9, 10, 'B', 'b']);
  });
});
