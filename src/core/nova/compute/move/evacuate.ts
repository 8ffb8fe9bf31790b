/**
 * An evacuated server on its new host (`nova/compute/manager.py:rebuild_instance` with `recreate`): claimed as a move, its
 * ports bound here, made anew from its image. The lost host cannot be asked for anything.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { setFields } from '../../objects/ovo.ts';
import { allocationsOf } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { usageChanged } from '../build/claim.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { NOSTATE } from '../driver.ts';
import { vifsOf } from '../info-cache.ts';
import { lookAtNetwork, onInstance } from '../instance-work.ts';
import { updateInstanceInfo } from '../scheduler-info.ts';
import { stopHere } from '../server/power.ts';
import { AS_TOLD, rebuilt } from '../server/rebuild-failure.ts';
import type { Compute } from '../state.ts';
import { tellAct, tellExists } from '../tell-act.ts';
import { tellMigratingTo } from './live-ports.ts';
import {
  load,
  type MoveWork,
  moveOf,
  placementOf,
  saveInstance,
  saveStatus,
  setContext,
} from './move-work.ts';
import { dropMove } from './moves.ts';
import { bindPortsHere } from './port-bindings.ts';
import { claimMove } from './resize.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.move;
const LIVE = TIMING.compute.live_migration;

const RUNNING = 1;

/** The image that is kept with an instance has no name. */
const TOLD = { ...AS_TOLD, usage: { image_name: '' } };

export function* evacuateHere(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'rebuild_instance', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (instanceWork) {
    const work = moveOf(instanceWork, incoming);
    yield* LOG.info(work, 'Evacuating instance');
    yield* allocationsOf(placementOf(work), work.uuid);
    const isDone = yield* rebuilt(work, rebuild(work), () => saveStatus(work, 'failed'));
    if (isDone) yield* finish(work);
  });
}

function* rebuild(work: MoveWork): Task {
  yield* claimMove(work);
  try {
    yield* remake(work);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* abortClaim(work);
    throw error;
  }
}

/**
 * `claims.py:MoveClaim.abort`, by the instance as it was before the claim: what the move was to need here is free again. The
 * instance itself does not hear of it, and saves its context of the move once more with the next save.
 */
function* abortClaim(work: MoveWork): Task {
  const { compute, context, instance, uuid } = work;
  yield* pause(compute.host, TIMES.load);
  yield* classAction(compute, context, 'MigrationContext.get_by_instance_uuid', [uuid]);
  dropMove(compute, uuid, instance.data.flavor);
  yield* usageChanged(compute, { ...context, is_admin: true }, TIMES, 'move');
  const before = { ...instance, data: { ...instance.data }, changes: new Set<string>() };
  yield* pause(compute.host, TIMES.load);
  yield* objectAction(compute, context, before, 'drop_migration_context');
  instance.changes.add('migration_context');
}

function* remake(work: MoveWork): Task {
  const { compute, context, instance, uuid } = work;
  const wasStopped = instance.data.vm_state === 'stopped';
  const image = textOr(instance.data, 'image_ref', '');
  yield* LOG.info({ context }, `disk not on shared storage, evacuating from image: '${image}'`);
  yield* load(work, 'trusted_certs', 'TrustedCerts');
  instance.changes.add('trusted_certs');
  yield* tellExists(work);
  yield* tellAct(work, 'rebuild', 'start', TOLD);
  yield* saveInstance(work, { power_state: NOSTATE, task_state: 'rebuilding' }, ['rebuilding']);
  yield* tellMigratingTo(compute, context, instance.data, LIVE);
  yield* bindPortsHere(compute, context, instance.data, TIMES);
  yield* lookAtNetwork(work, TIMES);
  yield* pause(compute.host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  // for a `rebuild` that this driver does not have (`mutated_migration_context`)
  setContext(work, 'new');
  setContext(work, 'old');
  yield* saveInstance(work, { task_state: 'rebuild_block_device_mapping' }, ['rebuilding']);
  yield* saveInstance(work, { task_state: 'rebuild_spawning' }, ['rebuild_block_device_mapping']);
  setContext(work, 'old');
  compute.driver.spawn(instance.data);
  compute.driver.plug(vifsOf(instance.data));
  const launched_at = compute.host.wall().iso;
  const active = { power_state: RUNNING, vm_state: 'active', task_state: null, launched_at };
  yield* saveInstance(work, active, ['rebuild_spawning']);
  if (wasStopped) yield* stopAgain(work);
  yield* pause(compute.host, TIMES.fanout);
  yield* updateInstanceInfo({ compute, context, instance });
  yield* tellAct(work, 'rebuild', 'end', TOLD);
}

/** A server that was stopped is made running, and stopped as a part of this, with an event of its own. */
function* stopAgain(work: MoveWork): Task {
  yield* LOG.info(work, "bringing vm to original state: 'stopped'");
  yield* saveInstance(work, { vm_state: 'active', task_state: 'powering-off', progress: 0 });
  yield* stopHere(work);
}

/** `resource_tracker.py:finish_evacuation`: only now the server is of this host. */
function* finish(work: MoveWork): Task {
  const { compute, context, instance } = work;
  setContext(work, 'new');
  yield* saveInstance(work, { host: compute.name, node: compute.name });
  yield* pause(compute.host, TIMES.save);
  yield* objectAction(compute, context, instance, 'drop_migration_context');
  setFields(instance, { migration_context: null });
  instance.changes.clear();
  yield* saveStatus(work, 'done');
}
