/**
 * A host for a server that is there: within its cell, with the ports that it has (`nova/conductor/manager.py:
 * _restrict_request_spec_to_cell`, `_schedule_instances`; `nova/network/neutron.py:get_requested_resource_for_instance`).
 */
import { defined } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { call } from '../../rpc/client.ts';
import { iterated } from '../../rpc/none.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { askNeutron } from '../ask-neutron.ts';
import { API_DATABASE } from '../cells.ts';
import { textOf } from '../context.ts';
import { bool, field, isoDate } from '../objects/columns.ts';
import { dataOf, type LiveObject, ovo, setFields, toPrimitive } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { LONG_RPC_TIMEOUT, TOPICS, VERSIONS } from '../words.ts';
import type { SuperConductor } from './super-state.ts';

const TIMES = TIMING.super_conductor.find_host;

interface Move {
  readonly uuid: string;
  readonly spec: LiveObject;
  readonly context: JsonObject;
}

/** What the ports of a server ask of a host beyond its flavor: the lab's ask for nothing. */
export function* requestedByPorts({ host }: SuperConductor, { uuid, spec, context }: Move): Task {
  yield* pause(host, TIMES.ports);
  yield* askNeutron(host, {
    method: 'GET',
    path: `/v2.0/ports?device_id=${uuid}&fields=id&fields=resource_request`,
    globalRequestId: textOf(context, 'request_id'),
  });
  setFields(spec, { requested_resources: [], request_level_params: ovo('RequestLevelParams', {}) });
}

/** A move keeps to the server's cell. */
export function* restrictToCell({ host, db }: SuperConductor, { uuid, spec }: Move): Task {
  yield* pause(host, TIMES.cell);
  const mapping = yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  const row = yield* db.first(API_DATABASE, 'cell_mappings', { id: mapping?.cell_id ?? null });
  const known = spec.data.requested_destination;
  const wanted = isObject(known) ? dataOf(known as Json) : {};
  const cell = cellMapping(row ?? {});
  const changes = [...Object.keys(wanted), 'cell'];
  setFields(spec, { requested_destination: ovo('Destination', { ...wanted, cell }, changes) });
}

const cellMapping = (row: Row): JsonObject =>
  ovo('CellMapping', {
    id: field(row, 'id'),
    uuid: field(row, 'uuid'),
    name: field(row, 'name'),
    transport_url: field(row, 'transport_url'),
    database_connection: field(row, 'database_connection'),
    disabled: bool(row.disabled),
    created_at: isoDate(row.created_at),
    updated_at: isoDate(row.updated_at),
  });

/** Gives the chosen host and its alternates, if they are asked for. Errors: `CodedError` `NoValidHost`, those of `call`. */
export function* findHost(
  conductor: SuperConductor,
  { uuid, spec, context }: Move,
  wants: { readonly alternates: boolean },
): Task<readonly [chosen: JsonObject, ...alternates: readonly JsonObject[]]> {
  const { host, db } = conductor;
  yield* db.first(API_DATABASE, 'instance_group_member', { instance_uuid: uuid });
  yield* pause(host, TIMES.select);
  const spec_obj = toPrimitive(spec);
  const lists = yield* selectDestinations(conductor, { uuids: [uuid], spec_obj, context, ...wants });
  const [first] = iterated<readonly JsonObject[]>(lists);
  const [chosen, ...alternates] = defined(first, 'a list of hosts').map(dataOf);
  return [defined(chosen, 'a selected host'), ...alternates];
}

interface HostQuestion {
  readonly uuids: readonly string[];
  readonly spec_obj: JsonObject;
  readonly alternates: boolean;
  readonly context: JsonObject;
}

/** A monitored call: it may take `long_rpc_timeout`, if the scheduler keeps sending heartbeats. Errors: those of `call`. */
export function* selectDestinations(
  { top }: SuperConductor,
  { uuids, spec_obj, alternates, context }: HostQuestion,
): Task<Json> {
  return yield* call(
    top,
    {
      target: { topic: TOPICS.scheduler, version: VERSIONS.scheduler },
      method: 'select_destinations',
      args: { instance_uuids: uuids, spec_obj, return_objects: true, return_alternates: alternates },
      context,
    },
    { timeout: LONG_RPC_TIMEOUT, monitor: top.responseTimeout },
  );
}
