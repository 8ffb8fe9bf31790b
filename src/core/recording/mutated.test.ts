/**
 * Recordings that were cut, mixed and mangled: each gives a trace that plays, or an error with a code. RUNS=50000 for the long
 * run; SEED=n repeats one.
 */
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../base/assert.ts';
import { makeRandom } from '../base/random.ts';
import { checkPlays } from '../reading/playable.ts';
import { indexOf } from '../reading/trace-index.ts';
import { smallBoot } from '../trace/test-traces.fixture.ts';
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
import { openFiles } from './open.fixture.ts';
import { requestsOf } from './requests.ts';
import { readTrace, writeTrace } from './trace-file.ts';

const RUNS = Number(process.env.RUNS ?? 5000);
const FIRST = Number(process.env.SEED ?? 1);

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
  gzipSync(bytes(firehose)),
  zipSync({
    'trace.ndjson': bytes(firehose),
    'before.json': bytes(before),
    'sql.ndjson.gz': gzipSync(bytes(sql)),
  }),
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
];

type Draws = ReturnType<ReturnType<typeof makeRandom>['stream']>;

function mutated(random: Draws): Uint8Array {
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
    const how = at(6);
    if (how === 0) made = head.slice();
    else if (how === 1) made = joined(head, tail);
    else if (how === 2) made = joined(head, middle, middle, tail);
    else if (how === 3) made = joined(head, bytes(pick(SPLICES)), tail);
    else if (how === 4) made = joined(head, pick(CORPUS).subarray(0, 600), tail);
    else if (how === 5) made = joined(head, bytes(String((random.next() - 2 ** 31) * 40_000_003)), tail);
    else if (made.length > 0) made[Math.min(a, made.length - 1)] = at(255);
  }
  return made;
}

/** The code of its refusal, or `trace`; anything else is thrown. */
function outcome(files: { readonly [name: string]: Uint8Array }): string {
  try {
    const { trace, report } = openFiles(files, { mostFacts: 20_000 });
    // as the worker and the command line do
    if (report.files.some(({ format }) => format === 'trace')) checkPlays(trace);
    const index = indexOf(trace);
    index.worlds.at(trace.facts.length - 1);
    index.versions.tables();
    requestsOf(trace);
    if (report.files.every(({ format }) => format !== 'trace')) readTrace(writeTrace(trace));
    return 'trace';
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

describe('mutated recordings', () => {
  it(`each of ${RUNS} is a trace that plays, or a typed error`, { timeout: 600_000 }, () => {
    const outcomes = new Map<string, number>();
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const random = makeRandom(seed).stream('mutations');
      const files =
        random.below(5) === 0 ? { a: mutated(random), b: mutated(random) } : { a: mutated(random) };
      let ended: string;
      try {
        ended = outcome(files);
      } catch (error) {
        throw new Error(`SEED=${seed} RUNS=1: ${error instanceof Error ? error.stack : String(error)}`);
      }
      outcomes.set(ended, (outcomes.get(ended) ?? 0) + 1);
    }
    if (RUNS < 1000) return;
    // none of the ways out is there by name alone
    expect(outcomes.get('trace')).toBeGreaterThan(RUNS / 10);
    for (const code of ['unknown_format', 'empty_recording', 'bad_archive', 'bad_trace_file'])
      expect(outcomes.get(code), code).toBeGreaterThan(0);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
