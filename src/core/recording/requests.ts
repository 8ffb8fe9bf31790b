/**
 * The requests that a trace holds: found by their ids, with what began them, the servers they were about and how they ended, and
 * one of them picked by id, by a server's uuid or by a time.
 */
import type { Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { methodOf } from '../words/methods.ts';
import { requestKey } from '../words/requests.ts';

/** How a request ended, as far as the trace shows it. */
type RequestOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly failure: string }
  | { readonly kind: 'replied' }
  | { readonly kind: 'unknown' };

export interface RequestFound {
  /** `req-<uuid>` */
  readonly id: string;
  /** index of its first fact */
  readonly fact: number;
  /** of its last */
  readonly last: number;
  /** microseconds */
  readonly at: number;
  readonly until: number;
  /** `POST /servers`, `object_action Instance.save` */
  readonly what: string;
  /** who was asked by it, or who sent its first message */
  readonly actor: string;
  /** uuids of servers, the first three */
  readonly servers: readonly string[];
  readonly messages: number;
  readonly end: RequestOutcome;
  /** begun by a service itself, time after time */
  readonly periodic: boolean;
}

interface OpenRequest extends Omit<RequestFound, 'servers'> {
  last: number;
  until: number;
  messages: number;
  end: RequestOutcome;
  readonly servers: Set<string>;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** In the wire text of a body, whose inner quotes are escaped. */
const INSTANCE = new RegExp(
  `instance_uuid\\\\*"\\s*:\\s*\\\\*"(${UUID})|nova_object.name\\\\*"\\s*:\\s*\\\\*"Instance\\\\*"[^]{0,400}?[^_]uuid\\\\*"\\s*:\\s*\\\\*"(${UUID})`,
  'g',
);
const SERVER = new RegExp(`/servers/(${UUID})`);
const MOST_SERVERS = 3;

/** In the order in which they began. */
export function requestsOf({ facts }: Pick<Trace, 'facts'>): readonly RequestFound[] {
  const found = new Map<string, OpenRequest>();
  const calls = new Map<string, string>();
  const exchanges = new Map<number, FactOf<'http.requested'>>();
  for (const fact of facts) {
    if (fact.kind === 'http.requested') exchanges.set(fact.exchange_id, fact);
    else if (fact.kind === 'http.answered') noteAnswer(found, fact, exchanges.get(fact.exchange_id));
    else if (fact.kind === 'message.published') noteMessage(found, calls, fact);
    else if (fact.kind === 'log.written' && fact.request) noteLog(found, fact);
  }
  return [...found.values()]
    .map((one): RequestFound => ({ ...one, servers: [...one.servers] }))
    .sort((a, b) => a.fact - b.fact);
}

function noted(
  found: Map<string, OpenRequest>,
  id: string,
  fact: Fact,
  what: string,
  actor: string,
): OpenRequest {
  const known = found.get(id);
  if (known) {
    known.last = Math.max(known.last, fact.index);
    known.until = Math.max(known.until, fact.at);
    return known;
  }
  const made: OpenRequest = {
    id,
    fact: fact.index,
    last: fact.index,
    at: fact.at,
    until: fact.at,
    what,
    actor,
    servers: new Set(),
    messages: 0,
    end: { kind: 'unknown' },
    periodic: fact.group === 'periodic',
  };
  found.set(id, made);
  return made;
}

/** A request to an API is known by its answer, and began when it was asked. */
function noteAnswer(
  found: Map<string, OpenRequest>,
  fact: FactOf<'http.answered'>,
  asked: FactOf<'http.requested'> | undefined,
): void {
  if (!asked || fact.request_id === '' || !asked.to.endsWith('-api')) return;
  const what = requestKey(asked.method, asked.path, asked.body);
  const known = found.get(fact.request_id);
  // another service may hand on the id that it was given
  if (known && known.fact < asked.index) return;
  const one = { ...(known ?? noted(new Map(), fact.request_id, asked, what, asked.to)) };
  const servers = new Set(known?.servers);
  const named = SERVER.exec(asked.path)?.[1];
  if (named) servers.add(named);
  found.set(fact.request_id, {
    ...one,
    what,
    actor: asked.to,
    fact: asked.index,
    at: asked.at,
    last: Math.max(one.last, fact.index),
    until: Math.max(one.until, fact.at),
    end: one.end.kind === 'failed' ? one.end : { kind: 'answered', status: fact.status },
    servers,
    periodic: asked.group === 'periodic',
  });
}

function noteMessage(
  found: Map<string, OpenRequest>,
  calls: Map<string, string>,
  fact: FactOf<'message.published'>,
): void {
  const { rpc } = fact;
  const id = rpc.request_id ?? (rpc.msg_id === undefined ? undefined : calls.get(rpc.msg_id));
  if (id === undefined || id === '') return;
  if (rpc.type === 'call' && rpc.msg_id) calls.set(rpc.msg_id, id);
  const one = noted(found, id, fact, methodOf(rpc), fact.actor);
  one.messages += 1;
  if (one.servers.size < MOST_SERVERS)
    for (const [, a, b] of fact.body.matchAll(INSTANCE)) one.servers.add(a ?? b ?? '');
  if (rpc.failure !== undefined) one.end = { kind: 'failed', failure: rpc.failure };
  else if (rpc.type === 'reply' && one.end.kind === 'unknown') one.end = { kind: 'replied' };
}

function noteLog(found: Map<string, OpenRequest>, fact: FactOf<'log.written'>): void {
  if (!fact.request) return;
  const one = noted(found, fact.request.id, fact, fact.logger, fact.actor);
  if (fact.instance !== null && one.servers.size < MOST_SERVERS) one.servers.add(fact.instance);
}

/**
 * Those that are asked for: by request id or server uuid, or the beginning of one; by what it does; or by a time, in seconds since
 * the beginning (`12.5`), that lies in it. An empty text asks for all.
 */
export function requestsLike(all: readonly RequestFound[], asked: string): readonly RequestFound[] {
  const text = asked.trim().toLowerCase();
  if (text === '') return all;
  if (/^\d{1,9}(\.\d{1,6})?( ?s)?$/.test(text)) {
    const at = Number.parseFloat(text) * 1_000_000;
    const around = all.filter((one) => one.at <= at && at <= one.until);
    if (around.length > 0) return around;
  }
  return all.filter(
    ({ id, what, actor, servers }) =>
      id.includes(text) ||
      servers.some((uuid) => uuid.includes(text)) ||
      what.toLowerCase().includes(text) ||
      actor.includes(text),
  );
}
