/** A run whose texts are not there yet is shown when they are, in the language that the page has by then. */
import { beforeAll, expect, test, vi } from 'vitest';
import { run } from '../core/run/boot.fixture.ts';
import { GALLERY } from '../core/scenarios/gallery.ts';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { Lang } from '../i18n/lang.ts';
import { hasTexts, type Pack } from '../i18n/packs.ts';
import { traceOf } from './derived.ts';
import type { StretchOpened } from './lab.ts';
import { makeStore } from './store.ts';

/** What a test does with each load before it is done. */
let onLoad: (lang: Lang) => Promise<void> = async () => undefined;

vi.mock('../i18n/packs.ts', async (original) => {
  const real = await original<typeof import('../i18n/packs.ts')>();
  return {
    ...real,
    async loadTexts(lang: Lang, packs: readonly Pack[]) {
      await onLoad(lang);
      await real.loadTexts(lang, packs);
    },
  };
});

const STRETCH: StretchOpened = {
  design: 'nova',
  stretch: { from_ms: 0, to_ms: 1000 },
  facts: 9,
  isCut: false,
  isEmpty: false,
};

let ofBroker: Trace;
beforeAll(async () => {
  const [lesson] = GALLERY;
  if (!lesson) throw new Error('no gallery');
  ofBroker = await run(lesson.experiment);
});

const page = () =>
  makeStore({ scenario: 'boot', experiment: { v: 1 }, trace: smallBoot(), run: async () => ofBroker });

test('texts that cannot be had leave what is shown, and a notice says why', async () => {
  onLoad = async () => {
    throw new Error('the network is gone');
  };
  for (const act of [
    (store: ReturnType<typeof page>) => store.getState().open('lesson', { v: 1 }),
    (store: ReturnType<typeof page>) => store.getState().showRecording(ofBroker, STRETCH),
  ]) {
    const store = page();
    const before = store.getState();
    await act(store);
    expect(store.getState()).toEqual({
      ...before,
      notice: { kind: 'run_failed', message: 'the network is gone' },
    });
  }
});

test('a language that changes meanwhile has them too before the run is shown', async () => {
  const store = page();
  const asked: Lang[] = [];
  onLoad = async (lang) => {
    asked.push(lang);
    if (lang === 'en') await store.getState().setLang('zh-CN');
  };
  const shown: Lang[] = [];
  store.subscribe((now, before) => {
    if (traceOf(now) === traceOf(before)) return;
    expect(hasTexts(now.lang, ['broker'])).toBe(true);
    shown.push(now.lang);
  });
  await store.getState().open('lesson', { v: 1 });
  expect(asked).toEqual(['en', 'zh-CN']);
  expect(shown).toEqual(['zh-CN']);
});
