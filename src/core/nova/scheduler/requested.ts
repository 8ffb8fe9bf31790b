/** What a request says of hosts beside its resources: the one where it must run, and those that are left out. */
import { isObject, type JsonObject } from '../../base/json.ts';
import { text, textOr } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import type { HostState } from './hosts.ts';

/** The host of `requested_destination`; null = any. */
export function requestedHost({ requested_destination: wanted }: JsonObject): string | null {
  return isObject(wanted) ? textOr(dataOf(wanted as JsonObject), 'host', null) : null;
}

/** The cell that a move keeps to, by its uuid; null = any. */
export function requestedCell({ requested_destination: wanted }: JsonObject): string | null {
  const cell = isObject(wanted) ? dataOf(wanted as JsonObject).cell : null;
  return isObject(cell) ? text(dataOf(cell as JsonObject), 'uuid') : null;
}

/** `nova/scheduler/host_manager.py:get_filtered_hosts`, before any filter. */
export function hostsAskedFor(hosts: readonly HostState[], spec: JsonObject): readonly HostState[] {
  const only = requestedHost(spec);
  const ignored = Array.isArray(spec.ignore_hosts) ? spec.ignore_hosts : [];
  return hosts.filter(({ host }) => (only === null || host === only) && !ignored.includes(host));
}
