/**
 * Why a host was chosen: what nova-scheduler and placement told of a choice, put together as it stood at a fact. Nothing is
 * worked out anew here: each host's end is the fact that ended it. Only the figures behind placement's answer are its rows.
 */
import type { ChoiceKind, Fact, FactOf, FilterDrop, LeftOut, Weighing } from '../trace/fact.ts';
import { CHOICE_KINDS } from '../trace/scheduler-facts.ts';
import type { Trace } from '../trace/trace.ts';
import { type Provider, type ProviderStock, providersOf } from './provider-stock.ts';
import { indexOf, type TraceIndex } from './trace-index.ts';

type ChoiceFact = FactOf<ChoiceKind>;

/** All facts of one choice. */
interface ChoiceStory {
  readonly asked: FactOf<'scheduler.asked'>;
  /** publications of its call and replies, by index */
  readonly messages: ReadonlySet<number>;
  readonly facts: ChoiceFact[];
}

/** What became of a host. `places` count the alternates from 1. */
export type HostEnd =
  /** a candidate, or one that passed: nothing more is known of it yet, or it was not needed */
  | { readonly kind: 'open' }
  | { readonly kind: 'left_out'; readonly by: LeftOut }
  /** a candidate of placement that was not read: it is not in the cell that the move keeps to */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'narrowed'; readonly why: FactOf<'scheduler.narrowed'>['why'] }
  | { readonly kind: 'filtered'; readonly filter: string; readonly by: FilterDrop }
  | { readonly kind: 'unclaimed'; readonly status: number | null }
  | { readonly kind: 'chosen' }
  /** claimed, and given back when another server of the request found no host */
  | { readonly kind: 'given_back' }
  | { readonly kind: 'alternate'; readonly place: number };

export interface HostLine {
  readonly host: string;
  readonly end: HostEnd;
  /** of the resource classes asked for; empty where placement gave no answer */
  readonly stock: readonly ProviderStock[];
  /** null = it was not weighed */
  readonly weight: number | null;
}

/** The search for one server. */
export interface Search {
  readonly uuid: string;
  readonly filtered: readonly FactOf<'scheduler.filtered'>[];
  readonly weighed: FactOf<'scheduler.weighed'> | null;
  readonly claims: readonly FactOf<'scheduler.claimed'>[];
  /** those that were tried first, then the others by where they ended */
  readonly hosts: readonly HostLine[];
}

export interface HostChoice {
  readonly asked: FactOf<'scheduler.asked'>;
  readonly answered: FactOf<'scheduler.answered'> | null;
  /** one for each server that a host was looked for by then; at least one */
  readonly searches: readonly Search[];
  readonly failed: FactOf<'scheduler.failed'> | null;
}

/** The choice that was told of last by then; null = none, or a recording, which cannot tell. */
export function choiceAt(trace: Trace, fact: number): HostChoice | null {
  const index = indexOf(trace);
  let latest: { readonly story: ChoiceStory; readonly at: number } | null = null;
  for (const story of index.once(storiesOf)) {
    const at = story.facts.findLast((one) => one.index <= fact)?.index ?? -1;
    if (at >= 0 && at > (latest?.at ?? -1)) latest = { story, at };
  }
  return latest && cut(index, latest.story, fact);
}

/** The choice that a stretch of facts (before, last] is part of: it tells something of it, or is its call or its reply. */
export function choiceIn(
  trace: Trace,
  { before, last, messages }: { before: number; last: number; messages: readonly number[] },
): HostChoice | null {
  const index = indexOf(trace);
  const owners = index.once(ownersOf);
  let latest: ChoiceStory | null = null;
  const see = (fact: number): void => {
    const story = owners.get(fact);
    if (story && story.asked.index <= last && story.asked.index > (latest?.asked.index ?? -1)) latest = story;
  };
  for (let fact = before + 1; fact <= last; fact += 1) see(fact);
  for (const message of messages) see(message);
  return latest && cut(index, latest, last);
}

