/**
 * Small files of foreign formats. SYNTHETIC: made from the lists of fields of those formats, recorded nowhere; each says so.
 */
import { textToBase64 } from '../base/base64.ts';

const MSG = '0123456789abcdef0123456789abcdef';
const UNIQUE = 'fedcba9876543210fedcba9876543210';
const REPLY = 'reply_aaaabbbbccccddddeeeeffff00001111';
export const REQ = 'req-11111111-2222-4333-8444-555555555555';
export const SERVER = '99999999-8888-4777-8666-555555555555';

const envelope = (message: object): string =>
  JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(message) });

const CALL = envelope({
  method: 'select_destinations',
  args: { spec_obj: { 'nova_object.name': 'RequestSpec', 'nova_object.data': { instance_uuid: SERVER } } },
  version: '4.5',
  _msg_id: MSG,
  _reply_q: REPLY,
  _timeout: 60,
  _unique_id: UNIQUE,
  _context_request_id: REQ,
  _context_auth_token: 'synthetic-token',
});
const ANSWER = envelope({ result: null, failure: null, ending: true, _msg_id: MSG, _unique_id: MSG });

const tracingLine = (ms: number, type: string, of: object, body: string): string =>
  JSON.stringify({
    timestamp: `2024-12-02T13:04:49.${ms}+01:00`,
    type,
    node: 'rabbit@synthetic',
    vhost: '/',
    user: 'openstack',
    channel: 1,
    properties: { content_type: 'application/json', expiration: '60000' },
    payload: textToBase64(body),
    synthetic: true,
    ...of,
  });

const ASKER = '10.0.0.1:1001 -> 10.0.0.9:5672';
const ASKED = '10.0.0.2:1002 -> 10.0.0.9:5672';

/** A call and its reply; all services share one user. */
export const TRACING_JSON: readonly string[] = [
  tracingLine(
    100,
    'published',
    {
      connection: ASKER,
      exchange: 'nova',
      queue: 'none',
      routed_queues: ['scheduler'],
      routing_keys: ['scheduler'],
    },
    CALL,
  ),
  tracingLine(
    101,
    'received',
    {
      connection: ASKED,
      exchange: 'nova',
      queue: 'scheduler',
      routed_queues: 'none',
      routing_keys: ['scheduler'],
    },
    CALL,
  ),
  tracingLine(
    140,
    'published',
    { connection: ASKED, exchange: '', queue: 'none', routed_queues: [REPLY], routing_keys: [REPLY] },
    ANSWER,
  ),
  tracingLine(
    141,
    'received',
    { connection: ASKER, exchange: '', queue: REPLY, routed_queues: 'none', routing_keys: [REPLY] },
    ANSWER,
  ),
];

const RULE = '='.repeat(80);

/** The body holds blank lines and a rule of its own; the properties go over two lines. */
export const TRACING_TEXT = `
${RULE}
2024-12-02 13:04:49:100: Message published

Node:         rabbit@synthetic
Connection:   ${ASKER}
Virtual host: /
User:         openstack
Channel:      1
Exchange:     nova
Routing keys: [<<"scheduler">>]
Routed queues: [<<"scheduler">>]
Properties:   [{<<"expiration">>,longstr,<<"60000">>},
               {<<"content_type">>,longstr,<<"application/json">>}]
Payload:
${CALL}

${RULE}
2024-12-02 13:04:49:101: Message received

Node:         rabbit@synthetic
Connection:   ${ASKED}
Virtual host: /
User:         openstack
Channel:      1
Exchange:     nova
Routing keys: [<<"scheduler">>]
Queue:        scheduler
Properties:   [{<<"expiration">>,longstr,<<"60000">>}]
Payload:
${CALL}

${RULE}
2024-12-02 13:04:49:150: Message published

Node:         rabbit@synthetic
Connection:   ${ASKER}
Virtual host: /
User:         openstack
Channel:      1
Exchange:     other
Routing keys: [<<"x">>]
Routed queues: []
Properties:   []
Payload:
synthetic text

${RULE}
with a rule of its own
`;

const trace = (key: string, seconds: number, headers: object, body: string): object => ({
  Exchange: 'amq.rabbitmq.trace',
  RoutingKey: key,
  XRabtapReceivedTimestamp: `2024-12-02T13:04:${seconds}.5+01:00`,
  Body: textToBase64(body),
  Headers: {
    exchange_name: 'nova',
    routing_keys: ['scheduler'],
    vhost: '/',
    user: 'openstack',
    synthetic: true,
    ...headers,
  },
});

/** Documents one after the other, not one a line. */
export const RABTAP = [
  trace('publish.nova', 49, { connection: ASKER, routed_queues: ['scheduler'] }, CALL),
  trace('deliver.scheduler', 50, { connection: ASKED, redelivered: 1 }, CALL),
]
  .map((document) => JSON.stringify(document, null, 2))
  .join('\n');

const at = (ms: number): string => `2023-09-13 09:10:23.${ms}`;

