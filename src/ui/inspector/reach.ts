/** What a service or a queue touches, read from the World. */
import type { Binding } from '../../core/trace/fact.ts';
import type { World } from '../../core/trace/world.ts';

export interface QueueName {
  readonly vhost: string;
  readonly queue: string;
}

/** Queues that have a consumer of this service. */
export function consumedBy(world: World, actor: string): readonly QueueName[] {
  const found: QueueName[] = [];
  for (const place of world.vhosts.values()) {
    for (const queue of place.queues.values()) {
      if (queue.consumers.some((consumer) => consumer.user === actor)) {
        found.push({ vhost: queue.vhost, queue: queue.queue });
      }
    }
  }
  return found;
}

/** Bindings that lead to a queue; the default exchange's own are not listed, each queue has that one. */
export function bindingsTo(world: World, name: QueueName): readonly Binding[] {
  const bindings = world.vhosts.get(name.vhost)?.bindings ?? [];
  return bindings.filter((one) => one.destination === name.queue && one.source !== '');
}
