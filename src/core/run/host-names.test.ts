/** Hosts with their domain, as Nova names them by default: the same run, message by message, whatever its hosts are called. */
import { expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { sequenceLines } from '../recording/sequence.ts';
import type { Trace } from '../trace/trace.ts';
import { run } from './boot.fixture.ts';

const NAMES = { first: 'node-0.example.com', second: 'node-1.example.com', third: 'node-7.dc2.example.com' };
const PLAIN = { first: 'cpu1', second: 'cpu2', third: 'cpu7' };

const played = ({ first, second, third }: typeof NAMES): Promise<Trace> =>
  run({
    v: 1,
    deployment: { computes: [first, second] },
    commands: [
      { at_us: 1_000_000, name: 'boot', args: { host: first } },
      { at_us: 9_000_000, name: 'migrate_server', args: { server: 'vm1', host: second } },
      { at_us: 20_000_000, name: 'confirm_resize', args: { server: 'vm1' } },
      { at_us: 26_000_000, name: 'live_migrate_server', args: { server: 'vm1', host: first } },
      { at_us: 40_000_000, name: 'stop', args: { service: `nova-compute-${second}` } },
      { at_us: 41_000_000, name: 'cut_host', args: { host: first } },
      { at_us: 43_000_000, name: 'join_host', args: { host: first } },
      { at_us: 45_000_000, name: 'add_service', args: { program: 'nova-compute', host: third } },
    ],
  });

/** Messages without their times and the ids of reply queues, which hang on the names of their processes. */
function messagesOf(trace: Trace): readonly string[] {
  const plain = (line: string): string =>
    (['first', 'second', 'third'] as const)
      .reduce((text, one) => text.replaceAll(NAMES[one], PLAIN[one]), line)
      .replace(/^ *[\d.]+ s /, '')
      .replace(/reply_\w+/, 'reply');
  return [...sequenceLines(trace, { periodic: false })].map(plain).sort();
}

test('a run on hosts with their domain is the run on hosts without', async () => {
  const [trace, plain] = [await played(NAMES), await played(PLAIN)];
  expect([trace.error, plain.error]).toEqual([null, null]);
  expect(checkTrace(trace)).toEqual([]);
  expect(messagesOf(trace)).toEqual(messagesOf(plain));
});
