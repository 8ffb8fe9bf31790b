import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { lossLedger } from '../checks/requests.ts';
import { stuckInstances } from '../checks/stuck.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const runIn = labRuns();

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };

const run = (commands: readonly Command[], until_us?: number): Trace =>
  runIn({ v: 1, commands: [BOOT, ...commands], ...(until_us === undefined ? {} : { until_us }) });

const KEPT = { error: null, broken: [] };
const CPU = 'nova-compute-cpu1';
const BUILD = 'build_and_run_instance';
const at = (at_us: number, name: string, args: Command['args'] = {}): Command => ({ at_us, name, args });
const laws = (trace: Trace) => ({ error: trace.error, broken: checkTrace(trace) });

/** What happened to the messages that ask for one method, in order. */
function wayOf(trace: Trace, method: string): string[] {
  const messages = new Set(
    ofKind(trace, 'message.published')
      .filter((fact) => fact.rpc.method === method)
      .map((fact) => fact.message),
  );
  return trace.facts
    .filter((fact) => 'message' in fact && messages.has(fact.message) && fact.kind !== 'message.confirmed')
    .map((fact) =>
      fact.kind === 'message.delivered' && fact.redelivered ? 'redelivered' : (fact.kind.split('.')[1] ?? ''),
    );
}

const instanceAt = (trace: Trace) =>
  ofKind(trace, 'row.changed').findLast(
    (fact) => fact.database === 'nova_cell1' && fact.table === 'instances' && fact.after?.hostname === 'vm1',
  )?.after;

const endsOf = (trace: Trace, method: string): string[] => {
  const asked = new Set(
    ofKind(trace, 'message.published')
      .filter((fact) => fact.rpc.method === method)
      .map((fact) => fact.message),
  );
  return lossLedger(trace)
    .filter((line) => asked.has(line.message))
    .map((line) => line.end);
};

