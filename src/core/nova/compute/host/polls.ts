/**
 * Periodic tasks of a compute that end what was left half-way for as long as its nova.conf says (`nova/compute/manager.py`):
 * a move that nobody has confirmed, a shelved server that still holds its host, a server that was deleted softly. Where the option says never, nothing is asked.
 */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import { secondsOf } from '../../../base/time.ts';
import { cast } from '../../../rpc/client.ts';
import type { Task } from '../../../service/effects.ts';
import { objectAt, text, textOr, whole } from '../../fields.ts';
import { loggerOf, strOf } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { option } from '../../options.ts';
import { serviceIsUp } from '../../servicegroup.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { TOPICS, VERSIONS } from '../../words.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import { offloadInstance } from '../server/shelve.ts';
import { deleteInstance } from '../server/terminate.ts';
import type { Compute } from '../state.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.polls;

/** `nova/objects/instance.py:INSTANCE_DEFAULT_FIELDS` */
const INSTANCE_DEFAULT_FIELDS = ['metadata', 'system_metadata', 'info_cache', 'security_groups'];

/** `_poll_unconfirmed_resizes`, every minute, on the host where the server is. */
export function* confirmOld(compute: Compute, context: JsonObject): Task {
  const { host, name } = compute;
  const window = option(host, 'DEFAULT.resize_confirm_window');
  if (window === 0) return;
  const asked = [window, name] as const;
  const found = objectsOf(
    yield* classAction(compute, context, 'MigrationList.get_unconfirmed_by_dest_compute', asked, {
      use_slave: true,
    }),
  );
  if (found.length > 0)
    yield* LOG.info({ context }, `Found ${found.length} unconfirmed migrations older than ${window} seconds`);
  for (const primitive of found) yield* confirmMove(compute, context, fromPrimitive(primitive));
}

/** Tasks in which it is left for a later round: it is being deleted, or is not there yet. */
const LATER: readonly (string | null)[] = ['deleting', 'soft-deleting', 'resize_finish'];

function* confirmMove(compute: Compute, context: JsonObject, migration: LiveObject): Task {
  const uuid = text(migration.data, 'instance_uuid');
  const id = whole(migration.data, 'id');
  yield* LOG.info({ context }, `Automatically confirming migration ${id} for instance ${uuid}`);
  let instance: LiveObject;
  try {
    yield* pause(compute.host, TIMES.instance);
    const wanted = { expected_attrs: ['metadata', 'system_metadata'], use_slave: true };
    instance = fromPrimitive(yield* classAction(compute, context, 'Instance.get_by_uuid', [uuid], wanted));
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    yield* inError(compute, context, migration, `Instance ${uuid} not found`);
    return;
  }
  const vm = text(instance.data, 'vm_state');
  const task = textOr(instance.data, 'task_state', null);
  if (vm !== 'error' && LATER.includes(task)) return;
  if (vm === 'error') yield* inError(compute, context, migration, 'In ERROR state');
  else if (vm !== 'resized' || task !== null)
    yield* inError(compute, context, migration, `In states ${vm}/${task ?? 'None'}, not RESIZED/None`);
  else {
    try {
      yield* confirm(compute, context, { migration, instance });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const why = `Error auto-confirming resize: ${strOf(error)}. Will retry later.`;
      yield* LOG.info({ context, uuid }, why);
    }
  }
}

function* inError(compute: Compute, context: JsonObject, migration: LiveObject, reason: string): Task {
  const id = whole(migration.data, 'id');
  yield* LOG.warning({ context }, `Setting migration ${id} to error: ${reason}`);
  yield* pause(compute.host, TIMES.save);
  setFields(migration, { status: 'error' });
  yield* objectAction(compute, context, migration, 'save');
}

