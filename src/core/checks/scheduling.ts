/**
 * Laws of the scheduler. N4: a server is built only where it was selected, on each host once, and no more often than
 * `max_attempts`. N5: a host counts as up for the scheduler just as long as its compute's last report is young enough.
 */
import { secondsOf } from '../base/time.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { OPTIONS, type OptionName } from '../words/options.ts';
import { makeRowFold } from './rows.ts';
import type { Violation } from './violation.ts';

const isTable = (value: unknown): value is JsonTable => typeof value === 'object' && value !== null;

/** As the deployment sets it for a service. */
function optionOf({ experiment }: Trace, service: string, name: OptionName): number {
  const { options, service_options } = experiment?.deployment ?? {};
  const own = isTable(service_options) ? service_options[service] : null;
  const set = (isTable(own) ? own[name] : undefined) ?? (isTable(options) ? options[name] : undefined);
  return typeof set === 'number' ? set : OPTIONS[name].value;
}

const uuidIn = (body: string, uuids: Iterable<string>): string | undefined =>
  [...uuids].find((uuid) => body.includes(uuid));

export function checkAttempts(trace: Trace): readonly Violation[] {
  const most = Math.max(
    ...['nova-scheduler', 'nova-conductor-super'].map((one) =>
      optionOf(trace, one, 'scheduler.max_attempts'),
    ),
  );
  const selected = new Map<string, Set<string>>();
  const built = new Map<string, string[]>();
  const sent = new Set<string | undefined>();
  const asked = new Map<string, number>();
  const requests = new Map<number, string>();
  const found: Violation[] = [];
  const tell = (fact: number, sentence: string): void => void found.push({ id: 'N4', fact, sentence });
  for (const fact of trace.facts) {
    if (fact.kind === 'scheduler.selected') {
      const hosts = selected.get(fact.instance_uuid) ?? new Set();
      for (const host of [fact.host, ...fact.alternates]) hosts.add(host);
      selected.set(fact.instance_uuid, hosts);
    }
    // a request that comes twice is built twice
    if (fact.kind === 'message.published' && fact.rpc.method === 'schedule_and_build_instances')
      requests.set(fact.message, fact.body);
    if (fact.kind === 'rpc.dispatched' && requests.has(fact.message)) {
      const body = requests.get(fact.message) ?? '';
      asked.set(body, (asked.get(body) ?? 0) + 1);
    }
    if (fact.kind !== 'message.published' || fact.rpc.method !== 'build_and_run_instance') continue;
    const uuid = uuidIn(fact.body, selected.keys());
    if (uuid === undefined || sent.has(fact.rpc.unique_id)) continue;
    sent.add(fact.rpc.unique_id);
    const host = fact.routing_key.slice('compute.'.length);
    const before = built.get(uuid) ?? [];
    built.set(uuid, [...before, host]);
    const times = Math.max(1, ...[...asked].map(([body, n]) => (body.includes(uuid) ? n : 1)));
    if (!selected.get(uuid)?.has(host))
      tell(fact.index, `${uuid} is built on ${host}, which was not selected`);
    if (times === 1 && before.includes(host)) tell(fact.index, `${uuid} is built on ${host} once more`);
    if (before.length >= most * times)
      tell(fact.index, `${uuid} is built for the ${before.length + 1}th time`);
  }
  return found;
}

/** Seconds between the reading of a record and what follows from it, at most. */
const SLACK = 2;

export function checkUp(trace: Trace): readonly Violation[] {
  const interval = optionOf(trace, 'nova-scheduler', 'DEFAULT.report_interval');
  const set = optionOf(trace, 'nova-scheduler', 'DEFAULT.service_down_time');
  const after = set <= interval ? Math.trunc(interval * 2.5) : set;
  const tables = trace.topology.databases.map((name) => `${name}.services`);
  const rows = makeRowFold(trace.seed);
  return trace.facts.flatMap((fact): readonly Violation[] => {
    if (fact.kind === 'row.changed' && fact.table === 'services') rows.apply(fact);
    if (fact.kind !== 'scheduler.filtered' || fact.filter !== 'ComputeFilter') return [];
    const now = Math.floor((trace.epoch_ms + fact.at / 1000) / 1000);
    const records = new Map(
      tables.flatMap((table) => rows.all(table)).flatMap((row) => (isCompute(row) ? [[row.host, row]] : [])),
    );
    const ageOf = (host: string): number => {
      const record = records.get(host);
      const seen = record?.last_seen_up ?? record?.created_at;
      return typeof seen === 'string' ? Math.abs(now - secondsOf(seen)) : Number.POSITIVE_INFINITY;
    };
    const wrong = (host: string, as: string): Violation => ({
      id: 'N5',
      fact: fact.index,
      sentence: `${host} counts as ${as}, and last reported ${ageOf(host)} s ago`,
    });
    const isDown = (host: string): boolean =>
      records.get(host)?.forced_down === 1 || ageOf(host) > after + SLACK;
    const silent = fact.dropped.filter(({ why }) => why === 'silent').map(({ host }) => host);
    return [
      ...fact.passed.filter(isDown).map((host) => wrong(host, 'up')),
      ...silent.filter((host) => ageOf(host) < after - SLACK).map((host) => wrong(host, 'down')),
    ];
  });
}

const isCompute = (row: Row): boolean => row.binary === 'nova-compute' && row.deleted === 0;
