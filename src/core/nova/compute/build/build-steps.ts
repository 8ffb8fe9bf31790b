/**
 * A build on its host (`nova/compute/manager.py:_build_and_run_instance`, `_build_resources`): claim, network in the
 * background, disks, spawn, ACTIVE; and what each failure comes to: another host is tried (RescheduledException), or the
 * build is given up (BuildAbortException).
 */
import { CodedError } from '../../../base/assert.ts';
import { type Inbox, makeInbox, receive, spawn, type Task } from '../../../service/effects.ts';
import { loggerOf, seconds } from '../../log.ts';
import { requestedNetwork } from '../../objects/catalog.ts';
import { setFields } from '../../objects/ovo.ts';
import { type Raised, raisedFrom, TracedError } from '../../python-trace.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { objectAction } from '../conductor-api.ts';
import { vifsOf } from '../info-cache.ts';
import { updateInstanceInfo } from '../scheduler-info.ts';
import type { Build, NetworkEnd } from '../state.ts';
import { allocateNetwork } from './allocate-network.ts';
import { buildAbort, RescheduledError } from './build-errors.ts';
import { shutDown } from './build-failure.ts';
import { noteNetwork, save } from './build-save.ts';
import {
  AWAITING,
  BUILD,
  ENTERING,
  LEAVING,
  NO_DISKS,
  NO_NETWORK,
  NOT_CLEAN,
  RERAISED,
  RESCHEDULED,
  SAVE_NETWORKING,
  SPAWN,
  through,
  YIELDED,
} from './build-trace.ts';
import { abortClaim, instanceClaim } from './claim.ts';
import { tellBuild } from './notify-build.ts';

const at = (line: number): string => `_build_resources nova/compute/manager.py:${line}`;
const LOG = loggerOf('nova.compute.manager');
const TIMES = TIMING.compute.build_and_run_instance;

/** Errors: `TracedError` `RescheduledException`, `BuildAbortException`; `InstanceNotFound`, `UnexpectedDeletingTaskStateError`. */
export function* buildAndRunOnHost(build: Build): Task {
  const { compute, context, instance } = build;
  yield* tellBuild(build, 'start');
  try {
    yield* instanceClaim(build);
    try {
      yield* onClaim(build);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      yield* abortClaim(build);
      throw error;
    }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* logOutcome(build, error);
    yield* tellBuild(build, 'error', error);
    throw outcomeOf(build, error);
  }
  build.networkAllocated = false;
  noteNetwork(build, null);
  const active = {
    vm_state: 'active',
    task_state: null,
    power_state: 1,
    launched_at: compute.host.wall().iso,
    // without a network nobody wrote it
    ...(requestedNetwork(build.args.requested_networks) === null
      ? {}
      : { info_cache: instance.data.info_cache ?? null }),
  };
  yield* save(build, TIMES.save_active, active, 'spawning');
  yield* pause(compute.host, TIMES.update_instance_info);
  yield* updateInstanceInfo({ compute, context, instance });
  yield* tellBuild(build, 'end');
}

const GONE = ['InstanceNotFound', 'UnexpectedDeletingTaskStateError'];

/** Failures of the network, which no other host would mend. */
const OF_NETWORK = [
  'ExternalNetworkAttachForbidden',
  'VirtualInterfaceCreateException',
  'VirtualInterfaceMacAddressException',
  'FixedIpInvalidOnHost',
];

const NOT_RESCHEDULING = 'Failed to allocate the network(s), not rescheduling.';

/** What each of those `except`s writes. */
function* logOutcome({ context, uuid }: Build, error: CodedError): Task {
  const quiet = [...GONE, 'ComputeResourcesUnavailable', 'BuildAbortException'];
  if (quiet.includes(error.code)) return;
  const about = { context, uuid };
  if (error.code === 'NoMoreFixedIps') yield* LOG.warning(about, 'No more fixed IP to be allocated', error);
  else if (OF_NETWORK.includes(error.code))
    yield* LOG.exception(about, 'Failed to allocate network(s)', error);
  else yield* LOG.exception(about, 'Failed to build and run instance', error);
}

/** The table of `except`s of `_build_and_run_instance`. */
function outcomeOf({ uuid }: Build, error: CodedError): CodedError {
  if (GONE.includes(error.code)) return error;
  if (error.code === 'BuildAbortException')
    return new TracedError(error.code, error.message, raisedFrom(error, [BUILD, ...RERAISED]));
  const handling = raisedFrom(error, []);
  if (error.code === 'NoMoreFixedIps') {
    const reason = `Failed to allocate the network(s) with error ${error.message}, not rescheduling.`;
    return buildAbort(uuid, reason, { frames: [BUILD], handling });
  }
  if (OF_NETWORK.includes(error.code))
    return buildAbort(uuid, NOT_RESCHEDULING, { frames: [BUILD], handling });
  return new RescheduledError(uuid, error.message, { frames: [BUILD, RESCHEDULED], handling });
}

/** What is done while the claim stands: `with self._build_resources(...)`, and the spawn in it. */
function* onClaim(build: Build): Task {
  const network = yield* beginNetwork(build);
  yield* prepareDisks(build, network);
  yield* spawnServer(build, network);
}

