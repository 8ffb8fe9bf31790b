import { beforeAll, describe, expect, it } from 'vitest';
import { experimentOf, lessonNamed } from '../../../core/lessons/lessons.fixture.ts';
import { run } from '../../../core/run/boot.fixture.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { stepsAt } from '../../../store/derived.ts';
import type { Run } from '../../../store/runs.ts';
import type { PageState } from '../../../store/store.ts';
import { handoutOf } from './handout.ts';
import { rowsWritten } from './rows-written.ts';

const lesson = lessonNamed('boot-a-server');
const others = lessonNamed('who-chooses');
let boot: Trace;
beforeAll(async () => {
  boot = await run(experimentOf(lesson, 'boot'));
});

/** A page that keeps one run. */
function pageWith(trace: Trace, bookmarked: readonly number[] = []): PageState {
  const experiment = trace.experiment;
  const steps = stepsAt(trace, 'teaching', false);
  const bookmarks = bookmarked.map((n) => steps[n - 1]?.main ?? 0);
  const kept: Run = {
    ...{ id: 'r1', name: '', scenario: 'boot', experiment, trace, stretch: null, bookmarks },
    ...{ parent: null, forkedAt: null },
  };
  return {
    runs: [kept],
    shown: 'r1',
    runsMade: 1,
    level: 'teaching',
    periodic: false,
  } as unknown as PageState;
}

describe('the handout of a lesson', () => {
  it('has every step of the run in one chapter, in order, and each question before a step that stands there', () => {
    const chapters = handoutOf(pageWith(boot), lesson);
    const numbers = chapters.flatMap(({ steps }) => steps.map(({ n }) => n));
    expect(numbers).toEqual(stepsAt(boot, 'teaching', false).map(({ n }) => n));
    expect(chapters.map(({ chapter }) => chapter?.id)).toEqual(lesson.chapters.map(({ id }) => id));
    const asked = chapters.flatMap(({ questions, steps }) =>
      questions.map(({ n }) => steps.some((step) => step.n === n)),
    );
    expect(asked.length).toBeGreaterThanOrEqual(10);
    expect(asked).not.toContain(false);
  });

  it('shows a table where a chapter last wrote something, where the question is about rows, and at bookmarks', () => {
    const plain = handoutOf(pageWith(boot), lesson).flatMap(({ tables }) => tables);
    const marked = handoutOf(pageWith(boot, [7]), lesson).flatMap(({ tables }) => tables);
    expect(plain.length).toBeGreaterThanOrEqual(4);
    expect(plain).not.toContain(7);
    expect(marked).toContain(7);
  });

  it('says of a chapter whose run was not opened that it was not, and has its words all the same', () => {
    const chapters = handoutOf(pageWith(boot), others);
    const missing = chapters.filter(({ story }) => story === null);
    expect(missing.length).toBeGreaterThan(0);
    for (const { steps, at, chapter } of missing) {
      expect([steps.length, at]).toEqual([0, 0]);
      expect(chapter?.text.length).toBeGreaterThan(0);
    }
  });
});

it('the handout of any run has the story chapter by chapter', () => {
  const chapters = handoutOf(pageWith(boot), null);
  expect(chapters.flatMap(({ steps }) => steps)).toHaveLength(stepsAt(boot, 'teaching', false).length);
  for (const { steps, phase, at } of chapters) {
    expect(new Set(steps.map(({ chapter }) => chapter))).toEqual(new Set([phase]));
    expect(steps[0]?.n).toBe(at);
  }
});

describe('what a step wrote, on paper', () => {
  it('is told by its row and the columns that changed, old and new, what the lesson is about first', () => {
    const steps = stepsAt(boot, 'teaching', false);
    const claimed = steps.find(({ rule }) => rule === 'save.claimed');
    const { rows } = claimed ? rowsWritten(boot, claimed) : { rows: [] };
    const instance = rows.find(({ table }) => table === 'nova_cell1.instances');
    expect(instance?.kind).toBe('updated');
    expect(instance?.cells).toContainEqual({ column: 'host', before: 'NULL', after: 'cpu1' });
  });

  it('never tells more than a sheet has room for, and counts what it leaves out', () => {
    for (const step of stepsAt(boot, 'teaching', false)) {
      const { rows, more } = rowsWritten(boot, step);
      const all = new Set(
        step.rows.map((at) => {
          const fact = boot.facts[at];
          return fact?.kind === 'row.changed' ? `${fact.database}.${fact.table} ${fact.key.join(' ')}` : '';
        }),
      );
      expect(rows.length + more).toBe(all.size);
      for (const { cells } of rows)
        for (const { before, after } of cells) {
          expect((before ?? '').length).toBeLessThanOrEqual(40);
          expect((after ?? '').length).toBeLessThanOrEqual(40);
        }
    }
  });
});
