import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import { openCloud } from '../run/cloud.ts';
import { simulate } from '../run/simulate.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { checkTrace } from './check-trace.ts';
import { lossLedger } from './requests.ts';

let engine: SeededEngine;
beforeAll(async () => {
  const lab = { v: 1 } as const;
  engine = await openEngine(openCloud(lab));
});
afterAll(() => engine.close());

function run(commands: readonly Command[], seed = 1): Trace {
  engine.reset();
  return simulate(openCloud({ v: 1, seed, commands, until_us: 75_000_000 }), engine);
}

const BOOT = { at_us: 1_000_000, name: 'boot' };
const SERVICES = [
  'nova-conductor-super',
  'nova-scheduler',
  'nova-conductor-cell1',
  'nova-compute-cpu1',
  'nova-api',
];
const ends = (trace: Trace) => new Set(lossLedger(trace).map((line) => line.end));

it('a boot keeps every law, whatever its seed', () => {
  for (let seed = 1; seed <= 5; seed += 1) {
    const trace = run([BOOT], seed);
    expect({ seed, error: trace.error, broken: checkTrace(trace) }).toEqual({
      seed,
      error: null,
      broken: [],
    });
    expect(ends(trace)).toContain('dispatched-completed');
  }
}, 60_000);

it('a boot in which a service is killed keeps every law, and the ledger names what was lost', () => {
  const seen = new Set<string>();
  for (const service of SERVICES) {
    for (const at_us of [1_820_000, 2_010_000, 2_300_000]) {
      const kill = { at_us, name: 'kill', args: { service } };
      const start = { at_us: at_us + 20_000_000, name: 'start', args: { service } };
      for (const commands of [
        [BOOT, kill],
        [BOOT, kill, start],
      ]) {
        const trace = run(commands);
        expect({ service, at_us, error: trace.error, broken: checkTrace(trace) }).toEqual({
          service,
          at_us,
          error: null,
          broken: [],
        });
        for (const end of ends(trace)) seen.add(end);
      }
    }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(['dispatched-completed', 'dispatched-server-killed', 'still-queued', 'expired']),
  );
}, 60_000);

it('a boot in which the broker restarts keeps every law', () => {
  for (const at_us of [1_820_000, 2_010_000, 2_300_000]) {
    const trace = run([BOOT, { at_us, name: 'restart_broker' }]);
    expect({ at_us, error: trace.error, broken: checkTrace(trace) }).toEqual({
      at_us,
      error: null,
      broken: [],
    });
  }
}, 60_000);
