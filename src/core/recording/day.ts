/**
 * How slow the services were on the day of a recording, and an experiment as it goes on such a day. Two days of one lab
 * differ by a factor of three; clocks (the two seconds between neutron's batches, a time-out) are the same on all of them,
 * so that on a slow day other things meet. Experiments are told with the times of the usual day.
 */
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { type FirehoseLine, toFirehose } from './firehose.ts';

/** One line of the recorder's http.ndjson, as far as it is read here. */
export interface HttpLine {
  readonly to: string;
  readonly method: string;
  readonly path: string;
  readonly query?: string | null;
  readonly ms: number;
  readonly status: number | null;
}

/** A day by its services: percent of what each takes usually; `others` for those of which too little was seen. */
export interface SlowDay {
  readonly services: { readonly [actor: string]: number };
  readonly others: number;
}

/** How long one answer took. `kind` = of what, alike on both sides. */
interface Took {
  readonly service: string;
  readonly kind: string;
  readonly ms: number;
}

/** One recorded answer and what its kind takes usually, milliseconds. */
interface TimedAnswer {
  readonly recorded: number;
  readonly usual: number;
}

/** Answers of a service below this number tell nothing of it. */
const ENOUGH = 4;
/** What the command `slow` takes. */
const PERCENT = { min: 10, max: 10_000 } as const;

/**
 * What the day of a recording may have been, beside a run of its experiment on the usual day: `count` days, one after another
 * from the median of how much longer its answers took to what all of them took together, in which the long ones weigh
 * most. Empty where the two share no answered request.
 */
export function daysOf(
  run: Trace,
  lines: readonly FirehoseLine[],
  http: readonly HttpLine[],
  count: number,
): readonly SlowDay[] {
  const usual = new Map<string, number[]>();
  for (const { service, kind, ms } of [...ofLines([...toFirehose(run, { periodic: true })]), ...ofTrace(run)])
    push(usual, `${service} ${kind}`, ms);
  const services = new Map<string, TimedAnswer[]>();
  const all: TimedAnswer[] = [];
  for (const { service, kind, ms } of [...ofLines(lines), ...http.flatMap(ofHttp)]) {
    const before = usual.get(`${service} ${kind}`);
    if (before === undefined || median(before) <= 0) continue;
    const answer = { recorded: ms, usual: median(before) };
    push(services, service, answer);
    all.push(answer);
  }
  if (all.length === 0) return [];
  const known = [...services].filter(([, answers]) => answers.length >= ENOUGH);
  return Array.from({ length: count }, (_day, i) => {
    const share = count === 1 ? 0 : i / (count - 1);
    return {
      services: Object.fromEntries(known.map(([service, answers]) => [service, percentOf(answers, share)])),
      others: percentOf(all, share),
    };
  });
}

/** The experiment on that day: its services so slow from the beginning, and what is done to them as much later. */
export function onDay(experiment: Experiment, actors: readonly string[], day: SlowDay): Experiment {
  const later = (at: number): number => Math.round((at * day.others) / 100);
  const slow: Command[] = actors.map((service) => ({
    at_us: 0,
    name: 'slow',
    args: { service, percent: day.services[service] ?? day.others },
  }));
  const { from_us, until_us, commands = [] } = experiment;
  return {
    ...experiment,
    ...(from_us === undefined ? {} : { from_us: later(from_us) }),
    ...(until_us === undefined ? {} : { until_us: later(until_us) }),
    commands: [...slow, ...commands.map((command) => ({ ...command, at_us: later(command.at_us) }))],
  };
}

/** From the delivery of a call to its reply. */
function ofLines(lines: readonly FirehoseLine[]): Took[] {
  const begun = new Map<string, { readonly t: number; readonly kind: string }>();
  return lines.flatMap((line) => {
    const { type, msg_id = '', method = '', detail = method } = line.rpc;
    if (line.kind === 'deliver' && type === 'call') begun.set(msg_id, { t: line.t, kind: detail });
    const call = line.kind === 'publish' && type === 'reply' ? begun.get(msg_id) : undefined;
    return call ? [{ service: line.user, kind: call.kind, ms: line.t - call.t }] : [];
  });
}

function ofHttp({ to, method, path, query, ms, status }: HttpLine): Took[] {
  const whole = query ? `${path}?${query}` : path;
  return status === null || status >= 500 ? [] : [{ service: to, kind: kindOf(method, whole), ms }];
}

function ofTrace({ facts }: Trace): Took[] {
  const asked = new Map<number, { readonly at: number; readonly kind: string }>();
  return facts.flatMap((fact) => {
    if (fact.kind === 'http.requested')
      asked.set(fact.exchange_id, { at: fact.at, kind: kindOf(fact.method, fact.path) });
    const request = fact.kind === 'http.answered' ? asked.get(fact.exchange_id) : undefined;
    return request ? [{ service: fact.actor, kind: request.kind, ms: (fact.at - request.at) / 1000 }] : [];
  });
}

/** `GET /v2.0/ports?device_id`: ids and values left out. */
function kindOf(method: string, path: string): string {
  const [place = '', query = ''] = path.split('?');
  const keys = query.split('&').map((pair) => pair.split('=')[0] ?? '');
  const plain = place.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g, '*');
  return `${method} ${plain}?${[...new Set(keys)].sort().join('&')}`;
}

function push<T>(lists: Map<string, T[]>, name: string, value: T): void {
  const known = lists.get(name);
  if (known) known.push(value);
  else lists.set(name, [value]);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** `share` 0 = the median of the ratios, 1 = the ratio of the sums. */
function percentOf(answers: readonly TimedAnswer[], share: number): number {
  const typical = median(answers.map(({ recorded, usual }) => recorded / usual));
  const sum = (of: 'recorded' | 'usual'): number => answers.reduce((total, answer) => total + answer[of], 0);
  const ratio = typical + (sum('recorded') / sum('usual') - typical) * share;
  return Math.min(PERCENT.max, Math.max(PERCENT.min, Math.round(ratio * 100)));
}
