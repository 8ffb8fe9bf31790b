/** What an import may hold: beyond it, it ends with `too_large` and says of what there is too much. */
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import { openFiles } from './open.fixture.ts';
import { IMPORT_LIMITS } from './readers/bound.ts';
import { writeTrace } from './trace-file.ts';

const line = (i: number, more: object = {}): string =>
  JSON.stringify({
    t: 1_795_331_817_000 + i,
    ...{
      kind: 'publish',
      vhost: '/',
      exchange: 'nova',
      user: 'u',
      payload: { 'oslo.message': { args: {} } },
    },
    ...{ routing_keys: ['conductor'], routed_queues: ['conductor'], ...more },
  });
const lines = (count: number): string => Array.from({ length: count }, (_, i) => line(i)).join('\n');

function refused(files: Parameters<typeof openFiles>[0], limits: Partial<typeof IMPORT_LIMITS>): unknown {
  try {
    return openFiles(files, { limits: { ...IMPORT_LIMITS, ...limits } }).trace.facts.length;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return `${code}: ${message}`;
  }
}

describe('an import ends where there is too much', () => {
  it('of bytes, in all files together', () => {
    const files = { a: lines(10), b: lines(10) };
    expect(refused(files, { most: 8192 })).toBe(20);
    expect(refused(files, { most: 2048 })).toMatch(/^too_large: more than .* MB: take a shorter stretch/);
  });

  it('of what comes out of a packed file', () => {
    const packed = { a: gzipSync(new TextEncoder().encode(lines(100))) };
    expect(refused(packed, {})).toBe(100);
    expect(refused(packed, { mostUnpacked: 4096 })).toMatch(/^too_large: .* come out of what is packed/);
  });

  it('of lines, those that cannot be read too', () => {
    expect(refused({ a: lines(20) }, { mostLines: 20 })).toBe(20);
    expect(refused({ a: lines(21) }, { mostLines: 20 })).toBe(
      'too_large: more than 20 lines: take a shorter stretch of it',
    );
    expect(refused({ a: `${lines(15)}\n${'{\n'.repeat(6)}` }, { mostLines: 20 })).toMatch(/^too_large: /);
  });

  it('of what is kept: records with their bodies, and traces of our own', () => {
    expect(refused({ a: lines(100) }, { mostKept: 2 ** 20 })).toBe(100);
    expect(refused({ a: lines(2000) }, { mostKept: 2 ** 20 })).toBe(
      'too_large: more than 1 MB would be kept of it: take a shorter stretch',
    );
    const own = [...writeTrace(smallBoot())].join('\n');
    expect(refused({ a: own }, { mostKept: 2 ** 10 })).toMatch(/^too_large: .* would be kept of it/);
  });

  it('and not where one of very many records is of a time that cannot be: it is left out', () => {
    const traced = (i: number, year: number): string =>
      JSON.stringify({
        timestamp: `${year}-11-14T22:13:20.000+00:00`,
        ...{ type: 'published', vhost: '/', exchange: 'nova', user: 'u', connection: 'c', payload: '' },
        ...{ routing_keys: [`k${i}`], routed_queues: ['q'], properties: {} },
      });
    const many = Array.from({ length: 126_000 }, (_, i) => traced(i, i === 5 ? 9999 : 2023)).join('\n');
    const { trace, report } = openFiles({ a: many });
    expect(trace.facts).toHaveLength(125_999);
    expect(report.files[0]).toMatchObject({ skipped: 1, first: [{ reason: 'is of no time that can be' }] });
  });
});
