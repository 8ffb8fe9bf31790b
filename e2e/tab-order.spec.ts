/** The Tab key's way through the page is stored here: top bar, map in reading order, panels, story, timeline. */
import { LANGUAGES } from '../src/i18n/lang.ts';
import { expect, LANGS, type Lang, openAt, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

/** Of the map the ids, which every language shares; of a summary that it is one; of all else the name. */
function order(lang: Lang): readonly string[] {
  const { page, words, glossary } = textsOf(lang);
  const { top, map, panels, transport } = page;
  return [
    page.skip,
    panels.openSteps,
    top.scenario,
    top.boot,
    top.search,
    top.periodic,
    LANGUAGES[lang === 'en' ? 'zh-CN' : 'en'].switchTo,
    top.theme,
    top.share,
    top.help,
    'queue',
    'service:nova-api',
    'service:nova-conductor-super',
    'pipe:/:conductor nova-conductor-super',
    'pipe:/:reply nova-conductor-super',
    'service:nova-scheduler',
    'pipe:/:scheduler nova-scheduler',
    'service:nova-conductor-cell1',
    'pipe:nova_cell1:conductor nova-conductor-cell1',
    'service:nova-compute-cpu1',
    'pipe:nova_cell1:compute.cpu1 nova-compute-cpu1',
    'pipe:nova_cell1:reply nova-compute-cpu1',
    'service:nova-compute-cpu2',
    'pipe:nova_cell1:compute.cpu2 nova-compute-cpu2',
    'pipe:nova_cell1:reply nova-compute-cpu2',
    'service:keystone',
    'service:glance-api',
    'service:neutron-server',
    'service:placement-api',
    'database:nova_api',
    'database:nova_cell0',
    'database:nova_cell1',
    map.token(words.kinds.cast, 'schedule_and_build_instances'),
    map.zoomOut,
    map.zoomIn,
    map.fit,
    'attribution',
    panels.sequence,
    panels.width,
    // words of the glossary in what is told
    ...(lang === 'en' ? [] : [words.kinds.reply]),
    glossary.conductor[0],
    'nova-api',
    'nova-conductor-super',
    ...['summary', 'summary', 'summary', 'summary'],
    transport.first,
    transport.previous,
    transport.play,
    transport.next,
    transport.last,
    transport.speed,
    transport.slider,
  ];
}

for (const lang of LANGS) {
  test(`Tab goes through the page in the stored order, each stop once (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 3 });
    const stored = order(lang);
    const seen: string[] = [];
    for (const _ of stored) {
      await page.keyboard.press('Tab');
      seen.push(
        await page.evaluate(() => {
          const at = document.activeElement;
          if (!at || at === document.body) return '';
          if (at.closest('.react-flow__attribution')) return 'attribution';
          if (at.matches('summary')) return 'summary';
          const name = at.getAttribute('aria-label') ?? at.textContent?.trim() ?? '';
          return at.getAttribute('data-id') ?? name;
        }),
      );
    }
    expect(seen).toEqual(stored);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });
}
