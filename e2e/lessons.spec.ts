/**
 * The ten lessons, each to its end by keys alone: the panel by its own key, buttons by Tab and Enter, steps by the arrow,
 * answers by their digits. Every question of every run is met, answered wrongly first and then rightly.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Lesson } from '../src/core/lessons/lesson.ts';
import { readLesson } from '../src/core/lessons/read-lesson.ts';
import { lessonPlace } from '../src/core/scenarios/lessons.ts';
import {
  expect,
  expectStep,
  idle,
  LANGS,
  type Lang,
  openAt,
  type Page,
  settled,
  stepCount,
  stepNow,
  test,
  textsOf,
} from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const FOLDER = resolve('src/core/lessons/files');
const ALL: readonly Lesson[] = readdirSync(FOLDER).map((file) =>
  readLesson(JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8'))),
);
/** Questions that say on purpose that the run has no answer: they are passed. */
const WITHOUT_ANSWER = ['exchanges/topic/1', 'who-chooses/even/1'];
const PANEL_KEYS = { lesson: 'l', experiment: '7', sql: '6' } as const;

interface Found {
  readonly answered: number;
  /** those that this run gives no answer to */
  readonly open: number;
}

/** Goes by Tab to what is wanted, and presses it by Enter. */
async function pressByKey(page: Page, selector: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  await expect(page.locator(selector)).toBeEnabled();
  for (let left = 150; left > 0 && !(await isThere()); left -= 1) await page.keyboard.press('Tab');
  await expect(page.locator(selector)).toBeFocused();
  await page.keyboard.press('Enter');
}

/** What the arrow leads to: the step after, or the question that stands before it. */
async function stepOn(page: Page, from: number): Promise<'step' | 'question'> {
  await page.keyboard.press('ArrowRight');
  const met = await page.waitForFunction((before) => {
    if (document.querySelector('[data-question]')) return 'question';
    return Number(document.documentElement.dataset.step) === before + 1 ? 'step' : null;
  }, from);
  return (await met.jsonValue()) ?? 'step';
}

/** Answers the question that stands, wrongly, then rightly; one without an answer is passed. Gives whether it has one. */
async function answerIt(page: Page, lang: Lang): Promise<boolean> {
  const card = page.locator('[data-question]');
  await expect(card).toBeFocused();
  const hasAnswer = (await page.locator('[data-option]').count()) > 0;
  if (hasAnswer) {
    const said = page.locator('[data-question-said]');
    const numberOf = (which: string) =>
      page.locator(`[data-option]${which}`).first().getAttribute('data-option');
    await page.keyboard.press((await numberOf(':not([data-right])')) ?? '');
    await expect(said).toContainText(textsOf(lang).quiz.wrong);
    await page.keyboard.press((await numberOf('[data-right]')) ?? '');
    await expect(said).toContainText(textsOf(lang).quiz.right);
  }
  const [kind, n] = [await card.getAttribute('data-question'), await card.getAttribute('data-question-step')];
  await page.keyboard.press('Enter');
  // another may stand before the same step
  await expect(page.locator(`[data-question="${kind}"][data-question-step="${n}"]`)).toHaveCount(0);
  return hasAnswer;
}

/** From where the chapter begins past each of its questions, then to the run's last step; gives the questions met. */
async function walkRun(page: Page, lang: Lang, wanted: number): Promise<Found> {
  let found: Found = { answered: 0, open: 0 };
  const last = await stepCount(page);
  while (found.answered + found.open < wanted) {
    const isAsked = (await page.locator('[data-question]').count()) > 0;
    const now = await stepNow(page);
    if (!isAsked && now === last) break;
    if (!isAsked && (await stepOn(page, now)) === 'step') continue;
    const hasAnswer = await answerIt(page, lang);
    found = { answered: found.answered + Number(hasAnswer), open: found.open + Number(!hasAnswer) };
  }
  await page.keyboard.press('End');
  await expectStep(page, last);
  await expect(page.locator('[data-question]')).toHaveCount(0);
  return found;
}

for (const lang of LANGS) {
  for (const { id, chapters } of ALL) {
    test(`a lesson is taken to its end by keyboard alone, each question answered wrongly and rightly: ${id} (${lang})`, async ({
      page,
    }) => {
      test.slow();
      await openAt(page, { lang, s: id });
      for (const [i, chapter] of chapters.entries()) {
        await expect(page.locator('[data-chapter]')).toHaveAttribute('data-chapter', chapter.id);
        await page.keyboard.press(PANEL_KEYS[lessonPlace(id)?.panel ?? 'lesson']);
        await expect(page.locator('[data-landmark="details"]')).toBeFocused();
        if ((await page.locator('[data-lesson-run]').count()) > 0) {
          await pressByKey(page, '[data-lesson-run]');
          await expect(page.locator('[data-lesson-run]')).toHaveCount(0);
          await settled(page);
        }
        let found: Found = { answered: 0, open: 0 };
        for (const run of chapter.runs) {
          await pressByKey(page, `[data-lesson-show="${run}"]`);
          await expect(page.locator(`[data-lesson-show="${run}"]`)).toHaveAttribute('aria-pressed', 'true');
          await idle(page);
          const wanted = chapter.questions.filter((one) => (one.run ?? chapter.runs[0]) === run).length;
          const { answered, open } = await walkRun(page, lang, wanted);
          found = { answered: found.answered + answered, open: found.open + open };
        }
        const without = chapter.questions.filter((_, n) =>
          WITHOUT_ANSWER.includes(`${id}/${chapter.id}/${n + 1}`),
        ).length;
        expect(found, chapter.id).toEqual({ answered: chapter.questions.length - without, open: without });
        await expect(page.locator('[data-answered="wrong"]')).toHaveCount(found.answered);
        if (i < chapters.length - 1) await pressByKey(page, '[data-lesson-next]');
      }
      await expect(page.locator('[data-lesson-next]')).toBeDisabled();
    });
  }
}