/** nova-conductor asks nova-scheduler; the lines of both are of one request. Synthetic. */
export const CONDUCTOR_LOG = [
  `${at(100)} 12 DEBUG nova.conductor.manager [None ${REQ} user project - - default default] something with a secret-word in it schedule /usr/lib/python3/dist-packages/nova/conductor/manager.py:12`,
  `${at(101)} 12 DEBUG oslo_messaging.rpc.client [None ${REQ} user project - - default default] Calling RPC method select_destinations on target <Target topic=scheduler>`,
  `${at(102)} 12 DEBUG oslo_messaging._drivers.amqpdriver [None ${REQ} user project - - default default] CALL msg_id: ${MSG} exchange 'nova' topic 'scheduler' _send /x/amqpdriver.py:1`,
  `${at(190)} 12 DEBUG oslo_messaging._drivers.amqpdriver [-] received reply msg_id: ${MSG} __call__ /x/amqpdriver.py:2`,
  `${at(200)} 12 DEBUG oslo_messaging._drivers.amqpdriver [${REQ} user project - default default] CAST unique_id: ${UNIQUE} exchange 'nova' topic 'compute.cpu1'`,
].join('\n');
export const SCHEDULER_LOG = [
  `\u001b[00;32m${at(150)} 7 DEBUG oslo_messaging._drivers.amqpdriver\u001b[00m [-] received message msg_id: ${MSG} reply to ${REPLY}`,
  `${at(160)} 7 INFO nova.scheduler.manager [None ${REQ} user project - - default default] Starting instance...`,
  `${at(180)} 7 DEBUG oslo_messaging._drivers.amqpdriver [None ${REQ} user project - - default default] sending reply msg_id: ${MSG} reply queue: ${REPLY} time elapsed: 0.03s`,
].join('\n');
/** DevStack's, by way of the journal, with a traceback. */
export const COMPUTE_LOG = [
  `Sep 13 09:10:23 cpu1 devstack@n-cpu.service[99]: DEBUG oslo_messaging._drivers.amqpdriver [None - - -] received message with unique_id: ${UNIQUE} {{(pid=99) __call__ /x/amqpdriver.py:3}}`,
  `Sep 13 09:10:24 cpu1 devstack@n-cpu.service[99]: ERROR nova.compute.manager [None ${REQ} admin admin] [instance: ${SERVER}] It broke with secret-word`,
  `Sep 13 09:10:24 cpu1 devstack@n-cpu.service[99]: ERROR nova.compute.manager Traceback (most recent call last):`,
  `Sep 13 09:10:24 cpu1 devstack@n-cpu.service[99]: ERROR nova.compute.manager   File "/opt/stack/nova/nova/compute/manager.py", line 77, in _spawn`,
].join('\n');
export const OSLO_JSON = [
  JSON.stringify({
    message: `CALL msg_id: ${MSG} exchange 'nova' topic 'scheduler'`,
    asctime: '2023-09-13 09:10:23',
    created: 1_694_596_223.102,
    name: 'oslo_messaging._drivers.amqpdriver',
    levelname: 'DEBUG',
    process: 12,
    process_name: 'nova-conductor',
    hostname: 'ctl',
    context: { request_id: REQ, auth_token: '***' },
    extra: { synthetic: true },
  }),
  JSON.stringify({
    message: `received message msg_id: ${MSG} reply to ${REPLY}`,
    time: '2023-09-13 09:10:23.150',
    name: 'oslo_messaging._drivers.amqpdriver',
    level: 'DEBUG',
    process_name: 'nova-scheduler',
    hostname: 'ctl',
    context: {},
    extra: {},
  }),
].join('\n');

const point = (name: string, end: string, time: string, info: object): object => ({
  [`meta.raw_payload.${name}-${end}`]: {
    name: `${name}-${end}`,
    timestamp: `2024-01-01T00:00:0${time}`,
    info,
  },
});
export const OSPROFILER = {
  info: { name: 'total', started: 0, finished: 900, last_trace_started: 700, synthetic: true },
  stats: {},
  children: [
    {
      trace_id: 'a',
      parent_id: 'base',
      info: {
        name: 'wsgi',
        project: 'nova',
        service: 'osapi_compute',
        host: 'ctl',
        started: 0,
        finished: 500,
        ...point('wsgi', 'start', '1.0', {
          request: { path: '/v2.1/servers', method: 'POST', query: 'token=secret-word' },
        }),
        ...point('wsgi', 'stop', '1.5', {}),
      },
      children: [
        {
          trace_id: 'b',
          parent_id: 'a',
          info: {
            name: 'rpc',
            project: 'nova',
            service: 'osapi_compute',
            host: 'ctl',
            started: 100,
            finished: 200,
            ...point('rpc', 'start', '1.1', {
              function: {
                name: 'nova.conductor.rpcapi.ComputeTaskAPI.schedule_and_build_instances',
                args: 'secret-word',
              },
            }),
            ...point('rpc', 'stop', '1.2', {}),
          },
          children: [
            {
              trace_id: 'c',
              parent_id: 'b',
              info: {
                name: 'db',
                project: 'nova',
                service: 'conductor',
                host: 'ctl',
                started: 150,
                finished: 160,
                ...point('db', 'start', '1.15', {
                  db: {
                    statement: "SELECT instances.id FROM instances WHERE uuid = 'secret-word'",
                    params: { a: 'secret-word' },
                  },
                }),
                ...point('db', 'stop', '1.16', {}),
              },
              children: [],
            },
          ],
        },
      ],
    },
  ],
};

export const DEFINITIONS = {
  rabbit_version: '3.10.8',
  synthetic: true,
  users: [{ name: 'admin', password_hash: 'secret-word' }],
  vhosts: [{ name: '/' }],
  policies: [{ name: 'a', vhost: '/', pattern: 'c|secret-word', definition: { ha: ['secret-word'] } }],
  parameters: [{ component: 'shovel', name: 'secret-word', vhost: '/', value: 'amqp://u:secret-word@h' }],
  exchanges: [
    {
      name: 'nova',
      vhost: '/',
      type: 'topic',
      durable: true,
      auto_delete: false,
      internal: false,
      arguments: {},
    },
  ],
  queues: [
    {
      name: 'conductor',
      vhost: '/',
      durable: true,
      auto_delete: false,
      arguments: { 'x-message-ttl': 60000 },
    },
  ],
  bindings: [
    {
      source: 'nova',
      vhost: '/',
      destination: 'conductor',
      destination_type: 'queue',
      routing_key: 'conductor',
      arguments: {},
    },
  ],
};
