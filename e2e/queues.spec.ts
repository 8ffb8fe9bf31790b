/** The broker opened, by keyboard alone: its inside, a route asked before it is taken, orders by hand, rabbitmqctl's text. */
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll } from './look.ts';
import { expect, idle, LANGS, type Lang, openAt, type Page, PHONE, press, test, textsOf } from './page.ts';

type View = 'inside' | 'preview' | 'message' | 'hand' | 'operator';

const field = (page: Page, name: string) => page.locator(`.queues [data-field="${name}"]`);

/** Tab until the wanted element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 90; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

async function openView(page: Page, view: View): Promise<void> {
  await press(page, '5');
  // the panel's key takes the focus into the panel: on a busy machine after the first Tab
  await expect(async () => {
    await tabTo(page, `[data-view="${view}"]`);
    await page.keyboard.press('Enter');
    await expect(page.locator(`[data-view="${view}"]`)).toHaveAttribute('aria-pressed', 'true', {
      timeout: 2000,
    });
  }).toPass({ timeout: 20_000 });
}

async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, `.queues [data-field="${name}"]`);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Chooses in a list as its reader would: by the first letters, which is by its words in that language. */
async function choose(page: Page, name: string, label: string, value: string): Promise<void> {
  await tabTo(page, `.queues [data-field="${name}"]`);
  const list = field(page, name);
  const labels = await list.locator('option').allTextContents();
  await page.keyboard.press('Home');
  for (let i = 0; i < labels.indexOf(label); i += 1) await page.keyboard.press('ArrowDown');
  await expect(list).toHaveValue(value);
}

/** Presses the segment of a vhost. */
async function chooseVhost(page: Page, vhost: string): Promise<void> {
  const segment = page.locator(`[data-vhost-choice="${vhost}"]`);
  await segment.focus();
  await page.keyboard.press('Enter');
  await expect(segment).toHaveAttribute('aria-pressed', 'true');
}

/** The picture of pipes gives way to the tables of the same. */
async function openTables(page: Page): Promise<void> {
  await tabTo(page, '[data-as-table]');
  await page.keyboard.press('Enter');
}

async function backToOrder(page: Page): Promise<void> {
  await field(page, 'order').focus();
}

async function give(page: Page): Promise<void> {
  await tabTo(page, '[data-give]');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-give]')).toHaveAttribute('aria-busy', 'false');
  await idle(page);
}

const order = (lang: Lang, name: keyof ReturnType<typeof words>['commands']) => words(lang).commands[name];
const words = (lang: Lang) => textsOf(lang).queues.hand;

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the inside shows flags, prefetch and bindings of both ends, and the way of an order’s message is lit', async ({
  page,
}) => {
  await openAt(page, { s: 'amqp-work-queue', step: 4 });
  await openView(page, 'inside');
  await expect(page.locator('[data-lane="tasks"]')).toHaveAttribute('data-lit', '');
  await openTables(page);
  const tasks = page.locator('tr[data-queue="tasks"]');
  await expect(tasks).toContainText(textsOf('en').queues.prefetch(1));
  await expect(tasks).toContainText(textsOf('en').queues.flags.transient);
  await expect(tasks).toHaveAttribute('data-lit', '');
  await tabTo(page, 'tr[data-queue="tasks"] button');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-contents="tasks"] [data-bindings]')).toContainText(
    textsOf('en').panels.common.defaultExchange,
  );
  await openAt(page, { s: 'amqp-headers', step: 8, panels: 'queues' });
  await expect(page.locator('[data-lane][data-lit]')).toHaveCount(2);
  await openTables(page);
  const routes = page.locator('tr[data-exchange="forms"][data-lit]');
  await expect(routes).toHaveCount(2);
  await expect(routes.first()).toContainText('x-match=all');
  await page.keyboard.press('ArrowRight');
  await idle(page);
  await expect(routes).toHaveCount(1);
  await expect(routes).toContainText('x-match=any');
});

