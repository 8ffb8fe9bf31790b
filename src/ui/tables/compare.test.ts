import { describe, expect, it } from 'vitest';
import { makeVersions } from '../../core/reading/versions.ts';
import type { Row } from '../../core/trace/fact.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { stepsAt } from '../../store/derived.ts';
import { changesBetween } from './compare.ts';

const trace = smallBoot();
const steps = stepsAt(trace, 'messages', true);
const versions = makeVersions(trace);

/** Every row at step `n`, by table and key. */
function rowsAt(n: number): Map<string, Row> {
  const fact = steps[n - 1]?.last ?? -1;
  const all = versions.tables().flatMap((name) => {
    const [database = '', table = ''] = name.split('.');
    return versions
      .rowsAt(database, table, fact)
      .map((row) => [`${name} ${row.id ?? row.uuid}`, row] as const);
  });
  return new Map(all);
}

describe('the difference of two steps', () => {
  it('leads from the rows of one to those of the other, forwards and backwards', () => {
    for (let since = 0; since <= steps.length; since += 1) {
      for (let now = 0; now <= steps.length; now += 1) {
        const rows = rowsAt(since);
        for (const { database, table, before, after } of changesBetween(trace, steps, since, now)) {
          const row = after ?? before ?? {};
          const key = `${database}.${table} ${row.id ?? row.uuid}`;
          expect(rows.get(key) ?? null, `${since} to ${now}: ${key}`).toEqual(before);
          if (after) rows.set(key, after);
          else rows.delete(key);
        }
        expect(new Map([...rows].sort()), `${since} to ${now}`).toEqual(new Map([...rowsAt(now)].sort()));
      }
    }
  });

  it('of a step and itself is nothing', () => {
    expect(changesBetween(trace, steps, 3, 3)).toEqual([]);
  });
});
