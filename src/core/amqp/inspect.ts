/** What stands in a vhost, as `rabbitmqctl list_...` would tell it: plain copies, in the order of declaration. */
import type { BrokerView } from './api.ts';
import type { BrokerState, Vhost } from './state.ts';

export function inspectVhost(state: BrokerState, vhost: Vhost): BrokerView {
  const exchanges = [...vhost.exchanges.values()];
  return {
    exchanges: exchanges.map(({ name, type, durable, autoDelete, internal, arguments: args }) => ({
      name,
      type,
      durable,
      autoDelete,
      internal,
      arguments: args,
    })),
    queues: [...vhost.queues.values()].map((queue) => ({
      name: queue.name,
      durable: queue.durable,
      autoDelete: queue.autoDelete,
      exclusive: queue.owner !== null,
      arguments: queue.arguments,
      ready: queue.ready.list().map((copy) => copy.message.id),
      unacked: [...queue.unacked].map((copy) => copy.message.id),
      consumers: queue.consumers.map(({ tag, channel, prefetch }) => ({
        tag,
        connection: channel.connection.id,
        prefetch,
      })),
    })),
    bindings: exchanges.flatMap((exchange) =>
      [...exchange.outgoing.values()].map((binding) => ({
        source: exchange.name,
        destination: binding.destination.name,
        destinationType: binding.destinationType,
        routingKey: binding.routingKey,
        arguments: binding.arguments,
      })),
    ),
    connections: [...state.connections.values()]
      .filter((connection) => connection.vhost === vhost)
      .map((connection) => connection.id),
  };
}
