import { describe, expect, it } from 'vitest';
import { placeOf, stepMarked } from '../quiz/kinds.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Experiment } from '../trace/trace.ts';
import { emptyChapter, emptyDraft, type LessonDraft, lessonText } from './make-lesson.ts';
import { readLessonText } from './read-lesson.ts';

const EXPERIMENT: Experiment = { v: 1, seed: 7, commands: [{ at_us: 1_000_000, name: 'boot' }] };
const run = labRuns();
const both = (en: string, zh: string) => ({ en, 'zh-CN': zh });

const DRAFT: LessonDraft = {
  title: both('My boot, step by step', '逐步看创建'),
  about: both('What one can do afterwards.', '学完能做什么。'),
  minutes: 8,
  chapters: [
    {
      title: both('Begin', '开始'),
      text: both('First line.\n\nSecond line.', '第一行。\n第二行。'),
      notes: both('Ask first.', '先提问。'),
      at: 'rpc.select_destinations',
      panel: 'queues',
      questions: [{ at: 'rpc.build_and_run_instance', kind: 'who-gets' }],
    },
    { ...emptyChapter(3), title: both('End', '结束'), text: both('Done.', '完成。') },
  ],
};

describe('a lesson that is made of a run', () => {
  it('is read by the strict reader, and says what was written', () => {
    const lesson = readLessonText(lessonText(DRAFT, EXPERIMENT));
    expect(lesson.id).toBe('my-boot-step-by-step');
    expect(lesson.minutes).toBe(8);
    expect(lesson.experiments.run?.experiment).toEqual(EXPERIMENT);
    const [first, second] = lesson.chapters;
    expect(first).toMatchObject({
      text: [both('First line.', '第一行。'), both('Second line.', '第二行。')],
      notes: [both('Ask first.', '先提问。')],
      at: 'rpc.select_destinations',
      panel: 'queues',
      questions: [{ at: 'rpc.build_and_run_instance', kind: 'who-gets' }],
    });
    expect(second).toMatchObject({ at: 3, notes: [], questions: [] });
    expect(second?.panel).toBeUndefined();
  });

  it.each([
    ['a title in one language only', { title: both('Mine', '') }, /^lesson mine: .*title.*zh-CN/],
    ['no sentence of what it is about', { about: both('', '') }, /about.*en/],
    ['no time', { minutes: 0 }, /minutes/],
    [
      'a line without its twin',
      { chapters: [{ ...emptyChapter(1), title: both('A', '甲'), text: both('One.\nTwo.', '一。') }] },
      /chapter 1.*text 2.*zh-CN/,
    ],
    ['a chapter without a title', { chapters: [emptyChapter(1)] }, /chapter 1.*title/],
  ])('is refused with lesson, chapter and field where it has %s', (_, change, said) => {
    expect(() => lessonText({ ...DRAFT, ...change }, EXPERIMENT)).toThrow(said);
  });

  it('has nothing but one chapter at first', () => {
    expect(emptyDraft('rpc.select_destinations').chapters.map(({ at }) => at)).toEqual([
      'rpc.select_destinations',
    ]);
  });

  it('names steps by rules, so that they are found again', () => {
    const list = steps(run(EXPERIMENT), 'teaching');
    for (const { n } of list) expect(stepMarked(list, placeOf(list, n)), `step ${n}`).toBe(n);
  });
});
