import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../scenarios/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Fact } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/world.ts';
import { waitLine } from './wait-line.ts';

let away: Trace;
beforeAll(async () => {
  away = await run(SCENARIOS.find((one) => one.id === 'scheduler_down_20s')?.experiment ?? { v: 1 });
});

const selects = (fact: Fact): boolean =>
  fact.kind === 'message.published' && fact.rpc.type === 'call' && fact.rpc.method === 'select_destinations';

describe('the line of a service that waits', () => {
  it('names the call, whom it asked, and how much of the monitor’s 60 s has passed, within 1800 s', () => {
    const call = away.facts.find(selects) as Fact;
    const later = away.facts.findLast((fact) => fact.at < call.at + 5_000_000) as Fact;
    const line = waitLine(away, makeWorlds(away).at(later.index), call.actor);
    expect(line).toEqual({
      method: 'select_destinations',
      callee: 'scheduler',
      since: call.at,
      passed: later.at - call.at,
      limit: 60_000_000,
      whole: 1_800_000_000,
      more: 0,
    });
    expect(line?.passed).toBeGreaterThan(0);
  });

  it('is the oldest wait of several, and says how many more there are', () => {
    const call = away.facts.find(selects) as Fact;
    const world = makeWorlds(away).at(call.index);
    const service = world.services.get(call.actor);
    const twice = { ...world, services: new Map(world.services) };
    if (service) twice.services.set(call.actor, { ...service, waits: [...service.waits, ...service.waits] });
    expect(waitLine(away, twice, call.actor)?.more).toBe(1);
  });

  it('is that of a direct request where there is no queue: it has no time-out of the queue’s', async () => {
    const direct = await run({
      ...SCENARIOS.find((one) => one.id === 'boot')?.experiment,
      v: 1,
      deployment: { wiring: 'direct' },
    });
    const asked = direct.facts.find(
      (fact) => fact.kind === 'http.requested' && fact.path === '/rpc/select_destinations',
    ) as Fact;
    const line = waitLine(direct, makeWorlds(direct).at(asked.index), asked.actor);
    expect(line).toMatchObject({ method: 'select_destinations', callee: 'nova-scheduler', limit: null });
  });

  it('is nobody’s who waits for nobody', () => {
    expect(waitLine(away, makeWorlds(away).at(0), 'nova-scheduler')).toBeNull();
  });
});
