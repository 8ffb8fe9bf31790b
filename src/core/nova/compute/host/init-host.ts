/**
 * What a compute finds at its start (`nova/compute/manager.py:init_host`): its instances, each in the state in which the
 * process before it left them, and those that were on their way to this host. What cannot go on is set to ERROR.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import { parseJson } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { askPlacement } from '../../ask-placement.ts';
import { textOf } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, type LiveObject, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectsOf } from '../conductor-api.ts';
import { updateInstanceList } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { destroyEvacuated } from './evacuated.ts';
import { findNode } from './first-start.ts';
import { initInstance, type Redo, setError } from './init-instance.ts';
import { forgiving } from './periodic.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.init_host;

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
  try {
    yield* settle(compute, context, { instances, node, redo });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* tellInstances(compute, context, list);
    throw error;
  }
  return list;
}

interface AtStart {
  readonly instances: readonly LiveObject[];
  readonly node: JsonObject | null;
  readonly redo: Redo;
}

/** Those that were evacuated, then the others, then what was on its way here. */
function* settle(compute: Compute, context: JsonObject, { instances, node, redo }: AtStart): Task {
  const nodeUuid = node === null ? null : text(dataOf(node), 'uuid');
  const gone = yield* destroyEvacuated(compute, context, nodeUuid);
  for (const instance of instances) {
    if (!gone.has(text(instance.data, 'uuid'))) yield* initInstance(compute, context, instance, redo);
  }
  const handled = new Set([...gone, ...instances.map(({ data }) => text(data, 'uuid'))]);
  if (nodeUuid !== null) yield* failInterrupted(compute, context, handled, nodeUuid);
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
  const failed = `Could not retrieve compute node resource provider ${nodeUuid} and therefore unable to error out any instances stuck in BUILDING state.`;
  yield* forgiving(
    (error) => LOG.error({ context }, `${failed} Error: ${error.message}`, error),
    (function* (): Task {
      const reply = yield* askPlacement(compute.host, {
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

/** The whole list goes out once at start, if there is any instance, also where something went wrong with one. */
export function* tellInstances(compute: Compute, context: JsonObject, list: Json): Task {
  if (objectsOf(list).length === 0) return;
  yield* updateInstanceList({ compute, context }, list);
}
