/** No host, or no answer: the server gets its rows in nova_cell0, in ERROR, with a fault (`_bury_in_cell0`). */
import type { CodedError } from '../../base/assert.ts';
import { sleep, type Task } from '../../kernel/effects.ts';
import { dataOf } from '../objects/ovo.ts';
import {
  ensureSecurityGroup,
  imageRowId,
  insertAction,
  insertInstance,
  insertRootDisk,
} from './instance-rows.ts';
import type { Build, SuperConductor } from './super-state.ts';

const CELL0 = 'nova_cell0';

export function* buryInCell0(conductor: SuperConductor, build: Build, error: CodedError): Task {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  yield* sleep(host.took(3));
  const request = yield* db.first('nova_api', 'build_requests', { instance_uuid: uuid });
  if (!request) return;
  const projectId = String(context.project_id);
  const userId = String(context.user_id);
  yield* ensureSecurityGroup(db, CELL0, { projectId, userId, now: host.wall().sql });
  const instance = dataOf(build.buildRequest.instance);
  yield* insertInstance(db, CELL0, instance, {}, host.wall().sql);
  yield* imageRowId(db, CELL0, String(instance.image_ref), host.wall().sql);
  const disks = dataOf(build.buildRequest.block_device_mappings);
  yield* insertRootDisk(db, CELL0, { uuid, bdmUuid: host.stream('id').uuid(), disks, now: host.wall() });
  const actionId = yield* insertAction(db, CELL0, { uuid, context, now: host.wall().sql });
  yield* setError(conductor, { uuid, actionId, error });
  const cell0 = yield* db.first('nova_api', 'cell_mappings', { name: 'cell0' });
  yield* db.update(
    'nova_api',
    'instance_mappings',
    { updated_at: host.wall().sql, cell_id: Number(cell0?.id) },
    { instance_uuid: uuid },
  );
  yield* db.commit('nova_api');
  yield* db.remove('nova_api', 'build_requests', { instance_uuid: uuid });
  yield* db.commit('nova_api');
}

function* setError(
  conductor: SuperConductor,
  o: { uuid: string; actionId: number; error: CodedError },
): Task {
  const { host, db } = conductor;
  const { uuid, error } = o;
  const now = host.wall().sql;
  const fresh = { created_at: now, updated_at: null, deleted_at: null, deleted: 0 };
  yield* db.insert(CELL0, 'instance_actions_events', {
    ...fresh,
    event: 'conductor_schedule_and_build_instances',
    action_id: o.actionId,
    start_time: now,
    finish_time: now,
    result: 'Error',
    traceback: null,
    host: host.place.host,
    details: error.message,
  });
  yield* db.update(CELL0, 'instance_actions', { updated_at: now, message: 'Error' }, { id: o.actionId });
  yield* db.commit(CELL0);
  yield* db.update(CELL0, 'instances', { updated_at: now, vm_state: 'error', task_state: null }, { uuid });
  yield* db.insert(CELL0, 'instance_faults', {
    ...fresh,
    instance_uuid: uuid,
    code: 500,
    message: error.code === 'NoValidHost' ? error.message : error.code,
    details: error.message,
    host: null,
  });
  yield* db.commit(CELL0);
}
