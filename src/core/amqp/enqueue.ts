/** A message comes into a queue, or comes back: length limits, expiry and the next delivery follow. */
import { dropCopy, makeCopy } from './copy.ts';
import { wake } from './dispatch.ts';
import { armExpiry } from './expiry.ts';
import { byteLength } from './ready.ts';
import type { BrokerState, Copy, Queue, StoredMessage } from './state.ts';
import { because, type Doing, tell } from './telling.ts';

/** Copies for which a delivery is under way are as good as delivered: they do not count. */
function isOver(queue: Queue, extraCopies: number, extraBytes: number): boolean {
  const { maxLength, maxLengthBytes } = queue.settings;
  const size = queue.ready.size - Math.min(queue.underWay, queue.ready.size);
  if (maxLength !== null && size + extraCopies > maxLength) return true;
  return maxLengthBytes !== null && size + extraCopies > 0 && queue.ready.bytes + extraBytes > maxLengthBytes;
}

/** With drop-head: what stands over the limits goes from the head. */
export function dropOverflow(state: BrokerState, doing: Doing, queue: Queue): void {
  if (queue.settings.overflow !== 'drop-head' || !state.running) return;
  while (queue.ready.size > 0 && isOver(queue, 0, 0)) {
    const copy = queue.ready.takeAt(Math.min(queue.underWay, queue.ready.size - 1));
    if (!copy) return;
    dropCopy(state, doing, copy, 'maxlen');
  }
}

/** False when the queue refused the message (x-overflow reject-publish). */
export function enqueue(state: BrokerState, queue: Queue, message: StoredMessage): boolean {
  const copy = makeCopy(state, queue, message);
  const { overflow } = queue.settings;
  if (overflow !== 'drop-head' && isOver(queue, 1, byteLength(message.body))) {
    refuseCopy(state, copy);
    return false;
  }
  if (copy.expiresAt !== null) queue.timed = true;
  queue.ready.push(copy);
  wake(state, queue);
  if (copy.fleeting && queue.underWay >= queue.ready.size) copy.expiresAt = queue.lastDue;
  dropOverflow(state, because(message.fact), queue);
  armExpiry(state, queue);
  return true;
}

function refuseCopy(state: BrokerState, copy: Copy): void {
  const { message, queue } = copy;
  if (queue.settings.overflow === 'reject-publish-dlx') {
    dropCopy(state, because(message.fact), copy, 'maxlen');
    return;
  }
  copy.place = 'ended';
  const body = { kind: 'message.dropped', message: message.id, vhost: queue.vhost.name } as const;
  tell(state, because(message.fact), { ...body, queue: queue.name, reason: 'maxlen' }, message.group);
}

/**
 * Puts copies that a channel held back into their queues, each in its own place, marked as redelivered. They are in no
 * channel's hands any more. A copy whose queue is gone had its end already.
 */
export function requeue(
  state: BrokerState,
  doing: Doing,
  copies: readonly Copy[],
  reason: 'nack' | 'reject' | 'channel_closed' | 'connection_closed',
): void {
  const byQueue = new Map<Queue, Copy[]>();
  for (const copy of copies) {
    if (copy.place !== 'unacked') continue;
    const { message, queue } = copy;
    if (passedLimit(copy)) {
      dropCopy(state, doing, copy, 'rejected', 'delivery_limit');
      continue;
    }
    const where = { message: message.id, vhost: queue.vhost.name, queue: queue.name, reason };
    copy.cause = tell(state, doing, { kind: 'message.requeued', ...where }, message.group);
    copy.redelivered = true;
    copy.returns += 1;
    copy.place = 'ready';
    queue.unacked.delete(copy);
    const others = byQueue.get(queue);
    if (others) others.push(copy);
    else byQueue.set(queue, [copy]);
  }
  for (const [queue, back] of byQueue) takeBack(state, doing, queue, back);
}

const passedLimit = (copy: Copy): boolean => {
  const { quorum, deliveryLimit } = copy.queue.settings;
  return quorum && deliveryLimit !== null && copy.returns >= deliveryLimit;
};

/** A quorum queue without a delivery limit takes them at its tail; every other queue in their own places. */
function takeBack(state: BrokerState, doing: Doing, queue: Queue, back: readonly Copy[]): void {
  if (queue.settings.quorum && queue.settings.deliveryLimit === null) {
    for (const copy of back) {
      state.nextSequence += 1;
      copy.sequence = state.nextSequence;
      queue.ready.push(copy);
    }
  } else queue.ready.restore(back);
  dropOverflow(state, doing, queue);
  armExpiry(state, queue);
  wake(state, queue);
}
