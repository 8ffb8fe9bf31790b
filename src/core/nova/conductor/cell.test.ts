import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Row } from '../../trace/fact.ts';
import { type ObjectName, ovo } from '../objects/ovo.ts';
import { openSeeded } from '../peers/peers.fixture.ts';
import { openStage, type Stage } from '../stage.fixture.ts';

let engine: SeededEngine;
let on: Stage;
let server: Row;
beforeAll(async () => {
  engine = await openSeeded();
});
beforeEach(() => {
  on = openStage(engine, ['nova-conductor-cell1']);
  server = defined(
    engine.rows('nova_cell1', 'instances').find((row) => row.host === 'cpu1'),
    'a server',
  );
});
afterAll(() => engine.close());

const target = { topic: 'conductor', version: '3.0' };

/** `object_action` of an object whose named fields were changed */
function act(name: ObjectName, method: string, data: JsonObject, changes: string[], kwargs: JsonObject = {}) {
  const args = { objinst: ovo(name, data, changes), objmethod: method, args: [], kwargs };
  return on.call('nova_cell1', { target, method: 'object_action', args });
}

function classAct(name: string, args: readonly Json[], kwargs: JsonObject = {}) {
  const [objname = '', objmethod = ''] = name.split('.');
  const all = { objname, objmethod, object_versions: {}, args, kwargs };
  return on.call('nova_cell1', { target, method: 'object_class_action_versions', args: all });
}

const rowOf = (): Row | undefined =>
  engine.rows('nova_cell1', 'instances').find((row) => row.uuid === server.uuid);
const identity = (): JsonObject => ({
  uuid: server.uuid as string,
  project_id: server.project_id as string,
});

describe('Instance.save', () => {
  it('writes the fields that changed and no other', () => {
    const before = defined(rowOf(), 'row');
    const data = { ...identity(), task_state: 'powering-off', hostname: 'other', ec2_ids: null };
    const end = act('Instance', 'save', data, ['task_state']);
    expect(end).toHaveProperty('value.0.obj_what_changed', ['ec2_ids']);
    const after = defined(rowOf(), 'row');
    expect({ ...after, updated_at: null, task_state: null }).toEqual({
      ...before,
      updated_at: null,
      task_state: null,
    });
    expect([before.task_state, after.task_state]).toEqual([null, 'powering-off']);
  });

  it('of a server in another state than expected is UnexpectedTaskStateError, and the row stays', () => {
    const data = { ...identity(), task_state: null };
    const kwargs = { expected_task_state: ['spawning'] };
    const end = act('Instance', 'save', data, ['task_state'], kwargs);
    expect(end).toEqual({
      code: 'UnexpectedTaskStateError',
      message: `Conflict updating instance ${server.uuid}. Expected: {'task_state': ['spawning']}. Actual: {'task_state': None}`,
    });
    expect(rowOf()).toEqual(server);
  });

  it('of a server that is not there is InstanceNotFound', () => {
    const end = act('Instance', 'save', { ...identity(), uuid: 'none', task_state: null }, ['task_state']);
    expect(end).toHaveProperty('code', 'InstanceNotFound');
  });

  it('of an object without its uuid is refused with the field that is missing', () => {
    expect(act('Instance', 'save', { task_state: null }, ['task_state'])).toEqual({
      code: 'ValueError',
      message: 'A text is required in field uuid, not nothing',
    });
  });
});

describe('the heartbeat of a compute', () => {
  it('is Service.save: the count goes up, and with it the time it was last seen', () => {
    const service = defined(
      engine.rows('nova_cell1', 'services').find((row) => row.host === 'cpu1'),
      'service',
    );
    const report_count = (service.report_count as number) + 1;
    act('Service', 'save', { id: service.id as number, report_count }, ['report_count']);
    const after = engine.rows('nova_cell1', 'services').find((row) => row.host === 'cpu1');
    expect(after?.report_count).toBe(report_count);
    expect(String(after?.last_seen_up) > String(service.last_seen_up)).toBe(true);
  });
});

describe('a class method', () => {
  it('gives the instances of a host as objects', () => {
    const end = classAct('InstanceList.get_by_host', ['cpu1']);
    const list = 'value' in end ? end.value : null;
    expect(list['nova_object.name']).toBe('InstanceList');
    const [first] = list['nova_object.data'].objects;
    expect(first['nova_object.data']).toMatchObject({ uuid: server.uuid, host: 'cpu1', vm_state: 'active' });
  });

  it('that begins an event needs the action of its request', () => {
    const end = classAct(
      'InstanceActionEvent.event_start',
      [server.uuid as string, 'compute_stop_instance'],
      {
        host: 'cpu1',
      },
    );
    expect(end).toHaveProperty('code', 'InstanceActionNotFound');
  });
});

describe('what the conductor does not know', () => {
  it('is refused by name: an object method, a class method, an RPC method', () => {
    expect(act('Instance', 'dance', identity(), [])).toEqual({
      code: 'NoSuchMethod',
      message: 'no object method Instance.dance',
    });
    expect(classAct('Instance.dance', [])).toEqual({
      code: 'NoSuchMethod',
      message: 'no class method Instance.dance',
    });
    expect(on.call('nova_cell1', { target, method: 'dance', args: {} })).toMatchObject({
      code: 'RemoteError',
      message: expect.stringContaining('Remote error: NoSuchMethod '),
    });
  });
});
