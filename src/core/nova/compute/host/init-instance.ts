/**
 * In which state the process before left an instance, and what is made of it at the start of a compute
 * (`nova/compute/manager.py:_init_instance`). The fake driver knows of no guest then: none runs.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { text, textOr, whole } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { saveErrorState } from '../error-state.ts';
import { reported } from '../instance-event.ts';
import type { InstanceWork } from '../instance-work.ts';
import { completeDeletion, deleteInstance } from '../server/terminate.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';
import { forgiving } from './periodic.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.init_host;

/** A method of the manager, as if it had been asked for. */
export type Redo = (method: string, args: JsonObject, context: JsonObject) => Task;

const NOT_DELETED = 'Failed to complete a deletion';
const logged =
  ({ context, uuid }: InstanceWork, failed: string) =>
  (error: CodedError): Task =>
    LOG.exception({ context, uuid }, failed, error);

const OF_BUILD = ['scheduling', 'block_device_mapping', 'networking', 'spawning'];
const OF_REBUILD = ['rebuilding', 'rebuild_block_device_mapping', 'rebuild_spawning'];
/** Tasks that are forgotten: the instance is as it was before them. */
const FORGOTTEN = [
  ...['image_snapshot_pending', 'image_pending_upload', 'image_uploading', 'image_snapshot'],
  'resize_prep',
];
/** Tasks that are begun again: task_state -> the manager's method, and what is logged where it fails. */
const BEGUN_AGAIN: { readonly [task: string]: readonly [method: string, args: JsonObject, failed: string] } =
  {
    'powering-off': ['stop_instance', { clean_shutdown: true }, 'Failed to stop instance'],
    'powering-on': ['start_instance', {}, 'Failed to start instance'],
  };
/** `_retry_reboot`: task_state -> vm_states in which the reboot is begun again; null = any */
const REBOOTS: { readonly [task: string]: readonly string[] | null } = {
  reboot_pending: ['active'],
  reboot_pending_hard: ['active', 'stopped', 'paused', 'suspended'],
  reboot_started: null,
  reboot_started_hard: null,
};

export function* initInstance(compute: Compute, context: JsonObject, instance: LiveObject, redo: Redo): Task {
  const { data } = instance;
  const work = { compute, context, instance, uuid: text(data, 'uuid') };
  const vm = text(data, 'vm_state');
  const task = textOr(data, 'task_state', '');
  if (data.host !== compute.name) {
    const owner = `Instance ${work.uuid} appears to not be owned by this host, but by ${textOr(data, 'host', 'None')}.`;
    yield* LOG.warning({ context }, `${owner} Startup processing is being skipped.`);
    return;
  }
  if (vm === 'soft-delete') return;
  if (vm === 'error' && !['resize_migrating', 'deleting'].includes(task)) return;
  if (vm === 'deleted') yield* forgiving(logged(work, NOT_DELETED), goOnDeleting(work));
  else if (vm === 'building' || OF_BUILD.includes(task)) {
    const at = '_init_instance nova/compute/manager.py:1102';
    yield* LOG.debug(work, 'Instance failed to spawn correctly, setting to ERROR state', at);
    yield* setError(compute, context, instance);
  } else if (['active', 'stopped'].includes(vm) && OF_REBUILD.includes(task))
    yield* setError(compute, context, instance);
  else yield* takeUp(work, redo);
}

/** One that is in order, but for its task. */
function* takeUp(work: InstanceWork, redo: Redo): Task {
  const { compute, context, instance } = work;
  const vm = text(instance.data, 'vm_state');
  const task = textOr(instance.data, 'task_state', '');
  if (vm !== 'error' && FORGOTTEN.includes(task))
    yield* saveState(compute, context, instance, { task_state: null });
  const again = BEGUN_AGAIN[task];
  if (task === 'deleting') yield* deleteAgain(work);
  else if (task in REBOOTS && (REBOOTS[task]?.includes(vm) ?? true)) yield* rebootAgain(work, redo);
  else if (again) {
    const [method, args, failed] = again;
    yield* forgiving(
      logged(work, failed),
      redo(method, { instance: toPrimitive(instance), ...args }, context),
    );
  } else if (task === 'resize_migrating') yield* takeMoveBack(work);
  else if (task === 'migrating') yield* endLiveMigration(work);
}

