/** What a request says of hosts beside its resources: those where it may run, and those that are left out. */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { emit, type Task } from '../../service/effects.ts';
import { text, textOr } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { dataOf } from '../objects/ovo.ts';
import type { HostState } from './hosts.ts';

const LOG = loggerOf('nova.scheduler.host_manager');

/** The host of `requested_destination`; null = any. */
export function requestedHost({ requested_destination: wanted }: JsonObject): string | null {
  return isObject(wanted) ? textOr(dataOf(wanted as JsonObject), 'host', null) : null;
}

/** The cell that a move keeps to, by its uuid; null = any. */
export function requestedCell({ requested_destination: wanted }: JsonObject): string | null {
  const cell = isObject(wanted) ? dataOf(wanted as JsonObject).cell : null;
  return isObject(cell) ? text(dataOf(cell as JsonObject), 'uuid') : null;
}

/** `nova/scheduler/utils.py:request_is_rebuild`: only whether the host where the server is will do for another image. */
export function isRebuild({ scheduler_hints: hints }: JsonObject): boolean {
  const check = isObject(hints) ? hints._nova_check_type : null;
  return Array.isArray(check) && check.length === 1 && check[0] === 'rebuild';
}

const listed = (names: Json | undefined): readonly string[] | null =>
  Array.isArray(names) && names.length > 0 ? names.map((name) => String(name).toLowerCase()) : null;

/** `nova/scheduler/host_manager.py:get_filtered_hosts`, before any filter. */
export function* hostsAskedFor(
  hosts: readonly HostState[],
  spec: JsonObject,
  context: JsonObject,
): Task<readonly HostState[]> {
  const only = requestedHost(spec);
  const ignored = listed(spec.ignore_hosts) ?? [];
  const forced = listed(spec.force_hosts);
  const wanted = ({ host }: HostState): boolean =>
    (only === null || host === only) && (forced?.includes(host.toLowerCase()) ?? true);
  const near = yield* narrowed(hosts, 'other_host', wanted);
  if (only !== null) {
    const node = near[0]?.node ?? only;
    yield* LOG.info(
      { context },
      near.length > 0
        ? `Host filter only checking host ${only} and node ${node}`
        : `No hosts matched due to not matching requested destination (${only}, ${node})`,
    );
  }
  const gone = near.filter(({ host }) => ignored.includes(host.toLowerCase()));
  if (ignored.length > 0)
    yield* LOG.info({ context }, `Host filter ignoring hosts: ${gone.map(({ host }) => host).join(', ')}`);
  const left = yield* narrowed(near, 'ignored', ({ host }) => !ignored.includes(host.toLowerCase()));
  if (ignored.length === 0 || left.length > 0) yield* logForced(left, spec, context);
  return left;
}

/** `_match_forced_hosts`, `_match_forced_nodes`: what they say of the hosts that are left. */
function* logForced(left: readonly HostState[], spec: JsonObject, context: JsonObject): Task {
  for (const [what, names] of [
    ['hosts', spec.force_hosts],
    ['nodes', spec.force_nodes],
  ] as const) {
    if (!Array.isArray(names) || names.length === 0) continue;
    const found = left.map(({ host, node }) => (what === 'hosts' ? host : node)).join(', ');
    const none = `No ${what} matched due to not matching 'force_${what}' value of '${names.join(', ')}'`;
    const line = left.length > 0 ? `Host filter forcing available ${what} to ${found}` : none;
    yield* LOG.info({ context }, line);
  }
}

function* narrowed(
  hosts: readonly HostState[],
  why: 'other_host' | 'ignored',
  keeps: (host: HostState) => boolean,
): Task<readonly HostState[]> {
  const left = hosts.filter(keeps);
  const others = hosts.filter((host) => !keeps(host)).map(({ host }) => host);
  if (others.length > 0) yield* emit({ kind: 'scheduler.narrowed', why, hosts: others });
  return left;
}
