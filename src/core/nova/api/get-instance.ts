/**
 * How nova-api finds a server: by its mapping, in the database of its cell; one that has no cell yet, by its build request
 * (`nova/compute/api.py:API._get_instance`).
 */
import { CodedError } from '../../base/assert.ts';
import type { Json } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE, CELL0, cellsOf, type NovaCell, ownDatabaseOf } from '../cells.ts';
import { numberOr, text } from '../fields.ts';
import { fromPrimitive, type LiveObject } from '../objects/ovo.ts';
import { DEFAULT_ATTRS, readInstance } from '../read-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.server_action;

/** Always with its metadata. */
const WITH_METADATA: readonly string[] = ['metadata', 'system_metadata'];

/** What `nova/api/openstack/compute/servers.py:_get_server` asks for beside what `common.get_instance` always does. */
export const SERVER_ATTRS: readonly string[] = ['flavor', 'numa_topology'];

export interface FoundServer {
  readonly instance: LiveObject;
  /** where it is saved; of one that is no more than a build request, where Nova looks by default: `[database]/connection` */
  readonly database: string;
  /** null: it has none, or it is buried in cell0; no compute is there */
  readonly cell: NovaCell | null;
}

const notFound = (uuid: string): CodedError =>
  new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);

/** `nova/api/openstack/common.py:get_instance`. Errors: `CodedError` `InstanceNotFound`. */
export function* getInstance(
  api: Api,
  request: ApiRequest,
  attrs: readonly string[] = [],
): Task<FoundServer> {
  const uuid = text(request.params, 'id');
  const mapping = yield* mappingOf(api, uuid);
  if (!mapping) throw notFound(uuid);
  const wanted = [...WITH_METADATA, 'info_cache', 'security_groups', ...attrs];
  if (mapping.cell_id !== null) return yield* inCell(api, mapping, uuid, wanted);
  yield* pause(api.host, TIMES.instance);
  const waiting = yield* api.db.first(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  if (waiting) {
    const stored = JSON.parse(text(waiting, 'instance')) as Json;
    return { instance: fromPrimitive(stored), database: ownDatabaseOf(api.host), cell: null };
  }
  const since = yield* mappingOf(api, uuid);
  if (since && since.cell_id !== null) return yield* inCell(api, since, uuid, wanted);
  throw notFound(uuid);
}

/** `nova/api/openstack/compute/servers.py:_get_instance`: of a cell only. Errors: `CodedError` `InstanceNotFound`. */
export function* getWithMetadata(api: Api, request: ApiRequest): Task<FoundServer> {
  const uuid = text(request.params, 'id');
  const mapping = yield* mappingOf(api, uuid);
  if (!mapping) throw notFound(uuid);
  return yield* inCell(api, mapping, uuid, WITH_METADATA);
}

/** `_lookup_instance`: where it is now, with what every instance has; null where it is in no cell, or gone. */
export function* findAgain(api: Api, uuid: string): Task<FoundServer | null> {
  const mapping = yield* mappingOf(api, uuid);
  if (!mapping || mapping.cell_id === null) return null;
  try {
    return yield* inCell(api, mapping, uuid, DEFAULT_ATTRS);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    return null;
  }
}

function* mappingOf({ host, db }: Api, uuid: string): Task<Row | null> {
  yield* pause(host, TIMES.mapping);
  return yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
}

function* inCell(api: Api, mapping: Row, uuid: string, attrs: readonly string[]): Task<FoundServer> {
  const cell = cellsOf(api.host).find(({ id }) => id === numberOr(mapping, 'cell_id', null)) ?? null;
  const database = cell?.database ?? CELL0.database;
  yield* pause(api.host, TIMES.instance);
  const instance = fromPrimitive(yield* readInstance(api.db, database, uuid, { attrs }));
  return { instance, database, cell };
}
