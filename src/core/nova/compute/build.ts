/**
 * `build_and_run_instance` (`nova/compute/manager.py:ComputeManager`): claim, network in the background, disks, spawn by
 * the fake driver, ACTIVE. Every row it changes is changed by the cell conductor, asked by a call.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { fanout } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import { type Inbox, makeInbox, receive, spawn, type Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { fromPrimitive, listOf, setFields, toPrimitive } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { allocateNetwork } from './allocate-network.ts';
import { instanceClaim } from './claim.ts';
import { objectAction } from './conductor-api.ts';
import { reported } from './instance-event.ts';
import type { Build, Compute, NetworkEnd } from './state.ts';

const TIMES = TIMING.compute.build_and_run_instance;
const EVENT = 'compute__do_build_and_run_instance';

export function* buildAndRun(compute: Compute, incoming: Incoming): Task<Json> {
  const { args, context } = incoming;
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const build: Build = { compute, context, instance, args, uuid, rootDisk: null };
  let failure: CodedError | null = null;
  /** A build that fails leaves its instance in ERROR. */
  const work = (function* (): Task {
    try {
      yield* doBuild(build);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      failure = error;
      yield* setError(build);
      throw error;
    }
  })();
  try {
    yield* reported(compute, { uuid, event: EVENT, context, times: TIMES }, work);
  } catch (error) {
    // noted, and told by the instance's row: a cast has nobody who waits for its end
    if (error !== failure) throw error;
  }
  return null;
}

function* save(build: Build, afterMs: number, values: JsonObject, expected?: Json): Task {
  yield* pause(build.compute.host, afterMs);
  setFields(build.instance, values);
  const kwargs = expected === undefined ? {} : { expected_task_state: expected };
  yield* objectAction(build.compute, build.context, build.instance, 'save', kwargs);
}

function* doBuild(build: Build): Task {
  const { compute, context, instance, uuid } = build;
  yield* save(build, TIMES.save_building, { vm_state: 'building', task_state: null }, ['scheduling', null]);
  yield* instanceClaim(build);
  yield* save(
    build,
    TIMES.save_networking,
    { vm_state: 'building', task_state: 'networking', resources: null },
    [null],
  );
  const network = makeInbox<NetworkEnd>(`network of ${uuid}`);
  yield* spawn('allocate network', allocateNetwork(build, network));
  yield* pause(compute.host, TIMES.save_root_disk);
  yield* saveRootDisk(build);
  yield* save(build, TIMES.save_block_device_mapping, {
    vm_state: 'building',
    task_state: 'block_device_mapping',
    root_device_name: '/dev/sda',
  });
  yield* save(
    build,
    TIMES.save_spawning,
    { vm_state: 'building', task_state: 'spawning' },
    'block_device_mapping',
  );
  yield* awaitNetwork(network);
  const active = {
    vm_state: 'active',
    task_state: null,
    power_state: 1,
    launched_at: compute.host.wall().iso,
    info_cache: instance.data.info_cache ?? null,
  };
  yield* save(build, TIMES.save_active, active, 'spawning');
  yield* pause(compute.host, TIMES.update_instance_info);
  yield* fanout(compute.cell, {
    target: { topic: TOPICS.scheduler, version: VERSIONS.schedulerFanout },
    method: 'update_instance_info',
    args: { host_name: compute.name, instance_info: listOf('InstanceList', [toPrimitive(instance)], true) },
    context,
  });
}

/** The fake driver's spawn takes no time, but it needs the network: here the build waits for the strand beside it. */
function* awaitNetwork(network: Inbox<NetworkEnd>): Task {
  const end = yield* receive(network);
  if (typeof end !== 'symbol' && !end.ok) throw end.error;
}

function* saveRootDisk(build: Build): Task {
  const { compute, context } = build;
  const disk = build.rootDisk;
  if (!disk) return;
  setFields(disk, { device_name: '/dev/sda' });
  yield* objectAction(compute, context, disk, 'save');
}

function* setError(build: Build): Task {
  yield* save(build, TIMES.save_error, { vm_state: 'error', task_state: null });
}
