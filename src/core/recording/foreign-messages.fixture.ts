/** Messages that other people's programs send over the same broker. SYNTHETIC: after the formats of those programs. */
import { textToBase64 } from '../base/base64.ts';

/** Stands in each body and in each header: none of it may be seen again. */
export const FOREIGN_SECRET = 'hunter2-and-a-half';

interface ForeignMessage {
  readonly what: string;
  readonly exchange: string;
  readonly key: string;
  readonly body: Uint8Array;
  /** of AMQP's basic class, `headers` among them */
  readonly properties: { readonly [name: string]: unknown };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => bytes(JSON.stringify(value));
const MB = 2 ** 20;
const TASK = '5fa6ab47-2e3f-4b6a-9f2c-1d5d0a6c8e11';
const S = FOREIGN_SECRET;

/** What RabbitMQ writes beside a message that was dead-lettered twice. */
const X_DEATH = {
  'x-death': [
    {
      count: 3,
      reason: 'rejected',
      queue: `orders.${S}`,
      time: 1_700_000_000,
      exchange: '',
      'routing-keys': ['orders'],
    },
    { count: 1, reason: 'expired', queue: 'orders.retry', exchange: 'dlx', 'original-expiration': '5000' },
  ],
  'x-first-death-exchange': '',
  'x-first-death-queue': S,
  'x-first-death-reason': 'rejected',
};

export const FOREIGN_MESSAGES: readonly ForeignMessage[] = [
  {
    what: 'a task of Celery, protocol 2',
    exchange: 'celery',
    key: 'celery',
    body: json([
      [1, { token: S }],
      { kwarg: S },
      { callbacks: null, errbacks: null, chain: [{ task: 'x', args: [S] }], chord: null },
    ]),
    properties: {
      content_type: 'application/json',
      content_encoding: 'utf-8',
      correlation_id: TASK,
      reply_to: '9c5f8d1e-3a57-3a7e-8a9b-0f6b3f1d2c4e',
      delivery_mode: 2,
      priority: 0,
      headers: {
        lang: 'py',
        task: `shop.${S}`,
        id: TASK,
        root_id: TASK,
        parent_id: null,
        group: null,
        argsrepr: `(1, '${S}')`,
        kwargsrepr: `{'kwarg': '${S}'}`,
        origin: `gen1@${S}`,
        retries: 0,
        eta: null,
        timelimit: [null, null],
      },
    },
  },
  {
    what: 'a task of Celery, protocol 1',
    exchange: 'celery',
    key: 'celery',
    body: json({ task: 'shop.pay', id: TASK, args: [S], kwargs: { a: S }, retries: 0, eta: null, utc: true }),
    properties: { content_type: 'application/json' },
  },
  {
    what: 'an event of Celery',
    exchange: 'celeryev',
    key: 'worker.heartbeat',
    body: json({ hostname: S, utcoffset: 0, pid: 1, clock: 2, freq: 2, type: 'worker-heartbeat' }),
    properties: { headers: { hostname: S } },
  },
  {
    what: "kombu's pidbox, in a pickle within base64",
    exchange: 'celery.pidbox',
    key: '',
    body: bytes(textToBase64(`\u0080\u0002X${S}q.`)),
    properties: { content_type: 'application/x-python-serialize', content_encoding: 'base64' },
  },
  {
    what: "MassTransit's envelope",
    exchange: 'Contracts:OrderSubmitted',
    key: '',
    body: json({
      messageId: TASK,
      conversationId: TASK,
      sourceAddress: `rabbitmq://nova:${S}@10.0.0.1/order_service`,
      messageType: ['urn:message:Contracts:OrderSubmitted'],
      message: { card: S, orderId: 7 },
      headers: { 'MT-Activity-Id': S },
      host: { machineName: S, processName: 'dotnet', assembly: 'Order' },
    }),
    properties: {
      content_type: 'application/vnd.masstransit+json',
      delivery_mode: 2,
      headers: { 'MT-Host-MachineName': S, publishId: '1' },
    },
  },
  {
    what: 'what oslo.messaging would send, but for its method',
    exchange: 'nova',
    key: 'compute',
    body: json({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify({ hello: S }) }),
    properties: {},
  },
  {
    what: 'an envelope of a number',
    exchange: 'nova',
    key: 'x',
    body: json({ 'oslo.message': 5, a: S }),
    properties: {},
  },
  { what: 'a list', exchange: 'a', key: 'b', body: json([[[S]]]), properties: {} },
  { what: 'a number', exchange: 'a', key: 'b', body: json(4_111_111_111_111_111), properties: {} },
  {
    what: 'bytes of protobuf',
    exchange: 'events',
    key: 'v1.order',
    body: new Uint8Array([0x0a, S.length, ...bytes(S), 0x10, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00, 0xfe, 0x80]),
    properties: { content_type: 'application/x-protobuf', headers: { schema: S } },
  },
  { what: 'no body', exchange: 'a', key: 'b', body: bytes(''), properties: {} },
  {
    what: 'a body of 1 MB of JSON',
    exchange: 'a',
    key: 'big',
    body: json({ rows: Array.from({ length: MB / 32 }, (_, i) => `${S} ${String(i).padStart(10, '0')}`) }),
    properties: {},
  },
  {
    what: 'a body of 1 MB of bytes',
    exchange: 'a',
    key: 'big',
    body: Uint8Array.from({ length: MB }, (_, i) => (i * 31) & 0xff),
    properties: { content_type: 'application/octet-stream' },
  },
  {
    what: 'headers that are no UTF-8, and every type that a header may have',
    exchange: 'a',
    key: 'b',
    body: bytes(S),
    properties: {
      type: `\u0080\u00ff${S}`,
      app_id: '\ufffd\ufffd',
      headers: {
        [`k\u0000\u0080${S}`]: '\ufffd\u0000',
        long: -1,
        yes: true,
        nothing: null,
        list: [1, [S]],
        deep: { a: { b: S } },
      },
    },
  },
  {
    what: 'a dead letter',
    exchange: 'dlx',
    key: 'orders',
    body: json({ order: S }),
    properties: { expiration: '60000', headers: X_DEATH },
  },
  {
    what: 'names of another alphabet',
    exchange: '订单',
    key: '订单.新的',
    body: bytes(`订单 ${S}`),
    properties: { content_type: 'text/plain; charset=utf-8' },
  },
  {
    what: 'a rule and a head of a text trace',
    exchange: 'a',
    key: 'b',
    body: bytes(`${'='.repeat(80)}\n\n${S}`),
    properties: {},
  },
];
