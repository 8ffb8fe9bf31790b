/** What a REST request, or a call that notes an event, says of itself. */
import { isObject, parseJson } from '../core/base/json.ts';
import type { Lookup } from '../core/reading/lookup.ts';
import { innerMessage } from '../core/trace/body.ts';
import type { Fact, FactOf } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';

/** A request with its answer, as far as it has come. */
export interface RequestTold {
  readonly path: string;
  readonly status: number | null;
  readonly ms: number | null;
  /** `vm_state` that the server in the answer's body has by then; null = it has no row, or the body names none */
  readonly state: string | null;
}

const NO_EXCHANGE = { requested: null, answered: null, refused: null };

export function httpOf(main: Fact, lookup: Lookup, trace: Trace): RequestTold | null {
  if (!('exchange_id' in main)) return null;
  const { requested, answered, refused } = lookup.exchanges.get(main.exchange_id) ?? NO_EXCHANGE;
  const end = answered ?? refused;
  return {
    path: requested?.path ?? '',
    status: answered?.status ?? null,
    ms: requested && end ? (end.at - requested.at) / 1000 : null,
    state: requested && answered ? stateThen(trace, requested, answered) : null,
  };
}

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

/** `args[1]` of an `InstanceActionEvent` call, through the broker or asked directly. */
export function eventOf(main: Fact): string {
  if (main.kind !== 'message.published' && main.kind !== 'http.requested') return '';
  if (!main.body?.includes('InstanceActionEvent')) return '';
  const message = innerMessage(main.body) ?? parseJson(main.body);
  const call = isObject(message) ? message.args : null;
  const args = isObject(call) ? call.args : null;
  const event = Array.isArray(args) ? args[1] : null;
  return typeof event === 'string' && event !== BUILD ? event : '';
}
