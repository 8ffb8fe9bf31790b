import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const at = (at_us: number, name: string, args: NonNullable<Command['args']>): Command => ({
  at_us,
  name,
  args,
});
const SERVER = { server: 'vm1' };
const RESIZE = [
  at(1_000_000, 'boot', SERVER),
  at(10_000_000, 'resize_server', { ...SERVER, flavor: 'm1.small' }),
];

/** The conductor dies in the new host's first save of the move, and is there again when the host has given up waiting. */
async function failedPrep(cells: 'separate' | 'single', service: string, computes: number): Promise<Trace> {
  const deployment = { cells, computes };
  const plain = await run({ v: 1, deployment, commands: RESIZE });
  const save = ofKind(plain, 'message.published').find(({ rpc }) => rpc.detail === 'Migration.save');
  const moment = (save?.at ?? 0) + 2000;
  const fault = [at(moment, 'kill', { service }), at(15_000_000, 'start', { service })];
  const trace = await run({ v: 1, deployment, commands: [...RESIZE, ...fault] });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
}

const latest = (trace: Trace, database: string, table: string) =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.database === database && fact.table === table)?.after;

const said = (trace: Trace, table: string, column: string) =>
  ofKind(trace, 'row.changed')
    .filter((fact) => fact.table === table && fact.before === null)
    .map(({ after }) => after?.[column]);

const asked = (trace: Trace, method: string) =>
  ofKind(trace, 'message.published').flatMap(({ rpc, routing_key }) =>
    rpc.method === method ? [`${rpc.type} ${routing_key}`] : [],
  );

describe('a resize that its new host cannot begin', () => {
  test('goes on to an alternate, where the conductor that is asked has nova_api', async () => {
    const trace = await failedPrep('single', 'nova-conductor', 3);
    expect(asked(trace, 'migrate_server')).toEqual(['cast conductor', 'call conductor']);
    const [first, second] = asked(trace, 'prep_resize');
    expect(first).not.toBe(second);
    const instance = latest(trace, 'nova_cell1', 'instances');
    expect(instance).toMatchObject({ vm_state: 'resized', task_state: null });
    expect(second).toBe(`cast compute.${instance?.host}`);
    expect(said(trace, 'migrations', 'status')).toEqual(['pre-migrating']);
    expect(said(trace, 'instance_faults', 'message')).toEqual(['MessagingTimeout']);
  });

  test('without an alternate left ends in ERROR on its host, with what it held there', async () => {
    const trace = await failedPrep('single', 'nova-conductor', 2);
    expect(asked(trace, 'prep_resize')).toHaveLength(1);
    const instance = latest(trace, 'nova_cell1', 'instances');
    expect(instance).toMatchObject({ vm_state: 'error', task_state: null });
    expect(latest(trace, 'nova_cell1', 'migrations')?.status).toBe('error');
    expect(said(trace, 'instance_faults', 'message')).toEqual([
      expect.stringContaining('Exhausted all hosts available for retrying build failures'),
      'No valid host was found. No valid host found for resize',
      'MessagingTimeout',
    ]);
    const held = ofKind(trace, 'row.changed').filter(({ table }) => table === 'allocations');
    expect(held.at(-1)?.after).not.toBeNull();
  });

  test('fails at a conductor inside a cell: it has no nova_api to look into', async () => {
    const trace = await failedPrep('separate', 'nova-conductor-cell1', 3);
    expect(asked(trace, 'migrate_server')).toEqual(['cast conductor', 'call conductor']);
    expect(asked(trace, 'prep_resize')).toHaveLength(1);
    expect(said(trace, 'instance_faults', 'message')).toEqual([
      'CantStartEngineError',
      'RemoteError',
      'MessagingTimeout',
    ]);
    expect(latest(trace, 'nova_cell1', 'instances')).toMatchObject({ vm_state: 'error', task_state: null });
    const failed = ofKind(trace, 'row.changed').filter(
      ({ table, after }) => table === 'instance_actions_events' && after?.result === 'Error',
    );
    expect(failed.map(({ after }) => after?.event)).toEqual([
      'cold_migrate',
      'conductor_migrate_server',
      'compute_prep_resize',
    ]);
  });
});
