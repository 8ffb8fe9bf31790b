/**
 * `build_and_run_instance` (`nova/compute/manager.py:ComputeManager`). The method itself only begins a thread, and its RPC
 * worker is free again: the build waits there for its instance's lock and for one of `max_concurrent_builds` places. Every
 * row that it changes is changed by the cell conductor, asked by a call.
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { loggerOf, seconds } from '../../log.ts';
import { fromPrimitive } from '../../objects/ovo.ts';
import { handToThread } from '../../thread.ts';
import { TIMING } from '../../timing/timing.ts';
import { revertingTaskState, withFault } from '../decorators.ts';
import { buildFailed, buildSucceeded } from '../host/resource-tracker.ts';
import { reported } from '../instance-event.ts';
import { instanceLock } from '../instance-lock.ts';
import { deleteAllocations } from '../server/deallocate.ts';
import type { Build, BuildResult, Compute } from '../state.ts';
import { abandon, endWithFault, reschedule } from './build-failure.ts';
import { save } from './build-save.ts';
import { buildAndRunOnHost } from './build-steps.ts';

const TIMES = TIMING.compute.build_and_run_instance;
const LOG = loggerOf('nova.compute.manager');
const EVENT = 'compute__do_build_and_run_instance';

export function* buildAndRun(compute: Compute, { args, context }: Incoming): Task<Json> {
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const build: Build = { compute, context, instance, args, uuid, rootDisk: null, networkAllocated: false };
  yield* handToThread(
    `build ${uuid}`,
    { method: 'build_and_run_instance', instance_uuid: uuid, printed: true },
    holding(instanceLock(compute, uuid), holding(compute.builds, wholeBuild(build))),
  );
  return null;
}

/** Errors: those that none of Nova's own ways out took: a thread has nobody who waits for its end. */
function* wholeBuild(build: Build): Task {
  const { compute, context, instance, uuid } = build;
  let result: BuildResult = 'failed';
  let failure: CodedError | null = null;
  try {
    const work = withFault(compute, context, instance, doBuild(build));
    const noted = reported(compute, { uuid, event: EVENT, context, times: TIMES }, work);
    result = yield* revertingTaskState(compute, context, instance, noted);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    failure = error;
  }
  if (result === 'failed') yield* deleteAllocations(compute, context, uuid);
  if (result === 'active') buildSucceeded(compute);
  else buildFailed(compute);
  if (failure) throw failure;
}

/** `_do_build_and_run_instance` */
function* doBuild(build: Build): Task<BuildResult> {
  const { compute, context, uuid } = build;
  try {
    yield* save(build, TIMES.save_building, { vm_state: 'building', task_state: null }, ['scheduling', null]);
  } catch (error) {
    if (isCode(error, GONE) || isCode(error, ['UnexpectedTaskStateError'])) return 'failed';
    throw error;
  }
  try {
    const begun = compute.host.now();
    yield* buildAndRunOnHost(build);
    const took = seconds(begun, compute.host.now());
    yield* LOG.info({ context, uuid }, `Took ${took} seconds to build instance.`);
    return 'active';
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (isCode(error, GONE)) return yield* abandon(build);
    const { retry } = build.args.filter_properties as { retry?: Json };
    if (error.code === 'RescheduledException' && isObject(retry)) {
      const at = '_do_build_and_run_instance nova/compute/manager.py:2362';
      yield* LOG.debug({ context, uuid }, error.message, at);
      return yield* reschedule(build, error);
    }
    return yield* endWithFault(build, error);
  }
}

/** The server was deleted meanwhile. */
const GONE = ['InstanceNotFound', 'UnexpectedDeletingTaskStateError'];

const isCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof CodedError && codes.includes(error.code);
