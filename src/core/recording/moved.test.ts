import { describe, expect, it } from 'vitest';
import type { Command } from '../trace/trace.ts';
import { movesOf } from './moved.ts';

const boot: Command = { at_us: 1_000_000, name: 'boot' };
const kill: Command = { at_us: 2_000_000, name: 'kill', args: { service: 'nova-compute-cpu1' } };
const start: Command = { at_us: 2_300_000, name: 'start', args: { service: 'nova-compute-cpu1' } };

describe('an experiment with a command at another instant', () => {
  it('moves what strikes an act, little first, and lets nothing change places', () => {
    const moves = movesOf({ v: 1, seed: 7, commands: [boot, kill, start] });
    expect(moves.map(({ name, by_ms }) => `${name} ${by_ms}`)).toEqual([
      'kill -100',
      'kill 100',
      'kill -200',
      'kill 200',
      'kill -350',
      'kill -550',
      'kill -800',
    ]);
    expect(moves[0]?.experiment).toEqual({
      v: 1,
      seed: 7,
      commands: [boot, { ...kill, at_us: 1_900_000 }, start],
    });
  });

  it('moves nothing that lies before the told run, comes long after, or follows no request', () => {
    const late = { ...kill, at_us: 20_000_000 };
    expect(movesOf({ v: 1, commands: [boot, late] })).toEqual([]);
    expect(movesOf({ v: 1, from_us: 1_500_000, commands: [boot, kill] })).toEqual([]);
    expect(movesOf({ v: 1, commands: [{ ...kill, at_us: 500_000 }, boot] })).toEqual([]);
    expect(movesOf({ v: 1 })).toEqual([]);
  });
});
