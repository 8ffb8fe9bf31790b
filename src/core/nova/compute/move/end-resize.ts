/**
 * The end of a resize or a cold migration (`nova/compute/manager.py`): confirmed, the host that the server left frees what it
 * kept for it (`confirm_resize`); reverted, the host where it is lets it go (`revert_resize`), and the old one turns it on again
 * (`finish_revert_resize`).
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { objectAt, text, textOr, whole } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, setFields, toPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { usageChanged } from '../build/claim.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { tellingFailure, withFault } from '../decorators.ts';
import { reported } from '../instance-event.ts';
import { instanceLock } from '../instance-lock.ts';
import { lookAtNetwork, SHUTDOWN } from '../instance-work.ts';
import { deleteInstanceInfo } from '../scheduler-info.ts';
import { stopInstance } from '../server/power.ts';
import type { Compute } from '../state.ts';
import { tellAct, tellExists } from '../tell-act.ts';
import {
  flavorFields,
  forgetFlavors,
  giveBackSource,
  goOn,
  load,
  type MoveWork,
  moveOf,
  onMove,
  orError,
  revertAllocation,
  saveInstance,
  saveStatus,
  setContext,
  withMigration,
} from './move-work.ts';
import { dropMove } from './moves.ts';
import { bindPortsHere, clearBindings, portsMayGo } from './port-bindings.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.move;

/** On the host that the server left. */
export function* confirmResize(compute: Compute, incoming: Incoming): Task<Json> {
  const { args, context } = incoming;
  const given = fromPrimitive(args.instance);
  const uuid = text(given.data, 'uuid');
  const work = moveOf({ compute, context, instance: given, uuid }, incoming);
  const event = { uuid, event: 'compute_confirm_resize', context, times: TIMES };
  const guarded = withMigration(
    work,
    withFault(compute, context, given, holding(instanceLock(compute, uuid), confirm(work))),
  );
  const noted = reported(compute, event, guarded);
  yield* tellingFailure(compute, context, { method: 'confirm_resize', args }, noted);
  return null;
}

function* confirm(given: MoveWork): Task {
  const { compute, context, migration, uuid } = given;
  const status = text(migration.data, 'status');
  const about = { context, uuid };
  const id = whole(migration.data, 'id');
  if (status === 'confirmed') yield* LOG.info(about, `Migration ${id} is already confirmed`);
  else if (status !== 'finished' && status !== 'confirming')
    yield* LOG.warning(
      about,
      `Unexpected confirmation status '${status}' of migration ${id}, exit confirmation process`,
    );
  if (status !== 'finished' && status !== 'confirming') return;
  yield* pause(compute.host, TIMES.instance);
  let found: Json;
  try {
    const wanted = { expected_attrs: ['metadata', 'system_metadata', 'flavor'] };
    found = yield* classAction(compute, context, 'Instance.get_by_uuid', [uuid], wanted);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    yield* LOG.info(about, 'Instance is not found during confirmation');
    return;
  }
  const work = { ...given, instance: fromPrimitive(found) };
  yield* orError(work, confirmAndFree(work));
}

/** Whatever becomes of it, nothing is held on this host any more: the server is elsewhere. */
function* confirmAndFree(work: MoveWork): Task {
  const { compute, context, uuid } = work;
  try {
    yield* leave(work);
  } finally {
    yield* giveBackSource(work);
    yield* pause(compute.host, TIMES.fanout);
    yield* deleteInstanceInfo({ compute, context, uuid });
    yield* forgetFlavors(work);
  }
}

function* leave(work: MoveWork): Task {
  const { compute, context, instance, migration, uuid } = work;
  yield* tellAct(work, 'resize_confirm', 'start');
  yield* clearBindings(compute, context, instance.data, text(migration.data, 'source_compute'));
  yield* lookAtNetwork(work, TIMES);
  yield* load(work, 'migration_context', 'MigrationContext');
  yield* saveStatus(work, 'confirmed');
  dropMove(compute, uuid, instance.data.old_flavor);
  yield* usageChanged(compute, { ...context, is_admin: true }, TIMES, 'move');
  yield* dropContext(work);
  const vm_state = instance.data.power_state === SHUTDOWN ? 'stopped' : 'active';
  yield* saveInstance(work, { vm_state, task_state: null }, [null, 'deleting', 'soft-deleting']);
  yield* tellAct(work, 'resize_confirm', 'end');
}

function* dropContext({ compute, context, instance }: MoveWork): Task {
  yield* pause(compute.host, TIMES.load);
  yield* objectAction(compute, context, instance, 'drop_migration_context');
}

/** On the host where the server is. */
export function* revertResize(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* onMove(compute, incoming, 'revert_resize', (work) => orError(work, undo(work)));
}

function* undo(work: MoveWork): Task {
  const { compute, context, instance, migration, args, uuid } = work;
  yield* tellExists(work);
  yield* clearBindings(compute, context, instance.data, null);
  yield* portsMayGo(compute, context, instance.data, text(migration.data, 'dest_compute'));
  yield* lookAtNetwork(work, TIMES);
  yield* pause(compute.host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  yield* saveStatus(work, 'reverted');
  yield* load(work, 'migration_context', 'MigrationContext');
  dropMove(compute, uuid, instance.data.new_flavor ?? instance.data.flavor);
  yield* usageChanged(compute, { ...context, is_admin: true }, TIMES, 'move');
  setContext(work, 'old');
  yield* saveInstance(work, {}, ['resize_reverting']);
  const { request_spec = null } = args;
  yield* goOn(work, text(migration.data, 'source_compute'), 'finish_revert_resize', { request_spec });
}

/** On the host that the server left. */
export function* finishRevertResize(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* onMove(compute, incoming, 'finish_revert_resize', function* (work) {
    try {
      yield* orError(work, comeBack(work, incoming));
    } finally {
      yield* forgetFlavors(work);
    }
  });
}

function* comeBack(work: MoveWork, incoming: Incoming): Task {
  const { compute, context, instance, migration, uuid } = work;
  yield* pause(compute.host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  yield* tellAct(work, 'resize_revert', 'start');
  const before = textOr(objectAt(instance.data, 'system_metadata'), 'old_vm_state', 'active');
  const { old_flavor = null } = instance.data;
  setFields(instance, flavorFields(dataOf(old_flavor), old_flavor));
  const { source_compute = null, source_node = null } = migration.data;
  yield* saveInstance(work, { host: source_compute, node: source_node }, ['resize_reverting']);
  yield* revertAllocation(work);
  yield* bindPortsHere(compute, context, instance.data, TIMES);
  yield* lookAtNetwork(work, TIMES);
  compute.driver.appears(uuid);
  yield* dropContext(work);
  yield* saveInstance(work, { launched_at: compute.host.wall().iso }, 'resize_reverting');
  yield* LOG.info(work, `Updating instance to original state: '${before}'`);
  if (before !== 'stopped') yield* saveInstance(work, { vm_state: 'active', task_state: null });
  else yield* stopAgain(work, incoming);
  yield* tellAct(work, 'resize_revert', 'end');
}

/** It was off before: it is turned off as anybody's server is, as a part of this. */
function* stopAgain(work: MoveWork, incoming: Incoming): Task {
  yield* saveInstance(work, { task_state: 'powering-off' });
  yield* stopInstance(work.compute, { ...incoming, args: { instance: toPrimitive(work.instance) } });
}
