/** The trait of a disabled host follows the record of its service (`resource_tracker.py:_sync_compute_service_disabled_trait`). */
import { expect, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const SERVICE = { service: 'nova-compute-cpu2' };
const at = (seconds: number, name: string, args: JsonTable = SERVICE) => ({
  at_us: seconds * 1_000_000,
  name,
  args,
});

/** What cpu2 asked of Placement about its provider: `GET traits`, by the second. */
function askedOf(trace: ReturnType<typeof run>): readonly (readonly [number, string])[] {
  return ofKind(trace, 'http.requested')
    .filter(({ actor, to }) => actor === 'nova-compute-cpu2' && to === 'placement-api')
    .map(({ at: then, method, path }) => [then / 1_000_000, `${method} ${path.split(/[/?]/).at(-1) ?? ''}`]);
}

const marks = (trace: ReturnType<typeof run>): readonly (readonly [number, boolean])[] =>
  ofKind(trace, 'row.changed')
    .filter(({ table }) => table === 'resource_provider_traits')
    .map(({ at: then, after }) => [then / 1_000_000, after !== null]);

test('is set by the next audit of one that was thought to be down and is not', () => {
  const trace = run({
    v: 1,
    commands: [at(1, 'force_down'), at(4, 'disable_service')],
    until_us: 70_000_000,
  });
  expect(ofKind(trace, 'message.published').filter(({ rpc }) => rpc.method === 'set_host_enabled')).toEqual(
    [],
  );
  expect(marks(trace)).toEqual([[expect.any(Number), true]]);
});

test('is taken by one that starts, if it was enabled meanwhile', () => {
  const trace = run({
    v: 1,
    commands: [
      at(1, 'disable_service'),
      at(3, 'force_down'),
      at(4, 'stop'),
      at(6, 'enable_service'),
      at(8, 'start'),
    ],
    until_us: 20_000_000,
  });
  const [set, taken] = marks(trace);
  expect(marks(trace)).toHaveLength(2);
  expect([set?.[1], taken?.[1]]).toEqual([true, false]);
  expect(taken?.[0]).toBeGreaterThan(8);
});

test('what belongs to the provider is read anew every five minutes, as recorded in conductor_killed_in_call', () => {
  const asked = askedOf(run({ v: 1, until_us: 400_000_000 }));
  const refreshed = asked.filter(([, what]) => /^GET (inventories|aggregates|traits)$/.test(what));
  expect(refreshed.map(([, what]) => what)).toEqual(['GET inventories', 'GET aggregates', 'GET traits']);
  expect(refreshed[0]?.[0]).toBeGreaterThan(300);
});
