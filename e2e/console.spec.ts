/** The SQL console: MySQL's answers byte for byte, a copy that cannot be hurt, an endless question that is stopped. */
import { readFile } from 'node:fs/promises';
import { expect, expectStep, LANGS, openAt, type Page, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const LESSON = 'no-nova-database';
/** Every column beside every other, three times. */
const ENDLESS =
  'FROM information_schema.COLUMNS a, information_schema.COLUMNS b, information_schema.COLUMNS c';
const ELEVEN = `+--------------------+
| Database           |
+--------------------+
| information_schema |
| cinder             |
| glance             |
| keystone           |
| mysql              |
| neutron            |
| nova_api           |
| nova_cell0         |
| nova_cell1         |
| performance_schema |
| sys                |
+--------------------+
11 rows in set (0.00 sec)

`;

/** Types a statement into the terminal's line. */
async function type(page: Page, sql: string): Promise<void> {
  const line = page.locator('.terminal-input');
  await line.fill(sql);
  await line.press('Enter');
  await expect(line).toHaveValue('');
}

const answers = (page: Page) => page.locator('.terminal-text[data-block="answer"]');

/** Puts a text into the editor and runs it; gives how it ended. */
async function run(page: Page, sql: string): Promise<string> {
  await write(page, sql);
  await page.locator('[data-run]').click();
  const end = page.locator('[data-end]');
  await expect(end).not.toHaveAttribute('data-end', 'running', { timeout: 10_000 });
  return (await end.getAttribute('data-end')) ?? '';
}

async function write(page: Page, sql: string): Promise<void> {
  // a list of completions may lie over the editor by now
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(sql);
}

const cells = (page: Page) => page.locator('[data-answer="rows"] tbody td');

for (const lang of LANGS) {
  test(`SHOW DATABASES of the lesson prints the eleven names, byte for byte (${lang})`, async ({ page }) => {
    await openAt(page, { lang, s: LESSON, step: 27 });
    await type(page, 'SHOW DATABASES;');
    await expect(answers(page)).toHaveCount(1);
    expect(await answers(page).textContent()).toBe(ELEVEN);
  });
}

test('where the terminal is as high as its text its line stays in sight behind an answer', async ({
  page,
}) => {
  for (const [width, height, theme] of [
    [390, 844, 'light'],
    [820, 1180, 'projector'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openAt(page, { s: LESSON, step: 5, theme, panels: 'sql' });
    await type(page, 'SHOW DATABASES;');
    await expect(answers(page)).toHaveCount(1);
    await expect(page.locator('.terminal-input')).toBeInViewport({ ratio: 0.9 });
  }
});

test('the terminal keeps the database in use, waits for the end of a statement, and recalls what was asked', async ({
  page,
}) => {
  await openAt(page, { s: LESSON, step: 27 });
  await expect(page.locator('[data-block="banner"]')).toContainText('Server version: 5.7.26');
  await type(page, 'USE nova_api;');
  await expect(page.locator('[data-terminal]')).toContainText('Database changed');
  const line = page.locator('.terminal-input');
  await line.fill('SELECT DATABASE()');
  await line.press('Enter');
  await expect(line).toHaveValue('SELECT DATABASE()\n');
  await line.pressSequentially('\\G');
  await line.press('Enter');
  await expect(answers(page).last()).toContainText('DATABASE(): nova_api');
  await type(page, "SHOW TABLES LIKE 'resource_prov%';");
  await expect(answers(page).last()).toContainText('| resource_providers');
  await line.press('ArrowUp');
  await expect(line).toHaveValue("SHOW TABLES LIKE 'resource_prov%';");
  await line.fill('SELECT * FROM nothing_like_it;');
  await line.press('Enter');
  await expect(page.locator('.terminal-text[data-block="error"]')).toHaveText(
    /ERROR 1146 \(42S02\): Table 'nova_api.nothing_like_it' doesn't exist/,
  );
});

/** Every database at this step as one archive. */
async function exported(page: Page): Promise<Buffer> {
  await page.getByRole('tab', { name: textsOf('en').page.panels.tables }).click();
  await page.locator('[data-export] > summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-out="all"]').click(),
  ]);
  return readFile(await download.path());
}

test('a DELETE is refused and leaves the lesson whole: every database is the same, byte for byte', async ({
  page,
}) => {
  await openAt(page, { s: LESSON, step: 27, panels: 'tables' });
  const before = await exported(page);
  await page.getByRole('tab', { name: 'SQL' }).click();
  await type(page, 'DELETE FROM nova_cell1.instances;');
  await expect(page.locator('.terminal-text[data-block="error"]')).toContainText('DELETE: not modelled here');
  await type(page, 'WITH x AS (SELECT 1) DELETE FROM nova_cell1.instances;');
  await expect(page.locator('.terminal-text[data-block="error"]')).toHaveCount(2);
  await type(page, 'SELECT COUNT(*) FROM nova_cell1.instances;');
  await expect(answers(page).last()).toContainText('|        3 |');
  const after = await exported(page);
  expect(after.equals(before)).toBe(true);
});

/** Runs what stands in the editor and presses a button of the page meanwhile; the steps shown before it ended. */
function stepsMeanwhile(page: Page, button: string): Promise<string[]> {
  return page.evaluate(
    (name) =>
      new Promise<string[]>((resolve) => {
        const one = (selector: string) => document.querySelector<HTMLElement>(selector);
        const steps: string[] = [];
        let hasBegun = false;
        const look = (): void => {
          const isRunning = one('[data-end="running"]') !== null;
          const { step = '' } = document.documentElement.dataset;
          hasBegun ||= isRunning;
          if (isRunning && steps.at(-1) !== step) {
            steps.push(step);
            if (steps.length === 1) one(`button[aria-label="${name}"]`)?.click();
          }
          if (hasBegun && !isRunning) resolve(steps);
          else setTimeout(look);
        };
        one('[data-run]')?.click();
        look();
      }),
    button,
  );
}

test('an endless question is stopped with a sentence, and the page goes on meanwhile', async ({ page }) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await write(page, `SELECT count(*) ${ENDLESS}`);
  const { page: texts, data } = textsOf('en');
  // the story can be read while it runs: the next step is asked for, and is there before the end
  expect(await stepsMeanwhile(page, texts.transport.next)).toEqual(['4', '5']);
  await expectStep(page, 5);
  await expect(page.locator('[data-end="too_long"]')).toContainText(data.sql.tooLong(2));
  expect(await run(page, 'SELECT 6 * 7')).toBe('done');
  await expect(cells(page)).toHaveText(['42']);
});