/** The strand beside: what it leaves is taken once, and kept. */
interface NetworkStrand {
  readonly done: Inbox<NetworkEnd>;
  end: NetworkEnd | null;
}

/** Errors: those that GONE names; any other is the end of the build. */
function* beginNetwork(build: Build): Task<NetworkStrand> {
  const { context, uuid } = build;
  yield* LOG.debug({ context, uuid }, 'Start building networks asynchronously for instance.', at(2709));
  try {
    const networking = { vm_state: 'building', task_state: 'networking', resources: null };
    yield* through(SAVE_NETWORKING, save(build, TIMES.save_networking, networking, [null]));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (![...GONE, 'UnexpectedTaskStateError'].includes(error.code))
      yield* LOG.exception({ context, uuid }, 'Failed to allocate network(s)', error);
    throw givenUp(uuid, error, { unexpected: NOT_RESCHEDULING, at: NO_NETWORK });
  }
  const done = makeInbox<NetworkEnd>(`network of ${uuid}`);
  yield* spawn('allocate network', allocateNetwork(build, done));
  return { done, end: null };
}

function* prepareDisks(build: Build, network: NetworkStrand): Task {
  const { compute, context, rootDisk, uuid } = build;
  try {
    yield* pause(compute.host, TIMES.save_root_disk);
    if (rootDisk && (rootDisk.data.device_name ?? null) === null) {
      setFields(rootDisk, { device_name: '/dev/sda' });
      yield* objectAction(compute, context, rootDisk, 'save');
    }
    yield* LOG.debug({ context, uuid }, 'Start building block device mappings for instance.', at(2744));
    yield* save(build, TIMES.save_block_device_mapping, {
      vm_state: 'building',
      task_state: 'block_device_mapping',
      root_device_name: '/dev/sda',
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (![...GONE, 'UnexpectedTaskStateError'].includes(error.code))
      yield* LOG.exception({ context, uuid }, 'Failure prepping block device', error);
    yield* ended(network);
    throw givenUp(uuid, error, { unexpected: 'Failure prepping block device.', at: NO_DISKS });
  }
}

/** Nova tells what it expects to happen by its own sentence, and anything else by one for all. */
function givenUp(
  uuid: string,
  error: CodedError,
  o: { readonly unexpected: string; readonly at: typeof NO_NETWORK },
): CodedError {
  if (GONE.includes(error.code)) return error;
  const reason = error.code === 'UnexpectedTaskStateError' ? error.message : o.unexpected;
  return buildAbort(uuid, reason, { frames: [...ENTERING, o.at], handling: raisedFrom(error, []) });
}

/** The fake driver's spawn takes no time, but it needs the network: here the build waits for the strand beside it. */
function* spawnServer(build: Build, network: NetworkStrand): Task {
  const { compute, instance, uuid } = build;
  try {
    yield* save(
      build,
      TIMES.save_spawning,
      { vm_state: 'building', task_state: 'spawning' },
      'block_device_mapping',
    );
    yield* through([SPAWN], driverSpawn(build, network));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (!GONE.includes(error.code))
      yield* LOG.exception({ context: build.context, uuid }, 'Instance failed to spawn', error);
    const end = yield* ended(network);
    const hasNetwork = end.ok && end.ports > 0;
    try {
      yield* shutDown(compute, build.context, instance, {
        deallocate: !hasNetwork && requestedNetwork(build.args.requested_networks) !== null,
      });
    } catch (second) {
      if (!(second instanceof CodedError)) throw second;
      const unclean = `Could not clean up failed build, not rescheduling. Error: ${second.message}`;
      yield* LOG.warning({ context: build.context }, unclean, second);
      const first = raisedFrom(error, [YIELDED]);
      const handling = during(raisedFrom(second, []), first);
      throw buildAbort(uuid, error.message, { frames: [...LEAVING, NOT_CLEAN], handling });
    }
    throw error;
  }
}

function* driverSpawn(build: Build, network: NetworkStrand): Task {
  const { compute, context, instance, uuid } = build;
  const begun = compute.host.now();
  yield* LOG.debug(
    { context, uuid },
    'Start spawning the instance on the hypervisor.',
    '_build_and_run_instance nova/compute/manager.py:2518',
  );
  compute.driver.spawn(instance.data);
  const end = yield* ended(network);
  if (end.ok) {
    compute.driver.plug(vifsOf(instance.data));
    const took = seconds(begun, compute.host.now());
    yield* LOG.info({ context, uuid }, `Took ${took} seconds to spawn the instance on the hypervisor.`);
    return;
  }
  throw new TracedError(end.error.code, end.error.message, raisedFrom(end.error, AWAITING));
}

function* ended(network: NetworkStrand): Task<NetworkEnd> {
  if (network.end) return network.end;
  const end = yield* receive(network.done);
  network.end = typeof end === 'symbol' ? { ok: true, ports: 0 } : end;
  return network.end;
}

/** An exception, and all that it handled, came while another was being handled. */
function during(raised: Raised, other: Raised): Raised {
  return { ...raised, handling: raised.handling ? during(raised.handling, other) : other };
}
