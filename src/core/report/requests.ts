/**
 * The requests that a trace holds: by which ids each goes, who asked whom for what, which servers it was about, how it ended, and
 * all that services did for it. One of them is picked by an id, by a server's uuid, by what it does or by a time.
 */
import type { Micros } from '../base/time.ts';
import { micros } from '../base/time.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Actor, Fact, FactOf, Published } from '../trace/fact.ts';
import { requestIdsOf } from './request-ids.ts';
import type { TimeSpan } from './span.ts';
import { spansOf } from './spans.ts';

/** How a request ended, as far as the trace shows it; `unknown` = not at all, or in a gap of the recording. */
type RequestOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly failure: string }
  | { readonly kind: 'replied' }
  | { readonly kind: 'unknown' };

/** One request, with all that services did for it. */
export interface RequestSeen {
  /** the id by which it goes: `req-<uuid>` */
  readonly id: string;
  /** others that it has: the global one, and those that services gave it which were asked on the way */
  readonly others: readonly string[];
  /** who asked first, of whom, and for what: `POST /servers`, `Instance.save`, the logger of its first line */
  readonly from: Actor;
  readonly to: Actor | null;
  readonly what: string;
  /** index of the fact that it begins with, and of its last */
  readonly fact: number;
  readonly last: number;
  readonly start: Micros;
  /** the last that was seen of it; what lies in a queue and nobody takes does not count */
  readonly end: Micros;
  /** uuids of servers, the first three */
  readonly servers: readonly string[];
  readonly messages: number;
  readonly outcome: RequestOutcome;
  /** begun by a service itself, time after time */
  readonly periodic: boolean;
  /** places of its spans, in order; none where only lines of logs tell of it */
  readonly spans: readonly number[];
  readonly errors: number;
}

interface OpenRequest {
  readonly id: string;
  readonly others: Set<string>;
  readonly spans: TimeSpan[];
  readonly servers: Set<string>;
  /** the fact that it begins with */
  first: Fact | null;
  last: Fact | null;
  messages: number;
  answered: number | null;
  failure: string | null;
  isReplied: boolean;
}

/** In the order in which they begin. */
export const requestsOf = (index: TraceIndex): readonly RequestSeen[] => index.once(requestsIn);

function requestsIn(index: TraceIndex): readonly RequestSeen[] {
  const found = new Map<string, OpenRequest>();
  const at = (id: string): OpenRequest => {
    const known = found.get(id);
    if (known) return known;
    const made: OpenRequest = {
      ...{ id, others: new Set(), spans: [], servers: new Set(), first: null, last: null },
      ...{ messages: 0, answered: null, failure: null, isReplied: false },
    };
    found.set(id, made);
    return made;
  };
  for (const span of spansOf(index)) if (span.request !== null) at(span.request).spans.push(span);
  for (const one of found.values()) one.first = index.facts[one.spans[0]?.fact ?? -1] ?? null;
  noteExchanges(index, at);
  for (const fact of index.of('message.published')) if (index.isTold(fact)) noteMessage(index, at, fact);
  for (const fact of index.of('log.written'))
    if (fact.request && index.isTold(fact)) noteLine(index, at, fact);
  return [...found.values()]
    .flatMap((one) => (one.first ? [seenOf(one, one.first)] : []))
    .sort((a, b) => a.fact - b.fact);
}

type RequestAt = (id: string) => OpenRequest;

