import { describe, expect, it } from 'vitest';
import {
  erlangB,
  erlangC,
  meanQueue,
  meanWaitMD1,
  meanWaitMG1,
  meanWaitMMc,
  utilization,
  waitsLongerMMc,
} from './theory.ts';

const at = (load: number, servers = 1) => ({ rate: load * servers, service: 1, servers });

describe('theory says what the books say', () => {
  it.each([
    // Erlang's own B table, as ITU-D's Teletraffic Engineering handbook prints it
    [1, 1, 0.5],
    [2, 1, 0.2],
    [5, 3, 0.110_05],
    [10, 5, 0.018_385],
    [20, 12, 0.009_8],
  ])('Erlang B of %i lines at %f erlangs is %f', (servers, load, blocked) => {
    expect(erlangB(servers, load)).toBeCloseTo(blocked, 4);
  });

  it('Erlang C of two servers at one erlang is a third, and of eleven at ten 0.6821', () => {
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
    expect(erlangC(11, 10)).toBeCloseTo(0.6821, 4);
    expect(erlangC(3, 3)).toBe(1);
  });

  it('with one server Erlang C is the load', () => {
    for (const load of [0.1, 0.5, 0.8, 0.95]) expect(erlangC(1, load)).toBeCloseTo(load, 12);
  });

  it('M/M/1 waits load / (1 - load) service times: 1 at 0.5, 4 at 0.8, 9 at 0.9', () => {
    expect(meanWaitMMc(at(0.5))).toBeCloseTo(1, 12);
    expect(meanWaitMMc(at(0.8))).toBeCloseTo(4, 12);
    expect(meanWaitMMc(at(0.9))).toBeCloseTo(9, 12);
  });

  it('M/M/2 waits load^2 / (1 - load^2) service times', () => {
    for (const load of [0.5, 0.8]) {
      expect(meanWaitMMc(at(load, 2))).toBeCloseTo(load ** 2 / (1 - load ** 2), 12);
    }
  });

  it('M/D/1 waits half of what M/M/1 waits, which is M/G/1 at a variation of one', () => {
    for (const load of [0.5, 0.8]) {
      expect(meanWaitMD1(at(load))).toBeCloseTo(meanWaitMMc(at(load)) / 2, 12);
      expect(meanWaitMG1(at(load), 1)).toBeCloseTo(meanWaitMMc(at(load)), 12);
    }
  });

  it('more than the servers can do never ends', () => {
    expect(meanWaitMMc(at(1))).toBe(Number.POSITIVE_INFINITY);
    expect(meanWaitMD1(at(1.2))).toBe(Number.POSITIVE_INFINITY);
    expect(waitsLongerMMc(at(1), 5)).toBe(1);
  });

  it('the tail begins at Erlang C and falls by e for each mean time that is left', () => {
    expect(waitsLongerMMc(at(0.8, 4), 0)).toBeCloseTo(erlangC(4, 3.2), 12);
    expect(waitsLongerMMc(at(0.8), 5) / waitsLongerMMc(at(0.8), 0)).toBeCloseTo(1 / Math.E, 12);
  });

  it("the queue's mean length follows by Little's law: 3.2 at a load of 0.8", () => {
    expect(meanQueue(at(0.8), meanWaitMMc(at(0.8)))).toBeCloseTo(3.2, 12);
    expect(utilization(at(0.8, 3))).toBeCloseTo(0.8, 12);
  });
});
