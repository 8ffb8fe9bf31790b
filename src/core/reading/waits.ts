/**
 * Who waits for whom at the cursor, and what stands between them. Pure functions of a World and its trace. What a
 * recording cannot know (it has no acks) is null, never zero.
 */

import { isObject } from '../base/json.ts';
import { type Micros, micros } from '../base/time.ts';
import { innerMessage } from '../trace/body.ts';
import { directMethod } from '../trace/direct.ts';
import type { Actor, FactOf, Published } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { HttpState, Wait, World } from '../trace/world.ts';
import { merged } from './facts-after.ts';
import type { MessageStory } from './lookup.ts';
import { indexOf, type TraceIndex } from './trace-index.ts';

/**
 * Where the request of a call is now. `in flight` = handed out, not yet acked; `in memory` = acked, and no thread has
 * taken it; `at work` = dispatched (a recording: delivered and in work); `answered` = its reply is on the way;
 * `gone` = none of these: lost, dropped, or at nobody; `unknown` = none of these in a recording, which has no acks.
 */
const WAIT_PLACES = ['queue', 'in flight', 'in memory', 'at work', 'answered', 'gone', 'unknown'] as const;
type WaitPlace = (typeof WAIT_PLACES)[number];

/** One timer of a call, microseconds. `total` - `left` has passed. */
export interface Timer {
  readonly total: Micros;
  readonly left: Micros;
}

export interface CallWait {
  readonly wait: Wait;
  readonly published: Published;
  /** who has it, or else the routing key that it was sent to (a topic) */
  readonly callee: string;
  readonly place: WaitPlace;
  /** since the publication, microseconds */
  readonly waited: Micros;
  /** the call's time-out, from the message's expiration; null = none told */
  readonly whole: Timer | null;
  /** silence that ends a monitored call (`_timeout`), since the last sign of life; null = not monitored */
  readonly monitor: Timer | null;
}

/** Calls that a service waits for, oldest first. */
export function callsOf(trace: Trace, world: World, actor: Actor): readonly CallWait[] {
  return (world.services.get(actor)?.waits ?? []).flatMap((wait) => {
    const story = indexOf(trace).messages.get(wait.message);
    return story ? [callWait(trace, world, wait, story)] : [];
  });
}

/** A wait that is over: from a call or a direct request until its caller went on. */
interface EndedWait {
  readonly began: Published | FactOf<'http.requested'>;
  readonly ended: FactOf<'rpc.resolved' | 'http.answered' | 'http.refused'>;
}

/** Of the whole trace, in the order in which they ended. A recording tells of direct requests only. */
export function endedWaits(index: TraceIndex): readonly EndedWait[] {
  const ends = [index.of('rpc.resolved'), index.of('http.answered'), index.of('http.refused')];
  return merged<EndedWait['ended']>(ends).flatMap((ended): readonly EndedWait[] => {
    if (ended.kind === 'rpc.resolved') {
      const call = index.calls.get(ended.msg_id)?.call;
      return call ? [{ began: call, ended }] : [];
    }
    const asked = index.exchanges.get(ended.exchange_id)?.requested;
    return asked && directMethod(asked.path) !== null ? [{ began: asked, ended }] : [];
  });
}

/** HTTP requests that a service waits for, oldest first. */
export function requestsOf(world: World, actor: Actor): readonly HttpState[] {
  return [...world.http.values()].filter((one) => one.from === actor).sort((a, b) => a.index - b.index);
}

function callWait(trace: Trace, world: World, wait: Wait, story: MessageStory): CallWait {
  const { published } = story;
  const taken = story.delivered.findLast((one) => one.index <= world.index);
  return {
    wait,
    published,
    callee: taken?.actor ?? published.routing_key,
    place: placeOf(trace, world, wait, taken?.actor),
    waited: micros(world.at - wait.since),
    whole: wait.deadline === null ? null : timer(world.at, wait.since, wait.deadline - wait.since),
    monitor: monitorOf(trace, world, wait, published),
  };
}

function placeOf(trace: Trace, world: World, wait: Wait, taker: Actor | undefined): WaitPlace {
  const lookup = indexOf(trace);
  const replied = lookup.calls.get(wait.msg_id)?.replies ?? [];
  if (replied.some((reply) => reply.index <= world.index && reply.rpc.ending !== false)) return 'answered';
  const copies = world.messages.get(wait.message)?.copies ?? [];
  if (copies.some((copy) => copy.place === 'ready')) return 'queue';
  const service = taker === undefined ? undefined : world.services.get(taker);
  if (service?.working.includes(wait.message)) return 'at work';
  if (service?.in_memory?.includes(wait.message)) return 'in memory';
  if (copies.length > 0) return 'in flight';
  return trace.source === 'simulated' ? 'gone' : 'unknown';
}

/** Each heartbeat (a reply that does not end the call) begins the silence anew (`_drivers/amqpdriver.py:_send`). */
function monitorOf(trace: Trace, world: World, wait: Wait, published: Published): Timer | null {
  const silence = silenceOf(published);
  if (silence === null) return null;
  const lookup = indexOf(trace);
  let heard: Micros = wait.since;
  for (const reply of lookup.calls.get(wait.msg_id)?.replies ?? []) {
    const arrived = lookup.messages.get(reply.message)?.delivered[0];
    if (arrived && arrived.index <= world.index) heard = arrived.at;
  }
  return timer(world.at, heard, silence);
}

/** Of a monitored call: how long its caller bears silence, microseconds; null = it is not monitored. */
function silenceOf({ body }: Published): number | null {
  const message = innerMessage(body);
  const seconds = isObject(message) ? message._timeout : null;
  return typeof seconds === 'number' ? seconds * 1_000_000 : null;
}

/** The limit that a wait of this length came under, microseconds: of silence, else of the call; null = none told. */
export function limitOf(published: Published, waited: number): Micros | null {
  const { expiration } = published.properties;
  const whole = expiration === undefined ? null : Number(expiration) * 1000;
  const limit = [silenceOf(published), whole].find((one) => one !== null && one >= waited);
  return limit == null ? null : micros(limit);
}

function timer(now: Micros, since: Micros, total: number): Timer {
  return { total: micros(total), left: micros(Math.max(0, since + total - now)) };
}