function noteExchanges(index: TraceIndex, at: RequestAt): void {
  const ids = requestIdsOf(index);
  for (const asked of index.of('http.requested')) {
    if (!index.isTold(asked)) continue;
    const id = ids.ofExchange(asked);
    if (id === null) continue;
    const one = at(id);
    const answered = index.exchanges.get(asked.exchange_id)?.answered ?? null;
    note(one, answered ?? asked, [answered?.request_id, asked.global_request_id]);
    if (one.first === asked) one.answered = answered?.status ?? null;
    const server = SERVER.exec(asked.path)?.[1];
    if (server && one.servers.size < MOST_SERVERS) one.servers.add(server);
  }
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** In the wire text of a body, whose inner quotes are escaped. */
const INSTANCE = new RegExp(
  `instance_uuid\\\\*"\\s*:\\s*\\\\*"(${UUID})|nova_object.name\\\\*"\\s*:\\s*\\\\*"Instance\\\\*"[^]{0,400}?[^_]uuid\\\\*"\\s*:\\s*\\\\*"(${UUID})`,
  'g',
);
const SERVER = new RegExp(`/servers/(${UUID})`);
const MOST_SERVERS = 3;

function noteMessage(index: TraceIndex, at: RequestAt, fact: Published): void {
  const id = requestIdsOf(index).ofMessage(fact);
  if (id === null || id === '') return;
  const one = at(id);
  const { rpc } = fact;
  note(one, index.messages.get(fact.message)?.delivered.at(-1) ?? fact, [
    rpc.request_id,
    rpc.global_request_id,
  ]);
  one.messages += 1;
  if (one.servers.size < MOST_SERVERS)
    for (const [, a, b] of fact.body.matchAll(INSTANCE)) one.servers.add(a ?? b ?? '');
  if (rpc.failure !== undefined) one.failure = rpc.failure;
  else if (rpc.type === 'reply') one.isReplied = true;
}

function noteLine(index: TraceIndex, at: RequestAt, fact: FactOf<'log.written'>): void {
  if (!fact.request) return;
  const one = at(requestIdsOf(index).of(fact.request.id));
  one.first ??= fact;
  note(one, fact, [fact.request.id, fact.request.global_id]);
  if (fact.instance !== null && one.servers.size < MOST_SERVERS) one.servers.add(fact.instance);
}

function note(one: OpenRequest, fact: Fact, ids: readonly (string | null | undefined)[]): void {
  if (one.last === null || one.last.index < fact.index) one.last = fact;
  for (const id of ids) if (id && id !== one.id) one.others.add(id);
}

function seenOf(one: OpenRequest, begins: Fact): RequestSeen {
  const { id, spans, servers, messages } = one;
  const [first] = spans;
  const asks = first?.kind === 'http' || first?.kind === 'work';
  const last = one.last ?? begins;
  return {
    id,
    others: [...one.others],
    from: (asks ? first.peer : begins.actor) ?? begins.actor,
    to: first ? (asks ? first.actor : first.peer) : null,
    what: first?.what ?? (begins.kind === 'log.written' ? begins.logger : ''),
    fact: begins.index,
    last: Math.max(begins.index, last.index),
    start: first?.start ?? begins.at,
    end: first
      ? micros(spans.reduce((most, span) => Math.max(most, endOf(span)), first.start as number))
      : last.at,
    servers: [...servers].slice(0, MOST_SERVERS),
    messages,
    outcome: outcomeOf(one),
    periodic: begins.group === 'periodic',
    spans: spans.map(({ n }) => n),
    errors: spans.filter(({ error, kind }) => error !== null && kind !== 'queue').length,
  };
}

const endOf = ({ kind, peer, end, start, until }: TimeSpan): number =>
  kind === 'queue' && peer === null ? (end ?? start) : until;

function outcomeOf(one: OpenRequest): RequestOutcome {
  const { failure, answered, isReplied } = one;
  if (failure !== null) return { kind: 'failed', failure };
  if (answered !== null) return { kind: 'answered', status: answered };
  return isReplied ? { kind: 'replied' } : { kind: 'unknown' };
}

/** By any id that it has: its own, or that of a service which was asked on the way. null = none is of that id. */
export const requestOf = (all: readonly RequestSeen[], id: string): RequestSeen | null =>
  all.find((one) => one.id === id || one.others.includes(id)) ?? null;

/**
 * Those that are asked for: by request id or server uuid, or the beginning of one; by what it does; or by a time, in seconds since
 * the beginning (`12.5`), that lies in it. An empty text asks for all.
 */
export function requestsLike(all: readonly RequestSeen[], asked: string): readonly RequestSeen[] {
  const text = asked.trim().toLowerCase();
  if (text === '') return all;
  if (/^\d{1,9}(\.\d{1,6})?( ?s)?$/.test(text)) {
    const at = Number.parseFloat(text) * 1_000_000;
    const around = all.filter((one) => one.start <= at && at <= one.end);
    if (around.length > 0) return around;
  }
  return all.filter(({ id, others, what, from, to, servers }) =>
    [id, ...others, ...servers, what.toLowerCase(), from, to ?? ''].some((one) => one.includes(text)),
  );
}
