/** The queue class of AMQP: declare, bind, unbind, purge, delete. */
import { hash32 } from '../base/random.ts';
import { exchangeFor, notDefaultExchange, notReserved, queueFor, queueName } from './access.ts';
import type { QueueBind, QueueDeclare, QueueDeclareOk } from './api.ts';
import { declareReplies, isReplyName } from './direct-reply.ts';
import { assertSame, assertSameArguments } from './equivalence.ts';
import { locked, notFound, refuse, resource } from './errors.ts';
import { addBinding, bindingIdentity, removeBinding } from './exchange.ts';
import { checkBinding } from './exchange-methods.ts';
import { addQueue, deleteQueue, purgeQueue, renewLease } from './queue.ts';
import { QUEUE_ARGUMENTS, readQueueArguments } from './queue-arguments.ts';
import type { BrokerState, ChannelState, Queue } from './state.ts';
import { answering, by, tell } from './telling.ts';

const DECLARE = 'queue.declare';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 22 base64url characters that only the connection's name and the count of such names decide. */
export function generateToken(state: BrokerState, connection: string): string {
  state.generated += 1;
  const at = (place: number): string =>
    ALPHABET.charAt(hash32(`${connection}/${state.generated}/${place}`) % ALPHABET.length);
  return Array.from({ length: 22 }, (_, place) => at(place)).join('');
}

const declareOk = (queue: Queue): QueueDeclareOk => ({
  queue: queue.name,
  messageCount: queue.ready.size,
  consumerCount: queue.consumers.length,
});

function assertEquivalent(channel: ChannelState, queue: Queue, options: QueueDeclare): void {
  const owner = options.exclusive ? channel.connection : null;
  if (queue.owner !== owner) locked(queue.name, queue.vhost.name, DECLARE);
  const what = resource('queue', queue.name, queue.vhost.name);
  assertSame(what, 'durable', String(options.durable ?? false), String(queue.durable), DECLARE);
  assertSame(what, 'auto_delete', String(options.autoDelete ?? false), String(queue.autoDelete), DECLARE);
  assertSameArguments(
    what,
    QUEUE_ARGUMENTS[queue.settings.quorum ? 'quorum' : 'classic'],
    options.arguments ?? {},
    queue.arguments,
    DECLARE,
  );
}

function make(state: BrokerState, channel: ChannelState, name: string, options: QueueDeclare): Queue {
  const { vhost, options: login } = channel.connection;
  const { durable = false, autoDelete = false, exclusive = false, arguments: args = {} } = options;
  const settings = readQueueArguments(name, vhost.name, args);
  const unfit = autoDelete ? 'auto-delete' : exclusive ? 'exclusive-owner' : durable ? null : 'non-durable';
  if (settings.quorum && unfit !== null) {
    const what = `invalid property '${unfit}' for ${resource('queue', name, vhost.name)}`;
    refuse('PRECONDITION_FAILED', what, DECLARE);
  }
  const owner = exclusive ? channel.connection : null;
  const queue = addQueue(state, vhost, { name, durable, autoDelete, owner, arguments: args, settings });
  const flags = { durable, auto_delete: autoDelete, exclusive, arguments: args };
  tell(state, by(login.user), { kind: 'queue.declared', vhost: vhost.name, queue: name, ...flags });
  return queue;
}

function declarePassively(state: BrokerState, channel: ChannelState, name: string): QueueDeclareOk {
  const { vhost } = channel.connection;
  // an empty name stands for no other here
  if (name === '') notFound('queue', name, vhost.name, DECLARE);
  const queue = queueFor(channel, name, DECLARE);
  channel.lastQueue = queue.name;
  renewLease(state, queue);
  return declareOk(queue);
}

export function queueDeclare(
  state: BrokerState,
  channel: ChannelState,
  options: QueueDeclare,
): QueueDeclareOk {
  const { vhost } = channel.connection;
  const given = options.queue ?? '';
  if (isReplyName(given)) return declareReplies(state, vhost.name, given);
  if (options.passive) return declarePassively(state, channel, given);
  notReserved('queue', given, DECLARE);
  const name = given === '' ? `amq.gen-${generateToken(state, channel.connection.id)}` : given;
  const known = vhost.queues.get(name);
  if (known) assertEquivalent(channel, known, options);
  const queue = known ?? make(state, channel, name, options);
  if (known) renewLease(state, known);
  channel.lastQueue = name;
  return declareOk(queue);
}

export function queueBind(state: BrokerState, channel: ChannelState, options: QueueBind): void {
  const method = 'queue.bind';
  const name = queueName(channel, options.queue, method);
  notDefaultExchange(options.exchange, method);
  const source = exchangeFor(channel, options.exchange, method);
  const queue = queueFor(channel, name, method);
  const { routingKey = '', arguments: args = {} } = options;
  const key = routingKey === '' && options.queue === '' ? name : routingKey;
  checkBinding(source, args, method);
  addBinding(state, by(channel.connection.options.user), source, { queue }, key, args);
}

/** Unbinding what is not bound, or does not exist, is no error: of another connection's exclusive queue neither. */
export function queueUnbind(state: BrokerState, channel: ChannelState, options: QueueBind): void {
  const method = 'queue.unbind';
  const { vhost, options: login } = channel.connection;
  const name = queueName(channel, options.queue, method);
  notDefaultExchange(options.exchange, method);
  const { routingKey = '', arguments: args = {} } = options;
  const key = routingKey === '' && options.queue === '' ? name : routingKey;
  const source = vhost.exchanges.get(options.exchange);
  const binding = source?.outgoing.get(bindingIdentity('queue', name, key, args));
  if (!binding) return;
  queueFor(channel, name, method);
  removeBinding(state, by(login.user), binding);
}

export function queuePurge(state: BrokerState, channel: ChannelState, name: string): number {
  const queue = queueFor(channel, name, 'queue.purge');
  return purgeQueue(state, answering, queue);
}

/** The number of ready messages that went with it; 0 for a queue that does not exist. */
export function queueDelete(
  state: BrokerState,
  channel: ChannelState,
  options: { readonly queue: string; readonly ifUnused?: boolean; readonly ifEmpty?: boolean },
): number {
  const method = 'queue.delete';
  const { vhost, options: login } = channel.connection;
  const name = queueName(channel, options.queue, method);
  if (!vhost.queues.has(name)) return 0;
  const queue = queueFor(channel, name, method);
  const what = resource('queue', name, vhost.name);
  if (options.ifUnused && queue.consumers.length > 0) refuse('PRECONDITION_FAILED', `${what} in use`, method);
  if (options.ifEmpty && queue.ready.size > 0) refuse('PRECONDITION_FAILED', `${what} not empty`, method);
  const count = queue.ready.size;
  deleteQueue(state, by(login.user), queue, 'deleted');
  return count;
}
