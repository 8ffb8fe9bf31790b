/**
 * Where a server can move to live (`nova/conductor/tasks/live_migrate.py:_find_destination`): the scheduler names a host, which
 * is asked whether it can, and asks the source in turn; then the server's ports get a second binding there.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../base/json.ts';
import { call } from '../../rpc/client.ts';
import type { Task } from '../../service/effects.ts';
import { askNeutron } from '../ask-neutron.ts';
import { transportTo } from '../cells.ts';
import { textOf } from '../context.ts';
import { objectsAt, text, textOr, whole } from '../fields.ts';
import { pciRequests } from '../objects/instance.ts';
import { fromPrimitive, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { leaveProvider } from '../report-client.ts';
import { ensureNetworkInformation, resetForcedDestinations } from '../request-spec.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { LONG_RPC_TIMEOUT, TOPICS, VERSIONS } from '../words.ts';
import { findHost, requestedByPorts, restrictToCell } from './find-host.ts';
import type { MovingServer } from './replace-allocation.ts';
import { refusedThere } from './traceback.ts';

const TIMES = TIMING.super_conductor.live_migrate_instance;

/** One live migration while it is prepared. */
export interface LiveMigrating extends MovingServer {
  readonly spec: LiveObject;
  readonly migration: LiveObject;
  readonly source: string;
}

interface Destination {
  readonly chosen: JsonObject;
  readonly migrate_data: Json;
}

/**
 * `_find_destination`: a host that says no is left out, and the scheduler is asked again (`migrate_max_retries` -1: until it
 * knows of none). Errors: `CodedError` `NoValidHost`, those of the calls.
 */
export function* findDestination(task: LiveMigrating): Task<Destination> {
  const { conductor, placement, instance, spec, uuid, source } = task;
  const attempted = [source];
  resetForcedDestinations(spec);
  yield* requestedByPorts(conductor, task);
  yield* restrictToCell(conductor, task);
  ensureNetworkInformation(spec, instance.data);
  for (;;) {
    setFields(spec, { ignore_hosts: [...attempted] });
    const chosen = yield* selected(task);
    const dest = text(chosen, 'service_host');
    try {
      yield* sameHypervisor(task, dest);
      const migrate_data = yield* checkDestination(task, dest);
      return { chosen, migrate_data: yield* bindThere(task, dest, migrate_data) };
    } catch (error) {
      if (!(error instanceof CodedError) || !SKIPS.has(error.code)) throw error;
      attempted.push(dest);
      // what the scheduler set aside there is given back before it is asked again (`_remove_host_allocations`)
      yield* leaveProvider(placement, uuid, text(chosen, 'compute_node_uuid'));
    }
  }
}

/** Errors: `CodedError` `MigrationSchedulerRPCError` for what the scheduler raised that may not travel, those of `findHost`. */
function* selected(task: LiveMigrating): Task<JsonObject> {
  try {
    const [chosen] = yield* findHost(task.conductor, task, { alternates: false });
    return chosen;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'RemoteError') throw error;
    const message = `Migration select destinations error: ${error.message}`;
    throw new CodedError('MigrationSchedulerRPCError', message);
  }
}

const SKIPS: ReadonlySet<string> = new Set([
  ...['MigrationPreCheckError', 'InvalidHypervisorType', 'DestinationHypervisorTooOld'],
]);

/** Errors: `CodedError` `InvalidHypervisorType`, `DestinationHypervisorTooOld`. */
function* sameHypervisor({ conductor, cell, source }: LiveMigrating, dest: string): Task {
  const { db } = conductor;
  const nodeOf = (host: string) => db.first(cell.database, 'compute_nodes', { deleted: 0, host });
  const from = (yield* nodeOf(source)) ?? {};
  const to = (yield* nodeOf(dest)) ?? {};
  if (from.hypervisor_type !== to.hypervisor_type)
    throw new CodedError('InvalidHypervisorType', 'The supplied hypervisor type of is invalid.');
  if (whole(from, 'hypervisor_version') > whole(to, 'hypervisor_version'))
    throw new CodedError(
      'DestinationHypervisorTooOld',
      'The instance requires a newer hypervisor version than has been provided.',
    );
}

/**
 * Errors: `CodedError` `MigrationPreCheckError` also where nobody answers in time; `RemoteError` where the destination itself
 * waited in vain for the source: that is no reason to leave the host out.
 */
function* checkDestination(task: LiveMigrating, dest: string): Task<Json> {
  const { conductor, cell, context, instance, migration } = task;
  const { host, db, cells } = conductor;
  const { uuid } = task;
  const transport = transportTo(cells, cell);
  for (const column of ['resources', 'pci_requests']) {
    yield* db.first(cell.database, 'instance_extra', { instance_uuid: uuid });
    if (column in instance.data) continue;
    // what was assigned to it is looked up without being taken for unchanged (`obj_load_attr`)
    if (column === 'resources') setFields(instance, { resources: null });
    else instance.data.pci_requests = pciRequests(uuid);
  }
  yield* pause(host, TIMES.check);
  try {
    return yield* call(
      transport,
      {
        target: { topic: TOPICS.compute, server: dest, version: VERSIONS.compute },
        method: 'check_can_live_migrate_destination',
        args: {
          instance: toPrimitive(instance),
          block_migration: null,
          disk_over_commit: null,
          migration: toPrimitive(migration),
          limits: null,
        },
        context,
      },
      { timeout: LONG_RPC_TIMEOUT, monitor: transport.responseTimeout },
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code !== 'MessagingTimeout') throw refusedThere(error);
    // raised with its whole sentence
    const message = `Timeout while checking if we can live migrate to host: ${dest}`;
    throw new CodedError('MigrationPreCheckError', message);
  }
}

/** `_bind_ports_on_destination`: a second binding for each port. Errors: `CodedError` `MigrationPreCheckError`. */
function* bindThere({ conductor, context }: LiveMigrating, dest: string, migrate_data: Json): Task<Json> {
  const data = fromPrimitive(migrate_data);
  if (!('vifs' in data.data)) return migrate_data;
  const vifs: Json[] = [];
  for (const primitive of objectsAt(data.data, 'vifs')) {
    const vif = fromPrimitive(primitive);
    const port = text(vif.data, 'port_id');
    const source = parseJson(text(vif.data, 'source_vif'));
    const vnic_type = isObject(source) ? textOr(source, 'vnic_type', 'normal') : 'normal';
    const ask = { globalRequestId: textOf(context, 'request_id') };
    yield* pause(conductor.host, TIMES.port);
    yield* askNeutron(conductor.host, { ...ask, method: 'GET', path: `/v2.0/ports/${port}` });
    yield* pause(conductor.host, TIMES.bind_port);
    const body = JSON.stringify({ binding: { host: dest, vnic_type, profile: {} } });
    const path = `/v2.0/ports/${port}/bindings`;
    const reply = yield* askNeutron(conductor.host, { ...ask, method: 'POST', path, body });
    if (reply.status !== 201) {
      const message = `Binding failed for port ${port}, please check neutron logs for more information.`;
      throw new CodedError('MigrationPreCheckError', `Migration pre-check error: ${message}`);
    }
    const { binding } = JSON.parse(reply.body) as { binding: JsonObject };
    setFields(vif, {
      profile_json: '{}',
      vnic_type: binding.vnic_type ?? null,
      vif_details_json: JSON.stringify(binding.vif_details ?? {}),
      vif_type: binding.vif_type ?? null,
    });
    vifs.push(toPrimitive(vif));
  }
  setFields(data, { vifs });
  return toPrimitive(data);
}
