/** Servers as the API shows them to an administrator at 2.93, out of the rows of a moment. */
import { type JsonObject, parseJson } from '../base/json.ts';
import { serverView, statusOf } from '../nova/api/server-view.ts';
import { numberOr, text, textOr } from '../nova/fields.ts';
import { isoDate } from '../nova/objects/columns.ts';
import { loadedInstance } from '../nova/objects/instance.ts';
import { dataOf } from '../nova/objects/ovo.ts';
import type { Row } from '../trace/fact.ts';
import { cellDatabases } from '../trace/trace.ts';
import type { OperatorMoment } from './moment.ts';

export interface ServerNow {
  readonly uuid: string;
  readonly name: string;
  /** of the Instance object */
  readonly data: JsonObject;
  /** its cell's; null: it is no more than a build request */
  readonly database: string | null;
}

const ATTRS: ReadonlySet<string> = new Set([
  ...['flavor', 'metadata', 'info_cache', 'security_groups', 'tags', 'trusted_certs', 'system_metadata'],
]);

/** In the order of a list: what only waits for a cell first, then the newest first. */
export function serversNow(moment: OperatorMoment): readonly ServerNow[] {
  const waiting = moment
    .rows('nova_api', 'build_requests')
    .map((row) => serverOf(dataOf(parseJson(text(row, 'instance'))), null));
  const inCells = cellDatabases(moment.trace.topology).flatMap((database) =>
    moment
      .rows(database, 'instances')
      .filter((row) => row.deleted === 0 && row.hidden !== 1)
      .map((row) => serverOf(loaded(moment, database, row), database)),
  );
  const known = new Set(waiting.map(({ uuid }) => uuid));
  return [...waiting, ...inCells.toSorted(newestFirst).filter(({ uuid }) => !known.has(uuid))];
}

/** One that is deleted, by its uuid, for who asks with `read_deleted`: its actions are still there. */
export function deletedServer(moment: OperatorMoment, uuid: string): ServerNow | null {
  for (const database of cellDatabases(moment.trace.topology)) {
    const row = moment.rows(database, 'instances').find((one) => one.uuid === uuid && one.deleted !== 0);
    if (row) return { uuid, name: textOr(row, 'display_name', ''), data: {}, database };
  }
  return null;
}

const newestFirst = (a: ServerNow, b: ServerNow): number =>
  textOr(b.data, 'created_at', '').localeCompare(textOr(a.data, 'created_at', '')) ||
  numberOr(b.data, 'id', 0) - numberOr(a.data, 'id', 0);

const serverOf = (data: JsonObject, database: string | null): ServerNow => ({
  uuid: text(data, 'uuid'),
  name: textOr(data, 'display_name', ''),
  data,
  database,
});

function loaded(moment: OperatorMoment, database: string, instance: Row): JsonObject {
  const own = (table: string): readonly Row[] =>
    moment.rows(database, table).filter((row) => row.instance_uuid === instance.uuid && row.deleted === 0);
  const rows = {
    instance,
    extra: own('instance_extra')[0] ?? null,
    infoCache: own('instance_info_caches')[0] ?? null,
    metadata: own('instance_metadata'),
    systemMetadata: own('instance_system_metadata'),
  };
  return dataOf(loadedInstance(rows, ATTRS));
}

/** `server` of `GET /v2.1/servers/{id}`, without `host_status`. */
export function shownServer(moment: OperatorMoment, { uuid, data, database }: ServerNow): JsonObject {
  const isFailed = ['ERROR', 'DELETED'].includes(statusOf(data));
  const disks = database === null ? [] : moment.rows(database, 'block_device_mapping');
  const member = moment.rows('nova_api', 'instance_group_member').find((row) => row.instance_uuid === uuid);
  const group =
    member && moment.rows('nova_api', 'instance_groups').find((row) => row.id === member.group_id);
  const parts = {
    fault: isFailed && database !== null ? faultOf(moment, database, uuid) : null,
    securityGroups: securityGroupsOf(moment, uuid),
    volumes: disks
      .filter((row) => row.instance_uuid === uuid && row.deleted === 0 && (row.volume_id ?? null) !== null)
      .map((row) => ({ id: text(row, 'volume_id'), delete_on_termination: row.delete_on_termination === 1 })),
    serverGroups: group ? [text(group, 'uuid')] : [],
    now: isoDate(moment.now) ?? '',
  };
  return serverView(data, parts, { user: { isAdmin: true } });
}

/** The latest one. */
function faultOf(moment: OperatorMoment, database: string, uuid: string): JsonObject | null {
  const row = moment
    .rows(database, 'instance_faults')
    .findLast((one) => one.instance_uuid === uuid && one.deleted === 0);
  if (!row) return null;
  const { code = null, message = null, details = null } = row;
  return { code, created: isoDate(row.created_at), message, ...(details === null ? {} : { details }) };
}

/** Names of the groups of its ports, as neutron has them; null: it has no port of one. */
function securityGroupsOf(moment: OperatorMoment, uuid: string): readonly string[] | null {
  const rows = (table: string): readonly Row[] => moment.rows('neutron', table);
  const ports = rows('ports').filter((row) => row.device_id === uuid);
  const ids = ports.flatMap((port) =>
    rows('securitygroupportbindings')
      .filter((row) => row.port_id === port.id)
      .map((row) => row.security_group_id),
  );
  const groups = rows('securitygroups');
  const names = ids.flatMap((id) => {
    const name = groups.find((row) => row.id === id)?.name;
    return typeof name === 'string' ? [name] : [];
  });
  return names.length > 0 ? names : null;
}
