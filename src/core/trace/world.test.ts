import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import { makeScript, smallBoot } from './test-traces.fixture.ts';
import type { Trace } from './trace.ts';
import type { ServiceState, World } from './world.ts';
import { makeWorlds, worldDigest } from './worlds.ts';

const service = (world: World, actor: string): ServiceState => world.services.get(actor) as ServiceState;
const queue = (world: World, name: string) => world.vhosts.get('/')?.queues.get(name);
const indexOf = (trace: Trace, wanted: (fact: Fact) => boolean): number => trace.facts.findIndex(wanted);

/** Many boots in one trace, so that seeks cross keyframes. */
function longTrace(): Trace {
  const { send, trace } = makeScript();
  for (let i = 0; i < 60; i += 1) {
    const call = { type: 'call', method: 'm', msg_id: `c${i}`, reply_q: 'reply_1' } as const;
    const done = send('nova-compute-cpu1', null, 'conductor', call);
    if (i % 3 !== 0) send('nova-conductor-cell1', done, 'reply_1', { type: 'reply', msg_id: `c${i}` });
    if (i % 7 === 0) send('nova-api', null, 'nowhere', { type: 'cast', method: 'x' });
  }
  return trace();
}

describe('worlds', () => {
  it('reached by a jump, forwards or backwards, equal those reached by walking', () => {
    const trace = longTrace();
    const walk = makeWorlds(trace, { every: 1_000_000 });
    const walked = [-1, ...trace.facts.keys()].map((k) => worldDigest(walk.at(k)));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: trace.facts.length - 1 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1, 2, 7, 64, 256),
        (seeks, every) => {
          const worlds = makeWorlds(trace, { every });
          for (const k of seeks) expect(worldDigest(worlds.at(k))).toBe(walked[k + 1]);
        },
      ),
      { numRuns: 40, seed: 3 },
    );
  });

  it('that were handed out never change afterwards', () => {
    const trace = longTrace();
    const worlds = makeWorlds(trace, { every: 64 });
    const early = worlds.at(70);
    const digest = worldDigest(early);
    for (let k = 0; k < trace.facts.length; k += 1) worlds.at(k);
    expect(worldDigest(early)).toBe(digest);
  });

  it('for the same index are the same reference, and beyond the end are the end', () => {
    const trace = longTrace();
    const worlds = makeWorlds(trace);
    expect(worlds.at(9)).toBe(worlds.at(9));
    expect(worlds.at(1e9)).toBe(worlds.at(trace.facts.length - 1));
    expect(worlds.at(-5)).toBe(worlds.at(-1));
    expect(worldDigest(worlds.at(9))).not.toBe(worldDigest(worlds.at(10)));
  });

  it('keep the reference of what a fact did not touch', () => {
    const worlds = makeWorlds(longTrace());
    expect(worlds.at(2).services.get('nova-api')).toBe(worlds.at(1).services.get('nova-api'));
  });
});

