/** Every question of the lessons that the page brings along: one right choice, and a sentence of its own for each wrong one. */
import { expect, test } from 'vitest';
import { experimentOf, LESSON_FILES, lessonNamed } from '../../core/lessons/lessons.fixture.ts';
import { pose, stepMarked } from '../../core/quiz/kinds.ts';
import { isOpen, type WhyParts } from '../../core/quiz/posed.ts';
import { run } from '../../core/run/boot.fixture.ts';
import { steps } from '../../core/story/steps.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/index.ts';

test.each(LESSON_FILES)('%s: each question, answered rightly and wrongly, in both languages', async (id) => {
  const lesson = lessonNamed(id);
  const traces = new Map<string, Awaited<ReturnType<typeof run>>>();
  for (const chapter of lesson.chapters) {
    for (const { at, kind, run: named } of chapter.questions) {
      const begins = named ?? chapter.runs[0] ?? '';
      const trace = traces.get(begins) ?? (await run(experimentOf(lesson, begins)));
      traces.set(begins, trace);
      const list = steps(trace, 'teaching');
      const posed = pose(trace, list, stepMarked(list, at), kind);
      if (isOpen(posed)) continue;
      const where = `${chapter.id} ${kind} at ${at}`;
      expect(
        posed.choices.filter(({ isRight }) => isRight),
        where,
      ).toHaveLength(1);
      for (const lang of LANGS) {
        const whys: { readonly [why: string]: (parts: WhyParts) => string } = textsOf(lang).quiz.whys[kind];
        const wrong = posed.choices.filter(({ isRight }) => !isRight);
        const said = wrong.map(({ why, parts }) => whys[why]?.(parts) ?? '');
        expect(new Set(said).size, `${where}: ${said.join(' | ')}`).toBe(wrong.length);
        for (const text of said) expect(text, where).toMatch(/[.。]$/);
      }
    }
  }
});
