/**
 * Time to live. Only the head of a queue is ever looked at: one timer a queue, set to its head's time. A copy that
 * expires behind a live one stays until it comes to the head, and is then dropped at once.
 */
import { type Micros, micros } from '../base/time.ts';
import { dropCopy, isExpired } from './copy.ts';
import type { BrokerState, Queue } from './state.ts';
import { because } from './telling.ts';

/** Drops what has expired at the head. `through` = the timer's own instant: then copies of that very instant go too. */
export function expireHeads(state: BrokerState, queue: Queue, through: Micros | null = null): void {
  if (!queue.timed) return;
  const now = state.host.now();
  for (;;) {
    const head = queue.ready.peek();
    if (!head || head.expiresAt === null) return;
    if (!isExpired(head, now) && (through === null || head.expiresAt > through)) return;
    queue.ready.take();
    dropCopy(state, because(head.cause), head, 'expired');
  }
}

/** To be called whenever the head may have changed: drops what has expired and sets the timer to the then head. */
export function armExpiry(state: BrokerState, queue: Queue): void {
  if (!queue.timed) return;
  if (state.running && !queue.deleted) expireHeads(state, queue);
  const at = queue.deleted ? null : (queue.ready.peek()?.expiresAt ?? null);
  if (queue.expiry?.at === at) return;
  queue.expiry?.cancel();
  queue.expiry = null;
  if (at === null || !state.running) return;
  const now = state.host.now();
  const cancel = state.host.schedule(
    micros(Math.max(at, now)),
    () => {
      queue.expiry = null;
      expireHeads(state, queue, at);
      armExpiry(state, queue);
    },
    'timer',
  );
  queue.expiry = { at, cancel };
}
