/** basic.consume, basic.cancel, basic.qos, basic.get. */
import type { FactBodies } from '../trace/fact.ts';
import { queueFor } from './access.ts';
import type { Consume, GetAnswer } from './api.ts';
import { addConsumer, dropConsumer } from './consumer.ts';
import { REPLY_TO } from './direct-reply.ts';
import { handOver, wake, wakeChannel } from './dispatch.ts';
import { refuse, resource } from './errors.ts';
import { armExpiry, expireHeads } from './expiry.ts';
import { deleteQueue, renewLease } from './queue.ts';
import { readConsumerArguments } from './queue-arguments.ts';
import { generateToken } from './queue-methods.ts';
import type { BrokerState, ChannelState, Consumer, Queue } from './state.ts';
import { because, by, type Doing, tell } from './telling.ts';

const CONSUME = 'basic.consume';
type CancelReason = FactBodies['consumer.cancelled']['reason'];

function checkExclusive(queue: Queue, exclusive: boolean): void {
  const what = resource('queue', queue.name, queue.vhost.name);
  const taken = queue.consumers.some((consumer) => consumer.exclusive);
  if (taken || (exclusive && (queue.consumers.length > 0 || queue.settings.singleActiveConsumer))) {
    refuse('ACCESS_REFUSED', `${what} in exclusive use`, CONSUME);
  }
}

/** The consumer's tag. */
export function consume(state: BrokerState, channel: ChannelState, options: Consume): string {
  const { id, options: login } = channel.connection;
  if (options.queue === REPLY_TO) return consumeReplies(state, channel, options);
  const tag = tagFor(state, channel, options);
  const queue = queueFor(channel, options.queue, CONSUME);
  const priority = readConsumerArguments(queue, options.arguments ?? {});
  if (queue.settings.quorum && channel.globalPrefetch > 0) {
    const what = resource('queue', queue.name, queue.vhost.name);
    refuse('NOT_IMPLEMENTED', `${what} does not support global qos`, CONSUME);
  }
  checkExclusive(queue, options.exclusive ?? false);
  state.nextSequence += 1;
  const consumer: Consumer = {
    tag,
    channel,
    queue,
    noAck: options.noAck ?? false,
    exclusive: options.exclusive ?? false,
    prefetch: channel.prefetch,
    priority,
    order: state.nextSequence,
    unacked: 0,
    paused: false,
    blocked: false,
    onDelivery: options.onDelivery,
    onCancel: options.onCancel,
  };
  channel.consumers.set(tag, consumer);
  addConsumer(queue, consumer);
  renewLease(state, queue);
  const where = { vhost: queue.vhost.name, queue: queue.name, consumer: tag, connection: id };
  const rest = {
    user: login.user,
    prefetch: consumer.prefetch,
    no_ack: consumer.noAck,
    arguments: options.arguments ?? {},
  };
  tell(state, by(login.user), { kind: 'consumer.added', ...where, ...rest });
  wake(state, queue);
  return tag;
}

function tagFor(state: BrokerState, channel: ChannelState, options: Consume): string {
  const asked = options.consumerTag ?? '';
  if (asked === '') return `amq.ctag-${generateToken(state, channel.connection.id)}`;
  if (channel.consumers.has(asked) || channel.replyConsumer?.tag === asked) {
    refuse('NOT_ALLOWED', `attempt to reuse consumer tag '${asked}'`, CONSUME);
  }
  return asked;
}

function consumeReplies(state: BrokerState, channel: ChannelState, options: Consume): string {
  if (!options.noAck) refuse('PRECONDITION_FAILED', 'reply consumer cannot acknowledge', CONSUME);
  if (channel.replyConsumer) refuse('PRECONDITION_FAILED', 'reply consumer already set', CONSUME);
  const tag = tagFor(state, channel, options);
  const token = `${REPLY_TO}.${generateToken(state, channel.connection.id)}`;
  channel.replyConsumer = { tag, token, onDelivery: options.onDelivery };
  state.replyTokens.set(token, channel);
  return tag;
}

/** Cancelling an unknown tag is no error. What is outstanding stays so until it is settled or its channel ends. */
export function cancel(state: BrokerState, channel: ChannelState, tag: string): void {
  if (channel.replyConsumer?.tag === tag) forgetReplyConsumer(state, channel);
  const consumer = channel.consumers.get(tag);
  if (consumer) removeConsumer(state, by(channel.connection.options.user), consumer, 'cancelled');
}

export function forgetReplyConsumer(state: BrokerState, channel: ChannelState): void {
  if (channel.replyConsumer) state.replyTokens.delete(channel.replyConsumer.token);
  channel.replyConsumer = null;
}

/** With its last consumer an auto-delete queue goes, and the lease of any other begins. */
export function removeConsumer(
  state: BrokerState,
  doing: Doing,
  consumer: Consumer,
  reason: CancelReason,
): void {
  const { queue, channel, tag } = consumer;
  channel.consumers.delete(tag);
  dropConsumer(queue, consumer);
  const where = { vhost: queue.vhost.name, queue: queue.name };
  const who = { consumer: tag, connection: channel.connection.id };
  const cancelled = tell(state, doing, { kind: 'consumer.cancelled', ...where, ...who, reason });
  if (!state.running) return;
  if (queue.consumers.length > 0) wake(state, queue);
  else if (queue.autoDelete) deleteQueue(state, because(cancelled), queue, 'auto_delete');
  else renewLease(state, queue);
}

export function qos(
  state: BrokerState,
  channel: ChannelState,
  options: { readonly prefetchCount: number; readonly global?: boolean; readonly prefetchSize?: number },
): void {
  if (options.prefetchSize)
    refuse('NOT_IMPLEMENTED', `prefetch_size!=0 (${options.prefetchSize})`, 'basic.qos');
  if (options.global) channel.globalPrefetch = options.prefetchCount;
  else {
    channel.prefetch = options.prefetchCount;
    channel.globalPrefetch = 0;
  }
  wakeChannel(state, channel);
}

export function get(
  state: BrokerState,
  channel: ChannelState,
  options: { readonly queue: string; readonly noAck?: boolean },
): GetAnswer | null {
  const queue = queueFor(channel, options.queue, 'basic.get');
  renewLease(state, queue);
  expireHeads(state, queue);
  const copy = queue.ready.take();
  armExpiry(state, queue);
  if (!copy) return null;
  const delivery = handOver(state, channel, copy, '', options.noAck ? 'acked' : 'get');
  return { ...delivery, messageCount: queue.ready.size };
}
