/** How a run turned out for those who asked: what two runs are compared by. All of it is read from the facts. */
import { type Micros, micros } from '../base/time.ts';
import { lookupOf } from '../reading/lookup.ts';
import { errorsOf } from '../story/run-until.ts';
import type { Fact, FactOf } from '../trace/fact.ts';
import { beginningsOf } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';
import { requestKey } from '../words/requests.ts';

/** One server that a user asked for. Times since the user's request; null = it never came. */
export interface ServerOutcome {
  /** as the user called it; '' = unknown */
  readonly name: string;
  readonly answered: Micros | null;
  /** HTTP status of the answer */
  readonly status: number | null;
  readonly active: Micros | null;
  /** `vm_state` of its row at the end; null = it has no row */
  readonly state: string | null;
}

export interface Outcome {
  /** in the order of the requests */
  readonly servers: readonly ServerOutcome[];
  /** messages that came of the commands, not of periodic work */
  readonly messages: number;
  /** calls whose caller gave up waiting */
  readonly timeouts: number;
  /** copies that were dropped where somebody should have got them */
  readonly lost: number;
  readonly errors: number;
  /** when the last thing that a command had caused was done */
  readonly end: Micros;
}

const known = new WeakMap<Trace, Outcome>();

/** One pass, remembered as long as the trace lives. */
export function outcomeOf(trace: Trace): Outcome {
  const found = known.get(trace);
  if (found) return found;
  const made = build(trace);
  known.set(trace, made);
  return made;
}

function build(trace: Trace): Outcome {
  const { facts } = trace;
  const beginnings = beginningsOf(facts);
  const commandOf = (fact: Fact): number | null => {
    const beginning = beginnings[fact.index] ?? fact.index;
    return facts[beginning]?.kind === 'command.given' ? beginning : null;
  };
  const instances = new Map<number, FactOf<'row.changed'>[]>();
  const requests: FactOf<'http.requested'>[] = [];
  let [messages, timeouts, lost] = [0, 0, 0];
  let end = micros(0);
  for (const fact of facts) {
    const command = commandOf(fact);
    if (command !== null) end = fact.at;
    if (fact.kind === 'message.published' && command !== null) messages += 1;
    else if (fact.kind === 'rpc.resolved' && fact.resolution === 'MessagingTimeout') timeouts += 1;
    else if (fact.kind === 'message.dropped' && isLoss(fact)) lost += 1;
    else if (fact.kind === 'http.requested' && isServerAsked(fact, facts)) requests.push(fact);
    else if (fact.kind === 'row.changed' && fact.table === 'instances' && command !== null) {
      const list = instances.get(command);
      if (list) list.push(fact);
      else instances.set(command, [fact]);
    }
  }
  const servers = requests.map((asked) =>
    serverOf(trace, asked, instances.get(commandOf(asked) ?? -1) ?? []),
  );
  return { servers, messages, timeouts, lost, errors: errorsOf(trace).length, end };
}

/** A fanout to nobody, or a queue emptied by hand, is no loss. */
const isLoss = (fact: FactOf<'message.dropped'>): boolean =>
  fact.reason !== 'unroutable' && fact.reason !== 'purged';

const isServerAsked = (fact: FactOf<'http.requested'>, facts: readonly Fact[]): boolean =>
  fact.cause !== null &&
  facts[fact.cause]?.kind === 'command.given' &&
  requestKey(fact.method, fact.path) === 'POST /servers';

function serverOf(
  trace: Trace,
  asked: FactOf<'http.requested'>,
  changes: readonly FactOf<'row.changed'>[],
): ServerOutcome {
  const answer = lookupOf(trace).exchanges.get(asked.exchange_id)?.answered ?? null;
  const active = changes.find(({ after }) => after?.vm_state === 'active') ?? null;
  const last = changes.at(-1)?.after ?? null;
  const name = changes.map(({ after }) => after?.display_name).find((one) => typeof one === 'string');
  return {
    name: String(name ?? ''),
    answered: answer && micros(answer.at - asked.at),
    status: answer?.status ?? null,
    active: active && micros(active.at - asked.at),
    state: typeof last?.vm_state === 'string' ? last.vm_state : null,
  };
}
