/**
 * The default filters in their order (`nova/conf/scheduler.py:enabled_filters`; each sees only the hosts that the one
 * before passed). CPU, RAM and disk are not filtered here: Placement did that.
 */
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Row } from '../../trace/fact.ts';
import { textOr } from '../fields.ts';
import type { HostState } from './hosts.ts';

export interface FilterQuestion {
  /** data of the RequestSpec */
  readonly spec: JsonObject;
  /** whether a service reports, and was not forced down */
  readonly isUp: (service: Row) => boolean;
}

interface Filter {
  readonly name: string;
  passes(host: HostState, question: FilterQuestion): boolean;
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
    passes: ({ service }, question) => service !== null && service.disabled !== 1 && question.isUp(service),
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
