import { describe, expect, test } from 'vitest';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns } from './boot.fixture.ts';

const runIn = labRuns();

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };

const run = (commands: readonly Command[], until_us?: number): Trace =>
  runIn({ v: 1, commands: [BOOT, ...commands], ...(until_us === undefined ? {} : { until_us }) });

const CPU = 'nova-compute-cpu1';
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
