/** Single numbers of a run that a lesson's claims are made of: each is read from the facts, none is stored. */
import { merged } from '../reading/facts-after.ts';
import { indexOf } from '../reading/trace-index.ts';
import { countWires, isDirect } from '../reading/wires.ts';
import { directMethod } from '../trace/direct.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Measure } from '../words/measures.ts';
import { choosesHost } from '../words/methods.ts';
import { outcomeOf } from './outcome.ts';
import { summaryOf } from './run-summary.ts';

/** `ms` = a duration; null = it never came, or there is no such thing in this run */
export type Measured =
  | { readonly ms: number | null }
  | { readonly count: number | null }
  | { readonly texts: readonly string[] };

export function measure(trace: Trace, what: Measure): Measured {
  return HOW[what](trace);
}

const ms = (us: number | null | undefined): Measured => ({ ms: us == null ? null : us / 1000 });
const count = (n: number | null): Measured => ({ count: n });

/** The largest; null where one of them never came. */
const last = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null) ? null : Math.max(...values.map(Number));

/** The conductor that takes the API's requests: the only one above its cells, whatever it is called. */
const upperConductor = ({ topology }: Trace): string =>
  topology.services.find(({ program, vhosts }) => program === 'nova-conductor' && vhosts.includes('/'))
    ?.actor ?? '';

const HOW: { readonly [M in Measure]: (trace: Trace) => Measured } = {
  api_answer: (trace) => ms(outcomeOf(trace).servers[0]?.answered),
  api_answer_last: (trace) => ms(last(outcomeOf(trace).servers.map((one) => one.answered))),
  active: (trace) => ms(outcomeOf(trace).servers[0]?.active),
  active_last: (trace) => ms(last(outcomeOf(trace).servers.map((one) => one.active))),
  states: (trace) => ({ texts: [...new Set(outcomeOf(trace).servers.map((one) => one.state ?? '-'))] }),
  messages: (trace) => count(asked(trace).length),
  api_to_scheduler: (trace) => count(sent(trace, 'nova-api', /^scheduler/)),
  scheduler_to_compute: (trace) => count(sent(trace, 'nova-scheduler', /^compute/)),
  conductor_to_compute: (trace) => count(sent(trace, upperConductor(trace), /^compute/)),
  conductor_waited: (trace) =>
    ms(summaryOf(trace).blocked.find(({ actor }) => actor === upperConductor(trace))?.total ?? 0),
  in_scheduler_queue: (trace) => ms(isDirect(trace) ? null : longestReady(trace, 'scheduler')),
  refused: (trace) => count(summaryOf(trace).refused),
  by_second: (trace) => count(answeredBy(trace, 'nova-scheduler-ctl2')),
  connections: (trace) => count(isDirect(trace) ? null : novaServices(trace)),
  wires: (trace) => count(isDirect(trace) ? countWires(trace).wires : null),
  deepest_queue: (trace) => count(isDirect(trace) ? null : deepest(trace)),
  timeouts: (trace) => count(outcomeOf(trace).timeouts),
  late_replies: (trace) => count(indexOf(trace).of('rpc.late_reply').length),
  allocations_left: (trace) => count(allocationsLeft(trace)),
  redelivered: (trace) =>
    count(
      indexOf(trace)
        .of('message.delivered')
        .filter(({ redelivered }) => redelivered).length,
    ),
};

/** What was published for the commands' sake. */
const asked = (trace: Trace): readonly FactOf<'message.published'>[] =>
  indexOf(trace)
    .of('message.published')
    .filter(({ group }) => group === 'scenario');

/** Publications of a service to queues of a name, for the commands' sake. */
const sent = (trace: Trace, actor: string, queue: RegExp): number =>
  asked(trace).filter((fact) => fact.actor === actor && fact.queues.some((name) => queue.test(name))).length;

/** How often a service answered where a server may run: through the queue, or asked directly. */
function answeredBy(trace: Trace, actor: string): number {
  const index = indexOf(trace);
  const dispatched = index
    .of('rpc.dispatched')
    .filter((fact) => fact.actor === actor && choosesHost(fact.method));
  const requests = index
    .of('http.requested')
    .filter((fact) => fact.to === actor && choosesHost(directMethod(fact.path) ?? ''));
  return dispatched.length + requests.length;
}

const novaServices = (trace: Trace): number =>
  trace.topology.services.filter(({ kind }) => kind === 'nova').length;

/** Microseconds that a request lay ready in a queue at most; null where none came through it. */
function longestReady(trace: Trace, queue: string): number | null {
  const { messages } = indexOf(trace);
  const waits = asked(trace)
    .filter(({ queues }) => queues.includes(queue))
    .flatMap(({ at, message }) =>
      (messages.get(message)?.delivered ?? []).filter((one) => one.queue === queue).map((one) => one.at - at),
    );
  return waits.length === 0 ? null : Math.max(...waits);
}

/** Messages that lay ready in one queue at once, at most; reply queues aside. */
function deepest(trace: Trace): number {
  const index = indexOf(trace);
  const ready = new Map<string, number>();
  let most = 0;
  const add = (queue: string, by: number): void => {
    const now = (ready.get(queue) ?? 0) + by;
    ready.set(queue, now);
    if (!queue.includes('reply_') && now > most) most = now;
  };
  const moves = [index.of('message.published'), index.of('message.delivered'), index.of('message.requeued')];
  for (const fact of merged<FactOf<'message.published' | 'message.delivered' | 'message.requeued'>>(moves)) {
    if (fact.kind === 'message.published') for (const queue of fact.queues) add(`${fact.vhost} ${queue}`, 1);
    else add(`${fact.vhost} ${fact.queue}`, fact.kind === 'message.requeued' ? 1 : -1);
  }
  return most;
}

/** Rows of placement's allocations that the commands' servers have at the end without being ACTIVE. */
function allocationsLeft(trace: Trace): number {
  const states = new Map<string, string>();
  const held = new Map<string, string>();
  for (const fact of indexOf(trace).of('row.changed')) {
    const row = fact.after ?? fact.before;
    if (fact.table === 'instances' && row) states.set(String(row.uuid), String(fact.after?.vm_state ?? ''));
    if (fact.table !== 'allocations' || !row) continue;
    if (fact.after) held.set(JSON.stringify(fact.key), String(row.consumer_id));
    else held.delete(JSON.stringify(fact.key));
  }
  return [...held.values()].filter((uuid) => states.has(uuid) && states.get(uuid) !== 'active').length;
}
