/** What lies in a pipe of the map, and whether somebody takes from it. */
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, World } from '../../core/trace/world.ts';
import { isReplyQueue } from '../../core/words/queues.ts';
import type { GlyphKind } from '../shared/glyphs.ts';
import type { PipeNode } from './geometry.ts';
import { type Lanes, queueKey } from './lanes.ts';
import type { Marks } from './marks.ts';

export interface Letter {
  readonly fact: number;
  readonly kind: GlyphKind;
  readonly method: string;
}
export interface PipeState {
  /** the queues that it stands for, as far as they are there */
  readonly queues: readonly QueueState[];
  /** next to be taken first */
  readonly ready: readonly Letter[];
  /** null = unknown */
  readonly unacked: readonly Letter[] | null;
  /** nobody takes from it; a recording cannot know */
  readonly shut: boolean;
  /** its consumer waits for a reply */
  readonly expected: boolean;
  /** of the step's message that went through it */
  readonly lit: GlyphKind | null;
}

export const kindOf = ({ rpc }: Published): GlyphKind =>
  rpc.failure === undefined ? (rpc.type === 'other' ? 'work' : rpc.type) : 'error';

export function letterOf(trace: Trace, message: number): Letter | null {
  const published = indexOf(trace).messages.get(message)?.published;
  if (!published) return null;
  const { rpc } = published;
  const method = rpc.detail ?? rpc.method ?? rpc.in_reply_to?.split(' ').at(-1) ?? '';
  return { fact: published.index, kind: kindOf(published), method };
}

const owners = new WeakMap<PipeNode, ReadonlySet<string>>();
/** Of a fold there may be a thousand. */
function ownersOf(pipe: PipeNode): ReadonlySet<string> {
  const all = owners.get(pipe) ?? new Set(pipe.owners);
  owners.set(pipe, all);
  return all;
}

/** The queues of the World that lie in a pipe. */
export function queuesIn(world: World, pipe: PipeNode, lanes: Lanes): readonly QueueState[] {
  const there = world.vhosts.get(pipe.vhost)?.queues;
  if (!there) return [];
  if (pipe.queues.length > 0) return pipe.queues.flatMap((name) => there.get(name) ?? []);
  const all = ownersOf(pipe);
  const isOwn = (queue: string): boolean =>
    (lanes.owners.get(queueKey(pipe.vhost, queue)) ?? []).some((actor) => all.has(actor));
  return [...there.values()].filter(({ queue }) => isReplyQueue(queue) && isOwn(queue));
}

interface Shown {
  readonly trace: Trace;
  readonly world: World;
  readonly marks: Marks;
  readonly lanes: Lanes;
  /** publications that are drawn on their way: they lie in no queue yet, for the eye */
  readonly flying: ReadonlySet<number>;
}

export function pipeState({ trace, world, marks, lanes, flying }: Shown, pipe: PipeNode): PipeState {
  const queues = queuesIn(world, pipe, lanes);
  const letters = (messages: readonly number[]): readonly Letter[] =>
    [...new Set(messages)].flatMap((message) => {
      const letter = letterOf(trace, message);
      return letter && !flying.has(letter.fact) ? [letter] : [];
    });
  const unknown = queues.some((queue) => queue.unacked === null);
  const isSimulated = trace.source === 'simulated';
  const isLit = ({ queue }: QueueState): boolean => marks.lit.has(queueKey(pipe.vhost, queue));
  const names = queues.filter(isLit).map(({ queue }) => queue);
  const sent = marks.sent.findLast(
    (fact) => fact.vhost === pipe.vhost && fact.queues.some((one) => names.includes(one)),
  );
  return {
    queues,
    ready: letters(queues.flatMap((queue) => queue.ready)),
    unacked: unknown ? null : letters(queues.flatMap((queue) => queue.unacked ?? [])),
    shut:
      isSimulated && queues.length > 0 && queues.every((queue) => queue.consumers.every((one) => one.paused)),
    expected: pipe.queues.length === 0 && pipe.owners.some((actor) => isWaiting(world, pipe, actor, trace)),
    lit: sent ? kindOf(sent) : names.length > 0 ? 'work' : null,
  };
}

/** For an answer that comes in through this vhost. */
function isWaiting(world: World, { vhost }: PipeNode, actor: string, trace: Trace): boolean {
  const waits = world.services.get(actor)?.waits ?? [];
  return waits.some(({ message }) => indexOf(trace).messages.get(message)?.published.vhost === vhost);
}

/** No such queue is there: one day it will be. What a recording does not tell is not absent. */
export const isAbsent = (trace: Trace, queues: readonly QueueState[]): boolean =>
  trace.source === 'simulated' && queues.length === 0;
