import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../scenarios/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/world.ts';
import { PARTS, type WaitingBar, waitingBar } from './waiting-bar.ts';
import { callsOf, requestsOf, slotsOf } from './waits.ts';

const scenario = async (id: string): Promise<Trace> =>
  await run(SCENARIOS.find((one) => one.id === id)?.experiment ?? { v: 1 });

let boot: Trace;
let away: Trace;
beforeAll(async () => {
  boot = await scenario('boot');
  away = await scenario('scheduler_down_20s');
});

const postOf = (trace: Trace): FactOf<'http.requested'> =>
  trace.facts.find(
    (one) => one.kind === 'http.requested' && one.path.endsWith('/servers'),
  ) as FactOf<'http.requested'>;

function bars(trace: Trace): readonly (WaitingBar | null)[] {
  const post = postOf(trace);
  const answer = trace.facts.find(
    (one) => one.kind === 'http.answered' && one.exchange_id === post.exchange_id,
  ) as Fact;
  const active = trace.facts.find(
    (one) => one.kind === 'row.changed' && one.table === 'instances' && one.after?.vm_state === 'active',
  ) as Fact;
  return [waitingBar(trace, post, answer), waitingBar(trace, post, active)];
}

const selects = (trace: Trace): FactOf<'message.published'> =>
  trace.facts.find(
    (one) =>
      one.kind === 'message.published' && one.rpc.method === 'select_destinations' && one.rpc.type === 'call',
  ) as FactOf<'message.published'>;

describe('the waiting-time bar', () => {
  it('sums to the whole exactly: to the answer and to ACTIVE, in a boot and with the scheduler away', () => {
    for (const bar of [...bars(boot), ...bars(away)]) {
      expect(bar).not.toBeNull();
      const sum = PARTS.reduce((total, part) => total + (bar?.parts[part] ?? 0), 0);
      expect(sum).toBe(bar?.whole);
      for (const part of PARTS) expect(bar?.parts[part]).toBeGreaterThanOrEqual(0);
    }
  });

  it('shows over 15 s in queue `scheduler` while the scheduler is away, all before ACTIVE and none before the answer', () => {
    const [answer, active] = bars(away);
    expect([...(active?.queues.keys() ?? [])]).toEqual(['scheduler']);
    expect((active?.parts.queue ?? 0) / 1e6).toBeGreaterThan(15);
    expect(answer?.parts.queue).toBe(0);
    expect(bars(boot)[1]?.parts.queue).toBe(0);
  });

  it('is unknown for a recording', () => {
    expect(bars({ ...boot, source: 'recorded' } as Trace)).toEqual([null, null]);
  });
});

describe('who waits for whom', () => {
  it('shows the conductor waiting for select_destinations, its message in the queue, with both timers', () => {
    const call = selects(away);
    const delivered = away.facts.find(
      (one) => one.kind === 'message.delivered' && one.message === call.message,
    );
    const world = makeWorlds(away).at((delivered?.index ?? 0) - 1);
    const [wait] = callsOf(away, world, call.actor);
    expect(wait?.place).toBe('queue');
    expect(wait?.callee).toBe('scheduler');
    expect(wait?.whole?.total).toBe(1_800_000_000);
    expect(wait?.monitor?.total).toBe(60_000_000);
    expect((wait?.whole?.left ?? 0) + (wait?.waited ?? 0)).toBe(1_800_000_000);
    expect((wait?.monitor?.left ?? 0) + (wait?.waited ?? 0)).toBe(60_000_000);
  });

  it('shows the scheduler at work on it and waiting for placement, with one thread of 64 busy', () => {
    const call = selects(boot);
    const asks = boot.facts.find(
      (one) => one.kind === 'http.requested' && one.actor === 'nova-scheduler' && one.index > call.index,
    );
    const world = makeWorlds(boot).at(asks?.index ?? 0);
    expect(callsOf(boot, world, call.actor).map(({ place, callee }) => [place, callee])).toEqual([
      ['at work', 'nova-scheduler'],
    ]);
    expect(requestsOf(world, 'nova-scheduler').map((one) => one.to)).toEqual(['placement-api']);
    const scheduler = world.services.get('nova-scheduler');
    expect(scheduler && slotsOf(scheduler)).toEqual({ busy: 1, free: 63, size: 64, inMemory: [] });
  });
});
