/** Each row of what was once answered otherwise than by RabbitMQ has its cases, and so have its neighbours. */
import { describe, expect, it } from 'vitest';
import { CASES } from './all.ts';
import { isRestart } from './case.ts';
import { ROWS } from './rows.ts';

const STREAMS = 'x-queue-type: stream';
const known = new Map(CASES.map((one) => [one.id, one]));
const hereOnly = (id: string): boolean => known.get(id)?.hereOnly !== undefined;

describe('what was seen to differ', () => {
  it('stands in twelve rows, and no case in two of them', () => {
    expect(ROWS).toHaveLength(12);
    const all = ROWS.flatMap((row) => [...row.itself, ...row.neighbours]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is refused as not modelled in one row alone, where no real broker can answer alike', () => {
    const said = CASES.filter((one) => one.hereOnly !== undefined).map((one) => one.id);
    expect(ROWS.find((row) => row.seen === STREAMS)?.itself).toEqual(said);
  });

  for (const row of ROWS) {
    it(`${row.seen}: a case of it and of three neighbours or more, played on a real broker too`, () => {
      const ids = [...row.itself, ...row.neighbours];
      expect(ids.filter((id) => !known.has(id))).toEqual([]);
      expect(row.itself.length).toBeGreaterThan(0);
      expect(row.neighbours.length).toBeGreaterThanOrEqual(3);
      const alone = row.seen === STREAMS ? row.neighbours : ids;
      expect(alone.filter(hereOnly)).toEqual([]);
      expect(ids.flatMap((id) => known.get(id) ?? []).filter(isRestart)).toEqual([]);
    });
  }
});
