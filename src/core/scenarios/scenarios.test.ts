import { expect, test } from 'vitest';
import { firstRun, LESSON_FILES, lessonNamed } from '../lessons/lessons.fixture.ts';
import { LESSONS, lessonPlace } from './lessons.ts';
import { isNamed, SCENARIOS, scenarioById } from './scenarios.ts';

test('scenarios have ids of their own', () => {
  const ids = SCENARIOS.map((scenario) => scenario.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every lesson has its file, and no file is of none', () => {
  expect(LESSON_FILES.toSorted()).toEqual(LESSONS.map(({ id }) => id).toSorted());
  for (const id of LESSON_FILES) expect(lessonNamed(id).id).toBe(id);
});

test('every lesson is opened by the scenario of its id, with the first run of its first chapter', () => {
  for (const { id } of LESSONS) {
    expect(scenarioById(id)?.experiment, id).toEqual(firstRun(lessonNamed(id)));
    expect(lessonPlace(id), id).not.toBeNull();
  }
});

test('every experiment of a lesson is shown by a chapter, or an exercise begins with it', () => {
  for (const { id } of LESSONS) {
    const { chapters, experiments } = lessonNamed(id);
    const used = chapters.flatMap(({ runs, exercises }) => [...runs, ...exercises.map(({ run }) => run)]);
    expect([...new Set(used)].toSorted(), id).toEqual(Object.keys(experiments).toSorted());
  }
});

test('an experiment is named when a scenario or a lesson says all of it, whatever the order of its keys', () => {
  expect(isNamed({ commands: [{ name: 'boot', at_us: 1_000_000 }], v: 1 })).toBe(true);
  const other = { v: 1, commands: [{ name: 'boot', at_us: 1_000_001 }] } as const;
  expect(isNamed(other)).toBe(false);
  expect(isNamed(other, [{ commands: [{ at_us: 1_000_001, name: 'boot' }], v: 1 }])).toBe(true);
});
