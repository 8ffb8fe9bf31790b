import { describe, expect, it } from 'vitest';
import { arrivalsOf } from './arrivals.ts';
import { LAB_DEFAULTS, packLab, readLab, unpackLab } from './settings.ts';

describe('a lab as a link', () => {
  it('is short: what stands at its default is left out, and comes back', () => {
    expect(packLab(LAB_DEFAULTS)).toBe('{"v":1}');
    expect(unpackLab('{"v":1}')).toEqual(LAB_DEFAULTS);
  });

  it('comes back whole, whatever is set, and equal settings give equal text', () => {
    const settings = readLab({
      v: 1,
      seed: 9,
      design: 'direct',
      processes: { scheduler: 3 },
      slots: { api: 4 },
      events: [
        { kind: 'burst', at_ms: 9000, size: 20 },
        { kind: 'scheduler_away', at_ms: 1000, for_ms: 30_000 },
      ],
    });
    expect(unpackLab(packLab(settings))).toEqual(settings);
    expect(packLab(unpackLab(packLab(settings)))).toBe(packLab(settings));
    expect(settings.events.map(({ at_ms }) => at_ms)).toEqual([1000, 9000]);
  });

  it.each([
    ['no object', [], 'a lab is a JSON object'],
    ['another version', { v: 2 }, '"v" must be 1, not 2'],
    ['an unknown key', { v: 1, loud: 1 }, '"loud" is no key of a lab; its keys are v, seed'],
    ['a key of every object', { v: 1, toString: 1 }, '"toString" is no key'],
    ['too much', { v: 1, boots: 20_001 }, '"boots" must be a whole number from 1 to 20000, not 20001'],
    ['a fraction', { v: 1, computes: 1.5 }, '"computes" must be a whole number'],
    ['no design', { v: 1, design: 'magic' }, '"design" must be nova, queue, direct, not "magic"'],
    ['no such process', { v: 1, processes: { cook: 1 } }, '"cook" is no key of "processes"'],
    ['too many slots', { v: 1, slots: { api: 1001 } }, '"slots": "api" must be a whole number from 0'],
    ['no such event', { v: 1, events: [{ kind: 'fire', at_ms: 0 }] }, 'event 1: "kind" must be'],
    ['a late event', { v: 1, events: [{ kind: 'burst', at_ms: -1, size: 1 }] }, 'event 1: "at_ms" must be'],
    ['nothing that arrives', { v: 1, per_minute: 0 }, 'nothing would arrive'],
  ])('is refused with a sentence: %s', (_, value, sentence) => {
    expect(() => readLab(value)).toThrow(sentence);
  });

  it('is refused when it is no JSON, or a bomb', () => {
    expect(() => unpackLab('{')).toThrow('a lab must be JSON');
    expect(() => unpackLab(' '.repeat(20_000))).toThrow('longer than');
  });
});

describe('arrivals', () => {
  const of = (o: object) => arrivalsOf(readLab({ v: 1, ...o }));

  it('hang on the seed, the load and the bursts alone: every design meets the same ones', () => {
    const base = { seed: 4, boots: 50 };
    expect(of({ ...base, design: 'direct', computes: 9, work_percent: 300 })).toEqual(of(base));
    expect(of({ ...base, seed: 5 })).not.toEqual(of(base));
  });

  it('are as many as asked, in the order of time, at the rate that was asked', () => {
    const times = of({ boots: 20_000, per_minute: 6000, until_ms: 14_400_000 });
    expect(times.length).toBe(20_000);
    expect(times.every((at, i) => i === 0 || at >= (times[i - 1] ?? 0))).toBe(true);
    // 10 ms apart on average; 4.5 standard errors of a sum of exponentials
    expect(Math.abs((times.at(-1) ?? 0) / (20_000 * 10_000) - 1)).toBeLessThan(4.5 / Math.sqrt(20_000));
  });

  it('of a burst come all at once, among the others', () => {
    const times = of({ boots: 30, events: [{ kind: 'burst', at_ms: 2000, size: 25 }] });
    expect(times.filter((at) => at === 2_000_000).length).toBe(25);
    expect(times.length).toBe(30);
    expect(of({ per_minute: 0, events: [{ kind: 'burst', at_ms: 1, size: 3 }] })).toEqual([1000, 1000, 1000]);
  });
});
