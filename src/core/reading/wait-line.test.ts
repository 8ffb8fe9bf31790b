import { beforeAll, describe, expect, it } from 'vitest';
import { ofKind, run } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { steps } from '../story/steps.ts';
import type { Fact } from '../trace/fact.ts';
import type { Experiment, Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { slotsOf } from './slots.ts';
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
      of: 'answer',
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

describe('a publisher while the broker is away', () => {
  const gone: Experiment = {
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'boot' },
      { at_us: 1_500_000, name: 'stop_broker' },
      { at_us: 20_000_000, name: 'start_broker' },
    ],
  };

  it('waits for the broker, with its worker, until the broker takes the message', async () => {
    const trace = await run(gone);
    const held = trace.facts.find((fact) => fact.kind === 'rpc.publish_blocked') as Fact;
    expect(held).toMatchObject({ actor: 'nova-api', method: 'schedule_and_build_instances' });
    const later = trace.facts.findLast((fact) => fact.at < 19_000_000) as Fact;
    const world = makeWorlds(trace).at(later.index);
    expect(world.services.get('nova-api')?.state).toBe('waiting');
    expect(waitLine(trace, world, 'nova-api')).toMatchObject({
      of: 'broker',
      method: 'schedule_and_build_instances',
      since: held.at,
      passed: later.at - held.at,
      limit: null,
    });
    expect(slotsOf(trace, world, 'nova-api')).toMatchObject({ blocked: 1 });
    const end = makeWorlds(trace).at(-1);
    expect([...end.services.values()].flatMap(({ blocked }) => blocked)).toEqual([]);
    const [published] = ofKind(trace, 'message.published').filter((fact) => fact.group === 'scenario');
    expect(published?.at).toBeGreaterThan(20_000_000);
  });

  it('has a step of its own, which heartbeats held up meanwhile have not', async () => {
    const list = steps(await run(gone), 'teaching').filter(({ rule }) => rule === 'call.blocked');
    expect(list.map(({ from }) => from)).toEqual(['nova-api']);
  });

  it('has no wait any more once it is killed', async () => {
    const kill = { at_us: 10_000_000, name: 'kill', args: { service: 'nova-api' } };
    const trace = await run({ ...gone, commands: [...(gone.commands ?? []), kill] });
    const killed = trace.facts.find((fact) => fact.kind === 'service.stopped' && fact.actor === 'nova-api');
    const { blocked, state } =
      makeWorlds(trace)
        .at(killed?.index ?? 0)
        .services.get('nova-api') ?? {};
    expect({ blocked, state }).toEqual({ blocked: [], state: 'stopped' });
  });
});
