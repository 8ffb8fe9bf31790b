import { beforeAll, describe, expect, test } from 'vitest';
import { lessonFile, lessonNamed } from '../core/lessons/lessons.fixture.ts';
import { stepMarked } from '../core/quiz/kinds.ts';
import { isOpen, nameOf } from '../core/quiz/posed.ts';
import { run } from '../core/run/boot.fixture.ts';
import { scenarioById } from '../core/scenarios/scenarios.ts';
import type { Trace } from '../core/trace/trace.ts';
import { loadTexts } from '../i18n/packs.ts';
import { stepsOf } from './derived.ts';
import { follow, lessonsOf, openLessonText } from './lessons.ts';
import { makeStore, type PageStore } from './store.ts';

const EXPERIMENT = scenarioById('boot-a-server')?.experiment ?? { v: 1 };
let trace: Trace;
beforeAll(async () => {
  await loadTexts('en', ['start']);
  trace = await run(EXPERIMENT);
});

/** A page with the lesson open, its chapter shown, one step before its first question. */
async function opened(): Promise<PageStore> {
  const page = makeStore({ scenario: 'boot-a-server', experiment: EXPERIMENT, trace, run });
  follow(page);
  await expect.poll(() => lessonsOf(page).getState().lesson?.id).toBe('boot-a-server');
  page.getState().seek(first(page) - 1);
  return page;
}
const first = (page: PageStore): number => stepMarked(stepsOf(page.getState()), 'state.build_request');
const choices = (page: PageStore) => {
  const question = lessonsOf(page).getState().asked?.question;
  return question && !isOpen(question) ? question.choices : [];
};
const answer = (page: PageStore, isRight: boolean): void =>
  lessonsOf(page)
    .getState()
    .answer(choices(page).find((one) => one.isRight === isRight)?.id ?? '');

describe('a question stands before its step', () => {
  test('for the player and for the reader: the step is not taken, playback is held', async () => {
    const page = await opened();
    page.getState().play();
    page.getState().seek(first(page), 'player');
    expect(page.getState()).toMatchObject({ step: first(page) - 1, playing: false, asking: true });
  });

  test('answered rightly it is kept, and going on takes the step and plays on', async () => {
    const page = await opened();
    page.getState().play();
    page.getState().seek(first(page), 'player');
    answer(page, true);
    expect(lessonsOf(page).getState().progress.answers).toMatchObject({ 'boot-a-server/request/1': 'right' });
    lessonsOf(page).getState().goOn();
    expect(page.getState()).toMatchObject({ step: first(page), playing: true, asking: false });
  });

  test('the first answer counts, and another may be tried', async () => {
    const page = await opened();
    page.getState().seek(first(page));
    answer(page, false);
    expect(page.getState().asking).toBe(true);
    answer(page, true);
    expect(lessonsOf(page).getState().progress.answers).toMatchObject({ 'boot-a-server/request/1': 'wrong' });
    expect(lessonsOf(page).getState().asked?.tried).toHaveLength(2);
  });

  test('the next step pressed again skips it; skipped it is not put again in this chapter', async () => {
    const page = await opened();
    page.getState().seek(first(page));
    page.getState().seek(first(page));
    expect(page.getState()).toMatchObject({ step: first(page), asking: false });
    expect(lessonsOf(page).getState().progress.answers).toMatchObject({
      'boot-a-server/request/1': 'skipped',
    });
  });

  test('two may stand before one step: the second comes when the first is passed, and then it plays on', async () => {
    const page = makeStore({ scenario: 'cast-and-call', experiment: EXPERIMENT, trace, run });
    follow(page);
    await expect.poll(() => lessonsOf(page).getState().lesson?.id).toBe('cast-and-call');
    const cast = stepMarked(stepsOf(page.getState()), 'rpc.schedule_and_build_instances');
    page.getState().seek(cast - 1);
    page.getState().play();
    page.getState().seek(cast, 'player');
    answer(page, true);
    lessonsOf(page).getState().goOn();
    expect(lessonsOf(page).getState().asked?.question.kind).toBe('waits');
    expect(page.getState()).toMatchObject({ step: cast - 1, playing: false, asking: true });
    lessonsOf(page).getState().goOn();
    expect(page.getState()).toMatchObject({ step: cast, playing: true, asking: false });
  });

  test('one that the run gives no answer to is kept as met, and an answer in another run takes its place', async () => {
    const page = makeStore({ scenario: 'who-chooses', experiment: EXPERIMENT, trace, run });
    follow(page);
    await expect.poll(() => lessonsOf(page).getState().lesson?.id).toBe('who-chooses');
    const key = 'who-chooses/even/1';
    const toQuestion = (): void =>
      page.getState().seek(stepMarked(stepsOf(page.getState()), 'rpc.select_destinations') - 1);
    const goOn = (): void => page.getState().seek(page.getState().step + 1);
    toQuestion();
    goOn();
    expect(lessonsOf(page).getState().asked?.question).toMatchObject({ open: 'even' });
    goOn();
    expect(lessonsOf(page).getState().progress.answers[key]).toBe('no_answer');
    const other = await opened();
    const met = { v: 1, name: '', answers: { 'boot-a-server/request/1': 'no_answer' }, exercises: {} };
    lessonsOf(other).getState().readProgress(JSON.stringify(met));
    other.getState().seek(first(other));
    answer(other, true);
    expect(lessonsOf(other).getState().progress.answers).toEqual({ 'boot-a-server/request/1': 'right' });
  });

  test('a jump goes past it, and with the questions off nothing is held', async () => {
    const page = await opened();
    page.getState().seek(first(page) + 3);
    expect(page.getState()).toMatchObject({ step: first(page) + 3, asking: false });
    page.getState().seek(first(page) - 1);
    page.getState().setQuiz(false);
    page.getState().seek(first(page));
    expect(page.getState()).toMatchObject({ step: first(page), asking: false });
  });

  test('what is pressed on the page answers it, and selects nothing', async () => {
    const page = await opened();
    page.getState().setQuiz(false);
    page.getState().seek(first(page));
    lessonsOf(page).getState().askHere('who-gets');
    const right = choices(page).find((one) => one.isRight);
    page.getState().select({ kind: 'service', actor: right ? nameOf(right.thing) : '' });
    expect(page.getState().selection).toBeNull();
    expect(lessonsOf(page).getState().asked?.tried).toEqual([right?.id]);
    page.getState().select({ kind: 'broker' });
    expect(page.getState().selection).toEqual({ kind: 'broker' });
  });
});

