/** What mangled recordings are made of: one of every kind, and what is done to them. */
import { gzipSync, zipSync, zlibSync } from 'fflate';
import type { makeRandom } from '../base/random.ts';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import { OWN_FOLDER } from './canary-folder.fixture.ts';
import { toFirehose } from './firehose.ts';
import {
  COMPUTE_LOG,
  CONDUCTOR_LOG,
  DEFINITIONS,
  OSLO_JSON,
  OSPROFILER,
  RABTAP,
  TRACING_JSON,
  TRACING_TEXT,
} from './foreign.fixture.ts';
import { writeTrace } from './trace-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const firehose = [...toFirehose(smallBoot(), { periodic: true })]
  .slice(0, 12)
  .map((line) => JSON.stringify(line))
  .join('\n');
const sql = [
  {
    statement: 'INSERT INTO instances (id, uuid) VALUES (?, ?)',
    verb: 'INSERT',
    values: { id: '9', uuid: 'u' },
  },
  { statement: 'COMMIT', verb: 'COMMIT' },
  {
    statement: 'UPDATE instances SET vm_state=? WHERE id = ?',
    verb: 'UPDATE',
    values: { vm_state: 'active', __where: 'instances.id = 1 AND (x IS NULL OR y IN (1, 2))' },
  },
  { statement: 'DELETE FROM instances WHERE id = ?', verb: 'DELETE', values: { __where: 'id = 9' } },
]
  .map((one, i) =>
    JSON.stringify({
      t: 1_795_331_817_000 + i,
      service: 'nova-api',
      database: 'nova_cell1',
      thread: 1,
      table: 'instances',
      ...one,
    }),
  )
  .join('\n');
const http = JSON.stringify({
  t: 1_795_331_817_000,
  from: 'client',
  to: 'nova-api',
  method: 'POST',
  path: '/v2.1/servers',
  query: '',
  status: 202,
  request_id: '',
  ms: 12,
});
const before = JSON.stringify({
  'nova_cell1.instances': [
    { id: 1, uuid: 'a', vm_state: 'building', updated_at: '2026-11-22T07:16:58' },
    { id: 2, uuid: 'b' },
  ],
});
const topology = JSON.stringify({
  vhosts: ['/'],
  '/': {
    exchanges: [{ name: 'nova', type: 'topic' }],
    queues: [{ name: 'q', arguments: [['x-expires', 'signedint', 1]] }],
    bindings: [],
    consumers: [{ queue_name: 'q', consumer_tag: '1' }],
  },
});

/** Points as OSProfiler stores them, one of them its own parent, two of them each other's. */
const POINTS = JSON.stringify(
  [
    ['a', 'a'],
    ['b', 'c'],
    ['c', 'b'],
    ['d', 'base'],
  ].flatMap(([trace_id, parent_id]) =>
    ['start', 'stop'].map((end, i) => ({
      ...{ name: `rpc-${end}`, base_id: 'base', parent_id, trace_id, service: 'compute', project: 'nova' },
      ...{ timestamp: `2024-01-01T00:00:0${i}.0`, info: { host: 'h', function: { name: 'x.y', args: 'z' } } },
    })),
  ),
);
const OWN_LINES = '12:00:01 nova-api calls spawn at nova-compute\n11:59:59 a calls b at c\n';
/** Tried where nothing else knows a file. */
export const PATTERN = '^(?<time>[\\d:]+) (?<service>\\S+) calls (?<method>\\w+) at (?<to>\\S+)$';

