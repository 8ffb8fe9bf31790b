/**
 * No host, or no answer: the server gets its rows in nova_cell0, in ERROR, with a fault. All of it is SQL of the super
 * conductor, no message (`nova/conductor/manager.py:_bury_in_cell0`; order as in recorded/scheduler_down_timeout).
 */
import type { CodedError } from '../../base/assert.ts';
import type { Task } from '../../service/effects.ts';
import { dataOf } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing.ts';
import {
  ensureSecurityGroup,
  imageRowId,
  insertAction,
  insertInstance,
  insertRootDisk,
} from './instance-rows.ts';
import type { Build, SuperConductor } from './super-state.ts';
import { exceptionText, tracebackOf } from './traceback.ts';

const TIMES = TIMING.super_conductor.bury_in_cell0;
const CELL0 = 'nova_cell0';
/** `CellMapping.CELL0_UUID` */
const CELL0_UUID = '00000000-0000-0000-0000-000000000000';

const NEW = { updated_at: null, deleted_at: null, deleted: 0 } as const;

export function* buryInCell0(conductor: SuperConductor, build: Build, error: CodedError): Task {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  yield* pause(host, TIMES.cell_mapping);
  const cell0 = yield* db.first('nova_api', 'cell_mappings', { uuid: CELL0_UUID });
  yield* db.first('nova_api', 'instance_mappings', { instance_uuid: uuid });
  const owner = { projectId: String(context.project_id), userId: String(context.user_id) };
  yield* ensureSecurityGroup(db, CELL0, { ...owner, now: host.wall().sql });
  const instance = dataOf(build.buildRequest.instance);
  yield* insertInstance(db, CELL0, instance, {}, host.wall().sql);
  yield* pause(host, TIMES.image);
  yield* imageRowId(db, CELL0, String(instance.image_ref), host.wall().sql);
  yield* db.update(
    'nova_api',
    'instance_mappings',
    { updated_at: host.wall().sql, cell_id: Number(cell0?.id) },
    { instance_uuid: uuid },
  );
  yield* db.commit('nova_api');
  yield* noteTheError(conductor, build, error);
  const disks = dataOf(build.buildRequest.block_device_mappings);
  yield* insertRootDisk(db, CELL0, { uuid, bdmUuid: host.stream('id').uuid(), disks, now: host.wall() });
  yield* setError(conductor, uuid, error);
  yield* db.remove('nova_api', 'build_requests', { instance_uuid: uuid });
  yield* db.commit('nova_api');
}

/** The action and its one event (`EventReporter`): begun and ended here, long after what it tells of. */
function* noteTheError(conductor: SuperConductor, build: Build, error: CodedError): Task {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  const id = yield* insertAction(db, CELL0, { uuid, context, now: host.wall().sql });
  const start = host.wall().sql;
  yield* pause(host, TIMES.event);
  yield* db.update(CELL0, 'instance_actions', { updated_at: start }, { id });
  const event = yield* db.insert(CELL0, 'instance_actions_events', {
    ...NEW,
    created_at: host.wall().sql,
    event: 'conductor_schedule_and_build_instances',
    action_id: id,
    start_time: start,
    finish_time: null,
    result: null,
    traceback: null,
    host: host.place.host,
    details: null,
  });
  yield* db.commit(CELL0);
  const now = host.wall().sql;
  yield* db.update(CELL0, 'instance_actions', { updated_at: now, message: 'Error' }, { id });
  yield* db.update(
    CELL0,
    'instance_actions_events',
    {
      updated_at: host.wall().sql,
      finish_time: now,
      result: 'Error',
      traceback: tracebackOf(error),
      details: shortOf(error),
    },
    { id: event ?? 0 },
  );
  yield* db.commit(CELL0);
}

/** `nova/compute/utils.py:exception_to_dict`: Nova's own exceptions by their message, any other by its class. */
const shortOf = (error: CodedError): string =>
  error.code === 'MessagingTimeout' ? error.code : error.message;

/** `nova/scheduler/utils.py:set_vm_state_and_notify`: no condition on the task state. */
function* setError(conductor: SuperConductor, uuid: string, error: CodedError): Task {
  const { host, db } = conductor;
  yield* pause(host, TIMES.set_error);
  const now = host.wall().sql;
  yield* db.update(CELL0, 'instances', { updated_at: now, vm_state: 'error', task_state: null }, { uuid });
  yield* db.commit(CELL0);
  yield* db.insert(CELL0, 'instance_faults', {
    ...NEW,
    created_at: host.wall().sql,
    instance_uuid: uuid,
    code: 500,
    message: shortOf(error),
    details: exceptionText(error),
    host: host.place.host,
  });
  yield* db.commit(CELL0);
}
