/**
 * `GET /v2.1/servers/{id}` and `GET /v2.1/servers/detail`: what nova-api reads, from which database, to show a server
 * (`nova/api/openstack/compute/servers.py`; a shown server as recorded at the end of each scenario). No compute is asked.
 */
import type { Json, JsonObject } from '../../base/json.ts';
import type { HttpAnswer } from '../../service/effects.ts';
import { makeInbox, post, receive, spawn, type Task, TIMED_OUT } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { askNeutron } from '../ask-neutron.ts';
import { API_DATABASE, CELL0, cellDatabasesOf, cellsOf, ownDatabaseOf } from '../cells.ts';
import { numberOr, text, textOr } from '../fields.ts';
import { isoDate } from '../objects/columns.ts';
import { dataOf } from '../objects/ovo.ts';
import { readInstances } from '../read-instance.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { getInstance } from './get-instance.ts';
import { serverView, statusOf } from './server-view.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.show_server;

const SHOWN = ['flavor', 'numa_topology', 'tags', 'trusted_certs'];
const LISTED = ['metadata', 'info_cache', 'security_groups', 'tags', 'trusted_certs', 'system_metadata'];

export function* showServer(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const { instance, database } = yield* getInstance(api, request, SHOWN);
  const { data } = instance;
  const instance_uuid = text(data, 'uuid');
  const isFailed = ['ERROR', 'DELETED'].includes(statusOf(data));
  if (isFailed) yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid });
  const faults = isFailed ? yield* db.select(database, 'instance_faults', { deleted: 0, instance_uuid }) : [];
  const groups = yield* securityGroupsOf(api, request, [instance_uuid]);
  yield* pause(host, TIMES.disks);
  const disks = yield* db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid });
  yield* pause(host, TIMES.server_group);
  const member = yield* db.first(API_DATABASE, 'instance_group_member', { instance_uuid });
  const group = member && (yield* db.first(API_DATABASE, 'instance_groups', { id: member.group_id ?? null }));
  const parts = {
    fault: faultOf(faults.at(-1), request),
    securityGroups: groups.get(instance_uuid) ?? null,
    volumes: volumesOf(disks),
    serverGroups: group ? [text(group, 'uuid')] : [],
    now: host.wall().iso,
  };
  return json(200, { server: serverView(data, parts, request) });
}

/** Those of the project: build requests first, then what each cell has, newest first. */
export function* listServers(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const project_id = request.user.projectId;
  yield* pause(host, TIMES.build_requests);
  const waiting = yield* db.select(API_DATABASE, 'build_requests', { project_id });
  const stored = waiting.map((row) => dataOf(JSON.parse(text(row, 'instance')) as Json));
  const found = yield* fromCells(api, cellDatabasesOf(host), (database) =>
    // those that are set aside until they are reclaimed are not told (`servers.py:_get_servers`)
    readInstances(
      db,
      database,
      { project_id, hidden: 0, vm_state: { not: 'soft-delete' } },
      { attrs: ['flavor', ...LISTED] },
    ),
  );
  const instances = new Map<string, JsonObject>();
  const inCells = found.map((primitive) => dataOf(primitive));
  for (const data of [...stored, ...inCells.sort(newestFirst)]) {
    const uuid = text(data, 'uuid');
    if (!instances.has(uuid)) instances.set(uuid, data);
  }
  const uuids = [...instances.keys()];
  const among = { in: uuids };
  const faults = yield* faultsOf(api, uuids);
  yield* pause(host, TIMES.mappings);
  const mappings = yield* db.select(API_DATABASE, 'instance_mappings', { instance_uuid: among });
  const disks = yield* fromCells(api, databasesOf(api, mappings), (database) =>
    db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid: among }),
  );
  const groups = uuids.length > 0 ? yield* securityGroupsOf(api, request, uuids) : new Map();
  const servers = [...instances].map(([uuid, data]) => {
    const isFailed = ['ERROR', 'DELETED'].includes(statusOf(data));
    const parts = {
      fault: isFailed
        ? faultOf(
            faults.findLast((row) => row.instance_uuid === uuid),
            request,
          )
        : null,
      securityGroups: groups.get(uuid) ?? null,
      volumes: volumesOf(disks.filter((row) => row.instance_uuid === uuid)),
      serverGroups: null,
      now: host.wall().iso,
    };
    return serverView(data, parts, request);
  });
  return json(200, { servers });
}