function* deleteAgain(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  yield* LOG.info(
    { context, uuid },
    'Service started deleting the instance during the previous run, but did not finish. Restarting the deletion now.',
  );
  try {
    for (const attr of ['metadata', 'system_metadata']) yield* lookAgain(work, attr);
    yield* blockDevices(work);
    yield* deleteInstance(work);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception({ context, uuid }, NOT_DELETED, error);
    yield* pause(compute.host, TIMES.save);
    yield* forgiving(null, saveErrorState(compute, context, instance));
  }
}

/** `_complete_partial_deletion`: its row said already that it is deleted. */
function* goOnDeleting(work: InstanceWork): Task {
  const { compute, context, instance } = work;
  yield* pause(compute.host, TIMES.save);
  yield* objectAction(compute, context, instance, 'destroy');
  yield* blockDevices(work);
  yield* completeDeletion(work);
  yield* tellAct(work, 'delete', 'end');
}

/** Without a guest that runs, a soft reboot is a hard one. */
function* rebootAgain({ compute, context, instance }: InstanceWork, redo: Redo): Task {
  const task = textOr(instance.data, 'task_state', '');
  if (!task.endsWith('_hard'))
    yield* saveState(compute, context, instance, { task_state: 'reboot_pending_hard' });
  const args = { instance: toPrimitive(instance), block_device_info: null, reboot_type: 'HARD' };
  yield* forgiving(null, redo('reboot_instance', args, context));
}

/** The guest had not left yet: it is turned on here, and the task is over. What the move holds elsewhere is left as it is. */
function* takeMoveBack(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  try {
    yield* blockDevices(work);
    yield* pause(compute.host, TIMES.look);
    const kept = yield* classAction(compute, context, 'MigrationContext.get_by_instance_uuid', [uuid]);
    const id = whole(dataOf(kept), 'migration_id');
    yield* pause(compute.host, TIMES.look);
    yield* classAction(compute, context, 'Migration.get_by_id_and_instance', [id, uuid]);
    compute.driver.appears(uuid);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception({ context, uuid }, 'Failed to revert crashed migration', error);
  }
  yield* LOG.info({ context, uuid }, RESET);
  yield* saveState(compute, context, instance, { task_state: null });
}

const RESET = 'Instance found in migrating state during startup. Resetting task_state';

/** `_reset_live_migration`: the guest is here, so that the move is ended, if it had begun. */
function* endLiveMigration(work: InstanceWork): Task {
  const { compute, context, instance, uuid } = work;
  let migration: LiveObject | null = null;
  try {
    yield* pause(compute.host, TIMES.look);
    migration = fromPrimitive(
      yield* classAction(compute, context, 'Migration.get_by_instance_and_status', [uuid, 'running']),
    );
    yield* abortLiveMigration(work, whole(migration.data, 'id'));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception({ context, uuid }, 'Failed to abort live-migration', error);
  }
  if (migration) {
    setFields(migration, { status: 'error' });
    yield* pause(compute.host, TIMES.save);
    yield* objectAction(compute, context, migration, 'save');
  }
  yield* LOG.info({ context, uuid }, RESET);
  yield* pause(compute.host, TIMES.save);
  setFields(instance, { task_state: null });
  yield* objectAction(compute, context, instance, 'save', { expected_task_state: ['migrating'] });
}

/** `live_migration_abort`: the driver has nothing to end. */
function* abortLiveMigration({ compute, context, uuid }: InstanceWork, id: number): Task {
  const times = { event_start: TIMES.look, event_finish: TIMES.look };
  const look = (function* (): Task {
    yield* pause(compute.host, TIMES.look);
    yield* classAction(compute, context, 'Migration.get_by_id', [id]);
  })();
  yield* reported(compute, { uuid, event: 'compute_live_migration_abort', context, times }, look);
}

function* lookAgain({ compute, context, instance, uuid }: InstanceWork, attr: string): Task {
  yield* pause(compute.host, TIMES.look);
  const asking = { ...context, read_deleted: 'yes' };
  const wanted = { uuid, expected_attrs: [attr] };
  const found = dataOf(yield* classAction(compute, asking, 'Instance.get_by_uuid', [], wanted));
  instance.data[attr] = found[attr] ?? null;
}

function* blockDevices({ compute, context, uuid }: InstanceWork): Task<Json> {
  yield* pause(compute.host, TIMES.look);
  return yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
}

export function* setError(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  yield* pause(compute.host, TIMES.save);
  yield* saveErrorState(compute, context, instance, { task_state: null });
}

function* saveState(compute: Compute, context: JsonObject, instance: LiveObject, values: JsonObject): Task {
  yield* pause(compute.host, TIMES.save);
  setFields(instance, values);
  yield* objectAction(compute, context, instance, 'save');
}
