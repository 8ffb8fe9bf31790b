/**
 * The default filters in their order (`nova/conf/scheduler.py:enabled_filters`; each sees only the hosts that the one
 * before passed). CPU, RAM and disk are not filtered here: Placement did that.
 */
import { isObject, type JsonObject } from '../../base/json.ts';
import { textOr } from '../fields.ts';
import type { HostState } from './hosts.ts';

export interface FilterQuestion {
  /** data of the RequestSpec */
  readonly spec: JsonObject;
  /** seconds since 1970 of now; a service whose last report is older than `service_down_time` 60 s is down */
  readonly secondsSince: (sqlDate: string) => number;
}

interface Filter {
  readonly name: string;
  passes(host: HostState, question: FilterQuestion): boolean;
}

/** `service_down_time`, seconds */
const SERVICE_DOWN_TIME = 60;

/** `servicegroup` database driver: up iff the last report is young enough. */
function isUp(host: HostState, question: FilterQuestion): boolean {
  const seen = host.service?.last_seen_up ?? host.service?.created_at;
  return typeof seen === 'string' && question.secondsSince(seen) <= SERVICE_DOWN_TIME;
}

const extraSpecs = (spec: JsonObject): JsonObject => {
  const flavor = spec.flavor;
  const data = isObject(flavor) ? flavor['nova_object.data'] : null;
  const extra = isObject(data) ? data.extra_specs : null;
  return isObject(extra) ? (extra as JsonObject) : {};
};

const HINTS = ['group', 'different_host', 'same_host'];

/** A server in no group passes: membership is the conductor's to find, and the lab has no groups. */
const noGroup = (question: FilterQuestion): boolean => {
  const hints = question.spec.scheduler_hints;
  return !isObject(hints) || HINTS.every((hint) => hints[hint] === undefined);
};

export const DEFAULT_FILTERS: readonly Filter[] = [
  {
    name: 'ComputeFilter',
    passes: (host, question) => host.service !== null && host.service.disabled !== 1 && isUp(host, question),
  },
  {
    name: 'ComputeCapabilitiesFilter',
    passes: (_host, question) =>
      Object.keys(extraSpecs(question.spec)).every((key) => !key.startsWith('capabilities:')),
  },
  {
    name: 'ImagePropertiesFilter',
    passes: (host) => textOr(host.compute, 'supported_instances', '').includes('x86_64'),
  },
  { name: 'ServerGroupAntiAffinityFilter', passes: (_host, question) => noGroup(question) },
  { name: 'ServerGroupAffinityFilter', passes: (_host, question) => noGroup(question) },
];
