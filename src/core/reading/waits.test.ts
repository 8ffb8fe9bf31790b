import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { slotsOf } from './slots.ts';
import { activeOf, PARTS, requestOf, type WaitingBar, waitingBar } from './waiting-bar.ts';
import { callsOf, requestsOf } from './waits.ts';

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
  const active = activeOf(trace, post) as Fact;
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

  it('shows 20 s in queue `scheduler` while the scheduler is away, all before ACTIVE and none before the answer', () => {
    const [answer, active] = bars(away);
    expect([...(active?.queues.keys() ?? [])]).toEqual(['scheduler']);
    expect((active?.parts.queue ?? 0) / 1e6).toBeGreaterThan(20);
    expect(answer?.parts.queue).toBe(0);
    expect(bars(boot)[1]?.parts.queue).toBe(0);
  });

  it('leads each of two requests to its own server, and to none where no server came of it', async () => {
    const command = SCENARIOS.find((one) => one.id === 'boot')?.experiment.commands ?? [];
    const two = await run({ v: 1, commands: [...command, ...command] });
    const asked = two.facts.filter(
      (one) => one.kind === 'http.requested' && one.to === 'nova-api' && one.path.endsWith('/servers'),
    ) as FactOf<'http.requested'>[];
    const active = asked.map((post) => activeOf(two, post));
    expect(active.map((one) => one && requestOf(two, one))).toEqual(asked);
    expect(new Set(active.map((one) => one?.kind === 'row.changed' && one.after?.uuid)).size).toBe(2);
    const rest = boot.facts.find((one) => one.kind === 'http.requested' && one.to === 'placement-api');
    expect(activeOf(away, { ...postOf(away), index: away.facts.length - 1 })).toBeNull();
    expect(rest && activeOf(boot, rest as FactOf<'http.requested'>)).toBeNull();
  });

  it('is unknown for a recording', () => {
    const recorded = { ...boot, source: 'recorded' } as Trace;
    const unknown = bars(boot).map((bar) => bar && waitingBar(recorded, bar.from, bar.to));
    expect(unknown).toEqual([null, null]);
    expect(bars(boot)).not.toContain(null);
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

  it('shows the scheduler at work on it and waiting for placement: its thread is blocked, as is the caller’s', () => {
    const call = selects(boot);
    const asks = boot.facts.find(
      (one) => one.kind === 'http.requested' && one.actor === 'nova-scheduler' && one.index > call.index,
    );
    const world = makeWorlds(boot).at(asks?.index ?? 0);
    expect(callsOf(boot, world, call.actor).map(({ place, callee }) => [place, callee])).toEqual([
      ['at work', 'nova-scheduler'],
    ]);
    expect(requestsOf(world, 'nova-scheduler').map((one) => one.to)).toEqual(['placement-api']);
    expect(slotsOf(boot, world, 'nova-scheduler')).toMatchObject({
      seats: [{ fact: call.index, waitsFor: [asks?.index] }],
      busy: 0,
      blocked: 1,
      free: 63,
      size: 64,
      inMemory: [],
    });
    expect(slotsOf(boot, world, call.actor)).toMatchObject({ busy: 0, blocked: 1, free: 63 });
  });
});

describe('the workers of a service', () => {
  it('are at work between its questions: the scheduler’s thread before it asks placement', () => {
    const call = selects(boot);
    const taken = boot.facts.find((one) => one.kind === 'rpc.dispatched' && one.message === call.message);
    const slots = slotsOf(boot, makeWorlds(boot).at(taken?.index ?? 0), 'nova-scheduler');
    expect(slots).toMatchObject({ of: 'rpc', busy: 1, blocked: 0, free: 63 });
  });

  it('are as many as the deployment says; the API’s are its HTTP workers, and who finds none free waits in line', async () => {
    const post = postOf(boot);
    const command = SCENARIOS.find((one) => one.id === 'boot')?.experiment.commands ?? [];
    const busy = await run({
      v: 1,
      deployment: { workers: { 'nova-api': 1 } },
      commands: [...command, ...command],
    });
    const posts = busy.facts.filter(
      (one) => one.kind === 'http.requested' && one.to === 'nova-api' && one.path.endsWith('/servers'),
    );
    expect(posts.length).toBe(2);
    const accepted = busy.facts.find(
      (one) => one.kind === 'http.accepted' && one.index > (posts[1]?.index ?? 0),
    );
    const slots = slotsOf(busy, makeWorlds(busy).at(accepted?.index ?? 0), 'nova-api');
    expect(slots).toMatchObject({ of: 'http', size: 1, free: 0, lined: [posts[1]?.index] });
    expect(slots?.seats.map((seat) => seat.fact)).toEqual([posts[0]?.index]);
    // without the key its workers are not counted
    const counted = slotsOf(boot, makeWorlds(boot).at(post.index), 'nova-api');
    expect(counted).toMatchObject({ size: null, free: null, lined: [] });
  });

  it('are unknown for a recording', () => {
    const recorded = { ...boot, source: 'recorded' } as Trace;
    expect(slotsOf(recorded, makeWorlds(boot).at(100), 'nova-scheduler')).toBeNull();
  });
});