/** Of each fact that tells of a choice, and of each call and reply of one: which. */
function ownersOf(index: TraceIndex): ReadonlyMap<number, ChoiceStory> {
  const owners = new Map<number, ChoiceStory>();
  for (const story of index.once(storiesOf)) {
    for (const fact of story.facts) owners.set(fact.index, story);
    for (const message of story.messages) owners.set(message, story);
  }
  return owners;
}

function storiesOf(index: TraceIndex): readonly ChoiceStory[] {
  const stories: ChoiceStory[] = [];
  const owners = new Map<number, ChoiceStory>();
  for (const kind of CHOICE_KINDS) {
    for (const fact of index.of(kind)) {
      const story = fact.kind === 'scheduler.asked' ? begun(index, fact) : ownerOf(index, owners, fact);
      if (!story) continue;
      if (story.asked === fact) stories.push(story);
      story.facts.push(fact);
      owners.set(fact.index, story);
    }
  }
  for (const { facts } of stories) facts.sort((a, b) => a.index - b.index);
  return stories;
}

function begun(index: TraceIndex, asked: FactOf<'scheduler.asked'>): ChoiceStory {
  let at = above(index, asked);
  while (at && at.kind !== 'message.delivered') at = above(index, at);
  const call = at ? index.messages.get(at.message)?.published : undefined;
  const replies = index.calls.get(call?.rpc.msg_id ?? '')?.replies ?? [];
  return {
    asked,
    messages: new Set([...(call ? [call] : []), ...replies].map((one) => one.index)),
    facts: [],
  };
}

const above = (index: TraceIndex, fact: Fact): Fact | undefined =>
  fact.cause === null ? undefined : index.facts[fact.cause];

/** Up the causes to a fact whose choice is known; each fact on the way is climbed once. */
function ownerOf(index: TraceIndex, owners: Map<number, ChoiceStory>, fact: ChoiceFact): ChoiceStory | null {
  const way: number[] = [];
  let at: Fact | undefined = fact;
  while (at && !owners.has(at.index)) {
    way.push(at.index);
    at = above(index, at);
  }
  const owner = at && owners.get(at.index);
  if (owner) for (const one of way) owners.set(one, owner);
  return owner ?? null;
}

/** The story as far as a fact. */
function cut(index: TraceIndex, { asked, facts }: ChoiceStory, last: number): HostChoice {
  const told = facts.filter((fact) => fact.index <= last);
  const one = <K extends ChoiceFact['kind']>(kind: K) =>
    (told.find((fact) => fact.kind === kind) as FactOf<K> | undefined) ?? null;
  const failed = one('scheduler.failed');
  const answered = one('scheduler.answered');
  const placement = one('placement.candidates');
  const base: Base = {
    asked,
    failed,
    providers: answered && placement ? providersOf(index, placement, asked) : [],
    hostsRead: told.some(({ kind }) => kind === 'scheduler.filtered' || kind === 'scheduler.weighed'),
    selected: told.filter((fact) => fact.kind === 'scheduler.selected'),
  };
  const groups = searchesOf(told, asked.instance_uuids.length);
  return {
    asked,
    answered,
    failed,
    searches: groups.reduce<readonly Search[]>(
      (before, group, i) => [
        ...before,
        searchOf(base, group, { uuid: asked.instance_uuids[i] ?? '', before: before.at(-1) ?? null }),
      ],
      [],
    ),
  };
}

/** The facts of each server's search; those before the first belong to all. The last sorting, for alternates, is left out. */
function searchesOf(told: readonly ChoiceFact[], servers: number): readonly (readonly ChoiceFact[])[] {
  const common: ChoiceFact[] = [];
  const groups: ChoiceFact[][] = [[]];
  for (const fact of told) {
    if (fact.kind === 'scheduler.narrowed' && fact.why === 'no_service') common.push(fact);
    if (!PARTS.has(fact.kind) || common.includes(fact)) continue;
    const group = groups.at(-1) ?? [];
    const isNew = fact.kind !== 'scheduler.claimed' && group.some(({ kind }) => kind === 'scheduler.weighed');
    if (isNew) groups.push([fact]);
    else group.push(fact);
  }
  return groups.slice(0, servers).map((group) => [...common, ...group]);
}

