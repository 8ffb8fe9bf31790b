/** Whose turn it is: consumers of a queue in turn, by priority, each as far as its prefetch allows. */
import type { Consumer, Queue } from './state.ts';

/** How many more deliveries the consumer may hold; `Infinity` without a limit. */
export function roomOf(consumer: Consumer): number {
  if (consumer.paused) return 0;
  if (consumer.noAck) return Number.POSITIVE_INFINITY;
  const { channel, prefetch, unacked, queue } = consumer;
  const own = prefetch > 0 ? prefetch - unacked : Number.POSITIVE_INFINITY;
  const shared =
    channel.globalPrefetch > 0 && !queue.settings.quorum
      ? channel.globalPrefetch - channel.outstanding
      : Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(own, shared));
}

const served = (queue: Queue): readonly Consumer[] =>
  queue.settings.singleActiveConsumer ? (queue.active ? [queue.active] : []) : queue.consumers;

/** How many copies the queue's consumers could take now. */
export function roomIn(queue: Queue): number {
  let room = 0;
  for (const consumer of served(queue)) {
    room += roomOf(consumer);
    if (room === Number.POSITIVE_INFINITY) break;
  }
  return room;
}

/** A copy waits and these cannot take it: they leave the circle until they have room again. */
export function blockFull(queue: Queue): void {
  for (const consumer of served(queue)) if (roomOf(consumer) === 0) consumer.blocked = true;
}

/** Stands behind those of its own priority. */
function insert(queue: Queue, consumer: Consumer): void {
  let at = queue.consumers.length;
  while (at > 0 && (queue.consumers[at - 1]?.priority ?? 0) < consumer.priority) at -= 1;
  queue.consumers.splice(at, 0, consumer);
}

function toTheEnd(queue: Queue, consumer: Consumer): void {
  queue.consumers.splice(queue.consumers.indexOf(consumer), 1);
  insert(queue, consumer);
}

/** The consumer that gets the next copy; it goes to the end of its circle. */
export function nextConsumer(queue: Queue): Consumer | null {
  for (const consumer of served(queue)) {
    if (roomOf(consumer) === 0) {
      consumer.blocked = true;
      continue;
    }
    if (!queue.settings.singleActiveConsumer && queue.consumers.length > 1) toTheEnd(queue, consumer);
    return consumer;
  }
  return null;
}

/** After a settlement: who was left out stands at the end again. */
export function unblock(consumer: Consumer): void {
  if (!consumer.blocked || roomOf(consumer) === 0) return;
  consumer.blocked = false;
  if (consumer.queue.consumers.includes(consumer)) toTheEnd(consumer.queue, consumer);
}

export function addConsumer(queue: Queue, consumer: Consumer): void {
  insert(queue, consumer);
  queue.active ??= consumer;
}

/** With a single active consumer the next in order of registration takes over. */
export function dropConsumer(queue: Queue, consumer: Consumer): void {
  queue.consumers = queue.consumers.filter((other) => other !== consumer);
  if (queue.active !== consumer) return;
  queue.active = queue.consumers.reduce<Consumer | null>(
    (first, other) => (first && first.order < other.order ? first : other),
    null,
  );
}
