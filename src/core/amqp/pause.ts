/** Consumers held back by hand: not a method of AMQP, but a way to see a queue fill while its consumer is alive. */
import type { PauseConsumers } from './api.ts';
import { unblock } from './consumer.ts';
import { wake } from './dispatch.ts';
import type { BrokerState } from './state.ts';
import { by, tell } from './telling.ts';

/** A copy that is under way already is not held: it goes to another consumer, or stays ready. */
export function pauseConsumers(state: BrokerState, options: PauseConsumers): number {
  const queue = state.vhosts.get(options.vhost)?.queues.get(options.queue);
  if (!queue) return 0;
  let changed = 0;
  for (const consumer of [...queue.consumers]) {
    const { connection } = consumer.channel;
    const { user } = connection.options;
    if (consumer.paused === options.paused || (options.user !== undefined && user !== options.user)) continue;
    consumer.paused = options.paused;
    const where = { vhost: options.vhost, queue: queue.name };
    const who = { consumer: consumer.tag, connection: connection.id };
    tell(state, by(user), { kind: 'consumer.paused', ...where, ...who, paused: options.paused });
    if (!options.paused) unblock(consumer);
    changed += 1;
  }
  if (changed > 0 && !options.paused) wake(state, queue);
  return changed;
}
