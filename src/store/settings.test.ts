import { expect, test, vi } from 'vitest';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import { loadTexts } from '../i18n/packs.ts';
import { keepSettings, readSettings, settingsOf } from './settings.ts';
import { makeStore } from './store.ts';

const store = () =>
  makeStore({ scenario: 'boot', experiment: { v: 1 }, trace: smallBoot(), run: async () => smallBoot() });

test('a language is kept from when it is chosen: who leaves before its texts are there comes back to it', async () => {
  await loadTexts('en', ['start']);
  const page = store();
  const coming = page.getState().setLang('zh-CN');
  expect(page.getState().lang).toBe('en');
  expect(settingsOf(page.getState())).toMatchObject({ lang: 'zh-CN' });
  await coming;
  expect(page.getState().lang).toBe('zh-CN');
  expect(settingsOf(page.getState())).toMatchObject({ lang: 'zh-CN' });
});

test('settings are written when one is another than before, and not with every step', () => {
  const written = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => written.get(key) ?? null,
    setItem: (key: string, value: string) => written.set(key, value),
  });
  const page = store();
  page.subscribe(keepSettings);
  page.getState().seek(3);
  page.getState().play();
  expect(written.size).toBe(0);
  page.getState().setSpeed(2);
  expect(readSettings()).toMatchObject({ speed: 2, lang: 'en' });
  vi.unstubAllGlobals();
});
