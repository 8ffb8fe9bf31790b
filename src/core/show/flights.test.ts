import { describe, expect, it } from 'vitest';
import type { Step } from '../story/step.ts';
import { steps } from '../story/steps.ts';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import { flightsOf, placesAt, stepDuration } from './flights.ts';
import { dwell, FLIGHT_MS, HUB_MS, PULSE_MS, readingUnits } from './pacing.ts';

const trace = smallBoot();
const list = steps(trace, 'teaching');
const byRule = (rule: string): Step => list.find((s) => s.rule === rule) as Step;
const ONE_WAY = 2 * FLIGHT_MS + HUB_MS;

describe('flights', () => {
  it('take a cast to the hub, rest there, and go on to its consumer', () => {
    const flights = flightsOf(trace, byRule('rpc.build_and_run_instance'));
    const at = (ms: number): unknown =>
      placesAt(flights, ms).map((p) => [p.leg.kind, p.leg.actor, p.fraction]);
    expect(at(-1)).toEqual([]);
    expect(at(FLIGHT_MS / 2)).toEqual([['to hub', 'nova-api', 0.5]]);
    expect(at(FLIGHT_MS)).toEqual([['at hub', 'nova-api', 0]]);
    expect(at(FLIGHT_MS + HUB_MS + FLIGHT_MS / 4)).toEqual([['to consumer', 'nova-compute-cpu1', 0.25]]);
    expect(at(ONE_WAY)).toEqual([]);
    expect(flights.duration).toBe(ONE_WAY);
  });

  it('show a folded call and its reply one after the other', () => {
    const flights = flightsOf(trace, byRule('save.networking'));
    const tokens = flights.legs.filter((leg) => leg.kind === 'to hub').map((leg) => [leg.token, leg.start]);
    expect(tokens).toEqual([
      ['call', 0],
      ['reply', ONE_WAY + PULSE_MS],
    ]);
  });

  it('mark what was written when the message has arrived at the writer', () => {
    const marks = flightsOf(trace, byRule('save.networking')).legs.filter((leg) => leg.kind === 'mark');
    expect(marks.map((leg) => [leg.token, leg.actor, leg.peer, leg.start])).toEqual([
      ['sql', 'nova-conductor-cell1', 'nova_cell1', ONE_WAY],
    ]);
  });

  it('end a message that no queue takes at the hub, with a mark that stays', () => {
    const flights = flightsOf(trace, byRule('rpc.update_instance_info'));
    expect(flights.legs.map((leg) => leg.kind)).toEqual(['to hub', 'at hub', 'dropped']);
    expect(placesAt(flights, 1e6).map((p) => [p.leg.reason, p.fraction])).toEqual([['unroutable', 1]]);
  });

  it('are the same reference for the same step', () => {
    const step = list[0] as Step;
    expect(flightsOf(trace, step)).toBe(flightsOf(trace, step));
    expect(stepDuration(trace, step)).toBeGreaterThan(0);
  });
});

describe('the pause after a step', () => {
  it('is the time to read its text, never under 2.5 s nor over 12 s', () => {
    expect(dwell(0, 'en')).toBe(2500);
    expect(dwell(12, 'en')).toBe(4000);
    expect(dwell(22, 'zh-CN')).toBe(4000);
    expect(dwell(1000, 'zh-CN')).toBe(12_000);
  });

  it('counts Han characters in Chinese and words in English', () => {
    expect(readingUnits('计算节点 asks 指挥', 'zh-CN')).toBe(6);
    expect(readingUnits('nova-api answers  202', 'en')).toBe(3);
  });
});
