/**
 * What a compute finds at its start (`nova/compute/manager.py:init_host`): its instances, each in the state in which the
 * process before it left them, and those that were on their way to this host. What cannot go on is set to ERROR.
 */
import type { Json, JsonObject } from '../../../base/json.ts';
import { parseJson } from '../../../base/json.ts';
import { http, type Task } from '../../../service/effects.ts';
import { textOf } from '../../context.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { ACTORS } from '../../words.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import type { Compute } from '../state.ts';
import { destroyEvacuated } from './evacuated.ts';
import { findNode } from './first-start.ts';
import { forgiving } from './periodic.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.init_host;

/** A method of the manager, as if it had been asked for. */
export type Redo = (method: string, args: JsonObject, context: JsonObject) => Task;

/** Gives the list of instances as it came, for the schedulers. */
export function* initHost(compute: Compute, context: JsonObject, redo: Redo): Task<Json> {
  const { host, name } = compute;
  const list = yield* classAction(compute, context, 'InstanceList.get_by_host', [name], {
    expected_attrs: ['info_cache', 'metadata', 'numa_topology'],
  });
  const instances = objectsOf(list).map(fromPrimitive);
  yield* lookAtAll(compute, context, instances);
  yield* pause(host, TIMES.node);
  const node = yield* findNode(compute, context);
  const nodeUuid = node === null ? null : text(dataOf(node), 'uuid');
  const gone = yield* destroyEvacuated(compute, context, nodeUuid);
  for (const instance of instances) {
    if (!gone.has(text(instance.data, 'uuid'))) yield* initInstance(compute, context, instance, redo);
  }
  const handled = new Set([...gone, ...instances.map(({ data }) => text(data, 'uuid'))]);
  if (nodeUuid !== null) yield* failInterrupted(compute, context, handled, nodeUuid);
  return list;
}

/** Its checks of CPU pinning and of TPMs look at the flavor and at the image's properties of each. */
function* lookAtAll(compute: Compute, context: JsonObject, instances: readonly LiveObject[]): Task {
  const asking = { ...context, read_deleted: 'yes' };
  for (const attr of ['flavor', 'system_metadata']) {
    for (const instance of instances) {
      yield* pause(compute.host, TIMES.look);
      const wanted = { uuid: text(instance.data, 'uuid'), expected_attrs: [attr] };
      const found = dataOf(yield* classAction(compute, asking, 'Instance.get_by_uuid', [], wanted));
      instance.data[attr] = found[attr] ?? null;
      if (attr !== 'flavor') continue;
      const { old_flavor = null, new_flavor = null } = found;
      setFields(instance, { old_flavor, new_flavor });
    }
  }
}

const OF_BUILD = ['scheduling', 'block_device_mapping', 'networking', 'spawning'];
const OF_REBUILD = ['rebuilding', 'rebuild_block_device_mapping', 'rebuild_spawning'];
/** Tasks that are forgotten: the instance is as it was before them. */
const FORGOTTEN = [
  ...['image_snapshot_pending', 'image_pending_upload', 'image_uploading', 'image_snapshot'],
  'resize_prep',
];
/** Tasks that are begun again: task_state -> the manager's method. */
const BEGUN_AGAIN: { readonly [task: string]: readonly [method: string, args: JsonObject] } = {
  'powering-off': ['stop_instance', { clean_shutdown: true }],
  'powering-on': ['start_instance', {}],
};
const REBOOTS = ['rebooting', 'reboot_pending', 'reboot_started'];

