import { beforeAll, expect, test } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { run } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Trace } from '../trace/trace.ts';
import { momentsOf, type TrackMoment } from './tracks.ts';

let lesson: Trace;
beforeAll(async () => {
  lesson = await run(SCENARIOS.find((one) => one.id === 'no-nova-database')?.experiment ?? { v: 1 });
});

function momentsOfName(name: string): readonly TrackMoment[] {
  const uuid = [...indexOf(lesson).names].find(([, display]) => display === name)?.[0];
  return momentsOf(lesson, uuid ?? '');
}
const tables = (moment: TrackMoment | undefined, database: string): string[] =>
  (moment?.tracks ?? []).filter((track) => track.database === database).map((track) => track.table);

test('a server begins in nova_api, before any cell knows of it', () => {
  const [first] = momentsOfName('vm1');
  expect(first?.tracks.map((track) => track.database)).toEqual(['nova_api']);
});

test('a server that found its host stands in its cell, and its build request is gone', () => {
  const last = momentsOfName('vm1').at(-1);
  expect(tables(last, 'nova_cell1')).toContain('instances');
  expect(tables(last, 'nova_cell0')).toEqual([]);
  expect(tables(last, 'nova_api')).toContain('instance_mappings');
  expect(tables(last, 'nova_api')).not.toContain('build_requests');
  // in the layout of 2019 placement's tables stand in nova_api, too
  expect(tables(last, 'nova_api')).toContain('allocations');
});

test('a server that no host accepted stands in nova_cell0', () => {
  const last = momentsOfName('giant').at(-1);
  expect(tables(last, 'nova_cell0')).toContain('instances');
  expect(tables(last, 'nova_cell0')).toContain('instance_faults');
  expect(tables(last, 'nova_cell1')).toEqual([]);
  expect(tables(last, 'nova_api')).not.toContain('allocations');
});

test('each moment has other tables than the one before it', () => {
  const moments = momentsOfName('vm1').map((moment) => JSON.stringify(moment.tracks.map((one) => one.table)));
  expect(moments.filter((one, i) => one === moments[i - 1])).toEqual([]);
});
