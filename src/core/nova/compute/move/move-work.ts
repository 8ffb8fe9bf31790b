/**
 * What stands around the pieces of a move (`nova/compute/manager.py`: `errors_out_migration`, `_error_out_instance_on_exception`),
 * and what they share.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import { cast } from '../../../rpc/client.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { objectAt, text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { fromPrimitive, type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import {
  allocationsOf,
  giveBackAllocations,
  holdsNothing,
  moveAllocations,
  type PlacementClient,
} from '../../report-client.ts';
import { hasChanges } from '../../save-instance.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { TOPICS, VERSIONS } from '../../words.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { revertingTaskState, tellingFailure, withFault } from '../decorators.ts';
import { saveErrorState } from '../error-state.ts';
import { reported } from '../instance-event.ts';
import type { InstanceWork } from '../instance-work.ts';
import type { Compute } from '../state.ts';
import { IN_MIGRATION, passing } from '../wrap-trace.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.move;

/** A piece of a move: of which record, with what else its message carries. */
export interface MoveWork extends InstanceWork {
  readonly migration: LiveObject;
  readonly args: JsonObject;
}

export const moveOf = (work: InstanceWork, { args }: Incoming): MoveWork => ({
  ...work,
  migration: fromPrimitive(args.migration),
  args,
});

/** `reverts_task_state`, `wrap_instance_event`, `errors_out_migration`, `wrap_instance_fault`. Errors: those of `task`. */
export function* onMove(
  compute: Compute,
  incoming: Incoming,
  method: string,
  task: (work: MoveWork) => Task,
): Task<Json> {
  const { args, context } = incoming;
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const work = moveOf({ compute, context, instance, uuid }, incoming);
  const event = { uuid, event: `compute_${method}`, context, times: TIMES };
  const guarded = withMigration(work, withFault(compute, context, instance, task(work)));
  const reverting = revertingTaskState(compute, context, instance, reported(compute, event, guarded));
  yield* tellingFailure(compute, context, { method, args }, reverting);
  return null;
}

export const placementOf = ({ compute, context }: InstanceWork): PlacementClient => ({
  host: compute.host,
  context,
  before: () => pause(compute.host, TIMES.placement),
});

/** What fails leaves the record of the move in `error`. Errors: those of `task`. */
export function* withMigration(work: InstanceWork & Pick<MoveWork, 'migration'>, task: Task): Task {
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* saveStatus(work, 'error');
    throw passing(error, IN_MIGRATION);
  }
}

/** What fails leaves the instance in ERROR. Errors: those of `task`. */
export function* orError({ compute, context, instance, uuid }: InstanceWork, task: Task): Task {
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception({ context, uuid }, 'Setting instance vm_state to ERROR', error);
    yield* saveErrorState(compute, context, instance);
    throw error;
  }
}

export function* saveStatus(
  { compute, context, migration }: InstanceWork & Pick<MoveWork, 'migration'>,
  status: string,
): Task {
  yield* pause(compute.host, TIMES.save_migration);
  setFields(migration, { status });
  yield* objectAction(compute, context, migration, 'save');
}

export function* saveInstance(work: InstanceWork, values: JsonObject, expected?: Json): Task {
  const { compute, context, instance } = work;
  yield* pause(compute.host, TIMES.save);
  setFields(instance, values);
  const kwargs = expected === undefined ? {} : { expected_task_state: expected };
  yield* objectAction(compute, context, instance, 'save', kwargs);
}

type Loaded =
  | ('InstancePCIRequests' | 'ResourceList' | 'PciDeviceList' | 'MigrationContext')
  | ('InstanceNUMATopology' | 'TrustedCerts');

/** What did not come with the instance is asked for when somebody first looks at it (`obj_load_attr`). */
export function* load(work: InstanceWork, field: string, objname: Loaded): Task {
  const { compute, context, instance, uuid } = work;
  if (field in instance.data) return;
  yield* pause(compute.host, TIMES.load);
  const asking = { ...context, read_deleted: 'yes' };
  try {
    const found = yield* classAction(compute, asking, `${objname}.get_by_instance_uuid`, [uuid]);
    instance.data[field] = found;
    if (hasChanges(found)) instance.changes.add(field);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'MigrationContextNotFound') throw error;
    instance.data[field] = null;
  }
}

/** `apply_migration_context`, `revert_migration_context` */
export function setContext({ instance }: InstanceWork, prefix: 'new' | 'old'): void {
  const context = instance.data.migration_context ?? null;
  if (context === null) return;
  const kept = objectAt(objectAt({ context }, 'context'), 'nova_object.data');
  const names = ['numa_topology', 'pci_requests', 'pci_devices', 'resources'];
  setFields(instance, Object.fromEntries(names.map((name) => [name, kept[`${prefix}_${name}`] ?? null])));
}

/** `_set_instance_info` */
export function flavorFields(flavor: JsonObject, primitive: Json): JsonObject {
  const { id = null, memory_mb = null, vcpus = null, root_gb = null, ephemeral_gb = null } = flavor;
  return { instance_type_id: id, memory_mb, vcpus, root_gb, ephemeral_gb, flavor: primitive };
}

/** The next host goes on: the instance as it is by now, and the record. */
export function* goOn(work: MoveWork, server: string, method: string, args: JsonObject): Task {
  const { compute, context, instance, migration } = work;
  yield* pause(compute.host, TIMES.cast);
  yield* cast(compute.cell, {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method,
    args: { instance: toPrimitive(instance), migration: toPrimitive(migration), ...args },
    context,
  });
}

/** `_revert_allocation`: what the record holds of the source is the instance's again; one that holds nothing is logged. */
export function* revertAllocation(work: InstanceWork & Pick<MoveWork, 'migration'>): Task {
  const uuid = text(work.migration.data, 'uuid');
  const held = yield* allocationsOf(placementOf(work), uuid);
  if (!holdsNothing(held)) {
    yield* moveAllocations(placementOf(work), uuid, work.uuid);
    return;
  }
  const node = textOr(work.migration.data, 'source_node', 'None');
  yield* LOG.error(
    work,
    `Did not find resource allocations for migration ${uuid} on source node ${node}. Unable to revert source node allocations back to the instance.`,
  );
}

/** `_delete_allocation_after_move`: what the record holds of the source is given back. */
export function* giveBackSource(work: MoveWork): Task {
  yield* giveBackAllocations(placementOf(work), text(work.migration.data, 'uuid'));
}

/** `_delete_stashed_flavor_info` */
export function* forgetFlavors(work: InstanceWork): Task {
  const { old_vm_state: _old, ...system_metadata } = objectAt(work.instance.data, 'system_metadata');
  yield* saveInstance(work, { old_flavor: null, new_flavor: null, system_metadata });
}