for (const lang of LANGS) {
  test(`a route is asked before it is taken, and each other binding says why not (${lang})`, async ({
    page,
  }) => {
    const t = textsOf(lang).queues.preview;
    await openAt(page, { lang, s: 'amqp-topic', step: 7 });
    await openView(page, 'preview');
    await type(page, 'routing_key', 'compute');
    const preview = page.locator('[data-preview]');
    await expect(preview.locator('[data-goes]')).toHaveText(['any-words']);
    await expect(preview).toContainText(t.goes(1));
    const miss = preview.locator('[data-way="one-word"][data-fits="false"]');
    await expect(miss).toContainText(t.miss.too_short(2, '*').replace(/[‹›]/g, ''));
    await type(page, 'routing_key', 'compute.cpu1');
    await expect(preview.locator('[data-goes]')).toHaveText(['one-word', 'any-words']);
    await type(page, 'routing_key', 'network');
    await expect(preview.locator('[data-goes]')).toHaveCount(0);
    await expect(preview).toContainText(t.goes(0));
    await type(page, 'headers', 'oops');
    await expect(page.locator('.queues-wrong')).toContainText('oops');
  });

  test(`a queue is declared, bound and published to by hand, and the message arrives (${lang})`, async ({
    page,
  }) => {
    const t = words(lang);
    await openAt(page, { lang, step: 6 });
    await openView(page, 'hand');
    await chooseVhost(page, '/');
    await type(page, 'queue', 'mine');
    await give(page);
    const outcome = page.locator('[data-outcome="done"]');
    await expect(outcome.locator('[data-event="queue.declared"]')).toContainText('mine');
    await expect(page.locator('[data-notice="forked"]')).toBeVisible();
    await expect(page.locator('.narration')).toHaveAttribute('data-rule', 'command.declare_queue');

    await backToOrder(page);
    await choose(page, 'order', order(lang, 'bind'), 'bind');
    await type(page, 'source', 'nova');
    await type(page, 'destination', 'mine');
    await type(page, 'routing_key', 'hello.#');
    await give(page);
    await expect(outcome.locator('[data-event="binding.added"]')).toContainText('hello.#');

    await backToOrder(page);
    await choose(page, 'order', order(lang, 'publish'), 'publish');
    await type(page, 'exchange', 'nova');
    await type(page, 'routing_key', 'hello.world');
    await type(page, 'body', 'by hand');
    await type(page, 'count', '2');
    await give(page);
    await expect(outcome.locator('[data-event="message.published"]').first()).toContainText('mine');

    await openView(page, 'inside');
    await expect(page.locator('[data-lane="mine"]')).toHaveAttribute('data-ready', '2');
    await expect(page.locator('[data-lane="mine"]')).toHaveAttribute('data-lit', '');
    await expect(page.locator('[data-opened="mine"] [data-message]')).toHaveCount(2);
    await openTables(page);
    const mine = page.locator('[data-vhost="/"] tr[data-queue="mine"]');
    await expect(mine).toHaveAttribute('data-lit', '');
    await expect(mine.locator('[data-count="ready"]')).toHaveText('2');
    await openView(page, 'message');
    await expect(page.locator('[data-copy="mine"] [data-now]')).toHaveAttribute('data-now', 'ready');
    await expect(page.locator('.queues-events [data-matched]')).toContainText('hello.#');
    await openView(page, 'operator');
    await expect(page.locator('[data-listing="list_queues"] pre')).toContainText('mine\t2\t0\t0');
    expect(t.commands.publish).not.toBe('');
  });

  test(`a refusal is shown in RabbitMQ’s words, a bad order in the experiment’s (${lang})`, async ({
    page,
  }) => {
    const t = words(lang);
    await openAt(page, { lang, step: 6 });
    await openView(page, 'hand');
    await choose(page, 'order', order(lang, 'purge'), 'purge');
    await chooseVhost(page, '/');
    await type(page, 'queue', 'nowhere');
    await give(page);
    const refused = page.locator('[data-outcome="refused"]');
    await expect(refused).toContainText("404 NOT_FOUND - no queue 'nowhere' in vhost '/'");
    await expect(refused).toContainText('50, 30 (queue.purge)');
    await expect(refused).toContainText(t.scopes.channel);

    await type(page, 'queue', '');
    await page.keyboard.press('Backspace');
    await give(page);
    await expect(page.locator('.queues-hand [role="alert"]')).toContainText(
      lang === 'en' ? 'purge: "queue" must be a text' : 'purge：“queue”应为文本',
    );
    await expect(page.locator('[data-notice="run_failed"]')).toHaveCount(0);

    await backToOrder(page);
    await choose(page, 'order', order(lang, 'publish'), 'publish');
    await type(page, 'count', 'many');
    await give(page);
    await expect(page.locator('.queues-hand [role="alert"]')).toContainText(t.countBad(t.fields.count));
  });
}

