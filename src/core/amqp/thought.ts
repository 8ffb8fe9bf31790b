/**
 * Thought experiments at the head of a queue: a message vanishes, or comes in twice. Nothing in AMQP does this; real loss
 * and real duplication come from acks, deaths and broken connections.
 */
import type { Actor } from '../trace/fact.ts';
import { dropCopy } from './copy.ts';
import { enqueue } from './enqueue.ts';
import { armExpiry } from './expiry.ts';
import type { BrokerState, Queue, StoredMessage } from './state.ts';
import { answering } from './telling.ts';

const queueOf = (state: BrokerState, vhost: string, name: string): Queue | undefined =>
  state.vhosts.get(vhost)?.queues.get(name);

/** False when no message is ready there. */
export function dropHead(state: BrokerState, vhost: string, name: string): boolean {
  const queue = queueOf(state, vhost, name);
  const copy = queue?.ready.take();
  if (!queue || !copy) return false;
  dropCopy(state, answering, copy, 'thought_experiment');
  armExpiry(state, queue);
  return true;
}

/**
 * The same body and properties once more, by the default exchange, so that no other queue gets a copy: a message of its
 * own for the broker, the same request (`_unique_id`) for whoever reads it.
 */
export function duplicateHead(state: BrokerState, vhost: string, name: string, who: Actor): boolean {
  const queue = queueOf(state, vhost, name);
  const first = queue?.ready.peek()?.message;
  if (!queue || !first) return false;
  const { host } = state;
  const { properties, body, group, rpc } = first;
  const id = state.nextMessage;
  state.nextMessage += 1;
  const sent = { message: id, vhost, exchange: '', routing_key: name, properties, mandatory: false } as const;
  const made = { connection: who, queues: [name], body, rpc } as const;
  const fact = host.emit(who, { kind: 'message.published', ...sent, ...made }, { group });
  const message: StoredMessage = { id, exchange: '', routingKey: name, properties, body, group, rpc, fact };
  enqueue(state, queue, message);
  return true;
}
