/**
 * Which ids mean one request. Each service gives out an id of its own for what it is asked by REST, and hands on the id of whoever
 * asked it as the global one (`oslo_context`): all of them are one request to a reader.
 */
import type { TraceIndex } from '../reading/trace-index.ts';
import type { FactOf, Published } from '../trace/fact.ts';

export interface RequestIds {
  /** the id by which the whole request goes: the first one of it that was given out in the trace */
  of(id: string): string;
  ofMessage(message: Published): string | null;
  ofExchange(requested: FactOf<'http.requested'>): string | null;
}

export const requestIdsOf = (index: TraceIndex): RequestIds => index.once(requestIdsIn);

function requestIdsIn(index: TraceIndex): RequestIds {
  const above = new Map<string, string>();
  const topOf = (id: string): string => {
    let top = id;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    return top;
  };
  const join = (id: string | undefined, global: string | null | undefined): void => {
    if (!id || !global) return;
    const [low, high] = [topOf(id), topOf(global)];
    if (low !== high) above.set(low, high);
  };
  const names = new Map<string, string>();
  const name = (id: string | undefined): void => {
    if (id && !names.has(topOf(id))) names.set(topOf(id), id);
  };
  for (const { requested, answered } of index.exchanges.values()) {
    join(answered?.request_id, requested?.global_request_id);
  }
  for (const { rpc } of index.of('message.published')) join(rpc.request_id, rpc.global_request_id);
  for (const { request } of index.of('log.written')) join(request?.id, request?.global_id);
  for (const asked of index.of('http.requested')) {
    name(index.exchanges.get(asked.exchange_id)?.answered?.request_id);
  }
  for (const { rpc } of index.of('message.published')) name(rpc.request_id);
  for (const { request } of index.of('log.written')) name(request?.id);
  const of = (id: string): string => names.get(topOf(id)) ?? id;
  return {
    of,
    ofMessage(message) {
      const id = message.rpc.request_id ?? index.calls.get(message.rpc.msg_id ?? '')?.call?.rpc.request_id;
      return id === undefined ? null : of(id);
    },
    ofExchange(requested) {
      const own = index.exchanges.get(requested.exchange_id)?.answered?.request_id;
      const id = requested.global_request_id ?? own;
      return id ? of(id) : null;
    },
  };
}
