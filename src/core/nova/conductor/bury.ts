/**
 * No host, or no answer: the server gets its rows in nova_cell0, in ERROR, with a fault. All of it is SQL of the super
 * conductor, no message (`nova/conductor/manager.py:_bury_in_cell0`; in the order of the recorded day without a scheduler).
 */

import type { CodedError } from '../../base/assert.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, CELL0 } from '../cells.ts';
import { sayOf } from '../exception-codes.ts';
import { text, whole } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { dataOf } from '../objects/ovo.ts';
import { framesText } from '../python-trace.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { faultOf } from './fault.ts';
import { ensureSecurityGroup, imageRowId, insertInstance, insertRootDisk } from './instance-rows.ts';
import { setVmState } from './set-vm-state.ts';
import type { ServerBuild, SuperConductor } from './super-state.ts';
import { raisedBySchedule } from './traceback.ts';

const TIMES = TIMING.super_conductor.bury_in_cell0;
const DATABASE = CELL0.database;

const NEW = { updated_at: null, deleted_at: null, deleted: 0 } as const;

export function* buryInCell0(conductor: SuperConductor, build: ServerBuild, error: CodedError): Task {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  yield* pause(host, TIMES.cell_mapping);
  const cell0 = yield* db.first(API_DATABASE, 'cell_mappings', { uuid: CELL0.uuid });
  yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  const owner = { projectId: text(context, 'project_id'), userId: text(context, 'user_id') };
  yield* ensureSecurityGroup(db, DATABASE, { ...owner, now: host.wall().sql });
  const instance = dataOf(build.buildRequest.instance);
  yield* insertInstance(db, DATABASE, instance, {}, host.wall().sql);
  yield* pause(host, TIMES.image);
  yield* imageRowId(db, DATABASE, text(instance, 'image_ref'), host.wall().sql);
  yield* db.update(
    API_DATABASE,
    'instance_mappings',
    { updated_at: host.wall().sql, cell_id: whole(cell0 ?? {}, 'id') },
    { instance_uuid: uuid },
  );
  yield* db.commit(API_DATABASE);
  yield* noteTheError(conductor, build, error);
  const disks = dataOf(build.buildRequest.block_device_mappings);
  yield* insertRootDisk(db, DATABASE, { uuid, bdmUuid: host.stream('id').uuid(), disks, now: host.wall() });
  yield* pause(host, TIMES.set_error);
  yield* setVmState({ host, db, database: DATABASE }, { uuid, vm_state: 'error' }, faultOf(error), {
    transport: conductor.top,
    context,
    method: 'build_instances',
    spec: dataOf(build.requestSpec),
    error,
  });
  yield* db.remove(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  yield* db.commit(API_DATABASE);
}

/** The action and its one event (`EventReporter`): begun and ended here, long after what it tells of. */
function* noteTheError(conductor: SuperConductor, build: ServerBuild, error: CodedError): Task {
  const { host, db } = conductor;
  const { uuid } = build;
  const { context } = build.incoming;
  const id = yield* insertAction(db, DATABASE, { action: 'create', uuid, context, now: host.wall().sql });
  const start = host.wall().sql;
  yield* pause(host, TIMES.event);
  yield* db.update(DATABASE, 'instance_actions', { updated_at: start }, { id });
  const event = yield* db.insert(DATABASE, 'instance_actions_events', {
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
  yield* db.commit(DATABASE);
  const now = host.wall().sql;
  yield* db.update(DATABASE, 'instance_actions', { updated_at: now, message: 'Error' }, { id });
  yield* db.update(
    DATABASE,
    'instance_actions_events',
    {
      updated_at: host.wall().sql,
      finish_time: now,
      result: 'Error',
      traceback: framesText(raisedBySchedule(error).frames),
      details: sayOf(error),
    },
    { id: event ?? 0 },
  );
  yield* db.commit(DATABASE);
}
