/** How a run turned out for those who asked: what two runs are compared by. All of it is read from the facts. */
import { type Micros, micros } from '../base/time.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import { errorsOf } from '../story/errors.ts';
import type { Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { OPERATIONS } from '../words/operations.ts';
import { operationBegunBy, requestKey } from '../words/requests.ts';

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

export interface RunOutcome {
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

export const outcomeOf = (trace: Trace): RunOutcome => indexOf(trace).once(outcomeIn);

function outcomeIn(index: TraceIndex): RunOutcome {
  const changes = new Map<FactOf<'command.given'> | null, FactOf<'row.changed'>[]>();
  for (const change of index.of('row.changed')) {
    if (change.table !== 'instances') continue;
    const command = index.commandOf(change.index);
    const list = changes.get(command);
    if (list) list.push(change);
    else changes.set(command, [change]);
  }
  const isCommanded = (fact: Fact): boolean => index.commandOf(fact.index) !== null;
  return {
    servers: index
      .of('http.requested')
      .filter((asked) => isServerAsked(asked, index.facts))
      .map((asked) => serverOf(index, asked, changes.get(index.commandOf(asked.index)) ?? [])),
    messages: index.of('message.published').filter(isCommanded).length,
    timeouts: index.of('rpc.resolved').filter(({ resolution }) => resolution === 'MessagingTimeout').length,
    lost: index.of('message.dropped').filter(isLoss).length,
    errors: errorsOf(index).length,
    end: index.lastOfCommands?.at ?? micros(0),
  };
}

/** A fanout to nobody, or a queue emptied by hand, is no loss. */
const isLoss = (fact: FactOf<'message.dropped'>): boolean =>
  fact.reason !== 'unroutable' && fact.reason !== 'purged';

const isServerAsked = (fact: FactOf<'http.requested'>, facts: readonly Fact[]): boolean =>
  fact.cause !== null &&
  facts[fact.cause]?.kind === 'command.given' &&
  operationBegunBy(requestKey(fact.method, fact.path, fact.body)) === 'boot';

function serverOf(
  index: TraceIndex,
  asked: FactOf<'http.requested'>,
  changes: readonly FactOf<'row.changed'>[],
): ServerOutcome {
  const answer = index.exchanges.get(asked.exchange_id)?.answered ?? null;
  const active = changes.find(({ after }) => after?.vm_state === OPERATIONS.boot.done) ?? null;
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
