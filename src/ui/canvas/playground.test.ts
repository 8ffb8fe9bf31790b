import { expect, test } from 'vitest';
import type { Fact, FactBody } from '../../core/trace/fact.ts';
import type { Topology, Trace } from '../../core/trace/trace.ts';
import { makeWorlds } from '../../core/trace/worlds.ts';
import { bindingsInto } from './bindings.ts';
import { topologyToFlow } from './layout.ts';
import { marksOf } from './marks.ts';
import { exchangeRowOf, hintsOf, queueRows, rowOf } from './queue-rows.ts';

const client = (actor: string): Topology['services'][number] => ({
  actor,
  program: actor,
  host: actor,
  machine: 'playground',
  kind: 'client',
  vhosts: ['/'],
  databases: [],
});

const flags = { durable: false, auto_delete: false, arguments: {} };
const bound = (destination: string, routing_key: string): FactBody => ({
  kind: 'binding.added',
  vhost: '/',
  source: 'x',
  destination,
  destination_type: 'queue',
  routing_key,
  arguments: {},
});

const bodies: readonly (readonly [actor: string, body: FactBody])[] = [
  [
    'operator',
    { kind: 'exchange.declared', vhost: '/', exchange: 'x', type: 'topic', internal: false, ...flags },
  ],
  ['operator', { kind: 'queue.declared', vhost: '/', queue: 'q', exclusive: false, ...flags }],
  ['operator', { kind: 'queue.declared', vhost: '/', queue: 'r', exclusive: false, ...flags }],
  ['operator', bound('q', 'a.*')],
  ['operator', bound('r', 'b.#')],
  [
    'sender',
    {
      kind: 'message.published',
      message: 1,
      vhost: '/',
      exchange: 'x',
      routing_key: 'a.b',
      properties: {},
      mandatory: false,
      connection: 'c',
      queues: ['q'],
      body: '',
      rpc: { type: 'other' },
    },
  ],
  ['rabbitmq', { kind: 'message.dropped', message: 1, vhost: '/', queue: 'q', reason: 'expired' }],
];

const trace: Trace = {
  v: 1,
  source: 'simulated',
  experiment: null,
  epoch_ms: 0,
  topology: { vhosts: ['/'], databases: [], services: ['idler', 'sender', 'reader'].map(client) },
  seed: {},
  facts: bodies.map(
    ([actor, body], index) => ({ ...body, index, at: index, actor, cause: null, group: 'scenario' }) as Fact,
  ),
  error: null,
};
const rows = queueRows(trace);
const marks = marksOf(trace, 4, 6, () => true);

test('who publishes stands first, whatever the order of the topology', () => {
  const map = topologyToFlow(trace.topology, 'hub', hintsOf(trace));
  const ids = map.nodes.map((node) => node.id);
  expect(ids).toEqual(['service:sender', 'queue', 'service:idler', 'service:reader']);
});

test('every exchange and queue of the trace has a line, exchanges first', () => {
  expect(rows.map((row) => [row.kind, row.name])).toEqual([
    ['exchange', 'x'],
    ['named', 'q'],
    ['named', 'r'],
  ]);
});

test('a binding is lit where it matched, and shown as not matching where it did not', () => {
  const world = makeWorlds(trace).at(6);
  const shown = (queue: string) => bindingsInto(world, rowOf(rows, '/', queue)!, marks.sent);
  expect(shown('q')).toMatchObject([{ source: 'x', key: 'a.*', match: 'yes' }]);
  expect(shown('r')).toMatchObject([{ source: 'x', key: 'b.#', match: 'no' }]);
  expect(bindingsInto(world, rowOf(rows, '/', 'r')!, [])).toMatchObject([{ match: null }]);
});

test('the exchange and the queue of the step are lit, and why a copy ended stands at its queue', () => {
  expect(marks.rows).toContain(exchangeRowOf(rows, '/', 'x')?.key);
  expect(marks.rows).toContain(rowOf(rows, '/', 'q')?.key);
  expect(marks.rows).not.toContain(rowOf(rows, '/', 'r')?.key);
  expect([...marks.lost]).toEqual([[rowOf(rows, '/', 'q')?.key, 'expired']]);
});
