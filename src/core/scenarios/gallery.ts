/**
 * The broker's gallery: ten small stories without Nova, each an exchange type or a promise of a queue. Data: who is there
 * and what is declared and published by hand; where a message goes is the broker's doing.
 */

import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import type { Scenario } from './scenario.ts';

type Order = readonly [name: string, args: JsonTable];

/** A command every 200 ms, so that each has come to its end before the next. */
function story(id: string, clients: readonly string[], orders: readonly Order[], untilMs = 0): Scenario {
  const commands = orders.map(([name, args], i): Command => ({ at_us: 200_000 * (i + 1), name, args }));
  const experiment: Experiment = { v: 1, deployment: { playground: clients }, commands };
  const run = untilMs === 0 ? experiment : { ...experiment, until_us: untilMs * 1000 };
  return { id, group: 'broker', experiment: run };
}

const publish = (exchange: string, routing_key: string, body: string, more: JsonTable = {}): Order => [
  'publish',
  { client: 'publisher', exchange, routing_key, body, ...more },
];
const exchange = (name: string, type: string): Order => ['declare_exchange', { exchange: name, type }];
const queue = (name: string, args: JsonTable = {}): Order => [
  'declare_queue',
  Object.keys(args).length === 0 ? { queue: name } : { queue: name, arguments: args },
];
const bind = (source: string, destination: string, routing_key = '', args: JsonTable = {}): Order => [
  'bind',
  { source, destination, routing_key, ...(Object.keys(args).length === 0 ? {} : { arguments: args }) },
];
const consume = (client: string, from: string, more: JsonTable = {}): Order => [
  'consume',
  { client, queue: from, ...more },
];

export const GALLERY: readonly Scenario[] = [
  story(
    'amqp-direct',
    ['publisher', 'billing', 'audit'],
    [
      exchange('orders', 'direct'),
      queue('billing'),
      queue('audit'),
      bind('orders', 'billing', 'paid'),
      bind('orders', 'audit', 'refused'),
      consume('billing', 'billing'),
      consume('audit', 'audit'),
      publish('orders', 'paid', 'order 17'),
      publish('orders', 'refused', 'order 18'),
      publish('orders', 'lost', 'order 19'),
    ],
  ),
  story(
    'amqp-topic',
    ['publisher', 'compute', 'everything'],
    [
      exchange('nova', 'topic'),
      queue('one-word'),
      queue('any-words'),
      bind('nova', 'one-word', 'compute.*'),
      bind('nova', 'any-words', 'compute.#'),
      consume('compute', 'one-word'),
      consume('everything', 'any-words'),
      publish('nova', 'compute.cpu1', 'for one host'),
      publish('nova', 'compute', 'for any host'),
      publish('nova', 'compute.cpu1.log', 'two words more'),
    ],
  ),
  story(
    'amqp-fanout',
    ['publisher', 'one', 'two'],
    [
      exchange('news', 'fanout'),
      queue('one'),
      queue('two'),
      bind('news', 'one', 'ignored'),
      bind('news', 'two'),
      consume('one', 'one'),
      consume('two', 'two'),
      publish('news', 'any key', 'a copy each'),
    ],
  ),
  story(
    'amqp-headers',
    ['publisher', 'all', 'any'],
    [
      exchange('forms', 'headers'),
      queue('all'),
      queue('any'),
      bind('forms', 'all', '', { 'x-match': 'all', type: 'pdf', year: 2026 }),
      bind('forms', 'any', '', { 'x-match': 'any', type: 'pdf', year: 2026 }),
      consume('all', 'all'),
      consume('any', 'any'),
      publish('forms', '', 'both', { headers: { type: 'pdf', year: 2026 } }),
      publish('forms', '', 'one of the two', { headers: { type: 'pdf', year: 1999 } }),
    ],
  ),
  story(
    'amqp-work-queue',
    ['publisher', 'fast', 'slow'],
    [
      queue('tasks'),
      consume('fast', 'tasks', { prefetch: 1, work_ms: 20 }),
      consume('slow', 'tasks', { prefetch: 1, work_ms: 90 }),
      publish('', 'tasks', 'task', { count: 6 }),
    ],
  ),
  story(
    'amqp-requeue',
    ['publisher', 'unsure'],
    [
      queue('tasks'),
      consume('unsure', 'tasks', { answer: 'requeue_once', work_ms: 60 }),
      publish('', 'tasks', 'try me twice'),
    ],
  ),
  story(
    'amqp-dead-letters',
    ['publisher', 'strict', 'clerk'],
    [
      exchange('dead', 'fanout'),
      queue('dead-letters'),
      bind('dead', 'dead-letters'),
      queue('tasks', { 'x-dead-letter-exchange': 'dead' }),
      consume('strict', 'tasks', { answer: 'reject' }),
      consume('clerk', 'dead-letters'),
      publish('', 'tasks', 'not acceptable'),
    ],
  ),
  story(
    'amqp-ttl',
    ['publisher', 'late'],
    [
      queue('calls'),
      publish('', 'calls', 'answer me soon', { expiration: '300' }),
      publish('', 'calls', 'no hurry'),
      publish('', 'calls', 'too late already', { expiration: '100' }),
      consume('late', 'calls'),
    ],
    1600,
  ),
  story(
    'amqp-priority',
    ['publisher', 'worker'],
    [
      queue('tasks', { 'x-max-priority': 10 }),
      publish('', 'tasks', 'ordinary', { priority: 1 }),
      publish('', 'tasks', 'urgent', { priority: 9 }),
      consume('worker', 'tasks', { prefetch: 1 }),
    ],
  ),
  story(
    'amqp-confirms',
    ['publisher', 'worker'],
    [
      queue('tasks'),
      consume('worker', 'tasks'),
      publish('', 'tasks', 'confirmed', { mandatory: true }),
      publish('', 'nowhere', 'returned, and confirmed too', { mandatory: true }),
      publish('', 'nowhere', 'confirmed, and gone'),
      publish('missing', 'any', 'refused: no such exchange'),
    ],
  ),
];