test('where a message went is told copy by copy, and each line leads to its step', async ({ page }) => {
  await openAt(page, { s: 'amqp-dead-letters', step: 8 });
  await openView(page, 'message');
  const copy = page.locator('[data-copy="tasks"]');
  const lines = await copy
    .locator('[data-event]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-event')));
  expect(lines).toEqual(['message.published', 'message.delivered', 'message.dropped', 'message.published']);
  await tabTo(page, '[data-copy="tasks"] [data-event="message.delivered"] button');
  const step = await page.evaluate(() => document.activeElement?.getAttribute('data-step'));
  await page.keyboard.press('Enter');
  await idle(page);
  await expect(page.locator('html')).toHaveAttribute('data-step', step ?? '');
});

test('rabbitmqctl’s four lists stand as text, each with its command and a copy of its own', async ({
  page,
}) => {
  await openAt(page, { step: 9 });
  await openView(page, 'operator');
  await chooseVhost(page, '/');
  const listing = (name: string) => page.locator(`[data-listing="${name}"]`);
  await expect(listing('list_queues').locator('code')).toHaveText(
    '$ rabbitmqctl -p / list_queues name messages_ready messages_unacknowledged consumers',
  );
  await expect(listing('list_queues').locator('pre')).toContainText(
    'Timeout: 60.0 seconds ...\nListing queues for vhost / ...\nname\tmessages_ready',
  );
  for (const name of ['list_exchanges', 'list_bindings', 'list_consumers']) {
    await expect(listing(name).locator('pre')).toContainText('Listing');
    await expect(listing(name).getByRole('button')).toHaveCount(1);
  }
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await tabTo(page, '[data-listing="list_exchanges"] button');
  await page.keyboard.press('Enter');
  await expect(listing('list_exchanges').getByRole('button')).toContainText(
    textsOf('en').panels.common.copied,
  );
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await listing('list_exchanges').locator('pre').textContent());
});

for (const theme of ['light', 'dark'] as const) {
  for (const lang of LANGS) {
    test(`axe finds nothing in any view of the broker, and nothing is cut (${theme}, ${lang})`, async ({
      page,
    }) => {
      const faults: string[] = [];
      await openAt(page, { lang, theme, s: 'amqp-headers', step: 8, panels: 'queues' });
      for (const view of ['inside', 'preview', 'message', 'hand', 'operator'] as const) {
        await openView(page, view);
        if (view === 'hand') await choose(page, 'order', order(lang, 'publish'), 'publish');
        for (const fault of await axeFaults(page, '.queues')) faults.push(`${view}: ${fault}`);
        for (const cut of await clippedTexts(page)) faults.push(`${view}: ${cut}`);
      }
      expect(faults).toEqual([]);
    });
  }
}

test('on a phone every view stands whole, in both languages', async ({ page }) => {
  await page.setViewportSize(PHONE);
  const faults: string[] = [];
  for (const lang of LANGS) {
    await openAt(page, { lang, step: 6, panels: 'queues' });
    for (const view of ['inside', 'preview', 'message', 'hand', 'operator'] as const) {
      await page.locator(`[data-view="${view}"]`).click();
      if ((await sidewaysScroll(page)) > 0) faults.push(`${lang} ${view}: the page scrolls sideways`);
      for (const cut of await clippedTexts(page)) faults.push(`${lang} ${view}: ${cut}`);
    }
  }
  expect(faults).toEqual([]);
});
