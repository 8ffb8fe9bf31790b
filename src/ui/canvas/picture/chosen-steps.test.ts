import { describe, expect, it } from 'vitest';
import { stepsNamed, writtenSteps } from './chosen-steps.ts';

describe('steps that somebody wrote', () => {
  it('are numbers and stretches, ascending, each once', () => {
    expect(stepsNamed('12, 4-7,1 , 5', 20)).toEqual({ steps: [1, 4, 5, 6, 7, 12] });
    expect(stepsNamed('3', 3)).toEqual({ steps: [3] });
  });

  it('may be written with the signs of a Chinese keyboard', () => {
    expect(stepsNamed('１，４－６、９', 20)).toEqual({ steps: [1, 4, 5, 6, 9] });
    expect(stepsNamed('2 – 4', 20)).toEqual({ steps: [2, 3, 4] });
  });

  it('that are none name the part that is wrong', () => {
    expect(stepsNamed('1, 21', 20)).toEqual({ bad: '21' });
    expect(stepsNamed('0', 20)).toEqual({ bad: '0' });
    expect(stepsNamed('7-4', 20)).toEqual({ bad: '7-4' });
    expect(stepsNamed('1, two', 20)).toEqual({ bad: 'two' });
    expect(stepsNamed('-3', 20)).toEqual({ bad: '-3' });
    expect(stepsNamed(' ', 20)).toEqual({ bad: ' ' });
  });

  it('are written as they are read', () => {
    const steps = [1, 2, 4, 5, 6, 9];
    expect(writtenSteps(steps)).toBe('1, 2, 4-6, 9');
    expect(stepsNamed(writtenSteps(steps), 9)).toEqual({ steps });
  });
});