test('a running question can be stopped by the reader', async ({ page }) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await write(page, `SELECT max(a.COLUMN_NAME) ${ENDLESS}`);
  await page.locator('[data-run]').click();
  await page.locator('[data-stop]').click();
  await expect(page.locator('[data-end="stopped"]')).toBeVisible();
});

test('whole numbers of 64 bits, blobs, NULL and an empty text are shown exactly', async ({ page }) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await run(page, "SELECT 9223372036854775807, -9223372036854775808, x'00ff', NULL, ''");
  await expect(cells(page).nth(0)).toHaveText('9223372036854775807');
  await expect(cells(page).nth(1)).toHaveText('-9223372036854775808');
  await expect(cells(page).nth(2)).toHaveText('0x00FF');
  await expect(cells(page).nth(3)).toHaveText('NULL');
  await expect(cells(page).nth(4)).not.toContainText('NULL');
});

test('several statements run to the first error, which is shown at its place', async ({ page }) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await run(page, 'SELECT 1;\nSELECT nothing_like_it\nFROM nova_api.flavors;\nSELECT 3');
  await expect(page.locator('[data-answer="rows"]')).toHaveCount(1);
  const problem = page.locator('[data-answer="error"]');
  await expect(problem).toContainText("ERROR 1054 (42S22): Unknown column 'nothing_like_it' in 'SELECT'");
  await expect(problem).toContainText('line 2, column 8');
  await problem.locator('[data-place]').click();
  await expect(page.locator('.cm-content')).toBeFocused();
  // the cursor stands before the wrong name
  await page.keyboard.insertText('1 AS ');
  await page.locator('[data-run]').click();
  await expect(page.locator('[data-answer="rows"]')).toHaveCount(3);
});

