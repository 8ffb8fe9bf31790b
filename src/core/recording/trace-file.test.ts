import { describe, expect, it } from 'vitest';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import { readTrace, traceDigest, writeTrace } from './trace-file.ts';

const lines = (): string[] => [...writeTrace(smallBoot())];
const changed = (number: number, change: (value: Record<string, unknown>) => object): string[] =>
  lines().map((text, i) => (i === number - 1 ? JSON.stringify(change(JSON.parse(text))) : text));

describe('a trace file', () => {
  it('read is the trace that was written', () => {
    expect(readTrace(lines())).toEqual(smallBoot());
    expect([...writeTrace(readTrace(lines()))]).toEqual(lines());
  });

  it('cut anywhere at a line is the beginning of the trace', () => {
    expect(readTrace(lines().slice(0, 5)).facts).toEqual(smallBoot().facts.slice(0, 4));
  });

  it.each([
    ['an unknown key', 4, (v: object) => ({ ...v, colour: 1 }), /^line 4: "colour" is unknown here$/],
    [
      'a missing field',
      3,
      ({ host: _host, ...rest }: Record<string, unknown>) => rest,
      /^line 3: "host" is missing$/,
    ],
    [
      'a field of another type',
      2,
      (v: object) => ({ ...v, at: '0' }),
      /^line 2: "at" is not a whole number$/,
    ],
    ['an unknown kind', 2, (v: object) => ({ ...v, kind: 'toString' }), /^line 2: "kind" is "toString"/],
    ['a fact out of order', 3, (v: object) => ({ ...v, index: 7 }), /^line 3: "index" is 7, expected 1$/],
    ['a cause that is not earlier', 3, (v: object) => ({ ...v, cause: 1 }), /^line 3: "cause" is 1/],
    ['a newer version', 1, (v: object) => ({ ...v, v: 2 }), /^line 1: version 2 is not known here/],
    [
      'a service of its topology without a host',
      1,
      (v: object) => ({
        ...v,
        topology: { vhosts: [], databases: [], services: [{ actor: 'a', program: 'p' }] },
      }),
      /^service 1 of the topology: "host" is missing$/,
    ],
    [
      'rows that are none',
      1,
      (v: object) => ({ ...v, seed: { 'a.b': [1] } }),
      /^line 1: "seed" of a.b must be a list of rows, not \[1\]$/,
    ],
    ['an unknown key in the header', 1, (v: object) => ({ ...v, extra: 0 }), /^line 1: "extra" is unknown/],
  ])('is refused for %s, naming its line', (_what, number, change, message) => {
    expect(() => readTrace(changed(number, change))).toThrow(message);
  });

  it('is refused when it is empty, no JSON, or something else', () => {
    expect(() => readTrace([])).toThrow(/empty/);
    expect(() => readTrace([...lines().slice(0, 2), '{'])).toThrow(/^line 3: is no JSON$/);
    expect(() => readTrace(['{"v":1}'])).toThrow(expect.objectContaining({ code: 'bad_trace_file' }));
  });

  it('has a digest that changes with any fact', () => {
    const trace = smallBoot();
    expect(traceDigest(smallBoot())).toBe(traceDigest(trace));
    const facts = trace.facts.map((f) => (f.index === 9 ? { ...f, actor: 'x' } : f));
    expect(traceDigest({ ...trace, facts })).not.toBe(traceDigest(trace));
  });
});
