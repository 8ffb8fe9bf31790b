/** Exercises: graded from what is on the page; hints in their order; progress kept, saved and read; lessons from files. */
import { readFileSync } from 'node:fs';
import { expect, LANGS, openAt, type Page, settled, test, textsOf } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const exercise = (page: Page) => page.locator('[data-exercise]');

async function openChapter(page: Page, s: string, chapter: string, lang = 'en'): Promise<void> {
  await openAt(page, { lang, s });
  await page.locator(`[data-chapter-choice="${chapter}"]`).click();
  await expect(page.locator(`[data-chapter="${chapter}"]`)).toBeVisible();
}

for (const lang of LANGS) {
  test(`an exercise is missed, hinted at, and reached by what is done to the cloud (${lang})`, async ({
    page,
  }) => {
    await openChapter(page, 'who-chooses', 'none', lang);
    const { quiz } = textsOf(lang);
    await exercise(page).locator('[data-exercise-begin]').click();
    await settled(page);
    await exercise(page).locator('[data-exercise-check]').click();
    await expect(exercise(page).locator('[data-verdict]')).toHaveAttribute('data-verdict', 'has_host');
    for (const n of [1, 2, 3]) {
      await exercise(page).locator('[data-exercise-hint]').click();
      await expect(exercise(page).locator(`[data-hint="${n}"]`)).toBeVisible();
    }
    await expect(exercise(page).locator('[data-exercise-hint]')).toHaveCount(0);
    await page.locator('[data-lesson-run], [data-lesson-show]').first().click();
    await settled(page);
    await exercise(page).locator('[data-exercise-check]').click();
    await expect(exercise(page)).toHaveAttribute('data-done', 'true');
    await expect(exercise(page)).toContainText(quiz.tries(2));
  });
}

test('SQL is compared by its rows: another column is another answer, another spelling is not', async ({
  page,
}) => {
  await openChapter(page, 'who-chooses', 'weights');
  await exercise(page).locator('[data-exercise-begin]').click();
  await settled(page);
  await page.keyboard.press('End');
  await exercise(page).locator('[data-exercise-check]').click();
  await expect(exercise(page).locator('[data-verdict]')).toHaveAttribute('data-verdict', 'no_rows');
  const ask = async (sql: string, verdict: string): Promise<void> => {
    await page.getByRole('tab', { name: textsOf('en').page.panels.sql }).click();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(sql);
    await page.locator('[data-run]').click();
    await expect(page.locator('[data-end]')).toHaveAttribute('data-end', 'done');
    await page.getByRole('tab', { name: textsOf('en').page.panels.lesson }).click();
    await exercise(page).locator('[data-exercise-check]').click();
    await expect(exercise(page).locator('[data-verdict]')).toHaveAttribute('data-verdict', verdict);
  };
  await ask('SELECT host, memory_mb FROM nova_cell1.compute_nodes', 'other_rows');
  const sql = 'select c.host from nova_cell1.compute_nodes c order by c.memory_mb_used limit 1';
  await ask(sql, 'met');
});

test('progress outlives a visit, goes out with the name that was typed, and comes in again', async ({
  page,
}) => {
  await openAt(page, { s: 'cast-and-call', step: 2 });
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-option][data-right]').click();
  await page.locator('[data-question-on]').click();
  await openAt(page, { panels: 'lesson' });
  await page.locator('[data-progress-name]').fill('Mei');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-progress-json]').click(),
  ]);
  const file = readFileSync((await saved.path()) ?? '', 'utf8');
  expect(JSON.parse(file)).toMatchObject({ name: 'Mei', answers: { 'cast-and-call/cast/1': 'right' } });
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-progress-csv]').click(),
  ]);
  expect(readFileSync((await csv.path()) ?? '', 'utf8')).toContain(
    'Mei,cast-and-call,question,cast/1,right,,',
  );
  const buffer = (text: string) => ({
    name: 'p.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await page.locator('[data-progress-file]').setInputFiles(buffer(file.replace('"Mei"', '"Lin"')));
  await expect(page.locator('[data-progress-name]')).toHaveValue('Lin');
  await page.locator('[data-progress-file]').setInputFiles(buffer('{"v":7}'));
  await expect(page.getByRole('alert')).toContainText('"v" must be 1');
  await expect(page.locator('[data-progress-name]')).toHaveValue('Lin');
});

test('a lesson comes from a file, and one that is broken is refused with its place while nothing changes', async ({
  page,
}) => {
  const given = JSON.parse(readFileSync('src/core/lessons/files/cast-and-call.json', 'utf8'));
  const buffer = (lesson: unknown) => ({
    name: 'l.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(lesson)),
  });
  await openAt(page, { panels: 'lesson' });
  const field = page.locator('[data-lesson-file] + input');
  const wrong = structuredClone(given);
  wrong.chapters[1].questions[0].kind = 'guess';
  await field.setInputFiles(buffer({ ...wrong, id: 'mine' }));
  await expect(page.locator('[data-lesson-refused]')).toContainText(
    'lesson mine: chapter 2: question 1: "kind"',
  );
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'boot');
  await field.setInputFiles(
    buffer({ ...given, id: 'mine', title: { en: 'My own', 'zh-CN': given.title['zh-CN'] } }),
  );
  await expect(page.locator('[data-chapter="cast"]')).toBeVisible();
  await expect(page.locator('.topbar-scenario option:checked')).toHaveText('My own');
});

test('a file that is dropped on the page opens, or is refused in a notice', async ({ page }) => {
  await openAt(page, {});
  const drop = (text: string) =>
    page.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'lesson.json', { type: 'application/json' }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    }, text);
  await drop('{"lesson":1,"id":"mine"}');
  await expect(page.locator('[data-notice="bad_lesson"]')).toContainText('lesson mine: "title"');
  const given = JSON.parse(readFileSync('src/core/lessons/files/three-minutes.json', 'utf8'));
  await drop(JSON.stringify({ ...given, id: 'mine' }));
  await expect(page.locator('[data-chapter="map"]')).toBeVisible();
});

test.describe('where the browser keeps nothing', () => {
  for (const lang of LANGS)
    test(`everything works, and that the progress is not kept is said once (${lang})`, async ({ page }) => {
      await page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('refused', 'SecurityError');
          },
        });
      });
      await openAt(page, { lang, s: 'boot-a-server', step: 1 });
      const t = textsOf(lang).lessons;
      await expect(page.locator('[data-chapter]')).toBeVisible();
      await expect(page.getByText(t.notKept)).toHaveCount(0);
      for (let n = 1; n <= 2; n += 1) {
        await page.keyboard.press('ArrowRight');
        await page.locator('[data-option][data-right]').click();
        await page.locator('[data-question-on]').click();
        await expect(page.locator('[data-answered="right"]')).toHaveCount(n);
        await expect(page.getByRole('status').getByText(t.notKept)).toBeVisible();
      }
      await page.getByText(t.progress, { exact: true }).click();
      await expect(page.getByText(t.notKept)).toHaveCount(1);
      await expect(page.getByText(t.onDevice)).toHaveCount(0);
    });
});
