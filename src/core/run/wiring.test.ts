import { beforeAll, describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { summaryOf } from '../compare/run-summary.ts';
import { toRecordedRow } from '../databases/recorded.ts';
import { netChanges } from '../recording/changes.ts';
import { directMethod } from '../trace/direct.ts';
import type { FactOf, JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { HOPS, isHop, NOVA_HOPS } from '../words/methods.ts';
import { ofKind, run } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';

const bootAt = (at_us: number, server: string): Command => ({ at_us, name: 'boot', args: { server } });
const boots = (deployment: JsonTable, ...more: readonly Command[]): Promise<Trace> =>
  run({ v: 1, deployment, commands: [bootAt(1_000_000, 'vm1'), ...more] });
const stopScheduler: Command = { at_us: 900_000, name: 'stop', args: { service: 'nova-scheduler' } };

/** Microseconds from the first command until the user's n-th answer. */
const answeredAt = (trace: Trace, n = 0): number =>
  (ofKind(trace, 'http.answered').filter((fact) => fact.to === 'client')[n]?.at ?? Number.NaN) - 1_000_000;

const becameAt = (trace: Trace, state: string): number =>
  (ofKind(trace, 'row.changed').find(({ table, after }) => table === 'instances' && after?.vm_state === state)
    ?.at ?? Number.NaN) - 1_000_000;

const resolutionsOf = (trace: Trace, method: string): readonly string[] => {
  const calls = ofKind(trace, 'message.published').filter(
    ({ rpc }) => rpc.type === 'call' && rpc.method === method,
  );
  const ids = new Set(calls.map(({ rpc }) => rpc.msg_id));
  return ofKind(trace, 'rpc.resolved')
    .filter(({ msg_id }) => ids.has(msg_id))
    .map(({ resolution }) => resolution);
};

const failuresOf = (trace: Trace): readonly (readonly [string, string])[] =>
  ofKind(trace, 'rpc.completed').flatMap(({ method, failure }) =>
    failure === null ? [] : [[method, failure]],
  );

const directRequests = (trace: Trace): FactOf<'http.requested'>[] =>
  ofKind(trace, 'http.requested').filter(({ path }) => directMethod(path) !== null);

let usual: Trace;
let direct: Trace;
beforeAll(async () => {
  usual = await boots({});
  direct = await boots({ wiring: 'direct' });
});

describe('a hop turned round', () => {
  test('the API answers before ACTIVE as Nova is, and when the super conductor is done if its cast is a call', async () => {
    expect(answeredAt(usual)).toBeLessThan(becameAt(usual, 'building'));
    const called = await boots({ hops: { schedule_and_build_instances: 'call' } });
    expect(resolutionsOf(called, 'schedule_and_build_instances')).toEqual(['result']);
    const done = ofKind(called, 'rpc.completed').find((f) => f.method === 'schedule_and_build_instances');
    expect(answeredAt(called) + 1_000_000).toBeGreaterThan(done?.at ?? Number.NaN);
    expect(answeredAt(called)).toBeLessThan(becameAt(called, 'active'));
    expect(checkTrace(called)).toEqual([]);
  });

  // the compute's method only begins a thread (`utils.spawn_n`), so that its caller waits for the scheduling alone
  test('with the cast to the compute a call, too, the API is blocked until the build has begun, and no longer', async () => {
    const hops = { schedule_and_build_instances: 'call', build_and_run_instance: 'call' };
    const called = await boots({ hops });
    expect(answeredAt(called)).toBeGreaterThan(becameAt(called, 'building'));
    expect(answeredAt(called)).toBeLessThan(becameAt(called, 'active'));
    expect(resolutionsOf(called, 'build_and_run_instance')).toEqual(['result']);
    const blocked = summaryOf(called).blocked.find(({ actor }) => actor === 'nova-api');
    expect(blocked?.longest).toBeGreaterThan(100_000);
    expect(summaryOf(usual).blocked.find(({ actor }) => actor === 'nova-api')).toBeUndefined();
    expect(checkTrace(called)).toEqual([]);
  });

  test('a call that is a cast has no result: Python raises where Nova would use it', async () => {
    const cast = await boots({ hops: { select_destinations: 'cast' } });
    expect(failuresOf(cast)).toEqual([['schedule_and_build_instances', 'TypeError']]);
    expect(resolutionsOf(cast, 'select_destinations')).toEqual([]);
    // the scheduler chose and claimed all the same, and nobody ever hears of it
    expect(ofKind(cast, 'scheduler.selected')).toHaveLength(1);
    expect(becameAt(cast, 'building')).toBeNaN();
    expect(checkTrace(cast)).toEqual([]);
  });

  test('a call whose result nobody uses may be a cast', async () => {
    const cast = await boots({ hops: { 'InstanceActionEvent.event_start': 'cast' } });
    expect(failuresOf(cast)).toEqual([]);
    expect(becameAt(cast, 'active')).toBeGreaterThan(0);
    expect(checkTrace(cast)).toEqual([]);
  });

  test('with the scheduler away the user of a called conductor waits for the time-out', async () => {
    const called = await boots({ hops: { schedule_and_build_instances: 'call' } }, stopScheduler);
    expect(resolutionsOf(called, 'schedule_and_build_instances')).toEqual(['MessagingTimeout']);
    const [answer] = ofKind(called, 'http.answered').filter((fact) => fact.to === 'client');
    expect(answer?.status).toBe(500);
    expect(answeredAt(called)).toBeGreaterThan(60_000_000);
    expect(checkTrace(called)).toEqual([]);
  });

  test('every hop of the boot can be switched, and each is what the boot sends', () => {
    const sent = new Map<string, string>();
    const ofTheBoot = new Set<string>();
    for (const { rpc, group } of ofKind(usual, 'message.published')) {
      const { type, method = '', detail } = rpc;
      if (type !== 'cast' && type !== 'call') continue;
      const hop = method.startsWith('object_') ? String(detail) : method;
      sent.set(hop, type);
      if (group === 'scenario') ofTheBoot.add(hop);
    }
    expect(HOPS.map((hop) => [hop, sent.get(hop)])).toEqual(Object.entries(NOVA_HOPS));
    expect([...ofTheBoot].filter((hop) => !isHop(hop))).toEqual([]);
  });

  test.each(HOPS)('%s turned round ends in no error of our own', async (method) => {
    const trace = await boots({ hops: { [method]: NOVA_HOPS[method] === 'cast' ? 'call' : 'cast' } });
    expect(trace.error).toBeNull();
    expect(checkTrace(trace)).toEqual([]);
  });
});

/** By table: rows that came and went, and the columns that changed; ids and times are the run's own. */
function rowsOf(trace: Trace): readonly unknown[] {
  return Object.entries(netChanges(trace, toRecordedRow)).map(([table, { inserted, deleted, updated }]) => [
    table,
    inserted?.length ?? 0,
    deleted?.length ?? 0,
    (updated ?? []).map(({ changed }) => Object.keys(changed).sort()),
  ]);
}

describe('the direct wiring', () => {
  test('carries no message, and boots the instance with the same rows', () => {
    // neutron's announcements to its agents have no address to go to
    expect(ofKind(direct, 'message.published')).toEqual([]);
    expect(ofKind(direct, 'connection.opened')).toEqual([]);
    expect(direct.error).toBeNull();
    expect(checkTrace(direct)).toEqual([]);
    expect(rowsOf(direct)).toEqual(rowsOf(usual));
    const end = ofKind(direct, 'row.changed').findLast(({ table }) => table === 'instances')?.after;
    expect(end).toMatchObject({ vm_state: 'active', task_state: null, power_state: 1 });
  });

  test('blocks everybody on the way until the build has begun on its host', () => {
    expect(becameAt(direct, 'active')).toBeGreaterThan(0);
    expect(answeredAt(direct)).toBeGreaterThan(becameAt(direct, 'building'));
    expect(answeredAt(direct)).toBeLessThan(becameAt(direct, 'active'));
    const actors = summaryOf(direct).blocked.map(({ actor }) => actor);
    expect(actors[0]).toBe('nova-api');
    expect(actors).toContain('nova-conductor-super');
  });

  test('what was a cast is a request like the others', () => {
    const methods = directRequests(direct).map(({ path }) => directMethod(path));
    expect(methods).toEqual(
      expect.arrayContaining([
        'schedule_and_build_instances',
        'select_destinations',
        'build_and_run_instance',
      ]),
    );
  });

  test('with the scheduler stopped it fails at once, where the queue would have waited', async () => {
    const failed = await boots({ wiring: 'direct' }, stopScheduler);
    const [refused] = ofKind(failed, 'http.refused');
    expect(refused).toMatchObject({ to: 'nova-scheduler', reason: 'connection_refused' });
    const asked = directRequests(failed).find(({ to }) => to === 'nova-scheduler');
    expect((refused?.at ?? Number.NaN) - (asked?.at ?? 0)).toBeLessThan(1000);
    expect(becameAt(failed, 'error')).toBeLessThan(2_000_000);
    expect(summaryOf(failed).refused).toBe(1);
    expect(checkTrace(failed)).toEqual([]);
    const back: Command = { at_us: 21_000_000, name: 'start', args: { service: 'nova-scheduler' } };
    const waited = await boots({}, stopScheduler, back);
    expect(becameAt(waited, 'error')).toBeNaN();
    expect(becameAt(waited, 'active')).toBeGreaterThan(20_000_000);
  });

  test('a callee that dies in mid-work resets the connection', async () => {
    const chosen = directRequests(direct).find(({ path }) => directMethod(path) === 'select_destinations');
    const kill: Command = {
      at_us: (chosen?.at ?? 0) + 20_000,
      name: 'kill',
      args: { service: 'nova-scheduler' },
    };
    const failed = await boots({ wiring: 'direct' }, kill);
    expect(ofKind(failed, 'http.refused')[0]).toMatchObject({
      to: 'nova-scheduler',
      reason: 'connection_reset',
    });
    expect(becameAt(failed, 'error')).toBeGreaterThan(0);
  });
});

describe('counted workers', () => {
  const second = bootAt(1_010_000, 'vm2');

  test('with one API worker the second boot waits for it, longer without a queue', async () => {
    const workers = { 'nova-api': 1 };
    const waits = (trace: Trace): number => summaryOf(trace).for_worker.longest;
    const queued = await boots({ workers }, second);
    const straight = await boots({ workers, wiring: 'direct' }, second);
    expect(answeredAt(queued, 1)).toBeGreaterThan(answeredAt(queued, 0));
    expect(waits(queued)).toBeGreaterThan(0);
    expect(waits(straight)).toBeGreaterThan(waits(queued));
    for (const trace of [queued, straight]) {
      expect(checkTrace(trace)).toEqual([]);
      expect(atOnce(trace, 'nova-api')).toBe(1);
    }
  });

  test('says when a worker took a request, and only of services that are named', async () => {
    const trace = await boots({ workers: { 'nova-api': 2 } }, second);
    const accepted = ofKind(trace, 'http.accepted');
    expect(new Set(accepted.map(({ actor }) => actor))).toEqual(new Set(['nova-api']));
    const asked = ofKind(trace, 'http.requested').filter(({ to }) => to === 'nova-api');
    expect(accepted.map((fact) => fact.exchange_id)).toEqual(asked.map((fact) => fact.exchange_id));
    expect(atOnce(trace, 'nova-api')).toBe(2);
    expect(ofKind(usual, 'http.accepted')).toEqual([]);
  });

  test('more connections than the listen queue holds are refused', async () => {
    const crowd = Array.from({ length: 102 }, (_, i) => bootAt(1_000_000, `vm${i + 2}`));
    const trace = await run({
      v: 1,
      deployment: { workers: { 'nova-api': 1 } },
      commands: [bootAt(1_000_000, 'vm1'), ...crowd],
      until_us: 1_100_000,
    });
    const refused = ofKind(trace, 'http.refused');
    expect(refused.map(({ reason }) => reason)).toEqual(['listen_queue_full', 'listen_queue_full']);
  });

  test('an RPC server with one thread works on one request at a time', async () => {
    const trace = await boots({ workers: { 'nova-scheduler': 1 } }, second);
    let [running, most] = [0, 0];
    for (const fact of trace.facts) {
      if (fact.actor !== 'nova-scheduler') continue;
      if (fact.kind === 'rpc.dispatched') most = Math.max(most, ++running);
      if (fact.kind === 'rpc.completed') running -= 1;
    }
    expect(most).toBe(1);
  });
});

/** Requests that a service had in work at once, at most. */
function atOnce(trace: Trace, actor: string): number {
  let most = 0;
  const open = new Set<number>();
  for (const fact of trace.facts) {
    if (fact.actor !== actor) continue;
    if (fact.kind === 'http.accepted') open.add(fact.exchange_id);
    if (fact.kind === 'http.answered') open.delete(fact.exchange_id);
    most = Math.max(most, open.size);
  }
  return most;
}

const cloudOf = (deployment: JsonTable) => openCloud({ v: 1, deployment });

test.each([
  [{ wiring: 'http' }, /"wiring" must be queue or direct, not "http"/],
  [
    { hops: { select_destination: 'cast' } },
    /names select_destination, .* sends schedule_and_build_instances, /,
  ],
  [{ hops: { ping: 'cast' } }, /names ping, which no boot sends/],
  [{ hops: { select_destinations: 'fanout' } }, /says "fanout" of select_destinations/],
  [{ hops: ['select_destinations'] }, /"hops" must be an object/],
  [{ hops: { select_destinations: 'cast' }, wiring: 'direct' }, /"hops" does not go with "wiring": "direct"/],
  [{ workers: { 'nova-api': 0 } }, /"workers" of nova-api must be a whole number of 1 to 1000, not 0/],
  [{ workers: { nova: 1 } }, /"workers" names nova; the services are nova-api, /],
  [{ workers: 3 }, /"workers" must be an object, /],
])('%j is refused with a sentence that names the key', (deployment, sentence) => {
  expect(() => cloudOf(deployment as JsonTable)).toThrow(sentence);
});
