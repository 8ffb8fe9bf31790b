/** A stream of lines, cut anywhere, is the trace that the same lines are as one file. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { toFirehose } from './firehose.ts';
import { openLines } from './open.fixture.ts';
import { type Growth, openGrowing } from './readers/growing.ts';
import { hasRecordings, recordedText } from './shared.fixture.ts';
import { readTrace } from './trace-file.ts';

type TapText = { readonly [key: string]: unknown };

const boot = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
const lines = [...toFirehose(boot, { periodic: true })] as unknown as TapText[];
/** As a real broker's: nobody says which work is periodic, and all share a user. */
const bare = lines.map(({ group: _group, ...line }) => line);
const shared = bare.map((line) => ({ ...line, connection: `${line.user}`, user: 'openstack' }));

/** What somebody has who was told of each growth. */
class Heard {
  facts: Fact[] = [];
  head: Growth['head'] = null;
  /** how often something that was told was told anew */
  again = 0;

  hear(growth: Growth | null): void {
    if (!growth) return;
    if (growth.from < this.facts.length) this.again += 1;
    this.facts = [...this.facts.slice(0, growth.from), ...growth.facts];
    this.head = growth.head ?? this.head;
  }

  get trace(): Trace {
    return { ...(this.head as Omit<Trace, 'facts'>), facts: this.facts };
  }
}

const whole = (texts: readonly string[]): Trace => ({ ...openLines(texts).trace, source: 'tapped' });

function grown(texts: readonly string[], cuts: readonly number[], mostFacts?: number): Heard {
  const growing = openGrowing({ secret: 'tests', ...(mostFacts === undefined ? {} : { mostFacts }) });
  const heard = new Heard();
  texts.forEach((text, i) => {
    growing.line(text);
    if (cuts.includes(i)) heard.hear(growing.grow());
  });
  heard.hear(growing.grow());
  return heard;
}

const cutsOf = (count: number) => fc.array(fc.nat(count), { maxLength: 12 });

describe.each([
  ['lines that name services and groups', lines],
  ['lines that say no group', bare],
  ['lines of one broker user for all', shared],
])('%s', (_what, given) => {
  const texts = given.map((line) => JSON.stringify(line));
  const expected = whole(texts);

  test('are the same trace, wherever the stream is cut', () => {
    fc.assert(
      fc.property(cutsOf(texts.length), (cuts) => {
        expect(grown(texts, cuts).trace).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  test('are the same trace told line by line, and at each moment that of the lines so far', () => {
    const growing = openGrowing({ secret: 'tests' });
    const heard = new Heard();
    texts.slice(0, 120).forEach((text, i) => {
      growing.line(text);
      heard.hear(growing.grow());
      if (i % 10 === 9) expect(heard.trace).toEqual(whole(texts.slice(0, i + 1)));
    });
  });
});

test('a delivery that was recorded before its publication, and times that go back, are told as in a file', () => {
  const texts = bare.slice(0, 200).map((line) => JSON.stringify(line));
  fc.assert(
    fc.property(fc.array(fc.nat(198), { maxLength: 30 }), cutsOf(200), (swaps, cuts) => {
      const mixed = [...texts];
      for (const at of swaps) [mixed[at], mixed[at + 1]] = [mixed[at + 1] ?? '', mixed[at] ?? ''];
      expect(grown(mixed, cuts).trace).toEqual(whole(mixed));
    }),
    { numRuns: 20 },
  );
});

test('a gap stands in the trace where it was told, and a line that makes no sense is counted', () => {
  const [first, second] = bare.map((line) => JSON.stringify(line)) as [string, string];
  const growing = openGrowing({ secret: 'tests' });
  const heard = new Heard();
  for (const text of [first, '{"kind":"gap","t":1694592500000,"lost":12}', 'no line', second]) {
    growing.line(text);
    heard.hear(growing.grow());
  }
  expect(heard.facts.filter(({ kind }) => kind === 'recording.gap')).toMatchObject([{ lost: 12 }]);
  expect(growing.told()).toMatchObject({ records: 3, skipped: 1, left: 0 });
});

test('when services say early who they are, hardly anything is told twice', () => {
  const texts = bare.map((line) => JSON.stringify(line));
  const heard = grown(
    texts,
    texts.map((_text, i) => i),
  );
  expect(heard.again).toBeLessThan(texts.length / 10);
});

test('of a long stream whole messages leave, the oldest first, and the rest is what its own lines are as a file', () => {
  const times = 6;
  const one = (Number(bare.at(-1)?.t) - Number(bare[0]?.t) + 1000) | 0;
  const later = (text: string, n: number): string =>
    text.replace(/[0-9a-f]{28}(?=[0-9a-f]{4})/g, (id) => id.replace(/^../, `${n}f`));
  const texts = Array.from({ length: times }, (_none, n) =>
    bare.map((line) => later(JSON.stringify({ ...line, t: Number(line.t) + n * one }), n)),
  ).flat();
  const most = Math.round(openLines(texts).trace.facts.length / 2);
  const cuts = texts.flatMap((_text, i) => (i % 50 === 49 ? [i] : []));
  const growing = openGrowing({ secret: 'tests', mostFacts: most });
  const heard = new Heard();
  texts.forEach((text, i) => {
    growing.line(text);
    if (cuts.includes(i)) heard.hear(growing.grow());
    expect(heard.facts.length).toBeLessThanOrEqual(most);
  });
  heard.hear(growing.grow());
  const { records, left } = growing.told();
  expect(left).toBeGreaterThan(0);
  expect(records + left).toBe(texts.length);
  const times_ = heard.facts.map(({ at }) => (heard.head?.epoch_ms ?? 0) + at / 1000);
  expect(Math.max(...times_)).toBeCloseTo(Number(bare.at(-1)?.t) + (times - 1) * one, 0);
  // no delivery without its publication, no fact that names a cause that is not there
  const published = new Set(heard.facts.flatMap((f) => (f.kind === 'message.published' ? [f.message] : [])));
  for (const fact of heard.facts)
    if (fact.kind === 'message.delivered') expect(published).toContain(fact.message);
});

test.skipIf(!hasRecordings)('a recorded boot of a real cloud is the same trace, wherever it is cut', () => {
  const texts = recordedText('boot');
  const expected = whole(texts);
  fc.assert(
    fc.property(cutsOf(texts.length), (cuts) => {
      expect(grown(texts, cuts).trace).toEqual(expected);
    }),
    { numRuns: 4 },
  );
});
