/**
 * The broker's gallery: ten small lessons without Nova, each an exchange type or a promise of a queue. Data: who is there
 * and what is declared and published by hand; where a message goes is the broker's doing.
 */

import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import type { Scenario } from './scenario.ts';

type Order = readonly [name: string, args: JsonTable];

/** One command every 200 ms, so that each has come to its end before the next. */
function lesson(clients: readonly string[], orders: readonly Order[], untilMs = 0): Experiment {
  const commands = orders.map(([name, args], i): Command => ({ at_us: 200_000 * (i + 1), name, args }));
  const experiment: Experiment = { v: 1, deployment: { playground: clients }, commands };
  return untilMs === 0 ? experiment : { ...experiment, until_us: untilMs * 1000 };
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
  {
    id: 'amqp-direct',
    title: { en: 'Direct: the key must be equal', 'zh-CN': '直连交换机：路由键必须相等' },
    experiment: lesson(
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
  },
  {
    id: 'amqp-topic',
    title: { en: 'Topic: * is one word, # is any number', 'zh-CN': '主题交换机：*是一个词，#是任意多个词' },
    experiment: lesson(
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
  },
  {
    id: 'amqp-fanout',
    title: { en: 'Fanout: a copy for everybody', 'zh-CN': '扇出交换机：人人得一份' },
    experiment: lesson(
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
  },
  {
    id: 'amqp-headers',
    title: { en: 'Headers: match what is written on it', 'zh-CN': '头交换机：按消息头匹配' },
    experiment: lesson(
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
  },
  {
    id: 'amqp-work-queue',
    title: { en: 'Work queue: prefetch shares the work by pace', 'zh-CN': '工作队列：预取数让快者多劳' },
    experiment: lesson(
      ['publisher', 'fast', 'slow'],
      [
        queue('tasks'),
        consume('fast', 'tasks', { prefetch: 1, work_ms: 20 }),
        consume('slow', 'tasks', { prefetch: 1, work_ms: 90 }),
        publish('', 'tasks', 'task', { count: 6 }),
      ],
    ),
  },
  {
    id: 'amqp-requeue',
    title: {
      en: 'Requeue: back to its place, marked redelivered',
      'zh-CN': '重新入队：回到原位，并标记为重投递',
    },
    experiment: lesson(
      ['publisher', 'unsure'],
      [
        queue('tasks'),
        consume('unsure', 'tasks', { answer: 'requeue_once', work_ms: 60 }),
        publish('', 'tasks', 'try me twice'),
      ],
    ),
  },
  {
    id: 'amqp-dead-letters',
    title: { en: 'Dead letters: what is refused goes elsewhere', 'zh-CN': '死信：被拒绝的消息另有去处' },
    experiment: lesson(
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
  },
  {
    id: 'amqp-ttl',
    title: {
      en: 'Time to live: an old message is dropped at the head',
      'zh-CN': '存活时间：过期的消息在队首被丢弃',
    },
    experiment: lesson(
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
  },
  {
    id: 'amqp-priority',
    title: { en: 'Priority: the urgent one overtakes', 'zh-CN': '优先级：紧急的先走' },
    experiment: lesson(
      ['publisher', 'worker'],
      [
        queue('tasks', { 'x-max-priority': 10 }),
        publish('', 'tasks', 'ordinary', { priority: 1 }),
        publish('', 'tasks', 'urgent', { priority: 9 }),
        consume('worker', 'tasks', { prefetch: 1 }),
      ],
    ),
  },
  {
    id: 'amqp-confirms',
    title: { en: 'Confirms and returns: did anybody take it?', 'zh-CN': '确认与退回：有人接收吗？' },
    experiment: lesson(
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
  },
];