const PARTS: ReadonlySet<string> = new Set([
  'scheduler.narrowed',
  'scheduler.filtered',
  'scheduler.weighed',
  'scheduler.claimed',
]);

interface Base {
  readonly asked: FactOf<'scheduler.asked'>;
  readonly failed: FactOf<'scheduler.failed'> | null;
  readonly providers: readonly Provider[];
  /** a candidate that no fact names is in another cell then */
  readonly hostsRead: boolean;
  readonly selected: readonly FactOf<'scheduler.selected'>[];
}

/** What an earlier search left out stays out: the next one does not look at it again. */
const STAYS_OUT: ReadonlySet<string> = new Set(['filtered', 'narrowed', 'elsewhere']);

function searchOf(
  base: Base,
  group: readonly ChoiceFact[],
  { uuid, before }: { readonly uuid: string; readonly before: Search | null },
): Search {
  const pick = <K extends ChoiceFact['kind']>(kind: K) =>
    group.filter((fact) => fact.kind === kind) as ChoiceFact[] as FactOf<K>[];
  const filtered = pick('scheduler.filtered');
  const weighed = pick('scheduler.weighed')[0] ?? null;
  const claims = pick('scheduler.claimed');
  const ends = new Map<string, HostEnd>();
  for (const { hosts } of weighed ? [weighed] : []) for (const { host } of hosts) ends.set(host, OPEN);
  const result = base.selected.find((fact) => fact.instance_uuid === uuid);
  for (const { host, status } of claims)
    ends.set(host, status === 204 ? (base.failed ? GIVEN_BACK : CHOSEN) : { kind: 'unclaimed', status });
  if (result) ends.set(result.host, CHOSEN);
  for (const [i, host] of (result?.alternates ?? []).entries())
    ends.set(host, { kind: 'alternate', place: i + 1 });
  for (const { filter, dropped } of filtered.toReversed())
    for (const by of dropped) ends.set(by.host, { kind: 'filtered', filter, by });
  for (const { why, hosts } of pick('scheduler.narrowed').toReversed())
    for (const host of hosts) ends.set(host, { kind: 'narrowed', why });
  for (const fact of filtered) for (const host of fact.hosts) if (!ends.has(host)) ends.set(host, OPEN);
  for (const { host, end } of before?.hosts ?? [])
    if (STAYS_OUT.has(end.kind) && !ends.has(host)) ends.set(host, end);
  for (const { host, left } of base.providers) {
    if (left) ends.set(host, { kind: 'left_out', by: left });
    else if (!ends.has(host)) ends.set(host, base.hostsRead ? ELSEWHERE : OPEN);
  }
  const stocks = new Map(base.providers.map(({ host, stock }) => [host, stock]));
  const isWeighed = weighed !== null && weighed.weighers.length > 0;
  const weights = new Map((isWeighed ? weighed.hosts : []).map(({ host, weight }) => [host, weight]));
  const hosts = [...ends].map(([host, end]) => ({
    host,
    end,
    stock: stocks.get(host) ?? [],
    weight: weights.get(host) ?? null,
  }));
  return { uuid, filtered, weighed, claims, hosts };
}

const OPEN: HostEnd = { kind: 'open' };
const CHOSEN: HostEnd = { kind: 'chosen' };
const GIVEN_BACK: HostEnd = { kind: 'given_back' };
const ELSEWHERE: HostEnd = { kind: 'elsewhere' };

/** A weigher's share of each host's weight: multiplier x normalized value. */
export const sharesOf = ({ multiplier, normalized }: Weighing): readonly number[] =>
  normalized.map((one) => one * multiplier + 0);
