/**
 * `build_instances` (`nova/conductor/manager.py:ComputeTaskManager.build_instances`), asked for by a compute whose build
 * failed: the cell's conductor claims on the next of the scheduler's alternates and casts the build to it. It reaches no
 * scheduler and no nova_api. Without an alternate the server ends in its cell in ERROR, with a fault.
 */

import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { pythonRepr } from '../../base/python.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import { sayOf } from '../exception-codes.ts';
import { numberOr, objectsAt, text, textOr } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { dataOf, fromPrimitive, type LiveObject, listOf, ovo, toPrimitive } from '../objects/ovo.ts';
import { option } from '../options.ts';
import { exceptionText, frame, raisedFrom, TracedError } from '../python-trace.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import type { CellConductor } from './cell-state.ts';
import { claimOn } from './claim-again.ts';
import { CLASS_METHODS } from './class-methods.ts';
import { freeNetwork } from './free-network.ts';
import { setVmState } from './set-vm-state.ts';

const LOG = loggerOf('nova.scheduler.utils');

const TIMES = TIMING.cell_conductor.build_instances;

const MANAGER = 'nova/conductor/manager.py';
const TOO_OFTEN = [
  frame(MANAGER, 688, 'build_instances', 'scheduler_utils.populate_retry('),
  frame('nova/scheduler/utils.py', 998, 'populate_retry', 'raise exception.MaxRetriesExceeded(reason=msg)'),
];
const NO_HOST_LEFT = [
  frame(MANAGER, 703, 'build_instances', 'raise exception.MaxRetriesExceeded(reason=msg)'),
];

export function* buildInstances(conductor: CellConductor, incoming: Incoming): Task<Json> {
  const { args } = incoming;
  const lists = args.host_lists as readonly (readonly JsonObject[])[];
  for (const [i, primitive] of objectsAt(args, 'instances').entries()) {
    yield* buildAgain(conductor, incoming, fromPrimitive(primitive), (lists[i] ?? []).map(dataOf));
  }
  return null;
}

function* buildAgain(
  conductor: CellConductor,
  incoming: Incoming,
  instance: LiveObject,
  hosts: readonly JsonObject[],
): Task {
  const uuid = text(instance.data, 'uuid');
  let again: FilterProperties;
  yield* logComputeError(conductor, incoming, uuid);
  try {
    again = populateRetry(conductor.host, incoming.args.filter_properties as FilterProperties, uuid);
    if (hosts.length === 0) throw exhausted(uuid);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* giveUp(conductor, incoming, instance, { error, details: exceptionText(raisedFrom(error, [])) });
    return;
  }
  for (const [i, host] of hosts.entries()) {
    if (!(yield* claimOn(conductor.host, incoming.context, uuid, host))) continue;
    yield* castTo(conductor, incoming, { instance, host, alternates: hosts.slice(i + 1), again });
    return;
  }
  // made, not raised: Python has no exception to print then
  yield* giveUp(conductor, incoming, instance, { error: exhausted(uuid), details: 'NoneType: None\n' });
}

type Retry = { readonly num_attempts: number; readonly hosts: readonly Json[] } & JsonObject;
type FilterProperties = { readonly retry?: Retry } & JsonObject;

/** `scheduler_utils.populate_retry`: one attempt more. Errors: `MaxRetriesExceeded`. */
function populateRetry(host: ServiceHost, properties: FilterProperties, uuid: string): FilterProperties {
  const most = option(host, 'scheduler.max_attempts');
  // rescheduling is off: nothing is counted
  if (most === 1) return properties;
  const { exc_reason = null, ...retry } = properties.retry ?? { num_attempts: 0, hosts: [] };
  const num_attempts = numberOr(retry, 'num_attempts', 0) + 1;
  if (num_attempts > most) {
    const reason = `Exceeded max scheduling attempts ${most} for instance ${uuid}. Last exception: ${textOr({ exc_reason }, 'exc_reason', 'None')}`;
    throw tooMany(reason, TOO_OFTEN);
  }
  return { ...properties, retry: { ...retry, num_attempts } as Retry };
}

/** `scheduler_utils._log_compute_error`: what the last compute reported, as it came. */
function* logComputeError({ host }: CellConductor, { args, context }: Incoming, uuid: string): Task {
  const { retry } = args.filter_properties as FilterProperties;
  const last = retry?.hosts.at(-1);
  if (option(host, 'scheduler.max_attempts') === 1 || !retry?.exc || !Array.isArray(last)) return;
  const [name, node] = last as readonly Json[];
  const told = pythonRepr(retry.exc);
  yield* LOG.error({ context, uuid }, `Error from last host: ${name} (node ${node}): ${told}`);
}

const exhausted = (uuid: string): TracedError =>
  tooMany(`Exhausted all hosts available for retrying build failures for instance ${uuid}.`, NO_HOST_LEFT);

