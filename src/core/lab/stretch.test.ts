import { describe, expect, it } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { lab, onEngine, runOf } from './lab.fixture.ts';
import { labCloud } from './lab-cloud.ts';
import { openStretch, STRETCH_FACTS_MAX } from './stretch.ts';

const settings = lab({ boots: 10, per_minute: 300, lifetime_ms: 1000 });

const stretchOf = (
  from_ms: number,
  to_ms: number,
  facts_max = STRETCH_FACTS_MAX,
): Promise<{ trace: Trace; active: number }> =>
  onEngine(
    settings,
    (engine) => {
      const open = openStretch(labCloud(settings), { from_ms, to_ms, facts_max }, engine);
      while (open.advance());
      return { trace: open.trace(), active: open.run.outcome().requests.active };
    },
    true,
  );

const worldAtEnd = (trace: Trace): World => makeWorlds(trace).at(trace.facts.length - 1);

describe('a stretch of a run, opened', () => {
  it('from the beginning to the end is the same run: as many servers, nothing left in a queue', async () => {
    const { trace, active } = await stretchOf(0, 1_000_000);
    expect(active).toBe((await runOf(settings)).requests.active);
    expect(trace.facts.length).toBeGreaterThan(5000);
    const world = worldAtEnd(trace);
    const waiting = [...world.vhosts.values()].flatMap(({ queues }) =>
      [...queues.values()].flatMap((queue) => queue.ready),
    );
    expect(waiting).toEqual([]);
  }, 60_000);

  it('from the middle: its rows fit its changes, and it tells of no message that it did not see published', async () => {
    const { trace } = await stretchOf(1500, 2500);
    const rows = new Map<string, string>();
    const idOf = (table: string, key: readonly unknown[]): string => `${table} ${JSON.stringify(key)}`;
    const published = new Set<number>();
    let changes = 0;
    for (const fact of trace.facts) {
      if (fact.kind === 'message.published') published.add(fact.message);
      else if ('message' in fact) expect(published.has(fact.message)).toBe(true);
      if (fact.kind !== 'row.changed') continue;
      changes += 1;
      const table = `${fact.database}.${fact.table}`;
      const id = idOf(table, fact.key);
      const before = rows.get(id);
      if (before !== undefined) expect(JSON.stringify(fact.before)).toBe(before);
      else if (fact.before) expect(trace.seed[table] ?? []).toContainEqual(fact.before);
      rows.set(id, JSON.stringify(fact.after));
    }
    expect(changes).toBeGreaterThan(50);
    const world = worldAtEnd(trace);
    expect([...(world.vhosts.get('/')?.queues.keys() ?? [])]).toContain('scheduler');
  }, 60_000);

  it('ends at the number of facts that it may have, and must end after it begins', async () => {
    const { trace } = await stretchOf(0, 1_000_000, 700);
    expect(trace.facts.length).toBe(700);
    expect(worldAtEnd(trace).index).toBe(699);
    await expect(stretchOf(5, 5)).rejects.toThrow('must end after it begins');
  }, 60_000);
});