test('an answer goes out as CSV, with its mark of UTF-8, quotes and line ends, and as JSON', async ({
  page,
}) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await run(
    page,
    `SELECT 'a,"b"' AS text, 'two\nlines' AS two_lines, NULL AS none, '' AS empty, '=1+1' AS formula`,
  );
  const out = async (kind: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`[data-out="${kind}"]`).click(),
    ]);
    return readFile(await download.path());
  };
  const csv = await out('csv');
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(csv.toString('utf8')).toContain('"a,""b""","two\nlines"');
  const json = JSON.parse((await out('json')).toString('utf8'));
  expect(JSON.stringify(json)).toContain('two\\nlines');
});

test('a link may carry a query: it stands in the editor and is not run', async ({ page }) => {
  await page.goto('about:blank');
  const sql = 'SELECT count(*) FROM nova_api.flavors';
  await page.goto(
    `/#${new URLSearchParams({ lang: 'en', panels: 'sql', q: sql, s: 'boot', step: '3', v: '1' })}`,
  );
  await expect(page.locator('.cm-content')).toHaveText(sql);
  await expect(page.locator('[data-end="none"]')).toBeVisible();
  await page.locator('[data-run]').click();
  await expect(cells(page)).toHaveText(['4']);
});

test('a named parameter becomes an input, and nothing in it is SQL', async ({ page }) => {
  await openAt(page, { step: 19, panels: 'sql' });
  await write(
    page,
    'SELECT display_name FROM nova_cell1.instances WHERE host = :host OR display_name = :host',
  );
  const input = page.locator('[data-parameter="host"]');
  await input.fill("x' OR 1 = 1 --");
  await page.locator('[data-run]').click();
  await expect(page.locator('[data-answer="rows"]')).toHaveAttribute('data-rows', '0');
  await input.fill('vm1');
  await page.locator('[data-run]').click();
  await expect(cells(page)).toHaveText(['vm1']);
});

test('nothing of one question is readable in the next', async ({ page }) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await run(page, 'CREATE TEMP TABLE left_behind AS SELECT 1');
  await expect(page.locator('[data-answer="not modelled"]')).toContainText('CREATE: not modelled here');
  await run(page, 'SELECT * FROM temp.left_behind');
  await expect(page.locator('[data-answer="error"]')).toContainText(
    "ERROR 1146 (42S02): Table 'temp.left_behind' doesn't exist",
  );
});

test('completion knows databases, tables and columns; the text can be laid out; Tab leaves the editor', async ({
  page,
}) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await write(page, '');
  await page.locator('.cm-content').pressSequentially('select * from nova_api.flav');
  const options = page.locator('.cm-tooltip-autocomplete li');
  await expect(options.filter({ hasText: /^flavors$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.type('ors where id=1');
  await page.locator('[data-format]').click();
  await expect(page.locator('.cm-content')).toContainText('SELECT');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Tab');
  await expect(page.locator('.cm-content')).not.toBeFocused();
});

test('arrows, letters and digits in the editor and in the terminal move nothing of the page', async ({
  page,
}) => {
  await openAt(page, { step: 4, panels: 'sql' });
  await page.locator('.cm-content').click();
  await page.keyboard.type('k 2 f ? / m');
  for (const key of ['ArrowRight', 'Home', 'End', 'PageDown', 'Space']) await page.keyboard.press(key);
  await expectStep(page, 4);
  await page.locator('[data-view="terminal"]').click();
  await page.locator('.terminal-input').click();
  await page.keyboard.type('k 2 f ? / m');
  for (const key of ['ArrowRight', 'Home', 'End', 'PageDown']) await page.keyboard.press(key);
  await expectStep(page, 4);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
