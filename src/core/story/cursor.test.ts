import { describe, expect, it } from 'vitest';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import {
  chapterStarts,
  factIndexOf,
  nearestStep,
  nextChapter,
  nextStep,
  parseStepAddress,
  previousChapter,
  previousStep,
  printStepAddress,
  sameMoment,
  stepOfFact,
} from './cursor.ts';
import { steps } from './steps.ts';

const list = steps(smallBoot(), 'teaching');

describe('the cursor', () => {
  it('takes any wanted number to the nearest step there is', () => {
    expect([-3, 0, 3, 99, Number.NaN].map((n) => nearestStep(list, n))).toEqual([0, 0, 3, list.length, 0]);
    expect(nearestStep([], 5)).toBe(0);
  });

  it('stops at both ends', () => {
    expect(nextStep(list, list.length)).toBe(list.length);
    expect(previousStep(list, 0)).toBe(0);
    expect(factIndexOf(list, 0)).toBe(-1);
    expect(factIndexOf(list, list.length)).toBe(smallBoot().facts.length - 1);
  });

  it('finds for every fact the one step it belongs to', () => {
    smallBoot().facts.forEach((fact) => {
      const owners = list.filter(
        (step, i) => fact.index > (list[i - 1]?.last ?? -1) && fact.index <= step.last,
      );
      expect([stepOfFact(list, fact.index)]).toEqual(owners.map((step) => step.n));
    });
    expect(stepOfFact(list, -1)).toBe(0);
  });

  it('moves by chapters, back to the start of this one first', () => {
    const starts = chapterStarts(list);
    expect(starts.map((s) => s.chapter)).toEqual(['api', 'build', 'api', 'build', 'active']);
    expect(nextChapter(list, 1)).toBe(2);
    expect(previousChapter(list, list.length)).toBe(starts.at(-1)?.n);
    expect(previousChapter(list, starts.at(-1)?.n ?? 0)).toBe(starts.at(-2)?.n);
    expect(nextChapter(list, list.length)).toBe(list.length);
  });

  it('keeps its moment when the level is switched, and comes back to its step', () => {
    const fine = steps(smallBoot(), 'messages');
    for (const step of list) {
      const there = sameMoment(list, step.n, fine);
      expect(fine[there - 1]?.main).toBe(step.main);
      expect(sameMoment(fine, there, list)).toBe(step.n);
    }
  });

  it('reads and writes step addresses, and refuses any other text', () => {
    expect(parseStepAddress('12')).toEqual({ level: 'teaching', n: 12 });
    expect(parseStepAddress('m7')).toEqual({ level: 'messages', n: 7 });
    for (const text of ['', 'm', '-1', '1.5', 'x3', '99999999']) expect(parseStepAddress(text)).toBeNull();
    for (const text of ['12', 'm7']) {
      expect(printStepAddress(parseStepAddress(text) ?? { level: 'teaching', n: 0 })).toBe(text);
    }
  });
});
