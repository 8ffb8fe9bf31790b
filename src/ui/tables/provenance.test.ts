import { expect, test } from 'vitest';
import { micros } from '../../core/base/time.ts';
import type { FactBody } from '../../core/trace/fact.ts';
import { makeFactLog } from '../../core/trace/log.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { groupsOf, provenanceOf } from './provenance.ts';

/** Facts 1 ms apart; each says who, because of which fact, and what. */
function traceOf(facts: readonly (readonly [actor: string, cause: number | null, body: FactBody])[]): Trace {
  const log = makeFactLog();
  for (const [i, [actor, cause, body]] of facts.entries())
    log.add(micros(i * 1000), actor, cause, 'scenario', body);
  return {
    v: 1,
    source: 'simulated',
    experiment: null,
    epoch_ms: 0,
    topology: { vhosts: ['/'], databases: ['d'], services: [] },
    seed: {},
    facts: log.facts,
    error: null,
  };
}

const publish = (
  message: number,
  type: 'call' | 'cast' | 'reply',
  method: string,
  msg_id?: string,
): FactBody => ({
  kind: 'message.published',
  message,
  vhost: '/',
  exchange: 'nova',
  routing_key: 'q',
  properties: {},
  mandatory: false,
  connection: 'c',
  queues: ['q'],
  body: '{}',
  rpc: { type, method, ...(msg_id === undefined ? {} : { msg_id }) },
});
const deliver = (message: number): FactBody => ({
  kind: 'message.delivered',
  message,
  vhost: '/',
  queue: 'q',
  consumer: 'k',
  connection: 'c',
  redelivered: false,
});
const sql: FactBody = {
  kind: 'sql.executed',
  database: 'd',
  verb: 'UPDATE',
  table: 't',
  statement: '',
  parameters: [],
  rows: 1,
  keys: null,
};
const row = (id: number): FactBody => ({
  kind: 'row.changed',
  database: 'd',
  table: 't',
  key: [id],
  before: { id },
  after: { id, x: 1 },
});

test('a row that a worker wrote for a call is because of that call, through the worker’s own connection', () => {
  const trace = traceOf([
    ['compute', null, publish(1, 'call', 'save', 'm1')],
    ['conductor', 0, deliver(1)],
    ['conductor', 1, sql],
    ['conductor', 2, row(1)],
  ]);
  expect(provenanceOf(trace, [3])).toEqual([
    {
      database: 'd',
      table: 't',
      verb: 'UPDATE',
      actor: 'conductor',
      rows: 1,
      facts: [3],
      origin: { kind: 'message', fact: trace.facts[0] },
    },
  ]);
});

test('a row written after an answer came back is because of the request that was being served, not of the answer', () => {
  const trace = traceOf([
    ['api', null, publish(1, 'cast', 'build')],
    ['super', 0, deliver(1)],
    ['super', 1, publish(2, 'call', 'select', 'm2')],
    ['scheduler', 2, deliver(2)],
    ['scheduler', 3, publish(3, 'reply', 'select', 'm2')],
    ['super', 4, deliver(3)],
    ['super', 5, sql],
    ['super', 6, row(1)],
  ]);
  expect(provenanceOf(trace, [7])[0]?.origin).toEqual({ kind: 'message', fact: trace.facts[0] });
});

test('a row that a REST request led to is because of that request', () => {
  const trace = traceOf([
    [
      'compute',
      null,
      {
        kind: 'http.requested',
        exchange_id: 1,
        to: 'neutron',
        method: 'POST',
        path: '/v2.0/ports?x=1',
        microversion: '',
        global_request_id: null,
        body: null,
      },
    ],
    ['neutron', 0, sql],
    ['neutron', 1, row(1)],
  ]);
  expect(provenanceOf(trace, [2])[0]?.origin).toEqual({ kind: 'request', fact: trace.facts[0] });
});

test('a row whose chain begins with the writer itself is its own work', () => {
  const trace = traceOf([
    ['scheduler', null, sql],
    ['scheduler', 0, row(1)],
  ]);
  expect(provenanceOf(trace, [1])[0]?.origin).toEqual({ kind: 'own', actor: 'scheduler' });
});

test('rows of one statement’s kind are one line, and lines of one connection and reason one group', () => {
  const trace = traceOf([
    ['scheduler', null, sql],
    ['scheduler', 0, row(1)],
    ['scheduler', 0, row(2)],
    ['conductor', null, sql],
    ['conductor', 3, row(3)],
  ]);
  const lines = provenanceOf(trace, [1, 2, 4]);
  expect(lines.map((line) => [line.actor, line.rows])).toEqual([
    ['scheduler', 2],
    ['conductor', 1],
  ]);
  expect(groupsOf(lines)).toHaveLength(2);
});