describe('a compute killed at its build', () => {
  test('between the ack and the work loses the cast: the instance stays BUILD without a host, reason S1', () => {
    const trace = run(
      [at(1_500_000, 'kill', { service: CPU, when: 'after_ack', method: BUILD })],
      90_000_000,
    );
    expect(wayOf(trace, BUILD)).toEqual(['published', 'delivered', 'acked', 'struck']);
    expect(instanceAt(trace)).toMatchObject({ vm_state: 'building', task_state: 'scheduling', host: null });
    expect(stuckInstances(trace)).toMatchObject([{ reason: 'S1', end: 'acked-then-killed' }]);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('in the middle of the work: nobody finishes it, and the next start sets ERROR', () => {
    const kill = at(1_500_000, 'kill', { service: CPU, when: 'in_work', method: BUILD });
    const trace = run([kill], 4_000_000);
    expect(instanceAt(run([kill, at(5_000_000, 'start', { service: CPU })]))?.vm_state).toBe('error');
    // the method begins a thread of its own and is done; what dies in the work is that thread
    const way = ['published', 'delivered', 'acked', 'dispatched', 'completed', 'struck'];
    expect(wayOf(trace, BUILD)).toEqual(way);
    expect(stuckInstances(trace)).toMatchObject([{ reason: 'S1', end: 'dispatched-completed' }]);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('before the ack and started again gets it again, and builds', () => {
    const trace = run([
      at(1_500_000, 'kill', { service: CPU, when: 'before_ack', method: BUILD }),
      at(9_000_000, 'start', { service: CPU }),
    ]);
    const again = ['requeued', 'redelivered', 'acked', 'dispatched', 'completed'];
    expect(wayOf(trace, BUILD)).toEqual(['published', 'delivered', 'struck', ...again]);
    expect(instanceAt(trace)).toMatchObject({ vm_state: 'active', host: 'cpu1' });
    expect(stuckInstances(trace)).toEqual([]);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('tells why: the strike follows from the delivery and names the command, the death follows from the strike', () => {
    const trace = run([at(1_500_000, 'kill', { service: CPU, when: 'before_ack', method: BUILD })]);
    const [struck] = ofKind(trace, 'fault.struck');
    expect(struck).toMatchObject({ actor: CPU, fault: 'kill', when: 'before_ack', method: BUILD });
    expect(trace.facts[struck?.command ?? -1]).toMatchObject({ kind: 'command.given', name: 'kill' });
    expect(trace.facts[struck?.cause ?? -1]).toMatchObject({ kind: 'message.delivered' });
    const [stopped] = ofKind(trace, 'service.stopped');
    expect(stopped).toMatchObject({ how: 'kill', cause: struck?.index });
  });
});

describe('a conductor that dies', () => {
  const SUPER = 'nova-conductor-super';
  test('after the ack of schedule_and_build_instances leaves a build request that nobody takes up, reason S3', () => {
    const trace = run([
      at(1_500_000, 'kill', { service: SUPER, when: 'after_ack', method: 'schedule_and_build_instances' }),
    ]);
    expect(stuckInstances(trace)).toMatchObject([
      { table: 'nova_api.build_requests', reason: 'S3', end: 'acked-then-killed' },
    ]);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('between the rows of the instance and its cast leaves an instance without a cast, reason S4', () => {
    const trace = run([at(1_998_000, 'kill', { service: SUPER })]);
    expect(wayOf(trace, BUILD)).toEqual([]);
    expect(stuckInstances(trace)).toMatchObject([{ table: 'nova_cell1.instances', reason: 'S4', end: null }]);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('a compute in the middle of the build, its host saved: reason S2', () => {
    const trace = run([at(2_200_000, 'kill', { service: CPU })]);
    expect(instanceAt(trace)?.host).toBe('cpu1');
    expect(stuckInstances(trace)).toMatchObject([{ reason: 'S2', end: 'dispatched-completed' }]);
    expect(laws(trace)).toEqual(KEPT);
  });
});

describe('what comes twice', () => {
  test('an ack that is lost: delivered again to the same listener, which discards it', () => {
    const trace = run([at(1_500_000, 'lose_ack', { service: CPU, method: BUILD })]);
    // completed at once: the build goes on in a thread of its own
    const again = ['requeued', 'dispatched', 'completed', 'redelivered', 'acked', 'duplicate_discarded'];
    expect(wayOf(trace, BUILD)).toEqual(['published', 'delivered', 'struck', ...again]);
    expect(endsOf(trace, BUILD).sort()).toEqual(['dispatched-completed', 'duplicate-discarded']);
    expect(instanceAt(trace)).toMatchObject({ vm_state: 'active' });
    expect(laws(trace)).toEqual(KEPT);
  });

  test('an ack that is lost where a second worker listens: both run it', () => {
    const trace = run([
      at(200_000, 'add_service', { program: 'nova-scheduler', host: 'ctl2' }),
      at(6_000_000, 'lose_ack', { service: 'nova-scheduler', method: 'select_destinations' }),
      at(6_000_000, 'boot', { server: 'vm2' }),
      at(6_000_000, 'lose_ack', { service: 'nova-scheduler-ctl2', method: 'select_destinations' }),
    ]);
    const runners = ofKind(trace, 'rpc.dispatched').filter(
      (fact) => fact.method === 'select_destinations' && fact.at > 6_000_000,
    );
    expect(new Set(runners.map((fact) => fact.actor))).toEqual(
      new Set(['nova-scheduler', 'nova-scheduler-ctl2']),
    );
    expect(laws(trace)).toEqual(KEPT);
  });

  test('a confirm that is lost: published again with the same unique id, and discarded by the listener', () => {
    const args = { service: 'nova-conductor-super', when: 'before_confirm', method: BUILD };
    const trace = run([at(1_500_000, 'cut_connection', args)]);
    const sent = ofKind(trace, 'message.published').filter((fact) => fact.rpc.method === BUILD);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.rpc.unique_id).toBe(sent[0]?.rpc.unique_id);
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBe(1_000_000);
    expect(endsOf(trace, BUILD)).toEqual(['dispatched-completed', 'duplicate-discarded']);
    expect(ofKind(trace, 'message.confirmed').map((fact) => fact.message)).not.toContain(sent[0]?.message);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('thought experiments: a doubled request is discarded, a dropped one is lost for a reason of its own', () => {
    const held = at(900_000, 'pause_consumers', { queue: 'conductor' });
    const go = at(3_000_000, 'resume_consumers', { queue: 'conductor' });
    const doubled = run([held, at(2_000_000, 'duplicate_message', { queue: 'conductor' }), go]);
    const method = 'schedule_and_build_instances';
    expect(endsOf(doubled, method)).toEqual(['dispatched-completed', 'duplicate-discarded']);
    expect(laws(doubled)).toEqual(KEPT);
    const dropped = run([held, at(2_000_000, 'drop_message', { queue: 'conductor' }), go]);
    expect(endsOf(dropped, method)).toEqual(['thought-experiment']);
    const gone = ofKind(dropped, 'message.dropped').filter((fact) => fact.queue === 'conductor');
    expect(gone).toMatchObject([{ reason: 'thought_experiment' }]);
    expect(laws(dropped)).toEqual(KEPT);
  });
});

describe('a network that breaks', () => {
  test('a service whose connections are cut connects again after a second, and the boot goes on', () => {
    const trace = run([at(1_900_000, 'cut_connection', { service: 'nova-scheduler' })]);
    const again = ofKind(trace, 'consumer.added').filter(
      (fact) => fact.user === 'nova-scheduler' && fact.at > 1_900_000,
    );
    expect(again.map((fact) => fact.at)).toEqual([2_900_000, 2_900_000, 2_900_000]);
    expect(instanceAt(trace)).toMatchObject({ vm_state: 'active' });
    expect(laws(trace)).toEqual(KEPT);
  });

  test('a host that is cut off runs on and is reached by nobody; what waits for it is taken when it is back', () => {
    const trace = run([
      at(1_500_000, 'cut_host', { host: 'cpu1' }),
      at(20_000_000, 'join_host', { host: 'cpu1' }),
    ]);
    const [delivered] = ofKind(trace, 'message.delivered').filter(
      (fact) => fact.actor === CPU && fact.queue === 'compute.cpu1',
    );
    expect(ofKind(trace, 'service.stopped')).toEqual([]);
    expect(delivered?.at).toBeGreaterThan(20_000_000);
    expect(instanceAt(trace)).toMatchObject({ vm_state: 'active', host: 'cpu1' });
    expect(laws(trace)).toEqual(KEPT);
  });

  test('a placement that cannot be reached is an error at once: the instance is buried', () => {
    const trace = run([at(1_500_000, 'stop', { service: 'placement-api' })]);
    expect(ofKind(trace, 'rpc.completed').some((fact) => fact.failure === 'NoValidHost')).toBe(true);
    expect(laws(trace)).toEqual(KEPT);
  });

  test('a broker that is away blocks the publisher, and the run does not wait for one that never comes back', () => {
    const away = run([at(1_500_000, 'stop_broker')]);
    expect(ofKind(away, 'http.answered').filter((fact) => fact.to === 'client')).toEqual([]);
    expect(away.facts.at(-1)?.at).toBeLessThan(3_000_000);
    const back = run([at(1_500_000, 'stop_broker'), at(20_000_000, 'start_broker')]);
    const [answered] = ofKind(back, 'http.answered').filter((fact) => fact.to === 'client');
    expect(answered?.at).toBeGreaterThan(20_000_000);
    expect(laws(away)).toEqual(KEPT);
    expect(laws(back)).toEqual(KEPT);
  });

  test('a restart may take as long as it is told', () => {
    const trace = run([at(4_900_000, 'restart_broker', { away_ms: 12_000 })]);
    expect(ofKind(trace, 'broker.started')[0]?.at).toBe(16_900_000);
  });

  test('a request that is sent again before its receiver has its queue is lost, and the build goes to another host', () => {
    const lost = (trace: Trace): unknown[] => {
      const calls = ofKind(trace, 'message.published').filter(
        ({ rpc, actor }) => rpc.type === 'call' && actor === CPU,
      );
      const gone = ofKind(trace, 'message.dropped').filter(({ reason }) => reason === 'unroutable');
      return calls
        .filter(({ message }) => gone.some((fact) => fact.message === message))
        .map(({ rpc }) => rpc.method);
    };
    // in neutron's work: the compute has asked nothing, and asks 0.5 s later
    const awayFor = (away_ms: number): Trace =>
      run([at(2_300_000, 'restart_broker', { away_ms })], 120_000_000);
    const [soon, late] = [awayFor(0), awayFor(3_500)];
    expect([lost(soon), instanceAt(soon)?.host]).toEqual([[], 'cpu1']);
    expect([lost(late)[0], instanceAt(late)?.host]).toEqual(['object_action', 'cpu2']);
    expect([soon, late].map((trace) => instanceAt(trace)?.vm_state)).toEqual(['active', 'active']);
    expect([laws(soon), laws(late)]).toEqual([KEPT, KEPT]);
  });
});

describe('what is slow', () => {
  test('a slow service takes its percentage, and nothing before it changes', () => {
    const placed = (trace: Trace) => ofKind(trace, 'scheduler.selected')[0]?.at ?? 0;
    const usual = run([]);
    const slow = run([at(500_000, 'slow', { service: 'nova-scheduler', percent: 1000 })]);
    expect(placed(slow)).toBeGreaterThan(placed(usual) + 200_000);
    const normal = run([
      at(500_000, 'slow', { service: 'nova-scheduler', percent: 1000 }),
      at(900_000, 'slow', { service: 'nova-scheduler', percent: 100 }),
    ]);
    expect(placed(normal)).toBe(placed(usual));
  });

  test('a delayed queue hands out later by just that time', () => {
    const first = (trace: Trace) =>
      ofKind(trace, 'message.delivered').find((fact) => fact.queue === 'scheduler' && fact.at > 1_000_000)
        ?.at;
    const late = run([at(900_000, 'delay', { queue: 'scheduler', ms: 700 })]);
    expect((first(late) ?? 0) - (first(run([])) ?? 0)).toBe(700_000);
    expect(laws(late)).toEqual(KEPT);
  });
});

describe('services that come and go', () => {
  test('a second scheduler takes its turn, and nobody had to be told', () => {
    const trace = run([
      at(500_000, 'add_service', { program: 'nova-scheduler', host: 'ctl2' }),
      at(6_000_000, 'boot', { server: 'vm2' }),
      at(12_000_000, 'boot', { server: 'vm3' }),
    ]);
    const workers = ofKind(trace, 'scheduler.selected').map((fact) => fact.actor);
    expect(new Set(workers)).toEqual(new Set(['nova-scheduler', 'nova-scheduler-ctl2']));
    const place = trace.topology.services.find((one) => one.actor === 'nova-scheduler-ctl2');
    expect(place).toMatchObject({ host: 'ctl2', program: 'nova-scheduler', added_us: 500_000 });
    const start = makeWorlds(trace).at(-1).services.get('nova-scheduler-ctl2');
    expect(start?.state).toBe('stopped');
    expect(laws(trace)).toEqual(KEPT);
  });

  test('a further compute is scheduled on when it has more room, and is removed again while it is empty', () => {
    const added = at(500_000, 'add_service', { program: 'nova-compute', host: 'cpu3' });
    const mapped = at(5_000_000, 'discover_hosts');
    const trace = run([added, mapped, at(9_000_000, 'boot', { server: 'vm3' })]);
    const last = ofKind(trace, 'row.changed').findLast(({ after }) => after?.hostname === 'vm3')?.after;
    expect(last).toMatchObject({ vm_state: 'active', host: 'cpu3' });
    expect(laws(trace)).toEqual(KEPT);
    const removed = run([
      { ...added, at_us: 6_000_000 },
      { ...mapped, at_us: 11_000_000 },
      at(20_000_000, 'remove_service', { service: 'nova-compute-cpu3' }),
    ]);
    const gone = ofKind(removed, 'row.changed').filter((fact) => fact.at >= 20_000_000);
    expect(gone.map((fact) => fact.table)).toEqual(
      expect.arrayContaining(['services', 'compute_nodes', 'host_mappings', 'resource_providers']),
    );
    expect(laws(removed)).toEqual(KEPT);
  });
});
