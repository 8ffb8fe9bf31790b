/** Secrets in all places of what clouds record, planted once for the test of the readers and the test of the page. SYNTHETIC. */
import { zipSync } from 'fflate';
import { textToBase64 } from '../base/base64.ts';
import { MESSAGES, OWN_FOLDER, wire } from './canary-folder.fixture.ts';
import { inName, login, secret } from './canary-looks.fixture.ts';
import {
  COMPUTE_LOG,
  CONDUCTOR_LOG,
  DEFINITIONS,
  OSLO_JSON,
  OSPROFILER,
  RABTAP,
  REQ,
  SERVER,
  TRACING_JSON,
  TRACING_TEXT,
} from './foreign.fixture.ts';

const TRACING = MESSAGES.map((message) =>
  JSON.stringify({
    timestamp: '2023-11-14T22:13:20.000+00:00',
    type: 'published',
    vhost: '/',
    exchange: 'nova',
    user: 'openstack',
    connection: 'c',
    node: inName('rabbit@'),
    routing_keys: ['compute', secret()],
    routed_queues: ['compute'],
    properties: { headers: { [secret()]: secret() }, correlation_id: secret() },
    payload: textToBase64(wire(message)),
  }),
).join('\n');

const TEXT = TRACING_TEXT.replace('synthetic text', secret())
  .replace(
    'Properties:   []',
    `Properties:   [{<<"headers">>,table,[{<<"${secret()}">>,longstr,<<"${secret()}">>}]}]`,
  )
  .replace('Exchange:     other', `Exchange:     ${inName('other.')}`);

const TAPPED = `${RABTAP}\n${JSON.stringify({
  Exchange: inName('x.'),
  RoutingKey: inName('k.'),
  XRabtapReceivedTimestamp: '2024-12-02T13:04:51.5+01:00',
  Body: textToBase64(`{"token":"${secret()}"}`),
  Headers: { 'x-token': secret(), [secret()]: 1 },
  UserID: secret(),
  AppID: secret(),
  Type: secret(),
  CorrelationID: secret(),
  ReplyTo: secret(),
  MessageID: secret(),
  Expiration: secret(),
  ContentType: secret(),
})}`;

const at = (ms: number): string => `2023-09-13 09:10:23.${ms}`;
const LOG = `${CONDUCTOR_LOG}
${at(997)} 12 WARNING nova.${inName('x')} [None ${REQ} ${secret()} p] Claim successful on node ${inName('cpu.')}
${at(998)} 12 WARNING oslo_messaging._drivers.amqpdriver [-] Creating reply queue: ${inName('reply_')}
${at(998)} 12 DEBUG oslo_messaging._drivers.amqpdriver [-] CAST unique_id: ${'a'.repeat(32)} exchange '${inName('n.')}' topic '${inName('t.')}'
${at(999)} 12 ERROR nova.x [None ${REQ} ${secret()} p] [instance: ${SERVER}] failed with ${secret()} at ${login('amqp')}
  more ${secret()}
Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/nova/${secret()}/x.py", line 12, in connect
    connect("${login('mysql+pymysql')}")`;

const JSON_LOG = `${OSLO_JSON}\n${JSON.stringify({
  message: `Took ${secret()}`,
  msg: secret(),
  args: [secret()],
  asctime: '2023-09-13 09:10:24',
  name: `nova.${inName('x')}`,
  levelname: 'ERROR',
  process_name: inName('nova-compute-'),
  hostname: inName('ctl'),
  cmdline: `nova-compute --password ${secret()}`,
  traceback: [`  File "/usr/lib/nova/x.py", line 3, in go\n    x = "${login('rabbit')}"`],
  error_summary: secret(),
  context: {
    request_id: REQ,
    auth_token: secret(),
    user: secret(),
    user_identity: secret(),
    project: secret(),
  },
  extra: { [secret()]: secret() },
})}`;

const PROFILE = JSON.stringify(OSPROFILER)
  .replaceAll('secret-word', secret())
  .replaceAll('"host":"ctl"', `"host":"${inName('ctl')}"`)
  .replaceAll('"synthetic":true', `"synthetic":"${secret()}","${secret()}":1`);

const BROKER = JSON.stringify({
  ...DEFINITIONS,
  users: [{ name: secret(), password_hash: secret(), tags: [secret()] }],
  permissions: [{ user: secret(), vhost: '/', configure: secret() }],
  parameters: [{ component: 'shovel', name: 'a', value: { 'src-uri': login('amqp') } }],
  global_parameters: [{ name: 'cluster_name', value: secret() }],
  policies: [
    {
      vhost: '/',
      name: inName('p'),
      pattern: secret(),
      definition: { 'dead-letter-exchange': inName('x.'), [secret()]: secret() },
    },
  ],
  queues: [
    ...DEFINITIONS.queues,
    {
      name: inName('orders.'),
      vhost: '/',
      durable: true,
      auto_delete: false,
      arguments: { 'x-dead-letter-routing-key': inName('k.'), [secret()]: secret() },
    },
  ],
  bindings: [
    ...DEFINITIONS.bindings,
    { ...DEFINITIONS.bindings[0], routing_key: inName('k.'), arguments: { [secret()]: secret() } },
  ],
});

const CUSTOM = [
  `12:00:01 nova-api calls spawn at nova-compute with ${secret()}`,
  `12:00:02 ${inName('nova-')} calls ${secret()} at ${inName('engine.')} with ${secret()}`,
  `nonsense ${secret()}`,
].join('\n');

interface PlantedOpening {
  /** by what stands in it */
  readonly what: string;
  readonly files: { readonly [name: string]: string | Uint8Array };
  readonly pattern?: string;
}

/** One for each way in that the page has. Names of files hold some as well. */
export const PLANTED: readonly PlantedOpening[] = [
  {
    what: 'a folder of our recorder, packed',
    files: {
      [`${inName('cloud-')}.zip`]: zipSync(OWN_FOLDER),
    },
  },
  { what: 'rabbitmq_tracing, JSON', files: { [`${inName('tracing-')}.log`]: TRACING } },
  {
    what: 'rabbitmq_tracing, JSON and text',
    files: { 'tracing.log': TRACING_JSON.join('\n'), 'tracing.txt': TEXT },
  },
  { what: 'rabtap', files: { 'tap.json': TAPPED } },
  {
    what: 'logs of oslo.log as text',
    files: { [`${inName('a-')}.log`]: LOG, [`${inName('n-cpu-')}.log`]: COMPUTE_LOG },
  },
  { what: 'logs of oslo.log as JSON', files: { 'all.json': JSON_LOG } },
  { what: 'a report of OSProfiler', files: { 'prof.json': PROFILE } },
  {
    what: 'a page of OSProfiler',
    files: { 'prof.html': `<!doctype html><script>var OSProfilerData = ${PROFILE};</script>` },
  },
  { what: 'definitions of a broker', files: { 'defs.json': BROKER } },
  {
    what: 'lines by a pattern',
    files: { 'own.txt': CUSTOM },
    pattern: '^(?<time>[\\d:]+) (?<service>\\S+) calls (?<method>\\S+) at (?<to>\\S+) with (?<text>\\S+)$',
  },
];
