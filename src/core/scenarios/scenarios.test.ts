import { expect, test } from 'vitest';
import { LESSONS, lessonRun } from '../lessons/lessons.ts';
import { isNamed, SCENARIOS, scenarioById } from './scenarios.ts';

test('scenarios have ids of their own', () => {
  const ids = SCENARIOS.map((scenario) => scenario.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every lesson is opened by the scenario of its id, with the first run of its first chapter', () => {
  for (const lesson of LESSONS) {
    const run = lesson.chapters[0]?.runs[0] ?? '';
    expect(scenarioById(lesson.id)?.experiment, lesson.id).toBe(lessonRun(lesson, run));
  }
});

test('every chapter shows runs that its lesson has, and every run is shown by a chapter', () => {
  for (const { id, runs, chapters } of LESSONS) {
    const shown = new Set(chapters.flatMap((chapter) => chapter.runs));
    expect([...shown].toSorted(), id).toEqual(Object.keys(runs).toSorted());
  }
});

test('an experiment is named when a scenario or a lesson says all of it, whatever the order of its keys', () => {
  expect(isNamed({ commands: [{ name: 'boot', at_us: 1_000_000 }], v: 1 })).toBe(true);
  expect(isNamed({ v: 1, commands: [{ name: 'boot', at_us: 1_000_001 }] })).toBe(false);
  for (const lesson of LESSONS) for (const run of Object.values(lesson.runs)) expect(isNamed(run)).toBe(true);
});
