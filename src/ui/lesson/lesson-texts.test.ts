/** The sentences of scenarios and lessons stand apart from their data: here, where both are seen, each has its other half. */
import { describe, expect, it } from 'vitest';
import { LESSONS } from '../../core/lessons/lessons.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/index.ts';

/** Lessons with a view, and texts, of their own (`Lesson.tsx`). */
const OWN_VIEWS = ['no-nova-database'];

const sorted = (texts: object): readonly string[] => Object.keys(texts).toSorted();

describe.each(LANGS)('in %s', (lang) => {
  const texts = textsOf(lang);

  it('every scenario has a title, and no title is of none', () => {
    expect(sorted(texts.scenarios)).toEqual(SCENARIOS.map(({ id }) => id).toSorted());
    for (const { title } of Object.values(texts.scenarios)) expect(title.length).toBeGreaterThan(0);
  });

  it('every lesson that is told chapter by chapter has a text for each chapter and a name for each run', () => {
    const told = Object.entries(texts.lessons.of);
    const inPanels = LESSONS.filter(({ panel }) => panel !== null).map(({ id }) => id);
    expect([...told.map(([id]) => id), ...OWN_VIEWS].toSorted()).toEqual(inPanels.toSorted());
    for (const [id, { chapters, runs }] of told) {
      const lesson = LESSONS.find((one) => one.id === id);
      expect(sorted(chapters), id).toEqual(lesson?.chapters.map((one) => one.id).toSorted());
      expect(sorted(runs), id).toEqual(sorted(lesson?.runs ?? {}));
    }
  });
});
