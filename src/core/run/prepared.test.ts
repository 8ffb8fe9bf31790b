import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../sqlite/engine.ts';
import { toRecordedRow, toRecordedRows } from '../databases/recorded.ts';
import { netChanges } from '../recording/changes.ts';
import { toFirehose } from '../recording/firehose.ts';
import { sequenceLines } from '../recording/sequence.ts';
import { factIndexOf, stepOfFact } from '../story/cursor.ts';
import { steps } from '../story/steps.ts';
import type { Experiment, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';
import { simulate } from './simulate.ts';

const FROM = 9_000_000;
const STOPPED: Experiment = {
  v: 1,
  from_us: FROM,
  commands: [
    { at_us: 1_000_000, name: 'boot', args: { server: 'vm-prepared' } },
    { at_us: 10_000_000, name: 'stop_server', args: { server: 'vm-prepared' } },
  ],
};

describe('what lies before from_us', () => {
  let trace: Trace;
  beforeAll(async () => {
    trace = await run(STOPPED);
  });

  test('is in no step, and step 0 is the state that it left', () => {
    const list = steps(trace, 'messages', { periodic: true });
    expect(list.length).toBeGreaterThan(3);
    expect(list.filter(({ at }) => at < FROM)).toEqual([]);
    const last = factIndexOf(list, 0);
    expect(trace.facts[last]?.at).toBeLessThan(FROM);
    expect(trace.facts[last + 1]?.at).toBeGreaterThanOrEqual(FROM);
    expect(stepOfFact(list, last)).toBe(0);
    expect(stepOfFact(list, last + 1)).toBe(1);
    expect(ofKind(trace, 'command.given').map(({ name }) => name)).toEqual(['boot', 'stop_server']);
  });

  test('is in no firehose and no sequence', () => {
    const lines = [...toFirehose(trace, { periodic: true })];
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => line.dt * 1000 < FROM)).toEqual([]);
    expect([...sequenceLines(trace, { periodic: true })].join()).not.toContain('build_and_run_instance');
  });

  test('is in no changes: the server was there, and is stopped', () => {
    const { 'nova_cell1.instances': instances, 'nova_api.request_specs': specs } = netChanges(
      trace,
      toRecordedRow,
    );
    expect(instances?.inserted).toBeUndefined();
    expect(instances?.updated?.[0]?.changed.vm_state).toEqual(['active', 'stopped']);
    expect(specs).toBeUndefined();
  });
});

describe('rows of a recorded cloud to begin with', () => {
  const seed = openCloud({ v: 1 }).seed;
  const recorded = toRecordedRows(seed);

  test('are what they were when they were written', () => {
    const { seed: again, epoch_ms } = openCloud({ v: 1 }, { recorded });
    expect(again).toEqual(seed);
    expect(new Date(epoch_ms).toISOString()).toMatch(/^2026-11-22T07:16:5/);
  });

  test('hold what the preparation asked of nova-api, so it is not asked again', async () => {
    const prepared = { ...STOPPED, commands: [...(STOPPED.commands ?? [])] };
    prepared.commands[0] = { at_us: 1_000_000, name: 'boot', args: { server: 'warm1' } };
    prepared.commands[1] = { at_us: 10_000_000, name: 'stop_server', args: { server: 'warm1' } };
    const cloud = openCloud(prepared, { recorded });
    expect(cloud.commands.map(({ name }) => name)).toEqual(['stop_server']);
    const trace = simulate(cloud, await openEngine(cloud));
    expect(trace.error).toBeNull();
    const [changed] = netChanges(trace, toRecordedRow)['nova_cell1.instances']?.updated ?? [];
    expect(changed?.changed.vm_state).toEqual(['active', 'stopped']);
  });

  test('go with one conductor for the API level and the cell, and not with several cells', async () => {
    const boot: Experiment = {
      v: 1,
      deployment: { cells: 'single' },
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-alone' } }],
    };
    const cloud = openCloud(boot, { recorded });
    const trace = simulate(cloud, await openEngine(cloud));
    expect(trace.error).toBeNull();
    const [made] = netChanges(trace, toRecordedRow)['nova_cell1.instances']?.inserted ?? [];
    expect(made?.vm_state).toBe('active');
    expect(() => openCloud({ ...boot, deployment: { cells: 2 } }, { recorded })).toThrow('those of one cell');
  });

  test('know no record of a compute that has never been started: it is down until a command starts it', async () => {
    const started: Experiment = {
      v: 1,
      deployment: { computes: 3 },
      commands: [
        { at_us: 2_000_000, name: 'start', args: { service: 'nova-compute-cpu3' } },
        { at_us: 9_000_000, name: 'discover_hosts' },
      ],
    };
    const cloud = openCloud(started, { recorded });
    const trace = simulate(cloud, await openEngine(cloud));
    expect(trace.error).toBeNull();
    const sent = ofKind(trace, 'message.published').filter(({ actor }) => actor === 'nova-compute-cpu3');
    expect(sent.map(({ rpc }) => rpc.detail)).toContain('Service.create');
    expect(sent.filter(({ at }) => at < 2_000_000)).toEqual([]);
    const [mapped] = netChanges(trace, toRecordedRow)['nova_api.host_mappings']?.inserted ?? [];
    expect(mapped?.host).toBe('cpu3');
  });

  test('that hold a disabled host hold its mark in placement, which is taken away where the host is enabled', async () => {
    const services = recorded['nova_cell1.services']?.map((row) =>
      row.host === 'cpu1' ? { ...row, disabled: 1 } : row,
    );
    const enabled: Experiment = {
      v: 1,
      commands: [{ at_us: 1_000_000, name: 'enable_service', args: { service: 'nova-compute-cpu1' } }],
    };
    const cloud = openCloud(enabled, { recorded: { ...recorded, 'nova_cell1.services': services } });
    const trace = simulate(cloud, await openEngine(cloud));
    const traits = netChanges(trace, toRecordedRow)['placement.resource_provider_traits'];
    expect(traits?.deleted).toHaveLength(1);
  });

  test('are those of the moment that the run is told from: until then no host is counted anew', async () => {
    const audits = async (seed: number): Promise<readonly number[]> => {
      const cloud = openCloud({ v: 1, seed, from_us: 60_000_000, until_us: 125_000_000 }, { recorded });
      const asked = ofKind(simulate(cloud, await openEngine(cloud)), 'message.published');
      return asked.flatMap(({ at, rpc }) =>
        at > 1_000_000 && rpc.detail === 'ComputeNodeList.get_all_by_host' && rpc.type === 'call' ? [at] : [],
      );
    };
    const found = [...(await audits(1)), ...(await audits(2)), ...(await audits(3))];
    expect(found.length).toBeGreaterThanOrEqual(6);
    expect(found.filter((at) => at < 60_000_000)).toEqual([]);
  });

  test('are refused with a sentence that names the table and what is wrong', () => {
    const refusal = (given: unknown) => () => openCloud({ v: 1 }, { recorded: given });
    expect(refusal([])).toThrow('must be a JSON object');
    expect(refusal({ 'nova_api.tenants': [] })).toThrow('there is no table nova_api.tenants');
    expect(refusal({ 'nova_api.flavors': {} })).toThrow('nova_api.flavors must be a list of rows');
    expect(refusal({ 'nova_api.flavors': [{ colour: 1 }] })).toThrow(
      'nova_api.flavors, row 1 has a column colour, which the table has not',
    );
    expect(refusal({})).toThrow('there is no moment to begin at');
  });
});
