/** The hosts that will do, in the order in which they are tried (`nova/scheduler/manager.py:_get_sorted_hosts`). */
import type { JsonObject } from '../../base/json.ts';
import { pythonRepr } from '../../base/python.ts';
import { emit, type Task } from '../../service/effects.ts';
import type { FilterDrop, Row } from '../../trace/fact.ts';
import { textOr } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { option } from '../options.ts';
import { downTime, serviceIsUp } from '../servicegroup.ts';
import { DEFAULT_FILTERS, type FilterQuestion } from './filters.ts';
import { type HostState, hostText } from './hosts.ts';
import { hostsAskedFor, isRebuild } from './requested.ts';
import type { Scheduler } from './state.ts';
import { weigh } from './weighers.ts';

const LOG = loggerOf('nova.filters');
const COMPUTE_FILTER = loggerOf('nova.scheduler.filters.compute_filter');

interface HostsSorting {
  readonly spec: JsonObject;
  /** place of the server among those of the request, from 0 */
  readonly nth: number;
  readonly context: JsonObject;
}

export function* sortedHosts(
  scheduler: Scheduler,
  hosts: readonly HostState[],
  sorting: HostsSorting,
): Task<readonly HostState[]> {
  const { host } = scheduler;
  const { spec, context } = sorting;
  const passed = yield* runFilters(scheduler, yield* hostsAskedFor(hosts, spec, context), sorting);
  if (passed.length === 0) return [];
  const weighed = weigh(passed, (name) => option(host, name));
  const first = firstOf(scheduler, weighed.hosts.length);
  const order = [first, ...[...weighed.hosts.keys()].filter((i) => i !== first)];
  const inOrder = <T>(values: readonly T[]): readonly T[] => order.map((i) => values[i] as T);
  const sorted = inOrder(weighed.hosts);
  yield* emit({
    kind: 'scheduler.weighed',
    hosts: sorted.map(({ host: one, weight }) => ({ host: one.host, weight })),
    weighers: weighed.weighers.map((one) => ({
      ...one,
      raw: inOrder(one.raw),
      normalized: inOrder(one.normalized),
    })),
  });
  return sorted.map(({ host: one }) => one);
}

/** `host_subset_size`: the first is drawn from so many best ones; of one there is nothing to draw. */
function firstOf({ host }: Scheduler, hosts: number): number {
  const size = Math.min(option(host, 'filter_scheduler.host_subset_size'), hosts);
  return size <= 1 ? 0 : host.stream('subset').below(size);
}

/** `nova/filters.py:get_filtered_objects`: one after the other, until none is left. */
function* runFilters(
  { host }: Scheduler,
  hosts: readonly HostState[],
  { spec, nth, context }: HostsSorting,
): Task<readonly HostState[]> {
  const isUp = (service: Row): boolean => serviceIsUp(host, service);
  const question: FilterQuestion = { spec, isUp, downTime: downTime(host) };
  const rebuilds = isRebuild(spec);
  const at = (line: number): string => `get_filtered_objects nova/filters.py:${line}`;
  yield* LOG.debug({ context }, `Starting with ${hosts.length} host(s)`, at(70));
  let left = hosts;
  const results: string[] = [];
  for (const filter of DEFAULT_FILTERS) {
    if (left.length === 0) break;
    if ((filter.once && nth > 0) || (rebuilds && !filter.onRebuild)) continue;
    const dropped: FilterDrop[] = [];
    const passed = left.filter((one) => {
      const reason = filter.reason(one, question);
      if (reason) dropped.push({ host: one.host, ...reason });
      return reason === null;
    });
    yield* emit({
      kind: 'scheduler.filtered',
      filter: filter.name,
      hosts: left.map((one) => one.host),
      passed: passed.map((one) => one.host),
      dropped,
    });
    for (const drop of dropped) {
      const one = left.find((state) => state.host === drop.host);
      if (one) yield* logUnfit(context, one, drop);
    }
    results.push(`${filter.name}: (start: ${left.length}, end: ${passed.length})`);
    if (passed.length === 0) yield* LOG.info({ context }, `Filter ${filter.name} returned 0 hosts`);
    else yield* LOG.debug({ context }, `Filter ${filter.name} returned ${passed.length} host(s)`, at(102));
    left = passed;
  }
  if (left.length === 0 && results.length > 0) {
    const uuid = textOr(spec, 'instance_uuid', 'None');
    yield* LOG.info(
      { context },
      `Filtering removed all hosts for the request with instance ID '${uuid}'. Filter results: ${pythonRepr(results)}`,
    );
  }
  return left;
}

/** `compute_filter.py:host_passes`: the one filter that says why. */
function* logUnfit(context: JsonObject, host: HostState, { why, found }: FilterDrop): Task {
  if (why === 'disabled') {
    const at = 'host_passes nova/scheduler/filters/compute_filter.py:39';
    yield* COMPUTE_FILTER.debug({ context }, `${hostText(host)} is disabled, reason: ${found ?? 'None'}`, at);
  } else if (why === 'silent' || why === 'forced_down')
    yield* COMPUTE_FILTER.warning({ context }, `${hostText(host)} has not been heard from in a while`);
}
