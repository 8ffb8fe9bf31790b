import { expect, it } from 'vitest';
import { micros } from '../../core/base/time.ts';
import { PARTS, type WaitingBar } from '../../core/reading/waiting-bar.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { barLines, milliseconds, percent } from './bar-lines.ts';

const bar = (queue: number, work: number): WaitingBar => {
  const fact = smallBoot().facts[0]!;
  const zero = micros(0);
  return {
    from: fact as WaitingBar['from'],
    to: fact,
    whole: micros(queue + work),
    parts: { queue: micros(queue), network: zero, memory: zero, work: micros(work), others: zero },
    queues: new Map([
      ['conductor', micros(1)],
      ['scheduler', micros(queue - 1)],
    ]),
  };
};

it('each part of the bar has a line, the shares make one, and the longest queue comes first', () => {
  const lines = barLines(bar(750, 250));
  expect(lines.map((line) => line.part)).toEqual(PARTS);
  expect(lines.map((line) => line.share)).toEqual([0.75, 0, 0, 0.25, 0]);
  expect(lines[0]?.queues.map(([name]) => name)).toEqual(['scheduler', 'conductor']);
  expect(lines[3]?.queues).toEqual([]);
});

it('a share that is there is never told as nothing', () => {
  expect([0, 0.0001, 0.4567, 1].map(percent)).toEqual([
    '0\u00a0%',
    '<0.1\u00a0%',
    '45.7\u00a0%',
    '100.0\u00a0%',
  ]);
});

it('all times are told in one unit', () => {
  expect([0, 7612, 17_787_912].map((time) => milliseconds(micros(time)))).toEqual([
    '0.0\u00a0ms',
    '7.6\u00a0ms',
    '17787.9\u00a0ms',
  ]);
});
