/** What a server was asked for, as nova_api keeps it (`nova/objects/request_spec.py:RequestSpec`). */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { pythonJson } from '../rpc/python-json.ts';
import type { Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { API_DATABASE } from './cells.ts';
import type { Db } from './db.ts';
import { text, textOr, whole } from './fields.ts';
import { dataOf, type LiveObject, listOf, ovo, setFields } from './objects/ovo.ts';

/** Fields of one request only: none of them is kept. */
const NOT_KEPT = [
  'requested_destination',
  'requested_resources',
  'network_metadata',
  'requested_networks',
] as const;

/** Objects in it that are kept with changes of their own, by which it is never without (`obj_what_changed`). */
const CHANGED = ['image', 'pci_requests', 'limits', 'security_groups'];

/** `RequestSpec.get_by_instance_uuid`. Errors: `CodedError` `RequestSpecNotFound`. */
export function* readRequestSpec(db: Db, uuid: string): Task<LiveObject> {
  const row = yield* db.first(API_DATABASE, 'request_specs', { instance_uuid: uuid });
  if (!row) throw new CodedError('RequestSpecNotFound', `RequestSpec not found for instance ${uuid}`);
  const { id: _id, ...kept } = dataOf(parseJson(text(row, 'spec')) as Json);
  for (const name of NOT_KEPT) delete (kept as { [field: string]: Json })[name];
  const data = { id: whole(row, 'id'), ...kept, ignore_hosts: null, retry: null };
  return { name: 'RequestSpec', data, changes: new Set(CHANGED) };
}

/** Of one request only, and not even their names are kept. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'network_metadata',
  'requested_networks',
  'request_level_params',
]);

/** `RequestSpec.save`: the whole of it, written anew; what was set is no change from now on (`_from_db_object`). */
export function* saveRequestSpec(host: ServiceHost, db: Db, spec: LiveObject): Task {
  const id = whole(spec.data, 'id');
  const row = yield* db.first(API_DATABASE, 'request_specs', { id });
  const kept = Object.entries(spec.data).filter(([name]) => !LEFT_OUT.has(name));
  const emptied = Object.entries({ requested_destination: null, requested_resources: [] });
  const values = {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(emptied.filter(([name]) => name in spec.data)),
    ignore_hosts: null,
    retry: null,
  };
  const changes = [...spec.changes].filter((name) => !LEFT_OUT.has(name));
  yield* db.update(
    API_DATABASE,
    'request_specs',
    { updated_at: host.wall().sql, spec: pythonJson(ovo('RequestSpec', values, changes)) },
    { id: row?.id ?? id },
  );
  yield* db.commit(API_DATABASE);
  spec.changes.clear();
  for (const name of CHANGED) spec.changes.add(name);
}

/** `reset_forced_destinations`: for this one search, and no change of what was asked for. */
export function resetForcedDestinations({ data, changes }: LiveObject): void {
  for (const name of ['force_hosts', 'force_nodes']) {
    data[name] = null;
    changes.delete(name);
  }
}

/** `ensure_network_information`: the networks and ports that the server has, for the scheduler. */
export function ensureNetworkInformation(spec: LiveObject, instance: JsonObject): void {
  const cache = isObject(instance.info_cache) ? dataOf(instance.info_cache as Json) : {};
  const vifs = parseJson(textOr(cache, 'network_info', '[]'));
  const ports = (Array.isArray(vifs) ? vifs : []) as readonly Vif[];
  const tunneled = ports.length > 0;
  const metadata = ovo('NetworkMetadata', { physnets: [], tunneled }, ['physnets', 'tunneled']);
  const requests = ports.map(({ id, network }) =>
    ovo('NetworkRequest', { network_id: network.id, port_id: id }, ['port_id', 'network_id']),
  );
  setFields(spec, {
    network_metadata: metadata,
    requested_networks: listOf('NetworkRequestList', requests, true),
  });
}

interface Vif {
  readonly id: string;
  readonly network: { readonly id: string };
}
