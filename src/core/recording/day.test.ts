import { describe, expect, it } from 'vitest';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import type { Experiment } from '../trace/trace.ts';
import { daysOf, onDay, type SlowDay } from './day.ts';
import { toFirehose } from './firehose.ts';

/** The lines of the small boot on a day on which all took `times` as long. */
const linesOn = (times: number) =>
  [...toFirehose(smallBoot(), { periodic: true })].map((line) => ({ ...line, t: line.t * times }));

const BOOT = { at_us: 1_000_000, name: 'boot', args: { server: 'a' } } as const;

describe('the day of a recording', () => {
  it('is the usual one beside itself, and three times as slow beside one that took three times as long', () => {
    for (const times of [1, 3]) {
      const days = daysOf(smallBoot(), linesOn(times), [], 2);
      expect(days.map(({ others }) => others)).toEqual([times * 100, times * 100]);
    }
  });

  it('goes from the median of its answers to their sum, in which a long one weighs more', () => {
    const lines = linesOn(1);
    const last = lines.findLastIndex(({ kind, rpc }) => kind === 'publish' && rpc.type === 'reply');
    const late = lines.map((line, i) => (i === last ? { ...line, t: line.t + 5 } : line));
    const [first, between, end] = daysOf(smallBoot(), late, [], 3).map(({ others }) => others);
    expect(between).toBeGreaterThan(first ?? 0);
    expect(end).toBeGreaterThan(between ?? 0);
  });

  it('is none where the two share no answer', () => {
    expect(daysOf(smallBoot(), [], [], 9)).toEqual([]);
  });
});

describe('an experiment on a slow day', () => {
  const day: SlowDay = { services: { 'neutron-server': 300 }, others: 200 };

  it('has its services slow from the beginning, each as it was, and its acts as much later', () => {
    const experiment: Experiment = { v: 1, from_us: 500_000, until_us: 9_000_000, commands: [BOOT] };
    expect(onDay(experiment, ['neutron-server', 'keystone'], day)).toEqual({
      v: 1,
      from_us: 1_000_000,
      until_us: 18_000_000,
      commands: [
        { at_us: 0, name: 'slow', args: { service: 'neutron-server', percent: 300 } },
        { at_us: 0, name: 'slow', args: { service: 'keystone', percent: 200 } },
        { ...BOOT, at_us: 2_000_000 },
      ],
    });
  });

  it('keeps no time that the experiment does not name', () => {
    expect(onDay({ v: 1, commands: [BOOT] }, [], day)).toEqual({
      v: 1,
      commands: [{ ...BOOT, at_us: 2_000_000 }],
    });
  });
});
