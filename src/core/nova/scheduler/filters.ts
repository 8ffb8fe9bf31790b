/**
 * The default filters in their order (`nova/conf/scheduler.py:enabled_filters`; each sees only the hosts that the one
 * before passed). CPU, RAM and disk are not filtered here: Placement did that.
 */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { FilterDrop, Row } from '../../trace/fact.ts';
import { asJson } from '../db.ts';
import { textOr, textsAt } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import { lacksCapability } from './capabilities.ts';
import type { HostState } from './hosts.ts';

export interface FilterQuestion {
  /** data of the RequestSpec */
  readonly spec: JsonObject;
  /** whether a service reports, and was not forced down */
  readonly isUp: (service: Row) => boolean;
  /** seconds without a report after which a service does not count as up */
  readonly downTime: number;
}

/** Why a host does not pass; null = it passes. */
type Reason = Omit<FilterDrop, 'host'> | null;

interface Filter {
  readonly name: string;
  /** it looks at the first server of a request only (`run_filter_once_per_request`) */
  readonly once?: true;
  /** it looks at a rebuild too (`RUN_ON_REBUILD`), which all others let pass */
  readonly onRebuild?: true;
  reason(host: HostState, question: FilterQuestion): Reason;
}

function computeDown({ service }: HostState, { isUp, downTime }: FilterQuestion): Reason {
  if (service.disabled === 1)
    return { why: 'disabled', found: textOr(service, 'disabled_reason', null), wanted: null };
  if (isUp(service)) return null;
  const wanted = `${downTime}`;
  const found = textOr(service, 'last_seen_up', null);
  return service.forced_down === 1
    ? { why: 'forced_down', found: null, wanted: null }
    : { why: 'silent', found, wanted };
}

/** Properties of an image that a host must be able to run: architecture, hypervisor, virtual machine mode. */
const IMAGE = ['hw_architecture', 'img_hv_type', 'hw_vm_mode'];

/** Without any of them an image runs everywhere: there is no default architecture (`image_properties_default_architecture`). */
function imageUnfit({ compute }: HostState, { spec }: FilterQuestion): Reason {
  const image = isObject(spec.image) ? dataOf(spec.image as Json) : {};
  const properties = isObject(image.properties) ? dataOf(image.properties as Json) : {};
  const wanted = IMAGE.flatMap((name) => {
    const value = textOr(properties, name, null);
    return value === null ? [] : [{ name, value: value.toLowerCase() }];
  });
  const supported = asJson(compute.supported_instances);
  const offers = (Array.isArray(supported) ? supported : []).filter(Array.isArray);
  if (wanted.length === 0) return null;
  if (offers.some((offer) => wanted.every(({ value }) => offer.includes(value)))) return null;
  return {
    why: 'image_properties',
    found: offers.map((offer) => offer.join(' ')).join(', ') || null,
    wanted: wanted.map(({ name, value }) => `${name}=${value}`).join(', '),
  };
}

function groupOf({ spec }: FilterQuestion, policy: string): JsonObject | null {
  const group = isObject(spec.instance_group) ? dataOf(spec.instance_group as Json) : null;
  return group !== null && group.policy === policy ? group : null;
}

function besideMember(host: HostState, question: FilterQuestion): Reason {
  const group = groupOf(question, 'anti-affinity');
  if (group === null) return null;
  const own = question.spec.instance_uuid;
  if (host.instances.some((uuid) => uuid === own)) return null;
  const members = textsAt(group, 'members');
  const there = host.instances.filter((uuid) => members.includes(uuid));
  const rules = isObject(group.rules) ? group.rules : {};
  const most = Number(rules.max_server_per_host ?? 1);
  if (there.length < most) return null;
  return { why: 'group_anti_affinity', found: there.join(', '), wanted: `${most}` };
}

function awayFromGroup(host: HostState, question: FilterQuestion): Reason {
  const group = groupOf(question, 'affinity');
  const hosts = group === null || !Array.isArray(group.hosts) ? [] : textsAt(group, 'hosts');
  if (hosts.length === 0 || hosts.includes(host.host)) return null;
  return { why: 'group_affinity', found: null, wanted: hosts.join(', ') };
}

export const DEFAULT_FILTERS: readonly Filter[] = [
  { name: 'ComputeFilter', once: true, reason: computeDown },
  {
    name: 'ComputeCapabilitiesFilter',
    once: true,
    reason: (host, { spec }) => lacksCapability(host, spec),
  },
  { name: 'ImagePropertiesFilter', once: true, onRebuild: true, reason: imageUnfit },
  { name: 'ServerGroupAntiAffinityFilter', reason: besideMember },
  { name: 'ServerGroupAffinityFilter', reason: awayFromGroup },
];
