/** Finding what a method names, with the refusals that belong to it. */
import { type AmqpMethod, locked, notFound, refuse } from './errors.ts';
import type { ChannelState, Exchange, Queue } from './state.ts';

/** An empty name stands for the channel's last declared queue. */
export function queueName(channel: ChannelState, name: string, method: AmqpMethod): string {
  if (name !== '') return name;
  return channel.lastQueue ?? refuse('NOT_FOUND', 'no previously declared queue', method);
}

function checkOwner(channel: ChannelState, queue: Queue, method: AmqpMethod): void {
  if (queue.owner && queue.owner !== channel.connection) locked(queue.name, queue.vhost.name, method);
}

/** Throws 404 when it does not exist, 405 when it is exclusive to another connection. */
export function queueFor(channel: ChannelState, name: string, method: AmqpMethod): Queue {
  const { vhost } = channel.connection;
  const found = queueName(channel, name, method);
  const queue = vhost.queues.get(found) ?? notFound('queue', found, vhost.name, method);
  checkOwner(channel, queue, method);
  return queue;
}

export function exchangeFor(channel: ChannelState, name: string, method: AmqpMethod): Exchange {
  const { vhost } = channel.connection;
  return vhost.exchanges.get(name) ?? notFound('exchange', name, vhost.name, method);
}

export function notDefaultExchange(name: string, method: AmqpMethod): void {
  if (name === '') refuse('ACCESS_REFUSED', 'operation not permitted on the default exchange', method);
}

export function notReserved(kind: 'queue' | 'exchange', name: string, method: AmqpMethod): void {
  if (!name.startsWith('amq.')) return;
  refuse('ACCESS_REFUSED', `${kind} name '${name}' contains reserved prefix 'amq.*'`, method);
}
