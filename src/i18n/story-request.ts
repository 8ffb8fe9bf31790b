/** What a REST request, or a call that notes an event, says of itself. */
import { isObject, parseJson } from '../core/base/json.ts';
import type { TraceIndex } from '../core/reading/trace-index.ts';
import { innerMessage } from '../core/trace/body.ts';
import type { Fact, FactOf } from '../core/trace/fact.ts';
import { isHiddenText } from '../core/trace/hidden.ts';
import type { Trace } from '../core/trace/trace.ts';

/** A request with its answer, as far as it has come. */
export interface RequestTold {
  readonly path: string;
  /** what the request's body asks for: `{ status: 'disabled' }` */
  readonly asks: { readonly [name: string]: unknown };
  readonly status: number | null;
  readonly ms: number | null;
  /** the sentence that it was refused with, as Nova answers it; null = it was not, or the trace has no body */
  readonly reason: string | null;
  /** refused, and who was asked had sent a message for it by then */
  readonly passed_on: boolean;
  /** why there is no answer; null = there is one, or it is still to come */
  readonly refused: FactOf<'http.refused'>['reason'] | null;
  /** `vm_state` that the server in the answer's body has by then; null = it has no row, or the body names none */
  readonly state: string | null;
}

const NO_EXCHANGE = { requested: null, answered: null, refused: null };

export function httpOf(main: Fact, lookup: TraceIndex, trace: Trace): RequestTold | null {
  if (!('exchange_id' in main)) return null;
  const { requested, answered, refused } = lookup.exchanges.get(main.exchange_id) ?? NO_EXCHANGE;
  const end = answered ?? refused;
  const isRefused = answered !== null && answered.status >= 400;
  return {
    path: requested?.path ?? '',
    asks: asksIn(requested?.body ?? ''),
    status: answered?.status ?? null,
    ms: requested && end ? (end.at - requested.at) / 1000 : null,
    reason: isRefused ? reasonIn(answered.body) : null,
    passed_on: isRefused && requested !== null && sentOn(requested, answered, trace, lookup),
    refused: refused?.reason ?? null,
    state: requested && answered ? stateThen(trace, requested, answered) : null,
  };
}

function asksIn(text: string): RequestTold['asks'] {
  const body = parseJson(text);
  return isObject(body) ? body : {};
}

/** `message` of the one object in the body: `{"forbidden": {"code": 403, "message": ...}}`. */
function reasonIn(body: string | null): string | null {
  const whole = parseJson(body ?? '');
  const [fault] = isObject(whole) ? Object.values(whole) : [];
  const message = isObject(fault) ? fault.message : null;
  return typeof message === 'string' && message !== '' ? message : null;
}

/** Whether the service that answered had called or cast for the same command meanwhile. */
const sentOn = (
  requested: FactOf<'http.requested'>,
  answered: FactOf<'http.answered'>,
  trace: Trace,
  index: TraceIndex,
): boolean =>
  trace.facts
    .slice(requested.index, answered.index)
    .some(
      (fact) =>
        fact.kind === 'message.published' &&
        fact.actor === answered.actor &&
        (fact.rpc.type === 'call' || fact.rpc.type === 'cast') &&
        index.commandOf(fact.index) === index.commandOf(requested.index),
    );

function stateThen(
  trace: Trace,
  requested: FactOf<'http.requested'>,
  answered: FactOf<'http.answered'>,
): string | null {
  const body = parseJson(answered.body ?? '');
  const server = isObject(body) ? body.server : null;
  const id = isObject(server) ? server.id : null;
  if (typeof id !== 'string') return null;
  const states = trace.facts.slice(requested.index, answered.index).flatMap((fact) => {
    const named = fact.kind === 'row.changed' && fact.table === 'instances' && fact.after?.uuid === id;
    return named ? [String(fact.after?.vm_state)] : [];
  });
  return states.at(-1) ?? null;
}

const BUILD = 'compute__do_build_and_run_instance';

/** `args[1]` of an `InstanceActionEvent` call, through the broker or asked directly; where that is hidden, what its row says. */
export function eventOf(main: Fact, rows: readonly FactOf<'row.changed'>[]): string {
  if (main.kind !== 'message.published' && main.kind !== 'http.requested') return '';
  if (!main.body?.includes('InstanceActionEvent')) return '';
  const message = innerMessage(main.body) ?? parseJson(main.body);
  const call = isObject(message) ? message.args : null;
  const args = isObject(call) ? call.args : null;
  const told = Array.isArray(args) ? args[1] : null;
  const row = rows.find(({ table }) => table === 'instance_actions_events');
  const event = typeof told === 'string' && !isHiddenText(told) ? told : row?.after?.event;
  return typeof event === 'string' && event !== BUILD && !isHiddenText(event) ? event : '';
}
