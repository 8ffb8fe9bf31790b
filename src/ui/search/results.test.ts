import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../core/run/boot.fixture.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/all.ts';
import { stepTitle } from '../../i18n/index.ts';
import { stepsAt } from '../../store/derived.ts';
import { type Deed, type HitGroup, resultsOf, type SearchQuestion } from './results.ts';

let trace: Trace;
beforeAll(async () => {
  trace = await run({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] });
});

function ask(query: string, more: Partial<SearchQuestion> = {}): readonly HitGroup[] {
  const steps = stepsAt(trace, 'teaching', false);
  const titleOf: SearchQuestion['titleOf'] = (step) => stepTitle(textsOf('en'), step, trace);
  const kindOf: SearchQuestion['kindOf'] = (kind) => textsOf('en').data.search.kinds[kind];
  return resultsOf({
    trace,
    steps,
    periodic: false,
    query,
    opened: null,
    titleOf,
    kindOf,
    terms: [],
    bookmarks: [],
    deeds: [],
    ...more,
  });
}

const deed = (id: string, group: Deed['group'], label: string, more: Partial<Deed> = {}): Deed => ({
  id,
  group,
  label,
  act: () => {},
  ...more,
});
const labelsIn = (groups: readonly HitGroup[]): string[] =>
  groups.flatMap(({ lines }) => lines.flatMap((line) => (line.kind === 'do' ? [line.label] : [])));

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

  it('is no step that only a heartbeat falls into, where heartbeats are no steps', () => {
    const [queue] = ask('conductor').filter((group) => told(group) === 'queue conductor');
    expect(stepsIn(queue)).toContain(3);
    expect(stepsIn(queue)).not.toContain(1);
  });

  it('is first of all the step of a number, whatever else holds its digits', () => {
    for (const query of ['9', 'step 9', 'Step 9', '第9步']) {
      const [first] = ask(query);
      expect([query, stepsIn(first)]).toEqual([query, [9]]);
    }
    expect(ask('0').map(({ id }) => id)).not.toContain('number');
    expect(ask('999').map(({ id }) => id)).not.toContain('number');
  });

  it('is the steps whose title says it, too', () => {
    const titled = ask('claims').find((group) => group.of === 'titles');
    expect(stepsIn(titled)).toEqual([10]);
  });

  it('is bookmarks and deeds while nothing is asked, and deeds by their words', () => {
    let done = 0;
    const deeds = [deed('tables', 'panels', 'Open: Tables', { act: () => (done += 1) })];
    const groups = ask('', { bookmarks: [3, 10], deeds });
    expect(groups.map(told)).toEqual(['bookmarks', 'panels']);
    expect(stepsIn(groups[0])).toEqual([3, 10]);
    const [line] = ask('open tab', { deeds }).find((group) => group.of === 'panels')?.lines ?? [];
    if (line?.kind === 'do') line.act();
    expect(done).toBe(1);
  });

  it('is a command by its words alone: there are too many of them for an empty list', () => {
    const deeds = [deed('stop', 'commands', 'Command: Stop (nova-api)', { isAsked: true })];
    expect(ask('', { deeds })).toEqual([]);
    expect(ask('stop api', { deeds }).map(told)).toContain('commands');
  });

  it('is Chinese by the first letters of its pinyin, after what says the letters themselves', () => {
    const deeds = [
      deed('tables', 'panels', '打开：数据表'),
      deed('queues', 'panels', '打开：队列'),
      deed('dark', 'settings', '主题：深色', { also: 'theme dark' }),
    ];
    const found = (query: string): string[] => labelsIn(ask(query, { deeds }));
    expect(found('sjb')).toEqual(['打开：数据表']);
    expect(found('队列')).toEqual(['打开：队列']);
    expect(found('dk')).toEqual(['打开：数据表', '打开：队列']);
    expect([found('zt ss'), found('theme dark')]).toEqual([['主题：深色'], ['主题：深色']]);
  });

  it('is what can be done in one order of groups, whatever order it was given in', () => {
    const deeds = [deed('stop', 'commands', 'a'), deed('dark', 'settings', 'a'), deed('one', 'lessons', 'a')];
    expect(ask('', { deeds }).map(told)).toEqual(['lessons', 'settings', 'commands']);
  });

  it('is every host, or every table, by the word for it, and one of them by a part of its name', () => {
    const named = (query: string): string[] =>
      (ask(query).find((group) => group.of === 'names')?.lines ?? []).flatMap((line) =>
        line.kind === 'ask' ? [`${line.hit.kind} ${line.hit.name}`] : [],
      );
    expect(named('host')).toContain('host cpu1');
    expect(named('host').every((one) => one.startsWith('host '))).toBe(true);
    expect(named('host pu2')).toEqual(['host cpu2']);
    expect(named('table instances')).toContain('table nova_cell1.instances');
    expect(named('h')).toEqual([]);
  });

  it('is what a word means, by the word and not by its meaning', () => {
    const terms = [
      { id: 'reply_queue', name: '应答队列', what: '每个进程一个' },
      { id: 'cast', name: 'cast', what: 'to one worker' },
    ];
    const found = (query: string): string[] =>
      (ask(query, { terms }).find((group) => group.of === 'terms')?.lines ?? []).flatMap((line) =>
        line.kind === 'term' ? [line.term.id] : [],
      );
    expect([found('cast'), found('reply queue'), found('yddl'), found('worker')]).toEqual([
      ['cast'],
      ['reply_queue'],
      ['reply_queue'],
      [],
    ]);
  });

  it('is the three nearest names where nothing is called so, to ask for instead', () => {
    const [only, ...more] = ask('sellect_destinatons');
    expect(more).toEqual([]);
    expect(told(only)).toBe('nearest');
    expect(only?.lines.map((line) => (line.kind === 'ask' ? line.hit.name : line.kind))).toHaveLength(3);
  });
});
