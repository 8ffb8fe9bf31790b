import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { CodedError } from '../../base/assert.ts';
import { ovo } from '../objects/ovo.ts';
import { DEMO, openSeeded, writes } from '../peers/peers.fixture.ts';
import { type Answers, createRequest, openStage, type Stage } from '../stage.fixture.ts';

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openSeeded();
});
afterAll(() => engine.close());

const selection = (service_host: string) =>
  ovo('Selection', { service_host, nodename: service_host, availability_zone: 'nova' });

/** A real nova-api brings the request; the scheduler's answer is the test's. */
function built(answers: Answers): { on: Stage; uuid: string } {
  const on = openStage(engine, ['nova-api', 'nova-conductor-super'], answers);
  const { body } = on.ask(createRequest());
  return { on, uuid: body.server.id };
}

describe('a build', () => {
  const chosen: Answers = { select_destinations: () => [[selection('cpu2'), selection('cpu1')]] };

  it('asks the scheduler by a call and casts to the host that it chose, with the alternates', () => {
    const { on, uuid } = built(chosen);
    expect(on.methods()).toEqual(['select_destinations', 'build_and_run_instance']);
    const [asked, cast] = on.heard.slice(-2);
    expect(asked?.args).toMatchObject({ instance_uuids: [uuid], return_alternates: true });
    expect(cast?.by).toBe('nova-compute-cpu2');
    expect(cast?.args).toMatchObject({ node: 'cpu2', limits: {}, accel_uuids: [] });
    expect(cast?.args.host_list[0]['nova_object.data'].service_host).toBe('cpu1');
    expect(cast?.args.filter_properties.retry).toEqual({ num_attempts: 1, hosts: [['cpu2', 'cpu2']] });
  });

  it('gives the server its rows in the cell of that host, its mapping, and takes the build request away', () => {
    const { uuid } = built(chosen);
    const row = engine.rows('nova_cell1', 'instances').find((one) => one.uuid === uuid);
    expect(row).toMatchObject({ vm_state: 'building', task_state: 'scheduling', host: null });
    const mapping = engine.rows('nova_api', 'instance_mappings').find((one) => one.instance_uuid === uuid);
    expect(mapping?.cell_id).toBe(2);
    expect(engine.rows('nova_api', 'build_requests').some((one) => one.instance_uuid === uuid)).toBe(false);
    expect(engine.rows('nova_cell1', 'instance_actions').at(-1)).toMatchObject({
      action: 'create',
      instance_uuid: uuid,
      user_id: DEMO.user,
    });
  });
});

describe('a build without a host', () => {
  const none: Answers = {
    select_destinations: () => {
      throw new CodedError('NoValidHost', 'No valid host was found. ');
    },
  };

  it('is buried in cell0, in ERROR, with a fault and its traceback, and no compute hears of it', () => {
    const { on, uuid } = built(none);
    expect(on.methods()).toEqual(['select_destinations']);
    const row = engine.rows('nova_cell0', 'instances').find((one) => one.uuid === uuid);
    expect(row).toMatchObject({ vm_state: 'error', task_state: null, host: null });
    const fault = engine.rows('nova_cell0', 'instance_faults').at(-1);
    expect(fault).toMatchObject({ instance_uuid: uuid, code: 500, message: 'No valid host was found. ' });
    expect(fault?.details).toContain('nova.exception_Remote.NoValidHost_Remote: No valid host was found.');
    const mapping = engine.rows('nova_api', 'instance_mappings').find((one) => one.instance_uuid === uuid);
    expect(mapping?.cell_id).toBe(1);
  });

  it('leaves nothing in any other cell', () => {
    const { on, uuid } = built(none);
    expect(engine.rows('nova_cell1', 'instances').some((one) => one.uuid === uuid)).toBe(false);
    const written = writes(on.kernel.facts, 'nova-conductor-super');
    expect(written.filter((one) => one.endsWith('instance_faults'))).toEqual(['INSERT instance_faults']);
  });
});

it('a task that the super conductor does not know is refused', () => {
  const on = openStage(engine, ['nova-conductor-super']);
  const target = { topic: 'conductor', namespace: 'compute_task', version: '1.0' };
  expect(on.call('/', { target, method: 'dance', args: {} })).toEqual({
    code: 'RemoteError',
    message: expect.stringContaining('Remote error: NoSuchMethod Endpoint does not support RPC method dance'),
  });
});
