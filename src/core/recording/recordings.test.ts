import { describe, expect, it } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { indexOf } from '../reading/trace-index.ts';
import { reportOf } from '../report/report.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { steps } from '../story/steps.ts';
import { compareWithRecording } from './compare.ts';
import { toFirehose } from './firehose.ts';
import { KEPT_NAMES, type KeptName, keptBytes, withoutEvents } from './kept.fixture.ts';
import { openFiles } from './open.fixture.ts';
import { ALL_RECORDED, recordedFolder, recordedJson } from './shared.fixture.ts';
import { readTrace, writeTrace } from './trace-file.ts';

describe.skipIf(ALL_RECORDED.length === 0)('every recording of a real cloud', () => {
  it('is there: 27 of them', () => {
    expect(ALL_RECORDED).toHaveLength(27);
  });

  it.each(ALL_RECORDED)(
    'opens with all its files, plays to its end and is written and read again: %s',
    (name) => {
      const { trace, report } = openFiles(recordedFolder(name));
      expect(report.files.map(({ skipped }) => skipped).filter((n) => n > 0)).toEqual([]);
      expect([report.unpaired, report.cut]).toEqual([0, 0]);
      const index = indexOf(trace);
      index.worlds.at(trace.facts.length - 1);
      expect(index.versions.tables().length).toBeGreaterThan(20);
      expect(steps(trace, 'teaching').length).toBeGreaterThan(0);
      expect(trace.seed['nova_cell1.instances'] ?? trace.seed['nova_cell1.services']).not.toEqual([]);
      expect(readTrace(writeTrace(trace)).facts).toEqual(trace.facts);
    },
  );

  it('ends with the rows that were read after it, as far as they are shown: boot', () => {
    const { trace } = openFiles(recordedFolder('boot'));
    const after = recordedJson('boot', 'after.json') as { [table: string]: { [column: string]: unknown }[] };
    const { versions } = indexOf(trace);
    const end = trace.facts.length - 1;
    const states = (rows: readonly { readonly [column: string]: unknown }[]): object[] =>
      rows.map(({ id, uuid, vm_state, task_state, host, power_state }) => ({
        id,
        uuid,
        vm_state,
        task_state,
        host,
        power_state,
      }));
    expect(states(versions.rowsAt('nova_cell1', 'instances', end))).toEqual(
      states(after['nova_cell1.instances'] ?? []),
    );
    for (const table of ['allocations', 'consumers', 'resource_providers'])
      expect(versions.countAt('placement', table, end)).toBe(after[`placement.${table}`]?.length);
    expect(versions.countAt('nova_api', 'build_requests', end)).toBe(0);
    expect(versions.countAt('nova_cell1', 'instance_actions_events', end)).toBe(
      after['nova_cell1.instance_actions_events']?.length,
    );
  });
});

describe('every kept recording of an engine', () => {
  const runIn = labRuns();
  const open = (name: KeptName) => openFiles({ [`${name}.ndjson.gz`]: keptBytes(name) });

  it.each(KEPT_NAMES)('opens, breaks no law, plays to its end and is written and read again: %s', (name) => {
    const { trace, report } = open(name);
    expect(report.files.map(({ skipped }) => skipped)).toEqual([0]);
    expect(report.cut).toBe(0);
    expect(checkTrace(trace)).toEqual([]);
    indexOf(trace).worlds.at(trace.facts.length - 1);
    expect(steps(trace, 'teaching').length).toBeGreaterThan(0);
    expect(readTrace(writeTrace(trace)).facts).toEqual(trace.facts);
  });

  it('is small, together they are less than 200 KB', () => {
    expect(KEPT_NAMES.reduce((sum, name) => sum + keptBytes(name).length, 0)).toBeLessThan(200_000);
  });

  it.each(['boot', 'delete', 'resize'] as const)('has the messages of the simulated one: %s', (name) => {
    const experiment = SCENARIOS.find(({ id }) => id === name)?.experiment ?? { v: 1 };
    const [kept, ours] = [open(name).trace, runIn(experiment)].map((trace) => {
      const lines = [...toFirehose(trace, { periodic: true })];
      return name === 'boot' ? lines : withoutEvents(lines);
    });
    const { messages } = compareWithRecording({ lines: ours ?? [] }, kept ?? []);
    expect(messages.matched).toBeGreaterThan(10);
    expect(messages).toMatchObject({ missing: [], extra: [], order: [] });
    if (name === 'boot') expect(messages.matched).toBe(39);
  });

  it('of a compute that died in a call tells the call that has no answer, and of a restarted broker its gap', () => {
    const { unanswered } = reportOf(open('compute_killed').trace);
    expect(unanswered.length).toBeGreaterThan(0);
    for (const { from, to } of unanswered)
      expect([from.slice(0, 13), to]).toEqual(['nova-compute-', 'nova-conductor-cell1']);
    const { gaps, unanswered: across } = reportOf(open('broker_restarted').trace);
    expect(gaps.map(({ lost }) => lost)).toContain(null);
    expect(across.filter(({ how }) => how !== 'gap')).toEqual([]);
  });
});
