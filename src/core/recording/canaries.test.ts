/** Forty secrets in forty places of what clouds record: none of them is in anything that leaves an import. */
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { textToBase64 } from '../base/base64.ts';
import { toFirehose } from './firehose.ts';
import { CONDUCTOR_LOG, DEFINITIONS, OSPROFILER, REQ, SERVER, TRACING_TEXT } from './foreign.fixture.ts';
import { openFiles } from './open.fixture.ts';
import { requestsOf } from './requests.ts';
import { writeTrace } from './trace-file.ts';

const LOOKS: readonly ((n: number) => string)[] = [
  (n) => `gAAAAAB-canary${n}-x_y`,
  (n) => `${'c0ffee'.repeat(5)}${String(n).padStart(2, '0')}`,
  (n) => `Pa55!canary${n}`,
  (n) => `c0ffee${String(n).padStart(2, '0')}-dead-4bee-8fad-c0ffeec0ffee`,
  (n) => `AQB${n}canaryKEY==`,
];
const secrets: string[] = [];
const secret = (): string => {
  const made = LOOKS[secrets.length % LOOKS.length]?.(secrets.length) ?? '';
  secrets.push(made);
  return made;
};

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
const MESSAGES: readonly object[] = [
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
    'vm_state',
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
  inner({ args: { args: [secret()], kwargs: { a: secret() } } }),
  { result: { url: `http://console/?token=${secret()}` }, failure: null, _msg_id: '1'.repeat(32) },
  {
    result: null,
    failure: JSON.stringify({
      class: 'X',
      message: secret(),
      tb: [`raise X('${secret()}')`],
      args: [secret()],
    }),
    _msg_id: '1'.repeat(32),
  },
  {
    publisher_id: 'nova-compute:cpu1',
    event_type: 'compute.instance.create',
    priority: 'INFO',
    message_id: 'x',
    payload: { admin: secret() },
  },
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
const wire = (message: object): string =>
  JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(message) });

/** Each message as our recorder parses it, as it is on the wire, and in base64; and what is no message of oslo.messaging. */
const FILES = {
  'trace.ndjson': [
    ...MESSAGES.map((message) => line(envelope(message))),
    ...MESSAGES.map((message) => line(wire(message))),
    line({ id: secret(), task: 'tasks.add' }),
    line(`plain ${secret()}`),
    line(envelope(inner({})), {
      properties: { headers: { token: secret() }, app_id: secret(), type: secret() },
    }),
    line(envelope(inner({})), { headers: { 'x-secret': secret() } }),
    `{"kind":"publish","broken":"${secret()}"`,
  ].join('\n'),
  'tracing.log': MESSAGES.map((message) =>
    JSON.stringify({
      timestamp: '2023-11-14T22:13:20.000+00:00',
      type: 'published',
      vhost: '/',
      exchange: 'nova',
      user: 'openstack',
      connection: 'c',
      routing_keys: ['compute'],
      routed_queues: ['compute'],
      properties: {},
      payload: textToBase64(wire(message)),
    }),
  ).join('\n'),
  'tracing.txt': TRACING_TEXT.replace('synthetic text', secret()),
  'http.ndjson': JSON.stringify({
    t: 1_700_000_000_000,
    from: 'client',
    to: 'nova-api',
    method: 'GET',
    path: `/v2.1/servers/${secret()}/x`,
    query: `token=${secret()}`,
    status: 200,
    user_agent: secret(),
  }),
  'sql.ndjson.gz': gzipSync(
    new TextEncoder().encode(
      [
        { statement: `SELECT * FROM instances WHERE x = '${secret()}' -- ${secret()}`, verb: 'SELECT' },
        {
          statement: 'INSERT INTO instances (id, user_data) VALUES (?, ?)',
          verb: 'INSERT',
          values: { id: '7', user_data: secret() },
        },
        {
          statement: 'UPDATE instances SET key_data=? WHERE id = ?',
          verb: 'UPDATE',
          values: { key_data: secret(), __where: `id = 7 AND x = '${secret()}'` },
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
        .join('\n'),
    ),
  ),
  'before.json': JSON.stringify({
    'nova_cell1.instances': [{ id: 1, uuid: SERVER, user_data: secret(), display_name: secret() }],
    'nova_api.cell_mappings': [
      { id: 1, transport_url: `rabbit://u:${secret()}@h`, database_connection: secret() },
    ],
    'keystone.password': [{ id: 1, password_hash: secret() }],
    'neutron.ipallocations': [{ ip_address: secret(), subnet_id: SERVER, network_id: SERVER }],
  }),
  'a.log': `${CONDUCTOR_LOG}\n2023-09-13 09:10:23.999 12 ERROR nova.x [None ${REQ} ${secret()} p] failed with ${secret()}\n  more ${secret()}`,
  'prof.json': JSON.stringify(OSPROFILER).replaceAll('secret-word', secret()),
  'defs.json': JSON.stringify(DEFINITIONS).replaceAll('secret-word', secret()),
};

describe('an import full of secrets', () => {
  const opened = openFiles(FILES);
  const outside = {
    trace: JSON.stringify(opened.trace),
    report: JSON.stringify(opened.report),
    broker: JSON.stringify(opened.broker),
    requests: JSON.stringify(requestsOf(opened.trace)),
    'trace file': [...writeTrace(opened.trace)].join('\n'),
    firehose: [...toFirehose(opened.trace, { periodic: true })].map((one) => JSON.stringify(one)).join('\n'),
  };

  it('has forty of them or more, and was read all the same', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(40);
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(opened.trace.facts.filter(({ kind }) => kind === 'message.published').length).toBeGreaterThan(90);
    expect(opened.trace.facts.some(({ kind }) => kind === 'row.changed')).toBe(true);
    expect(opened.report.files.every(({ format }) => format !== null)).toBe(true);
  });

  it.each(Object.keys(outside))('none of them is in its %s', (place) => {
    const text = outside[place as keyof typeof outside];
    const found = secrets.filter(
      (one) => text.includes(one) || text.includes(textToBase64(one).slice(0, 16)),
    );
    expect(found).toEqual([]);
  });

  it('each place where something was hidden is counted', () => {
    for (const place of [
      'context',
      'arguments',
      'result',
      'failure',
      'notification',
      'body',
      'headers',
      'row',
      'parameter',
      'statement',
      'address',
      'log',
    ] as const)
      expect(opened.report.hidden[place]?.values, place).toBeGreaterThan(0);
  });

  it('what was hidden says what it was and how long', () => {
    expect(outside.trace).toContain('‹hidden: string, 32 bytes›');
    expect(outside.trace).toMatch(/‹hidden: (list|object), \d+ bytes›/);
  });
});
