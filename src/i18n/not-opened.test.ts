/** What cannot be opened is told in each language with its name and its numbers. */
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openFiles } from '../core/recording/open.fixture.ts';
import { IMPORT_LIMITS } from '../core/recording/readers/bound.ts';
import { patternOf } from '../core/recording/readers/custom.ts';
import { textsOf } from './all.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const LINE = `${JSON.stringify({ t: 1_795_331_817_000, kind: 'publish', vhost: '/', exchange: 'nova', user: 'u', payload: {}, routing_keys: ['k'], routed_queues: ['q'] })}\n`;
const whole = zipSync({ 'trace.ndjson': bytes(LINE) });
const packed = gzipSync(bytes(LINE.repeat(50)));

/** By what is wrong, what is done and what the Chinese sentence has to name. */
const CASES: readonly (readonly [what: string, named: string, act: () => unknown])[] = [
  ['nothing known', 'notes.txt', () => openFiles({ 'notes.txt': 'milk\nbread\n' })],
  ['no byte', 'nothing.txt', () => openFiles({ 'nothing.txt': '' })],
  ['no record', '第1行', () => openFiles({ 'a.ndjson': '{"kind":"publish","exchange":"","vhost":"/"}\n' })],
  ['half a zip', 'zip', () => openFiles({ 'cut.zip': whole.subarray(0, whole.length / 2) })],
  ['half a gzip', 'gzip', () => openFiles({ 'cut.gz': packed.subarray(0, packed.length / 2) })],
  ['a zip in a zip', 'inner.zip', () => openFiles({ 'within.zip': zipSync({ 'inner.zip': whole }) })],
  ['a gzip in a gzip', 'twice.gz', () => openFiles({ 'twice.gz': gzipSync(packed) })],
  ['a bomb', '倍', () => openFiles({ 'bomb.gz': gzipSync(new Uint8Array(8_000_000)) })],
  ...(
    [
      ['bytes', { most: 100 }, 'MB', { a: LINE }],
      ['what is unpacked', { mostUnpacked: 100 }, '解压', { a: packed }],
      ['lines', { mostLines: 20 }, '20', { a: LINE.repeat(21) }],
      ['what is kept', { mostKept: 100 }, '保留', { a: LINE.repeat(2000) }],
      ['files', { mostFiles: 1 }, '1', { 'a.zip': zipSync({ a: bytes(LINE), b: bytes(LINE) }) }],
    ] as const
  ).map(
    ([what, limit, named, files]) =>
      [
        `too much: ${what}`,
        named,
        () => openFiles({ ...files }, { limits: { ...IMPORT_LIMITS, ...limit } }),
      ] as const,
  ),
  ['no regular expression', '(', () => patternOf('(')],
  ['no group', '命名组', () => patternOf('.*')],
];

function failureOf(act: () => unknown): { readonly code: string; readonly message: string } {
  try {
    act();
  } catch (error) {
    return error as { readonly code: string; readonly message: string };
  }
  throw new Error('nothing is wrong with it');
}

describe('what cannot be opened', () => {
  it.each(CASES)('%s: is told in Chinese by what it is', (_what, named, act) => {
    const { code, message } = failureOf(act);
    const zh = textsOf('zh-CN').recording.failed(message, code);
    expect(zh).toContain(named);
    // names, units and what an engine says of a regular expression or of packed bytes stand as they are
    expect(zh.replaceAll(/“[^”]*”|`[^`]*`|（[^）]*）|\(\?[^)]*\)\S*/g, '')).not.toMatch(/[a-z]{5,}/);
    expect(textsOf('en').recording.failed(message, code)).toContain('nothing has changed');
  });
});

/** As the readers give them (`core/recording/readers`). */
const REASONS = [
  ...['is no JSON', 'is no JSON object', 'is longer than 16 MB', 'is no line of oslo.log'],
  ...['is no report and no point of OSProfiler', 'does not fit the regular expression'],
  ...['is of no time that can be', 'has no time that can be read', 'has a `time` that is none'],
  ...['`t` is no time in milliseconds', '`timestamp` is no time', '`Body` is no base64'],
  ...['`routed_queues` is no list', '`routed_queues` is no list of texts', '`Exchange` is missing'],
  '`to`, `method` or `path` is missing',
];

it('why a line cannot be read is told in Chinese', () => {
  for (const reason of REASONS) {
    const zh = textsOf('zh-CN').recording.line(7, reason);
    expect(zh, reason).toContain('第7行');
    expect(zh.replaceAll(/`[^`]*`|oslo\.log|OSProfiler|base64/g, ''), reason).not.toMatch(/[a-z]{3,}/);
  }
});