describe('a service', () => {
  it('is stopped until it starts, waits from its call until the call is resolved, and works while it serves', () => {
    const trace = smallBoot();
    const worlds = makeWorlds(trace);
    const state = (k: number, actor: string): string => service(worlds.at(k), actor).state;
    expect(state(-1, 'nova-api')).toBe('stopped');
    expect(state(0, 'nova-api')).toBe('idle');
    const posted = indexOf(trace, (f) => f.kind === 'http.requested');
    expect(state(posted, 'nova-api')).toBe('working');
    const call = indexOf(trace, (f) => f.kind === 'message.published' && f.rpc.type === 'call');
    const resolved = indexOf(trace, (f) => f.kind === 'rpc.resolved');
    for (let k = call; k < resolved; k += 1) expect(state(k, 'nova-compute-cpu1')).toBe('waiting');
    expect(state(resolved, 'nova-compute-cpu1')).not.toBe('waiting');
    const wait = service(worlds.at(call), 'nova-compute-cpu1').waits[0];
    expect(wait).toMatchObject({ msg_id: '1', method: 'object_action', detail: 'Instance.save' });
    expect((wait?.deadline ?? 0) - (wait?.since ?? 0)).toBe(60_000_000);
  });

  it('works on an act from the beginning that it told its conductor to the end, and is rid of it when the beginning could not be noted', () => {
    const { fact, send, trace } = makeScript();
    const ask = (msg_id: string, event: string): number =>
      send('nova-compute-cpu1', null, 'conductor', {
        ...{ type: 'call', method: 'object_class_action_versions', msg_id, reply_q: 'reply_1' },
        detail: `InstanceActionEvent.${event}`,
      });
    const answer = (msg_id: string): number =>
      send('nova-conductor-cell1', null, 'reply_1', { type: 'reply', msg_id });
    ask('a', 'event_start');
    const begun = answer('a');
    ask('b', 'event_finish_with_failure');
    const finished = answer('b');
    ask('c', 'event_start');
    const failure = 'MessagingTimeout: Timed out';
    const inVain = fact('nova-compute-cpu1', null, {
      ...{ kind: 'rpc.resolved', msg_id: 'c', resolution: 'MessagingTimeout', failure },
    });
    const worlds = makeWorlds(trace());
    const at = (k: number): string => service(worlds.at(k), 'nova-compute-cpu1').state;
    expect([begun, finished, inVain].map(at)).toEqual(['working', 'idle', 'idle']);
    expect(at(finished - 1)).toBe('waiting');
  });

  it('holds an acked request in memory until it is dispatched, and loses it with its process', () => {
    const { fact, trace } = makeScript();
    const { send, trace: sent } = makeScript();
    send('nova-api', null, 'compute.cpu1', { type: 'cast', method: 'm' });
    const facts = sent().facts;
    const worlds = makeWorlds(sent());
    expect(service(worlds.at(2), 'nova-compute-cpu1').in_memory).toEqual([1]);
    expect(service(worlds.at(3), 'nova-compute-cpu1')).toMatchObject({ in_memory: [], working: [1] });
    fact('nova-compute-cpu1', null, { kind: 'service.stopped', how: 'kill' });
    const killed = { ...(trace().facts[0] as Fact), index: 3 } as Fact;
    const after = makeWorlds({ ...sent(), facts: [...facts.slice(0, 3), killed] }).at(3);
    expect(service(after, 'nova-compute-cpu1')).toMatchObject({
      state: 'stopped',
      in_memory: [],
      working: [],
    });
  });
});

describe('a queue', () => {
  it('has each copy in exactly one place, and counts what became of all', () => {
    const trace = longTrace();
    const worlds = makeWorlds(trace);
    for (let k = -1; k < trace.facts.length; k += 1) {
      for (const state of worlds.at(k).vhosts.get('/')?.queues.values() ?? []) {
        const dropped = Object.values(state.dropped).reduce((sum, n) => sum + n, 0);
        const held = state.ready.length + (state.unacked?.length ?? 0);
        expect(held + (state.acked ?? 0) + dropped).toBe(state.enqueued);
      }
    }
  });

  it('knows nothing of acks in a recording: a delivered copy is taken', () => {
    const { send, trace } = makeScript();
    send('nova-api', null, 'compute.cpu1', { type: 'cast', method: 'm' });
    const recorded: Trace = { ...trace(), source: 'recorded', facts: trace().facts.slice(0, 2) };
    const worlds = makeWorlds(recorded);
    expect(queue(worlds.at(0), 'compute.cpu1')).toMatchObject({ ready: [1], unacked: null, acked: null });
    expect(queue(worlds.at(1), 'compute.cpu1')).toMatchObject({ ready: [], unacked: null, acked: null });
    expect(worlds.at(1).messages.size).toBe(0);
    expect(service(worlds.at(1), 'nova-compute-cpu1')).toMatchObject({ state: 'working', in_memory: null });
  });

  it('takes a requeued copy back before the copies that came in later', () => {
    const { fact, trace } = makeScript();
    for (const message of [1, 2]) {
      fact('nova-api', null, {
        kind: 'message.published',
        message,
        vhost: '/',
        exchange: 'nova',
        routing_key: 'q',
        properties: {},
        mandatory: false,
        connection: 'c',
        queues: ['q'],
        body: '',
        rpc: { type: 'other' },
      });
    }
    const copy = { message: 1, vhost: '/', queue: 'q' };
    fact('x', 0, { kind: 'message.delivered', ...copy, consumer: '1', connection: 'd', redelivered: false });
    fact('rabbitmq', 2, { kind: 'message.requeued', ...copy, reason: 'connection_closed' });
    const worlds = makeWorlds(trace());
    expect(queue(worlds.at(2), 'q')).toMatchObject({ ready: [2], unacked: [1] });
    expect(queue(worlds.at(3), 'q')).toMatchObject({ ready: [1, 2], unacked: [] });
    expect(worlds.at(3).messages.get(1)?.copies).toEqual([{ queue: 'q', place: 'ready' }]);
  });

  it('counts a message that no queue took at its exchange', () => {
    const worlds = makeWorlds(smallBoot());
    const exchange = worlds.at(1e9).vhosts.get('/')?.exchanges.get('scheduler_fanout');
    expect(exchange).toMatchObject({ published: 1, unroutable: 1 });
  });
});

