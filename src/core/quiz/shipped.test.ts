/** The lessons that the page brings along, held against their own runs. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { layoutOfTrace } from '../databases/layouts.ts';
import { experimentOf, LESSON_FILES, lessonNamed } from '../lessons/lessons.fixture.ts';
import { copyAt } from '../reading/copy-at.ts';
import { makeVersions } from '../reading/versions.ts';
import { run } from '../run/boot.fixture.ts';
import { type ConsoleAnswer, runScript } from '../sql/console.ts';
import { steps } from '../story/steps.ts';
import type { Experiment, Trace } from '../trace/trace.ts';
import { judge, sameRows } from './goals.ts';
import { pose, stepMarked } from './kinds.ts';
import { isOpen } from './posed.ts';

const known = new Map<string, Promise<Trace>>();
function traceOf(experiment: Experiment): Promise<Trace> {
  const key = JSON.stringify(experiment);
  const made = known.get(key) ?? run(experiment);
  known.set(key, made);
  return made;
}

/** Rows that a statement gives at the end of a run; null = none. */
async function answerTo(trace: Trace, script: string): Promise<readonly (readonly unknown[])[] | null> {
  const layout = layoutOfTrace(trace);
  const copy = copyAt(trace, makeVersions(trace), trace.facts.length - 1, { script, layout });
  const answers: ConsoleAnswer[] = [];
  runScript({ script, layout, physical: false, database: null, ...copy }, (answer) => answers.push(answer));
  const [first] = answers;
  return first?.kind === 'rows' ? first.rows : null;
}

/** Questions that say on purpose that the run has more than one answer, or that nobody can know. */
const OPEN_ON_PURPOSE = ['exchanges/topic/1', 'who-chooses/even/1'];

test('there are ten lessons, each of five to fifteen minutes', () => {
  expect(LESSON_FILES).toHaveLength(10);
  for (const id of LESSON_FILES) {
    const { minutes } = lessonNamed(id);
    expect(minutes, id).toBeGreaterThanOrEqual(5);
    expect(minutes, id).toBeLessThanOrEqual(15);
  }
});

test('six exercises stand in them, and every goal has one', () => {
  const all = LESSON_FILES.flatMap((id) => lessonNamed(id).chapters.flatMap(({ exercises }) => exercises));
  expect(all).toHaveLength(6);
  for (const { id, hints } of all) expect(hints.length, id).toBeGreaterThanOrEqual(3);
});

describe.each(LESSON_FILES)('%s', (id) => {
  const lesson = lessonNamed(id);

  test('has speaker notes in every chapter, and two questions at least', () => {
    for (const { id: chapter, notes } of lesson.chapters) expect(notes.length, chapter).toBeGreaterThan(0);
    expect(lesson.chapters.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(2);
  });

  test('every run ends whole and breaks no law', async () => {
    for (const [name, { experiment }] of Object.entries(lesson.experiments)) {
      const trace = await traceOf(experiment);
      expect(trace.error, name).toBeNull();
      expect(checkTrace(trace), name).toEqual([]);
    }
  });

  test('every question stands before a step that is there, and the run answers it', async () => {
    const faults: string[] = [];
    for (const chapter of lesson.chapters) {
      for (const [i, { at, kind, run: named }] of chapter.questions.entries()) {
        const trace = await traceOf(experimentOf(lesson, named ?? chapter.runs[0] ?? ''));
        const list = steps(trace, 'teaching');
        const key = `${id}/${chapter.id}/${i + 1}`;
        const posed = pose(trace, list, stepMarked(list, at), kind);
        if (isOpen(posed) !== OPEN_ON_PURPOSE.includes(key))
          faults.push(`${key} ${kind} at ${at}: ${isOpen(posed) ? posed.open : 'answered'}`);
        const begin = stepMarked(list, chapter.at ?? 1);
        if (begin === 0) faults.push(`${key}: the chapter begins at no step`);
        if ((named ?? chapter.runs[0]) === chapter.runs[0] && posed.n <= begin)
          faults.push(`${key}: step ${posed.n} is passed when the chapter begins at ${begin}`);
      }
    }
    expect(faults).toEqual([]);
  });

  test('the SQL of an exercise answers with one row at the end of its run, whatever is the way to it', async () => {
    for (const { exercises } of lesson.chapters) {
      for (const { id: name, check, run: begins } of exercises) {
        if (check.kind !== 'sql') continue;
        const trace = await traceOf(experimentOf(lesson, begins));
        const rows = (script: string) => answerTo(trace, script);
        expect(await rows(check.answer), name).toHaveLength(1);
        const other = 'SELECT c.host FROM nova_cell1.compute_nodes c ORDER BY c.memory_mb_used LIMIT 1';
        expect(sameRows((await rows(other)) ?? [], (await rows(check.answer)) ?? [], false)).toBe(true);
        for (const wrong of [
          'SELECT host FROM nova_cell1.compute_nodes',
          'SELECT host, memory_mb FROM nova_cell1.compute_nodes LIMIT 1',
        ])
          expect(sameRows((await rows(wrong)) ?? [], (await rows(check.answer)) ?? [], false), wrong).toBe(
            false,
          );
      }
    }
  });

  test('no exercise is reached before the reader has done something', async () => {
    for (const { exercises } of lesson.chapters) {
      for (const { id: name, check, run: begins } of exercises) {
        if (check.kind !== 'goal') continue;
        expect(judge(await traceOf(experimentOf(lesson, begins)), check.goal).isMet, name).toBe(false);
      }
    }
  });
});
