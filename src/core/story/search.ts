/**
 * What a trace has names for: requests, instances, hosts, services, methods, tables, queues, commands. A search finds them
 * by any part of a name and tells at which facts they occur.
 */

import { merged } from '../reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import { directMethod } from '../trace/direct.ts';
import type { Fact, FactKind } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';

const HIT_KINDS = [
  'instance',
  'request',
  'command',
  'service',
  'host',
  'method',
  'table',
  'queue',
  'text',
] as const;
type HitKind = (typeof HIT_KINDS)[number];

export interface Hit {
  readonly kind: HitKind;
  /** as the field writes it: `req-…`, a uuid, `nova-compute-cpu1`, `nova_cell1.instances` */
  readonly name: string;
  /** what else it is called: an instance's display name */
  readonly also: string | null;
  /** indexes of the facts where it occurs, ascending */
  readonly facts: readonly number[];
}

interface SearchFound {
  /** best first, at most `MOST_HITS` */
  readonly hits: readonly Hit[];
  /** where nothing is found: the three names that come nearest */
  readonly nearest: readonly Hit[];
}

export const MOST_HITS = 12;
const NEAREST = 3;
const NOTHING: SearchFound = { hits: [], nearest: [] };

/** Any case; several words must all be there. An empty query finds nothing. */
export function search(trace: Trace, query: string): SearchFound {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return NOTHING;
  const index = indexOf(trace);
  const all = index.once(collect);
  const hits = all
    .map((hit) => ({ hit, rank: rankOf(hit, words) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank || kindAt(a.hit) - kindAt(b.hit))
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
  if (hits.length > 0) return { hits, nearest: [] };
  const text = textHit(index, query.trim());
  if (text) return { hits: [text], nearest: [] };
  return { hits: [], nearest: nearestTo(all, words.join(' ')) };
}

/** Everything that a run has a name for. */
export const namedIn = (trace: Trace): readonly Hit[] => indexOf(trace).once(collect);

const kindAt = (hit: Hit): number => HIT_KINDS.indexOf(hit.kind);

const NO_MATCH = 4;

/** A table is called by its own name, too. */
function namesOf(hit: Hit): readonly string[] {
  if (hit.kind === 'table') return [hit.name, hit.name.slice(hit.name.indexOf('.') + 1)];
  return hit.also === null ? [hit.name] : [hit.name, hit.also];
}

/** 0 = its whole name, 1 = how it begins, 2 = how a word of it begins, 3 = within, 4 = not at all; of many words the worst. */
function rankOf(hit: Hit, words: readonly string[]): number {
  const names = namesOf(hit);
  const rank = (word: string): number => Math.min(...names.map((name) => place(name.toLowerCase(), word)));
  return Math.max(...words.map(rank));
}

function place(name: string, word: string): number {
  const at = name.indexOf(word);
  if (at < 0) return NO_MATCH;
  if (at === 0) return name.length === word.length ? 0 : 1;
  return /[^a-z0-9]/.test(name[at - 1] ?? '') ? 2 : 3;
}

/** Pairs of neighbouring letters that two names share, from 0 to 1 (Dice's coefficient). */
function likeness(a: string, b: string): number {
  const pairsOf = (text: string): string[] => [...text].slice(1).map((letter, i) => `${text[i]}${letter}`);
  const [left, right] = [pairsOf(a), new Set(pairsOf(b))];
  if (left.length === 0 || right.size === 0) return 0;
  return (2 * left.filter((pair) => right.has(pair)).length) / (left.length + right.size);
}

function nearestTo(all: readonly Hit[], query: string): readonly Hit[] {
  return all
    .map((hit) => ({
      hit,
      like: Math.max(...namesOf(hit).map((name) => likeness(query, name.toLowerCase()))),
    }))
    .filter(({ like }) => like > 0)
    .toSorted((a, b) => b.like - a.like)
    .slice(0, NEAREST)
    .map(({ hit }) => hit);
}

/** What stands in bodies and parameters only: a flavor, an image, an address. Found as it is written. */
function textHit(index: TraceIndex, text: string): Hit | null {
  if (text.length < LEAST_TEXT) return null;
  const facts: number[] = [];
  for (const fact of merged(WITH_TEXTS.map((kind): readonly Fact[] => index.of(kind)))) {
    if (textsIn(fact).some((one) => one.includes(text))) facts.push(fact.index);
    if (facts.length === MOST_TEXT_FACTS) break;
  }
  return facts.length === 0 ? null : { kind: 'text', name: text, also: null, facts };
}

const LEAST_TEXT = 3;
const MOST_TEXT_FACTS = 200;

const WITH_TEXTS: readonly FactKind[] = [
  'message.published',
  'http.requested',
  'http.answered',
  'sql.executed',
  'log.written',
];

function textsIn(fact: Fact): readonly string[] {
  switch (fact.kind) {
    case 'message.published':
      return [fact.body];
    case 'http.requested':
      return [fact.path, fact.body ?? ''];
    case 'http.answered':
      return [fact.body ?? ''];
    case 'sql.executed':
      return fact.parameters.map(String);
    case 'log.written':
      return [fact.text, fact.trace ?? ''];
    default:
      return [];
  }
}

type Note = (kind: HitKind, name: string, fact: number) => void;

function collect(index: TraceIndex): readonly Hit[] {
  const { names, messages, hosts } = index;
  const found = new Map<
    string,
    { readonly kind: HitKind; readonly name: string; readonly facts: number[] }
  >();
  const note: Note = (kind, name, fact) => {
    const key = `${kind} ${name}`;
    const entry = found.get(key) ?? { kind, name, facts: [] };
    if (entry.facts.at(-1) !== fact) entry.facts.push(fact);
    found.set(key, entry);
  };
  const noteActor = (actor: string, fact: number): void => {
    const host = hosts.get(actor);
    if (host === undefined) return;
    note('service', actor, fact);
    note('host', host, fact);
  };
  for (const fact of merged(NAMING.map((kind): readonly Fact[] => index.of(kind)))) {
    noteNames(fact, note);
    for (const uuid of instancesIn(fact, names)) note('instance', uuid, fact.index);
    if (ACTS.has(fact.kind)) noteActor(fact.actor, fact.index);
    if (fact.kind === 'message.delivered') {
      const sent = messages.get(fact.message)?.published.index;
      if (sent !== undefined) noteActor(fact.actor, sent);
    }
    if (fact.kind === 'http.requested') noteActor(fact.to, fact.index);
  }
  return [...found.values()].map(({ kind, name, facts }) => ({
    kind,
    name,
    also: kind === 'instance' ? (names.get(name) ?? null) : null,
    facts: [...new Set(facts)].toSorted((a, b) => a - b),
  }));
}

/** What a service does that a step is named after. */
const ACTS: ReadonlySet<Fact['kind']> = new Set([
  'message.published',
  'http.requested',
  'http.answered',
  'row.changed',
  'service.started',
  'service.stopping',
  'service.stopped',
  'thread.failed',
  'process.failed',
]);

/** Kinds of facts that name something to be found. */
const NAMING: readonly FactKind[] = [
  ...ACTS,
  ...(['message.delivered', 'command.given', 'scheduler.selected', 'log.written'] as const),
];

function noteNames(fact: Fact, note: Note): void {
  switch (fact.kind) {
    case 'message.published': {
      const { method, detail, request_id } = fact.rpc;
      if (method) note('method', method, fact.index);
      if (detail) note('method', detail, fact.index);
      if (request_id) note('request', request_id, fact.index);
      for (const queue of fact.queues) note('queue', queue, fact.index);
      return;
    }
    case 'http.requested':
      if (fact.global_request_id) note('request', fact.global_request_id, fact.index);
      if (directMethod(fact.path) !== null) note('method', String(directMethod(fact.path)), fact.index);
      return;
    case 'http.answered':
      note('request', fact.request_id, fact.index);
      return;
    case 'row.changed':
      note('table', `${fact.database}.${fact.table}`, fact.index);
      return;
    case 'command.given':
      note('command', fact.name, fact.index);
      return;
    case 'log.written':
      if (fact.request) note('request', fact.request.id, fact.index);
      return;
    default:
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Of the instances that the trace knows, those that a fact names. */
function instancesIn(fact: Fact, names: ReadonlyMap<string, string>): readonly string[] {
  const among = (text: string): readonly string[] =>
    [...new Set(text.match(UUID) ?? [])].filter((uuid) => names.has(uuid));
  if (fact.kind === 'row.changed') {
    const row = fact.after ?? fact.before ?? {};
    return among(`${row.uuid} ${row.instance_uuid} ${row.consumer_id} ${row.device_id}`);
  }
  if (fact.kind === 'scheduler.selected') return names.has(fact.instance_uuid) ? [fact.instance_uuid] : [];
  return fact.kind === 'sql.executed' ? [] : among(textsIn(fact).join(' '));
}