const CORPUS: readonly Uint8Array[] = [
  ...[
    firehose,
    sql,
    http,
    before,
    topology,
    TRACING_JSON.join('\n'),
    TRACING_TEXT,
    RABTAP,
    `${CONDUCTOR_LOG}\n${COMPUTE_LOG}`,
    OSLO_JSON,
  ].map(bytes),
  ...[
    JSON.stringify(OSPROFILER),
    JSON.stringify(DEFINITIONS),
    [...writeTrace(smallBoot())].slice(0, 30).join('\n'),
  ].map(bytes),
  // readers that only a recording of their own kind reaches
  bytes(`<!doctype html><script>var OSProfilerData = ${JSON.stringify(OSPROFILER)};</script>`),
  bytes('127.0.0.1:1001 -> 127.0.0.1:5672\tnova-compute:1:c0ffee00-dead-4bee-8fad-c0ffeec0ffee\n'),
  bytes(POINTS),
  bytes(OWN_LINES),
  ...Object.values(OWN_FOLDER).slice(0, 4),
  gzipSync(bytes(firehose)),
  zipSync({
    'trace.ndjson': bytes(firehose),
    'before.json': bytes(before),
    'sql.ndjson.gz': gzipSync(bytes(sql)),
  }),
  // as it is, not packed; names that climb, repeat and are none
  zipSync(
    {
      '../../etc/passwd': bytes(CONDUCTOR_LOG),
      'C:\\a\\b.log': bytes(COMPUTE_LOG),
      '/': bytes(''),
      __proto__x: bytes(http),
    },
    { level: 0 },
  ),
  zipSync({
    'a/x.log': bytes(CONDUCTOR_LOG),
    'b/x.log': bytes(CONDUCTOR_LOG),
    [`${'n'.repeat(300)}`]: bytes(sql),
  }),
  zipSync({ 'inner.zip': zipSync({ a: bytes(http) }), 'twice.gz': gzipSync(gzipSync(bytes(http))) }),
  zipSync({ bomb: new Uint8Array(3_000_000), 'trace.ndjson': bytes(firehose) }),
  gzipSync(new Uint8Array(3_000_000)),
  new Uint8Array([...gzipSync(bytes(http)), ...gzipSync(bytes(http))]),
  zlibSync(bytes(http)),
  // texts of other encodings
  Uint8Array.from([
    0xff,
    0xfe,
    ...[...firehose.slice(0, 400)].flatMap((one) => [one.charCodeAt(0) & 0xff, 0]),
  ]),
  bytes(`\ufeff${firehose.replaceAll('\n', '\r\n')}`),
  bytes(CONDUCTOR_LOG.replaceAll('\n', '\r\n')),
  Uint8Array.from([
    ...bytes(firehose.slice(0, 300)),
    0xc3,
    0x28,
    0xa0,
    0xa1,
    0xf0,
    0x28,
    ...bytes(`\n${firehose}`),
  ]),
];
const SPLICES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\n',
  '\0',
  'null',
  '1e309',
  '-0',
  '9007199254740993',
  '"__proto__":{"x":1},',
  '\ud800',
  '\u202e',
  '='.repeat(80),
  '[['.repeat(40),
  "'",
  ' OR ',
  '(((((((((((((((((((((',
  '{"kind":"publish"}\n',
  'Message published',
  '\ufeff',
  '\r\n',
  '\r',
  '\udc00\ud800',
  '\\ud800',
  '\\u0000',
  '"constructor":{"prototype":{"x":1}},',
  '"toString":null,',
  '-1e-400',
  '99999999999999999999999999999999',
  '0x1F',
  '00',
  'NaN',
  '{"a":'.repeat(70),
  `${'{"oslo.message":"'.repeat(3)}`,
  '"oslo.message":"{\\"oslo.message\\":\\"{}\\"}",',
  '"t":-1,',
  '"t":4e12,',
  '"t":1e300,',
  '9999-99-99T99:99:99',
  '0000-00-00 00:00:00',
  '../'.repeat(12),
  'PK\u0003\u0004',
  '\u001f\u008b\b',
  '<<1,2,300>>',
  '{<<"a">>,table,[{<<"b">>,array,[',
  '\u001b[0;31m',
  'x'.repeat(70_000),
];

type Draws = ReturnType<ReturnType<typeof makeRandom>['stream']>;

/** One of the kinds, struck one to four times. */
export function mutated(random: Draws): Uint8Array {
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const at = (length: number): number => random.below(length + 1);
  let made: Uint8Array = pick(CORPUS).slice();
  const times = 1 + at(3);
  for (let i = 0; i < times; i += 1) {
    const a = at(made.length);
    const b = Math.min(made.length, a + at(random.below(2) === 0 ? 8 : 400));
    const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
      const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
      let from = 0;
      for (const part of parts) {
        all.set(part, from);
        from += part.length;
      }
      return all;
    };
    const [head, middle, tail] = [made.subarray(0, a), made.subarray(a, b), made.subarray(b)];
    const how = at(9);
    if (how === 0) made = head.slice();
    else if (how === 1) made = joined(head, tail);
    else if (how === 2) made = joined(head, middle, middle, tail);
    else if (how === 3) made = joined(head, bytes(pick(SPLICES)), tail);
    else if (how === 4) made = joined(head, pick(CORPUS).subarray(0, 600), tail);
    else if (how === 5) made = joined(head, bytes(String((random.next() - 2 ** 31) * 40_000_003)), tail);
    else if (how === 6) made = swapped(made, a, b);
    else if (how === 7) made = lineAgain(made, at);
    else if (how === 8) made = packedAgain(made, at(3));
    else if (made.length > 0) made[Math.min(a, made.length - 1)] = at(255);
  }
  return made;
}

/** Two stretches in each other's place: times go back, a delivery comes before its publication. */
function swapped(given: Uint8Array, a: number, b: number): Uint8Array {
  const half = (a + b) >> 1;
  const made = given.slice();
  made.set(given.subarray(half, b), a);
  made.set(given.subarray(a, half), a + b - half);
  return made;
}

/** One line some times more, elsewhere: ids come twice. */
function lineAgain(given: Uint8Array, at: (length: number) => number): Uint8Array {
  const lines = Buffer.from(given).toString('latin1').split('\n');
  const line = lines[at(lines.length - 1)] ?? '';
  for (let i = at(5); i >= 0; i -= 1) lines.splice(at(lines.length), 0, line);
  return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
}

function packedAgain(given: Uint8Array, how: number): Uint8Array {
  if (how === 0) return gzipSync(given);
  if (how === 1) return zipSync({ a: given, b: given });
  return how === 2 ? zipSync({ a: given }, { level: 0 }) : zlibSync(given);
}
