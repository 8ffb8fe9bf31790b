/**
 * Consumers that the broker loses without a word: after a failover or a split it may have forgotten one, and its basic.cancel does
 * not reach the client (oslo.messaging's "Cancel consumer if queue down", Related-Bug 1789177). The connection lives on; what
 * was handed out stays out until it is settled; the queue's lease begins if nobody else consumes.
 */
import type { Actor } from '../trace/fact.ts';
import { removeConsumer } from './consuming.ts';
import type { BrokerState } from './state.ts';
import { by } from './telling.ts';

export function loseConsumers(state: BrokerState, user: Actor, fits: (queue: string) => boolean): number {
  const queues = [...state.vhosts.values()].flatMap((vhost) => [...vhost.queues.values()]);
  const lost = queues.flatMap(({ name, consumers }) =>
    fits(name) ? consumers.filter(({ channel }) => channel.connection.options.user === user) : [],
  );
  for (const consumer of lost) removeConsumer(state, by(user), consumer, 'lost');
  return lost.length;
}
