import { describe, expect, it } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { steps } from '../story/steps.ts';
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
