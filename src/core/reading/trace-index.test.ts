import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toFirehose } from '../recording/firehose.ts';
import { openLines } from '../recording/open.fixture.ts';
import { labRuns, run } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Fact } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { worldDigest } from '../trace/worlds.ts';
import { causesOf } from './cause.ts';
import { grown, indexOf, makeIndex } from './trace-index.ts';
import { callsOf, endedWaits } from './waits.ts';

const runIn = labRuns();
const traces = new Map<string, Trace>();

beforeAll(async () => {
  const boot = { at_us: 1_000_000, name: 'boot' } as const;
  traces.set('a boot', runIn({ v: 1, commands: [boot] }));
  const broken = [
    boot,
    { at_us: 1_400_000, name: 'kill', args: { service: 'nova-compute-cpu1', when: 'now' } },
    { at_us: 1_600_000, name: 'add_service', args: { program: 'nova-compute', host: 'cpu3' } },
    { at_us: 1_700_000, name: 'cut_host', args: { host: 'cpu2' } },
    { at_us: 2_000_000, name: 'start', args: { service: 'nova-compute-cpu1' } },
  ];
  traces.set('a run with a kill, a further host and a cut', runIn({ v: 1, commands: broken }));
  const gallery = SCENARIOS.find(({ id }) => id === 'amqp-dead-letters')?.experiment ?? { v: 1 };
  traces.set('a playground', await run(gallery));
  const first = traces.get('a boot') as Trace;
  const firehose = [...toFirehose(first, { periodic: true })].map((line) => JSON.stringify(line));
  traces.set('a recording', openLines(firehose, first.seed).trace);
});

/** All that an index says after its last fact. */
function told(trace: Trace) {
  const index = indexOf(trace);
  const end = trace.facts.length - 1;
  const world = index.worlds.at(end);
  const last = trace.facts.at(-1);
  return {
    messages: [...index.messages],
    calls: [...index.calls],
    exchanges: [...index.exchanges],
    names: [...index.names],
    commands: trace.facts.map((fact) => index.commandOf(fact.index)?.index ?? null),
    causes: last ? causesOf(trace, last) : [],
    start: worldDigest(index.worlds.at(-1)),
    world: worldDigest(world),
    rows: index.versions.tables().map((name) => {
      const [database = '', table = ''] = name.split('.');
      const { versions } = index;
      return [name, versions.rowsAt(database, table, end), versions.changesOfTable(database, table)];
    }),
    waits: [...world.services.keys()].map((actor) => callsOf(trace, world, actor)),
    ended: endedWaits(index),
  };
}

const NAMES = ['a boot', 'a run with a kill, a further host and a cut', 'a playground', 'a recording'];

describe.each(NAMES)('the index of %s', (name) => {
  it('that is fed block by block says after each what one that was fed at once says', () => {
    const trace = traces.get(name) as Trace;
    expect(trace.facts.length).toBeGreaterThan(20);
    const size = fc.integer({ min: 1, max: Math.ceil(trace.facts.length / 3) });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 5 }), (sizes) => {
        const facts: Fact[] = [];
        const growing: Trace = { ...trace, facts };
        for (const many of [...sizes, trace.facts.length]) {
          facts.push(...trace.facts.slice(facts.length, facts.length + many));
          expect(told(growing)).toEqual(told({ ...trace, facts: [...facts] }));
        }
      }),
      { numRuns: 8, seed: 11 },
    );
  });

  it('that is fed fact by fact has the worlds and the rows of every cursor', () => {
    const trace = traces.get(name) as Trace;
    const { facts, ...head } = trace;
    const index = makeIndex(head);
    const once = indexOf({ ...trace });
    for (const fact of facts) {
      index.append([fact]);
      if (fact.index % 7 === 0) index.worlds.at(fact.index);
      if (fact.kind === 'row.changed') index.versions.rowsAt(fact.database, fact.table, fact.index);
    }
    for (let k = -1; k < facts.length; k += 1) {
      const fact = facts[k];
      expect(worldDigest(index.worlds.at(k))).toBe(worldDigest(once.worlds.at(k)));
      if (fact?.kind !== 'row.changed') continue;
      const { database, table } = fact;
      expect(index.versions.rowsAt(database, table, k)).toEqual(once.versions.rowsAt(database, table, k));
    }
  });
});

describe('an index', () => {
  it('gives the facts of a kind in order, and keeps what was made of it until further facts come', () => {
    const { facts, ...head } = traces.get('a boot') as Trace;
    const index = makeIndex(head);
    index.append(facts.slice(0, 500));
    const kinds = (): readonly string[] => [...new Set(index.facts.map(({ kind }) => kind))];
    let times = 0;
    const count = (): number => {
      times += 1;
      return kinds().length;
    };
    expect(index.once(count)).toBe(index.once(count));
    expect(times).toBe(1);
    index.append(facts.slice(500));
    index.once(count);
    expect(times).toBe(2);
    const all = kinds().flatMap((kind): readonly Fact[] => index.of(kind as Fact['kind']));
    expect(all.toSorted((a, b) => a.index - b.index)).toEqual(facts);
  });

  it('is the same for a trace that has grown, which is another trace', () => {
    const whole = traces.get('a boot') as Trace;
    const early: Trace = { ...whole, facts: whole.facts.slice(0, 500) };
    const index = indexOf(early);
    index.worlds.at(499);
    const later = grown(early, whole.facts.slice(500, 700));
    const last = grown(later, whole.facts.slice(700));
    expect(last).not.toBe(later);
    expect(indexOf(last) === index && indexOf(later) === index).toBe(true);
    expect(last.facts).toEqual(whole.facts);
    const end = whole.facts.length - 1;
    expect(worldDigest(index.worlds.at(end))).toBe(worldDigest(indexOf(whole).worlds.at(end)));
  });
});