/** `_init_instance`. After a start the fake driver knows of no guest. */
function* initInstance(compute: Compute, context: JsonObject, instance: LiveObject, redo: Redo): Task {
  const { data } = instance;
  const vm = text(data, 'vm_state');
  const task = textOr(data, 'task_state', '');
  if (data.host !== compute.name) {
    const owner = `Instance ${text(data, 'uuid')} appears to not be owned by this host, but by ${textOr(data, 'host', 'None')}.`;
    yield* LOG.warning({ context }, `${owner} Startup processing is being skipped.`);
    return;
  }
  if (vm === 'soft-delete') return;
  if (vm === 'error' && !['resize_migrating', 'deleting'].includes(task)) return;
  if (vm === 'building' || OF_BUILD.includes(task)) {
    const at = '_init_instance nova/compute/manager.py:1102';
    const uuid = text(data, 'uuid');
    yield* LOG.debug({ context, uuid }, 'Instance failed to spawn correctly, setting to ERROR state', at);
    yield* setError(compute, context, instance);
    return;
  }
  if (['active', 'stopped'].includes(vm) && OF_REBUILD.includes(task)) {
    yield* setError(compute, context, instance);
    return;
  }
  if (vm !== 'error' && FORGOTTEN.includes(task))
    yield* saveState(compute, context, instance, { task_state: null });
  if (task === 'deleting') {
    yield* LOG.info(
      { context, uuid: text(data, 'uuid') },
      'Service started deleting the instance during the previous run, but did not finish. Restarting the deletion now.',
    );
    yield* forgiving(redo('terminate_instance', { instance: toPrimitive(instance), bdms: null }, context));
    return;
  }
  if (REBOOTS.includes(task)) {
    const args = { instance: toPrimitive(instance), block_device_info: null, reboot_type: 'HARD' };
    yield* forgiving(redo('reboot_instance', args, context));
    return;
  }
  const again = BEGUN_AGAIN[task];
  if (!again) return;
  const [method, args] = again;
  yield* forgiving(redo(method, { instance: toPrimitive(instance), ...args }, context));
}

/**
 * `_error_out_instances_whose_build_was_interrupted`: placement knows of a claim here, the cell of a server in BUILD that is
 * on no host: the compute died between the cast and its claim.
 */
function* failInterrupted(
  compute: Compute,
  context: JsonObject,
  handled: ReadonlySet<string>,
  nodeUuid: string,
): Task {
  yield* LOG.info(
    { context },
    'Looking for unclaimed instances stuck in BUILDING status for nodes managed by this host',
  );
  yield* pause(compute.host, TIMES.allocations);
  const uuids: string[] = [];
  // a placement that cannot be asked is logged alone
  yield* forgiving(
    (function* (): Task {
      const reply = yield* http({
        to: ACTORS.placement,
        method: 'GET',
        path: `/resource_providers/${nodeUuid}/allocations`,
        globalRequestId: textOf(context, 'request_id'),
      });
      const { allocations = {} } = (parseJson(reply.body) ?? {}) as { allocations?: JsonObject };
      uuids.push(...Object.keys(allocations).filter((uuid) => !handled.has(uuid)));
    })(),
  );
  if (uuids.length === 0) return;
  yield* pause(compute.host, TIMES.interrupted);
  const filters = { vm_state: 'building', uuid: uuids };
  const found = yield* classAction(compute, context, 'InstanceList.get_by_filters', [filters], {
    expected_attrs: [],
  });
  for (const primitive of objectsOf(found)) {
    const instance = fromPrimitive(primitive);
    yield* LOG.debug(
      { context, uuid: text(instance.data, 'uuid') },
      'Instance spawn was interrupted before instance_claim, setting instance to ERROR state',
      '_error_out_instances_whose_build_was_interrupted nova/compute/manager.py:1633',
    );
    yield* setError(compute, context, instance);
  }
}

const setError = (compute: Compute, context: JsonObject, instance: LiveObject): Task =>
  saveState(compute, context, instance, { vm_state: 'error', task_state: null });

function* saveState(compute: Compute, context: JsonObject, instance: LiveObject, values: JsonObject): Task {
  yield* pause(compute.host, TIMES.save);
  setFields(instance, values);
  yield* objectAction(compute, context, instance, 'save');
}