describe('the cloud around the services', () => {
  const opened = (connection: string, user: string) =>
    ({ kind: 'connection.opened', connection, vhost: '/', user }) as const;
  const given = (name: string, args: { [key: string]: string }) =>
    ({ kind: 'command.given', name, args }) as const;

  it('knows whose connections are open, which hosts are cut off, and who stands in it', () => {
    const { fact, trace } = makeScript();
    fact('nova-api', null, opened('a', 'nova-api'));
    fact('nova-api', null, opened('b', 'nova-api'));
    fact('nova-api', null, { kind: 'connection.closed', connection: 'a', reason: 'lost' });
    fact('client', null, given('cut_host', { host: 'cpu1' }));
    fact('client', null, given('remove_service', { service: 'nova-api' }));
    fact('client', null, given('add_service', { program: 'nova-compute', host: 'cpu2' }));
    fact('client', null, given('join_host', { host: 'cpu1' }));
    const made = trace();
    const late = { ...made.topology.services[2], actor: 'nova-compute-cpu2', host: 'cpu2', added_us: 5000 };
    const services = [...made.topology.services, late as (typeof made.topology.services)[number]];
    const worlds = makeWorlds({ ...made, topology: { ...made.topology, services } });
    expect([...worlds.at(1).connections.keys()]).toEqual(['a', 'b']);
    expect([...worlds.at(2).connections]).toEqual([['b', 'nova-api']]);
    expect([2, 3, 5, 6].map((k) => [...worlds.at(k).cut])).toEqual([[], ['cpu1'], ['cpu1'], []]);
    expect(worlds.at(3).present).toEqual(new Set(['nova-api', 'nova-conductor-cell1', 'nova-compute-cpu1']));
    expect(worlds.at(4).present.has('nova-api')).toBe(false);
    expect([4, 5].map((k) => worlds.at(k).present.has('nova-compute-cpu2'))).toEqual([false, true]);
  });

  it('is the same when the facts come one after the other, a late start of a service too', () => {
    const whole = longTrace();
    const started: Fact = {
      ...(whole.facts[0] as Fact),
      ...({ kind: 'service.started', host: 'cpu1', program: 'nova-compute' } as const),
      index: whole.facts.length,
      at: whole.facts.at(-1)?.at as Fact['at'],
      actor: 'nova-compute-cpu1',
      cause: null,
    } as Fact;
    const facts = [...whole.facts, started];
    const grown: Fact[] = [];
    const growing = makeWorlds({ ...whole, facts: grown }, { every: 64 });
    for (const fact of facts) {
      grown.push(fact);
      growing.at(grown.length - 1);
    }
    const once = makeWorlds({ ...whole, facts }, { every: 64 });
    for (let k = -1; k < facts.length; k += 1)
      expect(worldDigest(growing.at(k))).toBe(worldDigest(once.at(k)));
    expect(service(growing.at(0), 'nova-compute-cpu1').running).toBe(false);
  });
});
