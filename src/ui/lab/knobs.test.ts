import { describe, expect, it } from 'vitest';
import type { LabOutcome } from '../../core/lab/run.ts';
import { packLab, readLab, unpackLab } from '../../core/lab/settings.ts';
import { breaksOf, FIELDS, fieldsOf, settingsOf } from './knobs.ts';
import { fieldsFrom, labLink } from './lab-link.ts';

const FULL = { ...FIELDS, arrivals: 'burst', away: 'on', added: 'on', burst: 'on', burst_size: '7' };

describe('the knobs of the lab', () => {
  it('ask for settings that the lab reads', () => {
    expect(settingsOf({ ...FIELDS, per_minute: ' 300 ', conductors: '2' }).settings).toMatchObject({
      per_minute: 300,
      boots: 60,
      processes: { super_conductor: 2, scheduler: 1, cell_conductor: 2 },
      slots: { api: 8, scheduler: 0 },
      events: [],
    });
  });

  it('make a burst of all requests, and events at their seconds', () => {
    expect(settingsOf(FULL).settings).toMatchObject({
      per_minute: 0,
      events: [
        { kind: 'burst', at_ms: 0, size: 60 },
        { kind: 'scheduler_away', at_ms: 5000, for_ms: 30_000 },
        { kind: 'scheduler_added', at_ms: 10_000 },
        { kind: 'burst', at_ms: 15_000, size: 7 },
      ],
    });
  });

  it('are refused one by one, with what was given and their bounds', () => {
    const { settings, problems } = settingsOf({
      ...FIELDS,
      boots: '0',
      seed: '1.5',
      computes: '',
      away_at: 'x',
    });
    expect(settings).toBeNull();
    expect(problems).toEqual([
      { knob: 'boots', given: '0', low: 1, high: 20_000 },
      { knob: 'seed', given: '1.5', low: 0, high: 2 ** 32 - 1 },
      { knob: 'computes', given: '', low: 1, high: 200 },
    ]);
  });

  it('ask no rate of a burst, and nothing of an event that is off', () => {
    expect(settingsOf({ ...FIELDS, arrivals: 'burst', per_minute: 'x', away_for: '-1' }).problems).toEqual(
      [],
    );
  });

  it('stand as a link says, and a link runs nothing that the form could not ask', () => {
    for (const fields of [FIELDS, FULL, { ...FIELDS, burst: 'on', burst_at: '0', boots: '20' }]) {
      const { settings } = settingsOf(fields);
      if (!settings) throw new Error('refused');
      const place = { lang: 'zh-CN', scenario: 'boot', level: 'teaching', step: 3 } as const;
      const link = labLink('http://x/#old=1', place, packLab(settings));
      expect(link).toContain('panels=lab');
      const back = fieldsFrom(link.slice(link.indexOf('#')));
      if (!back || back === 'bad') throw new Error(String(back));
      expect(settingsOf(back).settings).toEqual(settings);
    }
    expect(fieldsFrom('#lang=en')).toBeNull();
    expect(fieldsFrom('#lab={"v":1,"boots":-1}')).toBe('bad');
    expect(fieldsFrom('#lab={"v":1,"lifetime_ms":5}')).toBe('bad');
    expect(fieldsOf(readLab({ ...unpackLab('{"v":1}'), processes: { cell_conductor: 2 } }))).toBeNull();
  });

  it('tell where theory does not speak', () => {
    expect(breaksOf(FIELDS)).toEqual(['stations']);
    expect(breaksOf({ ...FIELDS, burst: 'on' })).toEqual(['stations', 'bursts']);
    expect(breaksOf({ ...FIELDS, schedulers: '2' })).toEqual(['stations', 'dealt']);
    expect(breaksOf({ ...FIELDS, away: 'on' })).toEqual(['stations', 'changes']);
    const busy = (mean: number): LabOutcome =>
      ({
        settings: settingsOf(FIELDS).settings,
        series: {
          counts: { arrived: Array.from({ length: 20 }, () => 1) },
          gauges: { 'busy nova-api': { mean: Array.from({ length: 20 }, () => mean), most: 8 } },
        },
      }) as unknown as LabOutcome;
    expect(breaksOf(FIELDS, [busy(4)])).toEqual(['stations']);
    expect(breaksOf(FIELDS, [busy(4), busy(8)])).toEqual(['stations', 'overload']);
  });
});
