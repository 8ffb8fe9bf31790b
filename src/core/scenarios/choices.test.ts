import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import type { FactKind, FactOf } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { type Choice, choicesAt } from './choices.ts';
import { countersOf, databasesOf, seedOf, simulate } from './simulate.ts';

let engine: SeededEngine;
beforeAll(async () => {
  const lab: Experiment = { v: 1 };
  engine = await openEngine({ databases: databasesOf(lab), seed: seedOf(lab), counters: countersOf(lab) });
});
afterAll(() => engine.close());

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };

function run(commands: readonly Command[], until_us?: number): Trace {
  engine.reset();
  return simulate(
    { v: 1, commands: [BOOT, ...commands], ...(until_us === undefined ? {} : { until_us }) },
    engine,
  );
}

function ofKind<K extends FactKind>(trace: Trace, kind: K): FactOf<K>[] {
  return trace.facts.filter((fact) => fact.kind === kind) as unknown as FactOf<K>[];
}

const CPU = 'nova-compute-cpu1';
const BUILD = 'build_and_run_instance';
const at = (at_us: number, name: string, args: Command['args'] = {}): Command => ({ at_us, name, args });

describe('a command that makes no sense', () => {
  const twice = at(1_600_000, 'kill', { service: CPU });
  test.each<[readonly Command[], RegExp]>([
    [
      [twice, at(2_000_000, 'kill', { service: CPU })],
      /^kill at 2.000 s: nova-compute-cpu1 does not run; start it/,
    ],
    [[at(2_000_000, 'start', { service: CPU })], /^start at 2.000 s: nova-compute-cpu1 runs already/],
    [[at(2_000_000, 'start_broker')], /the broker runs already/],
    [[at(2_000_000, 'join_host', { host: 'cpu1' })], /host cpu1 is on the network/],
    [[at(2_000_000, 'drop_message', { queue: 'scheduler' })], /no message is ready in queue scheduler/],
    [[at(2_000_000, 'delay', { queue: 'none', ms: 5 })], /there is no queue none in vhost \//],
    [[at(2_000_000, 'lose_ack', { service: 'glance-api' })], /glance-api speaks no AMQP/],
    [[at(2_000_000, 'remove_service', { service: CPU })], /nova-compute-cpu1 hosts 1 servers/],
    [[at(2_000_000, 'add_service', { program: 'nova-compute', host: 'cpu1' })], /is in the cloud already/],
    [
      [at(1_500_000, 'stop_broker'), at(2_000_000, 'purge', { queue: 'conductor' })],
      /the broker does not run/,
    ],
  ])('%j is refused at its time, and there is no trace', (commands, sentence) => {
    expect(() => run(commands)).toThrow(sentence);
    expect(() => run(commands)).toThrow(expect.objectContaining({ code: 'command_refused' }));
  });

  test.each<[Command, RegExp]>([
    [at(0, 'slow', { service: CPU, percent: 9 }), /slow: "percent" must be from 10 to 10000, not 9/],
    [at(0, 'kill', { service: CPU, when: 'later' }), /kill: "when" must be one of now, before_ack/],
    [at(0, 'cut_host', { host: 'cpu9' }), /there is no host "cpu9"; the hosts are ctl, cell1ctl, cpu1, cpu2/],
    [at(0, 'remove_service', { service: 'keystone' }), /"keystone" cannot be removed; nova-conductor-super/],
    [at(0, 'add_service', { program: 'nova-api', host: 'x' }), /"program" must be one of nova-scheduler/],
    [at(0, 'slow', { service: CPU }), /slow: "percent" is missing/],
  ])('%j is refused before anything runs', (command, sentence) => {
    expect(() => run([command])).toThrow(sentence);
    expect(() => run([command])).toThrow(expect.objectContaining({ code: 'bad_experiment' }));
  });
});

describe('what menus offer', () => {
  const names = (choices: readonly Choice[], sensible: boolean): string[] => [
    ...new Set(
      choices.filter((choice) => (choice.refusal === null) === sensible).map((choice) => choice.name),
    ),
  ];
  test('is what the run itself would not refuse', () => {
    const trace = run([at(1_500_000, 'kill', { service: CPU }), at(1_600_000, 'cut_host', { host: 'cpu2' })]);
    const end = trace.facts.length - 1;
    const service = (actor: string) => choicesAt(trace, end, { kind: 'service', service: actor });
    expect(names(service(CPU), true)).toEqual(['start', 'slow']);
    expect(names(service('nova-scheduler'), false)).toEqual(['start']);
    expect(names(service('keystone'), true)).toEqual(['stop', 'kill', 'slow', 'remove_service']);
    expect(names(service('nova-compute-cpu2'), false)).toEqual(['start', 'cut_connection', 'remove_service']);
    expect(names(choicesAt(trace, end, { kind: 'host', host: 'cpu2' }), true)).toEqual(['join_host']);
    expect(names(choicesAt(trace, end, { kind: 'broker' }), true)).toEqual(['stop_broker', 'restart_broker']);
    const queue = choicesAt(trace, end, { kind: 'queue', vhost: 'nova_cell1', queue: 'compute.cpu1' });
    expect(names(queue, true)).toEqual(['delay', 'drop_message', 'duplicate_message']);
    expect(queue.filter((choice) => choice.thought).map((choice) => choice.name)).toContain('drop_message');
  });

  test('of a message in its queue names its method and who would get it', () => {
    const trace = run([]);
    const sent = ofKind(trace, 'message.published').find((fact) => fact.rpc.method === BUILD);
    const choices = choicesAt(trace, sent?.index ?? -1, { kind: 'message', message: sent?.message ?? -1 });
    const kill = choices.find((choice) => choice.name === 'kill');
    expect(kill).toMatchObject({ args: { service: CPU, when: 'before_ack', method: BUILD }, refusal: null });
  });
});
