/** Secrets in all places of what our own recorder writes: a file each. */
import { gzipSync } from 'fflate';
import { textToBase64 } from '../base/base64.ts';
import { inName, login, number, secret } from './canary-looks.fixture.ts';
import { REQ, SERVER } from './foreign.fixture.ts';

const inner = (more: object): object => ({
  method: 'build_and_run_instance',
  version: '6.0',
  _unique_id: '0'.repeat(32),
  _context_request_id: REQ,
  args: {},
  ...more,
});
const object = (name: string, data: object): object => ({
  'nova_object.name': name,
  'nova_object.namespace': 'nova',
  'nova_object.version': '1.0',
  'nova_object.data': data,
});

/** In the context, in arguments, in objects, in results and failures. */
export const MESSAGES: readonly object[] = [
  ...[
    '_context_auth_token',
    '_context_user_name',
    '_context_project_name',
    '_context_remote_address',
    '_context_roles',
    '_context_of_no_list',
  ].map((key) => inner({ [key]: secret() })),
  inner({ _context_service_catalog: [{ endpoints: [{ url: `http://x/${secret()}` }] }] }),
  inner({ _context_trace_info: { hmac_key: secret() } }),
  ...['admin_password', 'injected_files', 'new_pass', 'of_no_list', 'migrate_data', 'requested_networks'].map(
    (key) => inner({ args: { [key]: secret() } }),
  ),
  inner({ args: { [secret()]: 1 } }),
  inner({ args: { metadata: { [secret()]: 'x' } } }),
  ...[
    'user_data',
    'key_data',
    'key_name',
    'display_name',
    'hostname',
    'config_drive',
    'access_ip_v4',
    'image_ref_url',
  ].map((key) => inner({ args: { instance: object('Instance', { uuid: SERVER, [key]: secret() }) } })),
  inner({ args: { instance: object('Instance', { system_metadata: { password_0: secret() } }) } }),
  inner({
    args: {
      bdms: object('BlockDeviceMappingList', {
        objects: [
          object('BlockDeviceMapping', { connection_info: JSON.stringify({ auth_password: secret() }) }),
        ],
      }),
    },
  }),
  inner({ args: { args: [`x ${secret()}`], kwargs: { a: `x ${secret()}` } } }),
  { result: { url: `http://console/?token=${secret()}` }, failure: null, _msg_id: '1'.repeat(32) },
  inner({ _msg_id: secret(), _reply_q: inName('reply_'), _timeout: number() }),
  inner({ method: secret(), version: secret(), namespace: secret() }),
  inner({ _unique_id: secret(), _context_request_id: `req-x${secret()}`, _context_project_id: secret() }),
  inner({ args: { host: inName('cpu1.'), node: inName('cpu1-'), instance_uuid: `x${secret()}` } }),
  inner({ args: { instance: object('Instance', { id: number(), memory_mb: number() }) } }),
  inner({ args: { instance: object('Instance', { vm_state: secret(), task_state: secret() }) } }),
  inner({ args: { ['__proto__' as string]: secret(), objmethod: secret(), objname: secret() } }),
  inner({
    args: { obj_what_changed: [secret()], object_versions: { [secret()]: '1.0', Instance: secret() } },
  }),
  inner({ args: { bdm: JSON.stringify(JSON.stringify({ a: textToBase64(`{"token":"${secret()}"}`) })) } }),
  {
    result: null,
    failure: JSON.stringify({
      class: secret(),
      module: secret(),
      message: `(pymysql.err.OperationalError) ${login('mysql+pymysql')}`,
      tb: [
        `  File "/usr/lib/python3/dist-packages/nova/rpc.py", line 12, in connect\n    url = "${login('amqp')}"\n`,
        `  File "/home/${secret()}/x.py", line 1, in y\n`,
      ],
      args: [secret()],
      kwargs: { [secret()]: secret() },
    }),
    _msg_id: '1'.repeat(32),
  },
  {
    publisher_id: inName('nova-compute:'),
    event_type: 'compute.instance.create',
    priority: 'INFO',
    message_id: secret(),
    payload: object('InstancePayload', { user_data: secret(), [secret()]: 1 }),
  },
  { publisher_id: secret(), event_type: secret(), priority: secret(), payload: { admin: secret() } },
];

const line = (message: unknown, more: object = {}): string =>
  JSON.stringify({
    t: 1_700_000_000_000,
    kind: 'publish',
    vhost: '/',
    exchange: 'nova',
    routing_keys: ['compute'],
    routed_queues: ['compute'],
    user: 'openstack',
    properties: {},
    payload: message,
    ...more,
  });
const envelope = (message: object): object => ({ 'oslo.version': '2.0', 'oslo.message': message });
export const wire = (message: object): string =>
  JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(message) });

/** Published at no time that can be, and delivered all the same. */
const UNTIMELY = envelope(
  inner({ _unique_id: 'e'.repeat(32), namespace: secret(), _msg_id: secret(), _reply_q: inName('q.') }),
);