/** `nova/compute/api.py:API.confirm_resize`, as nova-api does it; here its reads and writes are the conductor's. */
function* confirm(
  compute: Compute,
  context: JsonObject,
  { migration, instance }: { readonly migration: LiveObject; readonly instance: LiveObject },
): Task {
  const { host } = compute;
  const server = text(migration.data, 'source_compute');
  yield* pause(host, TIMES.service);
  const service = dataOf(yield* classAction(compute, context, 'Service.get_by_compute_host', [server]));
  const { forced_down, last_seen_up = null, created_at = null } = service;
  const seen = {
    last_seen_up: textOr({ last_seen_up }, 'last_seen_up', null) ?? text({ created_at }, 'created_at'),
  };
  if (!serviceIsUp(host, { ...seen, forced_down: forced_down === true ? 1 : 0 }))
    throw new CodedError('ServiceUnavailable', 'Service is unavailable at this time.');
  yield* pause(host, TIMES.save);
  setFields(migration, { status: 'confirming' });
  yield* objectAction(compute, context, migration, 'save');
  yield* pause(host, TIMES.save);
  const uuid = text(instance.data, 'uuid');
  const noted = [uuid, 'confirmResize'] as const;
  yield* classAction(compute, context, 'InstanceAction.action_start', noted, { want_result: false });
  yield* pause(host, TIMES.cast);
  yield* cast(compute.cell, {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'confirm_resize',
    args: { instance: toPrimitive(instance), migration: toPrimitive(migration) },
    context,
  });
}

/** `_poll_shelved_instances`, every hour. */
export function* offloadOld(compute: Compute, context: JsonObject): Task {
  const { host, name } = compute;
  const after = option(host, 'DEFAULT.shelved_offload_time');
  if (after <= 0) return;
  const filters = { vm_state: 'shelved', task_state: null, host: name };
  const wanted = { expected_attrs: ['system_metadata'], use_slave: true };
  const found = objectsOf(
    yield* classAction(compute, context, 'InstanceList.get_by_filters', [filters], wanted),
  );
  const now = secondsOf(host.wall().sql);
  for (const instance of found.map(fromPrimitive)) {
    const since = secondsOf(text(objectAt(instance.data, 'system_metadata'), 'shelved_at'));
    if (now - since > after) yield* offload(compute, context, instance);
  }
}

/** One that fails is logged, and the next has its turn. */
function* offload(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  try {
    yield* pause(compute.host, TIMES.save);
    setFields(instance, { task_state: 'shelving_offloading' });
    yield* objectAction(compute, context, instance, 'save', { expected_task_state: [null] });
    const args = { instance: toPrimitive(instance), clean_shutdown: false, accel_uuids: [] };
    yield* offloadInstance(compute, { method: 'shelve_offload_instance', args, context });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const about = { context, uuid: text(instance.data, 'uuid') };
    yield* LOG.exception(about, 'Periodic task failed to offload instance.', error);
  }
}

/** `_reclaim_queued_deletes`, every minute. */
export function* reclaimOld(compute: Compute, context: JsonObject): Task {
  const { host, name } = compute;
  const interval = option(host, 'DEFAULT.reclaim_instance_interval');
  if (interval === 0) return;
  const filters = { vm_state: 'soft-delete', task_state: null, host: name };
  const wanted = { expected_attrs: INSTANCE_DEFAULT_FIELDS, use_slave: true };
  const found = objectsOf(
    yield* classAction(compute, context, 'InstanceList.get_by_filters', [filters], wanted),
  );
  const now = secondsOf(host.wall().sql);
  for (const instance of found.map(fromPrimitive)) {
    const since = textOr(instance.data, 'deleted_at', null);
    if (since === null || now - secondsOf(since) > interval) yield* reclaim(compute, context, instance);
  }
}

function* reclaim(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const uuid = text(instance.data, 'uuid');
  yield* pause(compute.host, TIMES.instance);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  yield* LOG.info({ context, uuid }, 'Reclaiming deleted instance');
  try {
    yield* deleteInstance({ compute, context, instance, uuid });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const why = `Periodic reclaim failed to delete instance: ${strOf(error)}`;
    yield* LOG.warning({ context, uuid }, why, error);
  }
}
