/** A copy's beginning and its one end. */
import { type Micros, micros, plus } from '../base/time.ts';
import type { DropReason } from '../trace/fact.ts';
import type { BrokerState, Copy, Queue, StoredMessage } from './state.ts';
import { type Doing, tell } from './telling.ts';

/** The lower of the queue's and the message's own time to live, milliseconds. */
function timeToLive(queue: Queue, message: StoredMessage): number | null {
  const own = message.properties.expiration;
  const { messageTtl } = queue.settings;
  if (own === undefined) return messageTtl;
  return messageTtl === null ? Number(own) : Math.min(messageTtl, Number(own));
}

function levelOf(queue: Queue, message: StoredMessage): number {
  const { maxPriority } = queue.settings;
  return maxPriority === null ? 0 : Math.min(maxPriority, message.properties.priority ?? 0);
}

export function makeCopy(state: BrokerState, queue: Queue, message: StoredMessage): Copy {
  const ttl = timeToLive(queue, message);
  state.nextSequence += 1;
  return {
    message,
    queue,
    sequence: state.nextSequence,
    level: levelOf(queue, message),
    expiresAt: ttl === null ? null : plus(state.host.now(), micros(ttl * 1000)),
    fleeting: ttl === 0,
    redelivered: false,
    returns: 0,
    place: 'ready',
    cause: message.fact,
  };
}

export const isPersistent = (copy: Copy): boolean => copy.message.properties.delivery_mode === 2;

/** A copy with a TTL of 0 may still be delivered at its very instant. */
export function isExpired(copy: Copy, now: Micros): boolean {
  if (copy.expiresAt === null) return false;
  return copy.fleeting ? copy.expiresAt < now : copy.expiresAt <= now;
}

/**
 * The copy is in no ready store any more; from here it has its end. Dead-letters it where the reason and the queue say
 * so; `death` is the reason in RabbitMQ's x-death, which knows one more than facts do.
 */
export function dropCopy(
  state: BrokerState,
  doing: Doing,
  copy: Copy,
  reason: DropReason,
  death: string = reason,
): void {
  copy.place = 'ended';
  copy.queue.unacked.delete(copy);
  const { message, queue } = copy;
  const body = { kind: 'message.dropped', message: message.id, vhost: queue.vhost.name } as const;
  const dropped = tell(state, doing, { ...body, queue: queue.name, reason }, message.group);
  if (reason === 'expired' || reason === 'rejected' || reason === 'maxlen') {
    state.deadLetter(copy, death, dropped);
  }
}