/** Each message as our recorder parses it, and as it is on the wire; what is no message of oslo.messaging; what stands beside a body. */
const TRACE = [
  ...MESSAGES.map((message) => line(envelope(message))),
  ...MESSAGES.map((message) => line(wire(message))),
  line({ id: secret(), task: 'tasks.add' }),
  line(`plain ${secret()}`),
  line(textToBase64(secret())),
  line(envelope(inner({})), {
    properties: { headers: { token: secret() }, app_id: secret(), type: secret(), user_id: secret() },
  }),
  line(envelope(inner({})), {
    properties: {
      content_type: `text/${inName('x')}`,
      content_encoding: secret(),
      correlation_id: secret(),
      message_id: secret(),
      reply_to: secret(),
      expiration: secret(),
      priority: number(),
      timestamp: number(),
    },
  }),
  line(envelope(inner({})), {
    headers: { 'x-secret': secret(), authorization: `Bearer ${secret()}`, [secret()]: 1 },
  }),
  line(envelope(inner({})), {
    vhost: inName('/'),
    exchange: inName('nova.'),
    routed_queues: [inName('compute.'), login('amqp')],
  }),
  line(envelope(inner({})), {
    routing_keys: [inName('compute.'), secret()],
    user: inName('nova-'),
    connection: inName('c '),
  }),
  line(envelope(inner({})), { user: login('amqp'), connection: `nova:${secret()}@10.0.0.1` }),
  line(envelope(inner({ _unique_id: 'd'.repeat(32) })), { rpc: { detail: secret(), unique_id: secret() } }),
  line(UNTIMELY, { t: 3.9e12 }),
  line(UNTIMELY, { kind: 'deliver', queue: inName('compute.') }),
  `{"kind":"publish","broken":"${secret()}"`,
].join('\n');

const HTTP = [
  {
    path: `/v2.1/servers/x${secret()}/x`,
    query: `token=${secret()}`,
    user_agent: secret(),
    headers: { 'X-Auth-Token': secret(), Authorization: `Basic ${secret()}` },
    microversion: secret(),
    request_id: secret(),
    global_request_id: `req-x${secret()}`,
    body: secret(),
  },
  { path: `/v2.1/${inName('')}?a=${secret()}#${secret()}`, from: inName('nova-'), to: inName('api-') },
  { path: '/v2.1/servers', method: secret(), status: number() },
]
  .map((one) =>
    JSON.stringify({
      t: 1_700_000_000_000,
      from: 'client',
      to: 'nova-api',
      method: 'GET',
      status: 200,
      ...one,
    }),
  )
  .join('\n');

const SQL = [
  { statement: `SELECT * FROM instances WHERE x = '${secret()}' -- ${secret()}`, verb: 'SELECT' },
  // ends at the second quote, or at the third: the database knows which
  { statement: `SELECT * FROM t WHERE x = 'a\\' AND y = 'b ${inName('')}' AND z = 1`, verb: 'SELECT' },
  { statement: `SELECT $$${inName('a ')}$$, $a$ ${inName('b ')} $a$ FROM t`, verb: 'SELECT' },
  { statement: `SELECT \`${secret()}\`, ${inName('c_')}, "${secret()}" FROM t`, verb: 'SELECT' },
  {
    statement: 'INSERT INTO instances (id, user_data) VALUES (?, ?)',
    verb: 'INSERT',
    values: { id: '7', user_data: secret(), [inName('c_')]: secret() },
  },
  {
    statement: 'UPDATE instances SET key_data=? WHERE id = ?',
    verb: 'UPDATE',
    values: { key_data: secret(), __where: `id = 7 AND x = '${secret()}'` },
  },
  {
    statement: 'SELECT 1 FROM t',
    verb: 'SELECT',
    service: inName('nova-'),
    database: inName('n'),
    table: inName('t'),
  },
]
  .map((one) =>
    JSON.stringify({
      t: 1_700_000_000_001,
      service: 'nova-api',
      database: 'nova_cell1',
      thread: 1,
      table: 'instances',
      ...one,
    }),
  )
  .join('\n');

const BEFORE = JSON.stringify({
  'nova_cell1.instances': [
    {
      id: 1,
      uuid: SERVER,
      user_data: secret(),
      display_name: secret(),
      [inName('c_')]: secret(),
      host: inName('cpu1.'),
    },
  ],
  'nova_api.cell_mappings': [
    { id: 1, transport_url: login('rabbit'), database_connection: login('mysql+pymysql') },
  ],
  'keystone.password': [{ id: 1, password_hash: secret() }],
  'neutron.ipallocations': [{ ip_address: secret(), subnet_id: SERVER, network_id: SERVER }],
  [`nova_api.${inName('t')}`]: [{ id: 1 }],
});

const TOPOLOGY = JSON.stringify({
  vhosts: ['/'],
  '/': {
    exchanges: [
      {
        name: inName('nova.'),
        type: 'topic',
        durable: true,
        arguments: [['alternate-exchange', 'longstr', secret()]],
      },
    ],
    queues: [{ name: inName('q.'), arguments: [['x-queue-mode', 'longstr', inName('a')]] }],
    bindings: [{ source_name: 'nova', destination_name: 'q', routing_key: inName('k.'), arguments: [] }],
    consumers: [{ queue_name: 'q', consumer_tag: inName('ctag.') }],
  },
});

const CONNECTIONS = `127.0.0.1:1 -> 127.0.0.1:2\tnova-compute:1:${secret()}\n127.0.0.1:3 -> 127.0.0.1:4\t${secret()}\n`;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** By name; names hold some as well, and one is of nothing known. */
export const OWN_FOLDER: { readonly [name: string]: Uint8Array } = {
  [`../${inName('up-')}/trace.ndjson`]: bytes(TRACE),
  'http.ndjson': bytes(HTTP),
  'sql.ndjson.gz': gzipSync(bytes(SQL)),
  [`Pa55!${secret()}.json`]: bytes(BEFORE),
  'topology.json': bytes(TOPOLOGY),
  'connections.txt': bytes(CONNECTIONS),
  [`${inName('notes-')}.txt`]: bytes(`nothing known ${secret()}`),
};
