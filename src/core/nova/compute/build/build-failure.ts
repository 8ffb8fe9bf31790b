/** What is done after a build that failed (`nova/compute/manager.py:_do_build_and_run_instance`, `_shutdown_instance`). */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import { cast } from '../../../rpc/client.ts';
import type { Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { requestedNetwork } from '../../objects/catalog.ts';
import { dataOf, type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { exceptionLines, raisedFrom } from '../../python-trace.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { TOPICS, VERSIONS } from '../../words.ts';
import { refreshNetwork } from '../info-cache.ts';
import { addFault } from '../instance-fault.ts';
import {
  DESTROYED,
  deallocateNetwork,
  deleteAllocations,
  tryDeallocateNetwork,
} from '../server/deallocate.ts';
import type { Build, BuildResult, Compute } from '../state.ts';
import { RescheduledError } from './build-errors.ts';
import { noteNetwork, save } from './build-save.ts';
import { SHUTDOWN, through } from './build-trace.ts';

const LOG = loggerOf('nova.compute.manager');
const TIMES = TIMING.compute.failed_build;

/** `_nil_out_instance_obj_host_and_node` */
const NOWHERE = { host: null, node: null, launched_on: null, availability_zone: null } as const;

/** Another host is to be tried: the cell's conductor is asked for it. */
export function* reschedule(build: Build, error: CodedError): Task<BuildResult> {
  const { compute, context, args, uuid, instance } = build;
  const filter_properties = args.filter_properties as JsonObject;
  yield* cleanUpNetwork(build);
  yield* save(build, TIMES.save, { ...NOWHERE, task_state: 'scheduling' });
  yield* deleteAllocations(compute, context, uuid);
  yield* pause(compute.host, TIMES.cast);
  const retry = {
    ...(filter_properties.retry as JsonObject),
    exc: exceptionLines(raisedFrom(error, [])),
    exc_reason: error instanceof RescheduledError ? error.reason : error.message,
  };
  yield* cast(compute.cell, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.buildInstances },
    method: 'build_instances',
    args: {
      instances: [toPrimitive(instance)],
      image: args.image ?? null,
      filter_properties: { ...filter_properties, retry },
      admin_password: args.admin_password ?? null,
      injected_files: args.injected_files ?? [],
      requested_networks: args.requested_networks ?? null,
      security_groups: args.security_groups ?? [],
      request_spec: args.request_spec ?? null,
      host_lists: [args.host_list ?? []],
    },
    context,
  });
  return 'rescheduled';
}

/** The build is given up: a fault is noted, and the instance stays on no host, in ERROR. */
export function* endWithFault(build: Build, error: CodedError): Task<BuildResult> {
  const { compute, context, instance, uuid } = build;
  const isRescheduling = error instanceof RescheduledError;
  if (error.code === 'BuildAbortException') yield* LOG.error({ context, uuid }, error.message, error);
  else if (!isRescheduling)
    yield* LOG.exception({ context, uuid }, 'Unexpected build failure, not rescheduling build.', error);
  yield* cleanUpNetwork(build);
  yield* pause(compute.host, TIMES.save);
  const message = isRescheduling ? { message: error.reason } : {};
  yield* addFault(compute, context, instance, { error, ...message });
  yield* save(build, TIMES.save, { ...NOWHERE, vm_state: 'error', task_state: null });
  return 'failed';
}

/** Its instance is gone. */
export function* abandon(build: Build): Task<BuildResult> {
  yield* cleanUpNetwork(build);
  return 'failed';
}

const hasNetworkInfo = ({ data }: LiveObject): boolean => {
  const cache = data.info_cache;
  return isObject(cache) && !['[]', '', null].includes((dataOf(cache).network_info ?? null) as string | null);
};

/** `_cleanup_allocated_networks`: neutron or a conductor that cannot be asked is logged alone. */
function* cleanUpNetwork(build: Build): Task {
  const { compute, context, instance, uuid, args } = build;
  try {
    if (!hasNetworkInfo(instance)) yield* refresh(compute, context, instance);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const stale =
      'Failed to update network info cache when cleaning up allocated networks. Stale VIFs may be left on this host.';
    yield* LOG.warning({ context }, `${stale}Error: ${error.message}`, error);
    return;
  }
  try {
    // `_deallocate_network`: what was told to have no network has none to give back
    if (requestedNetwork(args.requested_networks) !== null)
      yield* deallocateNetwork(compute, context, instance);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.exception({ context, uuid }, 'Failed to deallocate networks', error);
    return;
  }
  build.networkAllocated = false;
  noteNetwork(build, 'False');
  try {
    yield* save(build, TIMES.save, {});
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
  }
}

/** `get_instance_nw_info`: what the driver needs to unplug */
function* refresh(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const cache = yield* refreshNetwork(compute, context, instance.data, TIMES);
  if (cache) setFields(instance, { info_cache: toPrimitive(cache) });
}

/** `_shutdown_instance`: `deallocate` where a network was asked for, and none came about that another host could use. Errors: those of neutron. */
export function* shutDown(
  compute: Compute,
  context: JsonObject,
  instance: LiveObject,
  { deallocate }: { readonly deallocate: boolean },
): Task {
  const asAdmin = elevated(context);
  const about = { context, uuid: text(instance.data, 'uuid') };
  yield* LOG.info(about, 'Terminating instance');
  if (!hasNetworkInfo(instance)) yield* through(SHUTDOWN, refresh(compute, asAdmin, instance));
  yield* LOG.info(about, DESTROYED);
  if (deallocate) yield* tryDeallocateNetwork(compute, context, instance);
}
