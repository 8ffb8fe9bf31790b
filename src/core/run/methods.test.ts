/** The table of methods, against what services really send: a row that is wrong, or missing, is found by a run. */
import { expect, test } from 'vitest';
import type { Trace } from '../trace/trace.ts';
import { METHODS, type MethodName, methodOf } from '../words/methods.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const BOOT = { at_us: 1_000_000, name: 'boot', args: { server: 'vm1' } };
const STOP = { at_us: 10_000_000, name: 'stop_server', args: { server: 'vm1' } };
const START = { at_us: 14_000_000, name: 'start_server', args: { server: 'vm1' } };
const PERIODIC_US = 90_000_000;

const TOPIC = { conductor: /^conductor(\.|$)/, scheduler: /^scheduler(\.|$)/, compute: /^compute(\.|$)/ };

/** What was sent, as `scheduler call select_destinations`; agents' topics (`q-agent-notifier-...`) by their kind. */
function sentIn(trace: Trace): Set<string> {
  const sent = new Set<string>();
  for (const { rpc, routing_key, exchange } of ofKind(trace, 'message.published')) {
    if (rpc.type !== 'call' && rpc.type !== 'cast' && rpc.type !== 'fanout') continue;
    const address = rpc.type === 'fanout' ? exchange.replace(/_fanout$/, '') : routing_key;
    const topic = Object.entries(TOPIC).find(([, pattern]) => pattern.test(address))?.[0] ?? 'agents';
    sent.add(`${topic} ${rpc.type} ${methodOf(rpc)}`);
  }
  return sent;
}

const rowOf = (name: string): string => {
  const row = METHODS[name as MethodName];
  return `${row.topic} ${row.sent} ${name}`;
};

test('what a boot, a stop, a start and periodic work send has its row, and goes where and how the row says', () => {
  const sent = sentIn(run({ v: 1, commands: [BOOT, STOP, START], until_us: PERIODIC_US }));
  const wrong = [...sent].filter((told) => {
    const name = told.split(' ').at(-1) ?? '';
    return !Object.hasOwn(METHODS, name) || rowOf(name) !== told;
  });
  expect(wrong).toEqual([]);
  expect(sent.size).toBeGreaterThanOrEqual(25);
});