test('a file is opened as a lesson of its own, and a broken one changes nothing', async () => {
  const page = makeStore({ scenario: 'boot', experiment: EXPERIMENT, trace, run });
  const before = page.getState();
  await expect(openLessonText(page, '{"lesson":1}')).rejects.toMatchObject({ code: 'bad_lesson' });
  expect(page.getState().runs).toBe(before.runs);
  await openLessonText(page, JSON.stringify({ ...(lessonFile('cast-and-call') as object), id: 'mine' }));
  await expect.poll(() => page.getState().lesson?.title).toEqual(lessonNamed('cast-and-call').title);
  expect(page.getState().dock).toBe('lesson');
  expect(page.getState().runs.find(({ id }) => id === page.getState().shown)?.scenario).toBe('file.mine');
});

test('an exercise is graded by the run that is shown, its tries counted until it is reached', async () => {
  const page = makeStore({
    scenario: 'who-chooses',
    experiment: EXPERIMENT,
    trace,
    run,
  });
  follow(page);
  await expect.poll(() => lessonsOf(page).getState().lesson?.id).toBe('who-chooses');
  const exercise = lessonNamed('who-chooses')
    .chapters.flatMap(({ exercises }) => exercises)
    .find(({ id }) => id === 'make-it-fail')!;
  await lessonsOf(page).getState().check(exercise);
  expect(lessonsOf(page).getState().checked['make-it-fail']).toMatchObject({ isMet: false, why: 'has_host' });
  page.getState().seek(stepsOf(page.getState()).length);
  await page.getState().issue({ name: 'boot', args: { server: 'huge', flavor: 'm1.xlarge' } });
  await lessonsOf(page).getState().check(exercise);
  expect(lessonsOf(page).getState().checked['make-it-fail']).toMatchObject({ isMet: true });
  expect(lessonsOf(page).getState().progress.exercises['who-chooses/make-it-fail']).toMatchObject({
    tries: 2,
    done: true,
  });
});