function tooMany(reason: string, frames: typeof TOO_OFTEN): TracedError {
  const error = new CodedError('MaxRetriesExceeded', `Exceeded maximum number of retries. ${reason}`);
  return new TracedError(error.code, error.message, raisedFrom(error, frames));
}

/** `_cleanup_when_reschedule_fails` */
function* giveUp(
  conductor: CellConductor,
  incoming: Incoming,
  instance: LiveObject,
  { error, details }: { readonly error: CodedError; readonly details: string },
): Task {
  const uuid = text(instance.data, 'uuid');
  const fault = { code: 500, message: sayOf(error), details };
  yield* setVmState(conductor, { uuid, vm_state: 'error' }, fault, {
    transport: conductor.cell,
    context: incoming.context,
    method: 'build_instances',
    spec: specOf(incoming.args),
    error,
  });
  yield* freeNetwork(conductor, incoming, instance);
}

const specOf = ({ request_spec }: JsonObject): JsonObject =>
  isObject(request_spec) ? dataOf(request_spec as Json) : {};

interface Chosen {
  readonly instance: LiveObject;
  readonly host: JsonObject;
  readonly alternates: readonly JsonObject[];
  readonly again: FilterProperties;
}

/** The instance's zone is saved, which also tells whether it is still there; then the build goes to its new host. */
function* castTo(conductor: CellConductor, { args, context }: Incoming, chosen: Chosen): Task {
  const { host: at } = conductor;
  const { instance, host, again } = chosen;
  yield* pause(at, TIMES.save);
  instance.data.availability_zone = host.availability_zone ?? null;
  instance.changes.add('availability_zone');
  try {
    const updates = yield* saveInstance(conductor, instance, {});
    for (const [field, value] of Object.entries(updates)) {
      if (field !== 'obj_what_changed') instance.data[field] = value;
    }
  } catch (error) {
    // deleted meanwhile
    if (error instanceof CodedError && error.code === 'InstanceNotFound') return;
    throw error;
  }
  instance.changes.clear();
  instance.changes.add('ec2_ids');
  yield* pause(at, TIMES.disks);
  const uuid = text(instance.data, 'uuid');
  const disks = yield* disksOf(conductor, uuid, context);
  const [server, node] = [text(host, 'service_host'), text(host, 'nodename')];
  const retry = again.retry as Retry;
  const filter_properties = { ...again, retry: { ...retry, hosts: [...retry.hosts, [server, node]] } };
  yield* pause(at, TIMES.cast);
  yield* cast(conductor.cell, {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'build_and_run_instance',
    args: {
      instance: toPrimitive(instance),
      image: args.image ?? null,
      request_spec: specFor(args.request_spec, filter_properties.retry),
      filter_properties,
      admin_password: args.admin_password ?? null,
      injected_files: args.injected_files ?? [],
      requested_networks: args.requested_networks ?? null,
      security_groups: args.security_groups ?? [],
      block_device_mapping: disks,
      node,
      limits: {},
      host_list: chosen.alternates.map((alternate) => ovo('Selection', alternate)),
      accel_uuids: [],
    },
    context,
  });
}

function* disksOf(conductor: CellConductor, uuid: string, context: JsonObject): Task<Json> {
  const read = CLASS_METHODS['BlockDeviceMappingList.get_by_instance_uuid'];
  return read ? yield* read(conductor, [uuid], {}, context) : listOf('BlockDeviceMappingList', []);
}

/** Fields that the way through `to_legacy_request_spec_dict` and back leaves, as recorded. */
const KEPT = [
  ...['image', 'numa_topology', 'pci_requests', 'project_id', 'user_id', 'availability_zone', 'flavor'],
  ...['num_instances', 'ignore_hosts', 'force_hosts', 'force_nodes', 'requested_destination', 'retry'],
  ...['limits', 'instance_group', 'scheduler_hints', 'instance_uuid', 'requested_resources'],
];

function specFor(primitive: Json | undefined, retry: Retry): Json {
  if (!isObject(primitive)) return null;
  const data = dataOf(primitive);
  const hosts = retry.hosts.map((pair) => {
    const [host = null, hypervisor_hostname = null] = pair as readonly Json[];
    return ovo('ComputeNode', { host, hypervisor_hostname }, ['host', 'hypervisor_hostname']);
  });
  const retries = ovo(
    'SchedulerRetries',
    { num_attempts: retry.num_attempts, hosts: listOf('ComputeNodeList', hosts, true) },
    ['num_attempts', 'hosts'],
  );
  const fields: { [field: string]: Json } = {};
  for (const name of KEPT) fields[name] = name === 'retry' ? retries : (data[name] ?? null);
  fields.scheduler_hints = data.scheduler_hints ?? {};
  fields.requested_resources = data.requested_resources ?? [];
  return ovo('RequestSpec', fields, KEPT);
}
