/**
 * The one index of a trace: every fact is read once, when it is fed, and every view asks here instead of walking the
 * facts again. It grows with its trace, so that a trace that is still arriving is read as a finished one is.
 */
import type { Fact, FactKind, FactOf } from '../trace/fact.ts';
import { addBeginning, isTold } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';
import type { Worlds } from '../trace/world.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { type Lookup, makeLookup } from './lookup.ts';
import { makeVersions, type Versions } from './versions.ts';

/** What is known of a trace before its first fact. */
type TraceHead = Omit<Trace, 'facts'>;

export interface TraceIndex extends Lookup {
  readonly head: TraceHead;
  /** fed so far */
  readonly facts: readonly Fact[];
  /** Reads the facts that follow those fed so far. */
  append(facts: readonly Fact[]): void;
  /** All facts of a kind, in order. */
  of<K extends FactKind>(kind: K): readonly FactOf<K>[];
  /** The command that a fact goes back to by its chain of causes; null for what services do of themselves. */
  commandOf(fact: number): FactOf<'command.given'> | null;
  /** the last fact that a command caused, so far */
  readonly lastOfCommands: Fact | null;
  /** Whether a fact is told: what lies before the told run begins is preparation (`from_us`). */
  isTold(fact: Fact): boolean;
  /** Whether a reader sees a told fact who leaves periodic work out: it is none, or a command caused it. */
  isStory(fact: Fact): boolean;
  /** Row versions. `AssertionFailed` where a change does not fit the row that stands there. */
  readonly versions: Versions;
  readonly worlds: Worlds;
  /** What `make` gives, made once until further facts come. The function itself is the name under which it is kept. */
  once<T>(make: (index: TraceIndex) => T): T;
}

export function makeIndex(head: TraceHead): TraceIndex {
  const facts: Fact[] = [];
  const kinds = new Map<FactKind, Fact[]>();
  const beginnings: number[] = [];
  const { note, ...lookup } = makeLookup(head);
  const made = new Map<unknown, unknown>();
  const listOf = (kind: FactKind): Fact[] => {
    const known = kinds.get(kind);
    if (known) return known;
    const list: Fact[] = [];
    kinds.set(kind, list);
    return list;
  };
  const told = isTold(head);
  let versions: Versions | null = null;
  let worlds: Worlds | null = null;
  let lastOfCommands: Fact | null = null;
  const commandOf = (fact: number): FactOf<'command.given'> | null => {
    const first = facts[beginnings[fact] ?? -1];
    return first?.kind === 'command.given' ? first : null;
  };
  const index: TraceIndex = {
    ...lookup,
    head,
    facts,
    append(more) {
      for (const fact of more) {
        facts.push(fact);
        listOf(fact.kind).push(fact);
        addBeginning(beginnings, fact);
        note(fact);
        if (commandOf(fact.index)) lastOfCommands = fact;
      }
      if (more.length > 0) made.clear();
    },
    of: <K extends FactKind>(kind: K) => listOf(kind) as Fact[] as FactOf<K>[],
    commandOf,
    get lastOfCommands() {
      return lastOfCommands;
    },
    isTold: told,
    isStory: (fact) => told(fact) && (fact.group !== 'periodic' || commandOf(fact.index) !== null),
    get versions() {
      versions ??= makeVersions({ seed: head.seed, facts: listOf('row.changed') });
      return versions;
    },
    get worlds() {
      worlds ??= makeWorlds({ source: head.source, topology: head.topology, facts });
      return worlds;
    },
    once<T>(make: (index: TraceIndex) => T): T {
      if (!made.has(make)) made.set(make, make(index));
      return made.get(make) as T;
    },
  };
  return index;
}

const indexes = new WeakMap<Trace, TraceIndex>();

/** The index of a trace, with all facts that it has by now; it lives as long as the trace does. */
export function indexOf(trace: Trace): TraceIndex {
  const index = indexes.get(trace) ?? makeIndex(trace);
  indexes.set(trace, index);
  if (index.facts.length < trace.facts.length) index.append(trace.facts.slice(index.facts.length));
  return index;
}

/** The same trace with the facts that have come since, as another object: the index of both is one, which goes on. */
export function grown(trace: Trace, more: readonly Fact[]): Trace {
  const index = indexOf(trace);
  index.append(more);
  const next = { ...trace, facts: index.facts };
  indexes.set(next, index);
  return next;
}
