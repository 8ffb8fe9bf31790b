/** A run is told by the texts of the start and those that it asks for: at first no others are loaded here. */

import { beforeAll, expect, test } from 'vitest';
import { indexOf } from '../core/reading/trace-index.ts';
import { run } from '../core/run/boot.fixture.ts';
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import {
  brokerStory,
  hasTexts,
  LANGS,
  loadTexts,
  narration,
  packsToTell,
  stepTitle,
  textsOf,
} from '../i18n/index.ts';
import type { Lang } from '../i18n/lang.ts';
import { factSentence } from '../i18n/tell-fact.ts';

/** Tells every step of both levels; throws where a text is not loaded. How many steps were the broker's. */
function tell(trace: Trace, lang: Lang): number {
  const texts = textsOf(lang);
  const all = [...steps(trace, 'teaching'), ...steps(trace, 'messages', { periodic: true })];
  const said = [
    ...all.map((step) => stepTitle(texts, step, trace)),
    ...all.map((step) => narration(texts, step, trace)),
  ];
  expect(said.filter((one) => one.length === 0)).toEqual([]);
  return all.filter((step) => brokerStory(texts, step, trace) !== null).length;
}

beforeAll(async () => {
  await Promise.all(LANGS.map((lang) => loadTexts(lang, ['start'])));
});

test('the boot that the page opens with is told by the texts of the start alone', async () => {
  const [boot] = SCENARIOS;
  expect(boot?.id).toBe('boot');
  const trace = await run(boot?.experiment ?? { v: 1 });
  expect(packsToTell(trace)).toEqual([]);
  for (const lang of LANGS) expect(tell(trace, lang)).toBe(0);
  for (const lang of LANGS) expect(hasTexts(lang, ['broker'])).toBe(false);
});

test('a run with steps of the broker asks for their texts; with these, and no others, it is told', async () => {
  const traces = await Promise.all(SCENARIOS.map(async ({ experiment }) => await run(experiment)));
  const asking = traces.filter((trace) => packsToTell(trace).includes('broker'));
  expect(asking.length).toBeGreaterThan(9);
  const acts = traces.filter((trace) => packsToTell(trace).includes('acts'));
  expect(acts.length).toBeGreaterThan(9);
  await Promise.all(LANGS.map((lang) => loadTexts(lang, ['acts'])));
  for (const lang of LANGS) {
    for (const trace of asking) expect(() => tell(trace, lang)).toThrow('brokerStoryOf is not loaded');
    const isPlain = (trace: Trace): boolean => !packsToTell(trace).includes('facts');
    await loadTexts(lang, [...new Set(traces.filter(isPlain).flatMap(packsToTell))]);
    const told = (trace: Trace): void => {
      const ofBroker = tell(trace, lang);
      if (asking.includes(trace)) expect(ofBroker).toBeGreaterThan(0);
      else expect(ofBroker).toBe(0);
    };
    for (const trace of traces.filter(isPlain)) told(trace);
    expect(hasTexts(lang, ['facts'])).toBe(false);
    await loadTexts(lang, ['facts']);
    for (const trace of traces.filter((one) => !isPlain(one))) told(trace);
    for (const trace of traces) {
      const said = indexOf(trace).facts.map((fact) => factSentence(textsOf(lang), fact, trace));
      expect(said).not.toContain('');
    }
  }
}, 300_000);