const newestFirst = (a: JsonObject, b: JsonObject): number =>
  text(b, 'created_at').localeCompare(text(a, 'created_at')) || numberOr(b, 'id', 0) - numberOr(a, 'id', 0);

/** Faults of a list are looked for where nova-api looks by default: cell0's, or a single cell's own. */
function* faultsOf({ host, db }: Api, uuids: readonly string[]): Task<readonly Row[]> {
  if (uuids.length === 0) return [];
  return yield* db.select(ownDatabaseOf(host), 'instance_faults', {
    deleted: 0,
    instance_uuid: { in: uuids },
  });
}

function databasesOf({ host }: Api, mappings: readonly Row[]): readonly string[] {
  const ids = new Set(mappings.map((row) => numberOr(row, 'cell_id', null)));
  const known = [CELL0, ...cellsOf(host)].filter(({ id }) => ids.has(id));
  return known.map(({ database }) => database);
}

/**
 * `scatter_gather_cells`: each cell is asked on a thread of its own, all at once; what came is put together in the order of
 * the cells.
 */
function* fromCells<T>(
  { host }: Api,
  databases: readonly string[],
  ask: (database: string) => Task<readonly T[]>,
): Task<T[]> {
  const inbox = makeInbox<readonly [string, readonly T[]]>('answers of the cells');
  for (const database of databases) {
    const asked = (function* (): Task {
      yield* pause(host, TIMES.cell);
      yield* post(inbox, [database, yield* ask(database)]);
    })();
    yield* spawn(`ask ${database}`, asked);
  }
  const answers = new Map<string, readonly T[]>();
  while (answers.size < databases.length) {
    const answer = yield* receive(inbox);
    if (answer !== TIMED_OUT) answers.set(...answer);
  }
  return databases.flatMap((database) => answers.get(database) ?? []);
}

function faultOf(row: Row | undefined, { user }: ApiRequest): JsonObject | null {
  if (!row) return null;
  const { code = null, message = null, details = null } = row;
  const isShown = details !== null && (user.isAdmin || code !== 500);
  return { code, created: isoDate(row.created_at), message, ...(isShown ? { details } : {}) };
}

const volumesOf = (disks: readonly Row[]): Json[] =>
  disks
    .filter((row) => (row.volume_id ?? null) !== null)
    .map((row) => ({
      id: text(row, 'volume_id'),
      delete_on_termination: row.delete_on_termination === 1,
    }));

interface GroupedPort {
  readonly device_id: string;
  readonly security_groups: readonly string[];
}

/** By server: the names of the groups of its ports, which only neutron knows. */
function* securityGroupsOf(
  { host }: Api,
  { http: asked }: ApiRequest,
  uuids: readonly string[],
): Task<Map<string, string[]>> {
  const token = asked.token === undefined ? {} : { token: asked.token };
  const ask = { method: 'GET', globalRequestId: asked.requestId, ...token } as const;
  yield* pause(host, TIMES.ports);
  const devices = uuids.map((uuid) => `device_id=${uuid}`).join('&');
  const found = yield* askNeutron(host, { ...ask, path: `/v2.0/ports?${devices}` });
  const { ports = [] } = JSON.parse(found.body) as { readonly ports?: readonly GroupedPort[] };
  const ids = [...new Set(ports.flatMap((port) => port.security_groups))];
  const names = new Map<string, string>();
  if (ids.length > 0) {
    yield* pause(host, TIMES.security_groups);
    const query = `${ids.map((id) => `id=${id}`).join('&')}&fields=id&fields=name`;
    const { body } = yield* askNeutron(host, { ...ask, path: `/v2.0/security-groups?${query}` });
    for (const row of (JSON.parse(body) as { readonly security_groups?: readonly Row[] }).security_groups ??
      [])
      names.set(text(row, 'id'), textOr(row, 'name', text(row, 'id')));
  }
  const groups = new Map<string, string[]>();
  for (const { device_id, security_groups } of ports) {
    const own = security_groups.flatMap((id) => names.get(id) ?? []);
    if (own.length > 0) groups.set(device_id, [...(groups.get(device_id) ?? []), ...own]);
  }
  return groups;
}
