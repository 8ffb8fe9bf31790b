/**
 * Each copy of a message, (message, queue), walked through its places. M1 conservation: a copy moves only from where it
 * is, leaves for a reason of the closed list, and none is forgotten with its queue. M3: at most one end. M6: only its
 * holder acks it, once.
 */
import { type Actor, DROP_REASONS, type Fact, type FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Violation } from './violation.ts';

interface CopyLife {
  place: 'ready' | 'unacked' | 'acked' | 'dropped';
  readonly queue: string;
  readonly generation: number;
  holder: Actor | null;
}

interface CopiesState {
  readonly copies: Map<string, CopyLife>;
  /** how many times a queue of this name was deleted: a copy belongs to one life of its queue */
  readonly lives: Map<string, number>;
  /** messages that no queue took, and how many facts said what became of them */
  readonly nowhere: Map<number, { readonly fact: number; ends: number }>;
  /** commands that made a message vanish: no other drop may be called a thought experiment */
  readonly thoughts: Set<number>;
  say(id: string, sentence: string): void;
}

export function checkCopies(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  let current: number | null = null;
  const state: CopiesState = {
    copies: new Map(),
    lives: new Map(),
    nowhere: new Map(),
    thoughts: new Set(),
    say: (id, sentence) => found.push({ id, fact: current, sentence }),
  };
  for (const fact of trace.facts) {
    current = fact.index;
    walk(state, fact);
  }
  current = null;
  for (const [key, copy] of state.copies) {
    const alive = copy.place === 'ready' || copy.place === 'unacked';
    if (alive && copy.generation !== (state.lives.get(copy.queue) ?? 0)) {
      state.say(
        'M1',
        `${key} was ${copy.place} in a queue that was deleted, and no fact says what became of it`,
      );
    }
  }
  for (const [message, { fact, ends }] of state.nowhere) {
    if (ends === 1) continue;
    found.push({
      id: 'M1',
      fact,
      sentence: `message ${message} reached no queue and was dropped or returned ${ends} times, not once`,
    });
  }
  return found;
}

function walk(state: CopiesState, fact: Fact): void {
  switch (fact.kind) {
    case 'message.published':
      published(state, fact);
      return;
    case 'message.delivered':
      move(state, fact, ['ready'], 'unacked', fact.actor);
      return;
    case 'message.acked':
      acked(state, fact);
      return;
    case 'message.requeued':
      move(state, fact, ['unacked'], 'ready', null);
      return;
    case 'message.dropped':
      dropped(state, fact);
      return;
    case 'command.given':
      if (fact.name === 'drop_message') state.thoughts.add(fact.index);
      return;
    case 'message.returned': {
      const lost = state.nowhere.get(fact.message);
      if (lost) lost.ends += 1;
      return;
    }
    case 'queue.deleted': {
      const queue = `${fact.vhost} ${fact.queue}`;
      state.lives.set(queue, (state.lives.get(queue) ?? 0) + 1);
      return;
    }
    default:
      return;
  }
}

function published(state: CopiesState, fact: FactOf<'message.published'>): void {
  if (fact.queues.length === 0) state.nowhere.set(fact.message, { fact: fact.index, ends: 0 });
  for (const name of fact.queues) {
    const queue = `${fact.vhost} ${name}`;
    const key = `message ${fact.message} in ${queue}`;
    if (state.copies.has(key)) state.say('M1', `${key} was published twice`);
    const generation = state.lives.get(queue) ?? 0;
    state.copies.set(key, { place: 'ready', queue, generation, holder: null });
  }
}

type Moved = FactOf<'message.delivered' | 'message.acked' | 'message.requeued' | 'message.dropped'>;

function move(
  state: CopiesState,
  fact: Moved,
  from: readonly CopyLife['place'][],
  to: CopyLife['place'],
  holder: Actor | null,
): void {
  const key = `message ${fact.message} in ${fact.vhost} ${fact.queue}`;
  const did = fact.kind.slice('message.'.length);
  const copy = state.copies.get(key);
  if (!copy) {
    state.say('M1', `${key} was ${did} but never routed there`);
    return;
  }
  if (copy.place === 'acked' || copy.place === 'dropped') {
    state.say('M3', `${key} was ${did} after its end (${copy.place})`);
    return;
  }
  if (!from.includes(copy.place)) state.say('M1', `${key} was ${did} while it was ${copy.place}`);
  copy.place = to;
  copy.holder = holder;
}

function acked(state: CopiesState, fact: FactOf<'message.acked'>): void {
  const key = `message ${fact.message} in ${fact.vhost} ${fact.queue}`;
  const copy = state.copies.get(key);
  if (copy?.place === 'acked') {
    state.say('M6', `${key} was acked twice`);
    return;
  }
  if (copy?.place === 'unacked' && copy.holder !== fact.actor) {
    state.say('M6', `${key} is held by ${copy.holder} and was acked by ${fact.actor}`);
  }
  move(state, fact, ['unacked'], 'acked', null);
}

function dropped(state: CopiesState, fact: FactOf<'message.dropped'>): void {
  if (!DROP_REASONS.includes(fact.reason)) {
    state.say(
      'M1',
      `message ${fact.message} was dropped for "${fact.reason}", which is no reason of the list`,
    );
  }
  if (fact.reason === 'thought_experiment' && !state.thoughts.has(fact.cause ?? -1)) {
    state.say('M1', `message ${fact.message} vanished as a thought experiment, but no command asked for it`);
  }
  if (fact.queue !== null) {
    move(state, fact, ['ready', 'unacked'], 'dropped', null);
    return;
  }
  const lost = state.nowhere.get(fact.message);
  if (lost) lost.ends += 1;
  else state.say('M1', `message ${fact.message} was dropped before any queue, but it was routed to one`);
}
