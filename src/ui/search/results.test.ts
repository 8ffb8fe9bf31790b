import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../core/run/boot.fixture.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/all.ts';
import { stepTitle } from '../../i18n/index.ts';
import { stepsAt } from '../../store/derived.ts';
import { type HitGroup, resultsOf, type SearchQuestion } from './results.ts';

let trace: Trace;
beforeAll(async () => {
  trace = await run({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] });
});

function ask(query: string, more: Partial<SearchQuestion> = {}): readonly HitGroup[] {
  const steps = stepsAt(trace, 'teaching', false);
  const titleOf: SearchQuestion['titleOf'] = (step) => stepTitle(textsOf('en'), step, trace);
  return resultsOf({ trace, steps, query, opened: null, titleOf, bookmarks: [], deeds: [], ...more });
}

const told = (group: HitGroup | undefined): string =>
  group === undefined
    ? 'none'
    : typeof group.of === 'string'
      ? group.of
      : `${group.of.kind} ${group.of.name}`;
const stepsIn = (group: HitGroup | undefined): number[] =>
  (group?.lines ?? []).flatMap((line) => (line.kind === 'step' ? [line.step.n] : []));

describe('what the search offers', () => {
  it('is every step of the only hit, in order and each once', () => {
    const [only] = ask('vm1');
    const numbers = stepsIn(only);
    expect(told(only)).toMatch(/^instance /);
    expect(numbers.length).toBe(only?.count);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(numbers).toContain(10);
  });

  it('is the first steps of each of many hits, and all of the one that was opened', () => {
    const many = ask('cpu1');
    const [host] = many;
    expect(many.length).toBeGreaterThan(2);
    expect(told(host)).toBe('host cpu1');
    expect(host?.lines.at(-1)).toMatchObject({ kind: 'all', count: host?.count });
    expect(stepsIn(ask('cpu1', { opened: host?.id ?? null })[0])).toHaveLength(host?.count ?? 0);
  });

  it('is the steps whose title says it, too', () => {
    const titled = ask('claims').find((group) => group.of === 'titles');
    expect(stepsIn(titled)).toEqual([10]);
  });

  it('is bookmarks and deeds while nothing is asked, and deeds by their words', () => {
    let done = 0;
    const deeds = [{ id: 'tables', label: 'Open: Tables', act: () => (done += 1) }];
    const groups = ask('', { bookmarks: [3, 10], deeds });
    expect(groups.map(told)).toEqual(['bookmarks', 'actions']);
    expect(stepsIn(groups[0])).toEqual([3, 10]);
    const [line] = ask('open tab', { deeds }).find((group) => group.of === 'actions')?.lines ?? [];
    if (line?.kind === 'do') line.act();
    expect(done).toBe(1);
  });

  it('is a command by its words alone: there are too many of them for an empty list', () => {
    const deeds = [{ id: 'stop', label: 'Command: Stop (nova-api)', isAsked: true as const, act: () => {} }];
    expect(ask('', { deeds })).toEqual([]);
    expect(ask('stop api', { deeds }).map(told)).toContain('actions');
  });

  it('is the three nearest names where nothing is called so, to ask for instead', () => {
    const [only, ...more] = ask('sellect_destinatons');
    expect(more).toEqual([]);
    expect(told(only)).toBe('nearest');
    expect(only?.lines.map((line) => (line.kind === 'ask' ? line.hit.name : line.kind))).toHaveLength(3);
  });
});
