import { describe, expect, test } from 'vitest';
import { labRuns, ofKind } from '../run/boot.fixture.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { type CommandAt, commandsAt } from './commands-at.ts';

const runIn = labRuns();

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };

const run = (commands: readonly Command[], until_us?: number): Trace =>
  runIn({ v: 1, commands: [BOOT, ...commands], ...(until_us === undefined ? {} : { until_us }) });

const CPU = 'nova-compute-cpu1';
/** what an administrator may do to a service's record, whatever its process does */
const RECORD = ['force_down', 'force_up', 'disable_service', 'enable_service', 'delete_service'];
const BUILD = 'build_and_run_instance';
const at = (at_us: number, name: string, args: Command['args'] = {}): Command => ({ at_us, name, args });

describe('what menus offer', () => {
  const names = (choices: readonly CommandAt[], sensible: boolean): string[] => [
    ...new Set(
      choices.filter((choice) => (choice.refusal === null) === sensible).map((choice) => choice.name),
    ),
  ];
  test('is what the run itself would not refuse', () => {
    const trace = run([at(1_500_000, 'kill', { service: CPU }), at(1_600_000, 'cut_host', { host: 'cpu2' })]);
    const end = trace.facts.length - 1;
    const service = (actor: string) => commandsAt(trace, end, { kind: 'service', service: actor });
    expect(names(service(CPU), true)).toEqual(['start', 'slow', ...RECORD]);
    expect(names(service('nova-scheduler'), false)).toEqual(['start']);
    expect(names(service('keystone'), true)).toEqual(['stop', 'kill', 'slow', 'remove_service']);
    expect(names(service('nova-compute-cpu2'), false)).toEqual([
      'start',
      'cut_connection',
      'lose_consumer',
      'remove_service',
    ]);
    expect(names(commandsAt(trace, end, { kind: 'host', host: 'cpu2' }), true)).toEqual(['join_host']);
    expect(names(commandsAt(trace, end, { kind: 'broker' }), true)).toEqual([
      'stop_broker',
      'restart_broker',
    ]);
    const queue = commandsAt(trace, end, { kind: 'queue', vhost: 'nova_cell1', queue: 'compute.cpu1' });
    expect(names(queue, true)).toEqual(['delay', 'drop_message', 'duplicate_message']);
    expect(queue.filter((choice) => choice.thought).map((choice) => choice.name)).toContain('drop_message');
  });

  test('of a message in its queue names its method and who would get it', () => {
    const trace = run([]);
    const sent = ofKind(trace, 'message.published').find((fact) => fact.rpc.method === BUILD);
    const choices = commandsAt(trace, sent?.index ?? -1, { kind: 'message', message: sent?.message ?? -1 });
    const kill = choices.find((choice) => choice.name === 'kill');
    expect(kill).toMatchObject({ args: { service: CPU, when: 'before_ack', method: BUILD }, refusal: null });
  });
});
