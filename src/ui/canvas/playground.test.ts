import { expect, test } from 'vitest';
import type { Fact, FactBody } from '../../core/trace/fact.ts';
import type { Topology, Trace } from '../../core/trace/trace.ts';
import { makeWorlds } from '../../core/trace/worlds.ts';
import { bindingsInto } from './bindings.ts';
import { exchangeKey, queueKey } from './lanes.ts';
import { mapOf } from './layout.ts';
import { marksOf } from './marks.ts';
import { entitiesOf } from './playground.ts';

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
const marks = marksOf(trace, 4, 6, () => true, new Set());

test('who publishes stands first, whatever the order of the topology', () => {
  const map = mapOf(trace, 'desk');
  const ids = map.nodes.filter(({ kind }) => kind !== 'pipe').map((node) => node.id);
  expect(ids).toEqual(['service:sender', 'queue', 'service:idler', 'service:reader']);
});

test('every exchange and queue of the trace has a place of its own', () => {
  const { exchanges, queues } = entitiesOf(trace);
  expect(exchanges.map(({ name }) => name)).toEqual(['x']);
  expect(queues.map(({ name }) => name)).toEqual(['q', 'r']);
  const map = mapOf(trace, 'desk');
  expect(map.spines.map(({ exchange }) => exchange)).toEqual(['x']);
  expect(map.nodes.filter(({ kind }) => kind === 'pipe').map(({ id }) => id)).toEqual([
    'pipe:/:q',
    'pipe:/:r',
  ]);
});

test('a binding is lit where it matched, and shown as not matching where it did not', () => {
  const world = makeWorlds(trace).at(6);
  const shown = (queue: string) => bindingsInto(world, '/', queue, marks.sent);
  expect(shown('q')).toMatchObject([{ source: 'x', key: 'a.*', match: 'yes' }]);
  expect(shown('r')).toMatchObject([{ source: 'x', key: 'b.#', match: 'no' }]);
  expect(bindingsInto(world, '/', 'r', [])).toMatchObject([{ match: null }]);
});

test('the exchange and the queue of the step are lit, and why a copy ended stands at its queue', () => {
  expect(marks.lit).toContain(exchangeKey('/', 'x'));
  expect(marks.lit).toContain(queueKey('/', 'q'));
  expect(marks.lit).not.toContain(queueKey('/', 'r'));
  expect([...marks.lost]).toEqual([[queueKey('/', 'q'), 'expired']]);
});
