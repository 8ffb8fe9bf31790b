/** Servers by the name that somebody gave them, as a client finds them: by their rows in a cell, or by a build request. */
import { isObject, parseJson } from '../base/json.ts';
import type { Row } from './fact.ts';

interface ServerRows {
  /** rows of `instances` in every cell as they stand, cell0's too */
  instances(): readonly Row[];
  /** rows of `build_requests`: of servers that have no cell yet, among others */
  buildRequests(): readonly Row[];
}

interface NamedServer {
  readonly uuid: string;
  readonly created: string;
}

const created = (row: Row): string => `${row.created_at ?? ''}`;

/** Uuids of the servers of a name that are not deleted, the newest last. */
export function serversNamed(name: string, rows: ServerRows): readonly string[] {
  const found: readonly NamedServer[] = [
    ...rows
      .instances()
      .filter((row) => row.display_name === name && row.deleted === 0)
      .map((row) => ({ uuid: `${row.uuid}`, created: created(row) })),
    ...rows
      .buildRequests()
      .filter((row) => requestedName(row) === name)
      .map((row) => ({ uuid: `${row.instance_uuid}`, created: created(row) })),
  ];
  const inOrder = found.toSorted((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0));
  return [...new Set(inOrder.map(({ uuid }) => uuid))];
}

/** Names of the servers that are not deleted, each once. */
export function serverNames(rows: ServerRows): readonly string[] {
  const standing = rows.instances().filter((row) => row.deleted === 0);
  const names = [...standing.map((row) => row.display_name), ...rows.buildRequests().map(requestedName)];
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}

/** The name stands in the object that the request keeps. */
function requestedName({ instance }: Row): unknown {
  const object = typeof instance === 'string' ? parseJson(instance) : null;
  const data = isObject(object) ? object['nova_object.data'] : null;
  return isObject(data) ? data.display_name : null;
}
