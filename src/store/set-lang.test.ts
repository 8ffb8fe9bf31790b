/** The page changes its language when the texts are there, and not before. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Lang } from '../i18n/lang.ts';
import type { Pack } from '../i18n/packs.ts';
import type { PageState } from './door.ts';
import { makeSetLang } from './set-lang.ts';

/** Texts on their way: each call of `loadTexts` waits here until a test answers it. */
const coming: { lang: Lang; packs: readonly Pack[]; arrive: () => void; fail: (error: Error) => void }[] = [];
const there = new Map<Lang, Set<Pack>>();

vi.mock('../i18n/packs.ts', () => ({
  hasTexts: (lang: Lang, packs: readonly Pack[]) => packs.every((pack) => there.get(lang)?.has(pack)),
  packsIn: (lang: Lang) => [...(there.get(lang) ?? [])],
  loadTexts: (lang: Lang, packs: readonly Pack[]) =>
    new Promise<void>((resolve, reject) => {
      const arrive = (): void => {
        there.set(lang, new Set([...(there.get(lang) ?? []), ...packs]));
        resolve();
      };
      coming.push({ lang, packs, arrive, fail: reject });
    }),
}));

afterEach(() => {
  coming.length = 0;
});

function page() {
  there.clear();
  there.set('en', new Set<Pack>(['start', 'lab']));
  const state: { lang: Lang; nextLang: Lang | null; step: number; notice: PageState['notice'] } = {
    lang: 'en',
    nextLang: null,
    step: 8,
    notice: null,
  };
  const setLang = makeSetLang(
    (change) => Object.assign(state, change),
    () => state as PageState,
  );
  return { state, setLang };
}

test('the old language stays while the texts of the new one are coming, and the step stays too', async () => {
  const { state, setLang } = page();
  const done = setLang('zh-CN');
  expect(state).toMatchObject({ lang: 'en', nextLang: 'zh-CN' });
  expect(coming[0]).toMatchObject({ lang: 'zh-CN', packs: ['start', 'lab'] });
  coming[0]!.arrive();
  await done;
  expect(state).toEqual({ lang: 'zh-CN', nextLang: null, step: 8, notice: null });
});

test('a panel that opened meanwhile is waited for as well', async () => {
  const { state, setLang } = page();
  const done = setLang('zh-CN');
  there.get('en')!.add('data');
  coming[0]!.arrive();
  await vi.waitFor(() => expect(coming).toHaveLength(2));
  expect(state.lang).toBe('en');
  expect(coming[1]!.packs).toContain('data');
  coming[1]!.arrive();
  await done;
  expect(state.lang).toBe('zh-CN');
});

test('what was asked for last holds: back before the texts came is back', async () => {
  const { state, setLang } = page();
  const away = setLang('zh-CN');
  await setLang('en');
  expect(state).toMatchObject({ lang: 'en', nextLang: null });
  coming[0]!.arrive();
  await away;
  expect(state).toMatchObject({ lang: 'en', nextLang: null });
});

test('texts that cannot be had are told in a notice, in the language that stays', async () => {
  const { state, setLang } = page();
  const done = setLang('zh-CN');
  coming[0]!.fail(new TypeError('Failed to fetch'));
  await done;
  const notice = { kind: 'lang_failed', lang: 'zh-CN', message: 'Failed to fetch' };
  expect(state).toMatchObject({ lang: 'en', nextLang: null, notice });
});
