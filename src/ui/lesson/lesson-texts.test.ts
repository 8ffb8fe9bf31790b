/** The sentences of scenarios and lessons stand apart from their data: here, where both are seen, each has its other half. */
import { describe, expect, it } from 'vitest';
import { INCIDENT_FILES, LESSON_FILES, lessonFile, lessonNamed } from '../../core/lessons/lessons.fixture.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/index.ts';

/** Every text of a lesson in one language, with where it stands. */
function textsIn(given: unknown, lang: string, where = ''): { where: string; text: string }[] {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const place = `${where}/${key}`;
    return key === lang && typeof value === 'string'
      ? [{ where: place, text: value }]
      : textsIn(value, lang, place);
  });
}

const ALL_FILES = [...LESSON_FILES, ...INCIDENT_FILES];

describe.each(LANGS)('in %s', (lang) => {
  const texts = textsOf(lang);

  it('every scenario has a title, and no title is of none', () => {
    expect(Object.keys(texts.scenarios).toSorted()).toEqual(SCENARIOS.map(({ id }) => id).toSorted());
    for (const { title } of Object.values(texts.scenarios)) expect(title.length).toBeGreaterThan(0);
  });

  it.each(ALL_FILES)('%s is called in its file as the list of scenarios calls it', (id) => {
    const all: { readonly [id: string]: { readonly title: string } } = texts.scenarios;
    expect(lessonNamed(id).title[lang]).toBe(all[id]?.title);
  });

  it.each(ALL_FILES)('%s has every text, and every mark of a name is closed', (id) => {
    const all = textsIn(lessonFile(id), lang);
    expect(all.length).toBeGreaterThan(3);
    for (const { where, text } of all) {
      expect(text.trim(), where).toBe(text);
      expect(text.replace(/‹[^‹›]*›/g, ''), where).not.toMatch(/[‹›`]/);
      expect(/\p{Script=Han}/u.test(text), `${where}: ${text}`).toBe(lang === 'zh-CN');
    }
  });
});
