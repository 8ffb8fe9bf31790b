/** basic.ack, basic.nack, basic.reject, basic.recover: what a channel does with what it holds. */
import { unblock } from './consumer.ts';
import { dropCopy } from './copy.ts';
import { release, wake, wakeChannel } from './dispatch.ts';
import { requeue } from './enqueue.ts';
import { type AmqpMethod, refuse, unknownDeliveryTag } from './errors.ts';
import type { BrokerState, ChannelState, Copy, Unacked } from './state.ts';
import { answering, by, tell } from './telling.ts';

/** The outstanding deliveries that a tag means; throws 406 for a tag that is not outstanding on this channel. */
function outstanding(channel: ChannelState, tag: number, multiple: boolean, method: AmqpMethod): Unacked[] {
  if (multiple && tag === 0) return [...channel.unacked.values()];
  const last = channel.unacked.get(tag) ?? unknownDeliveryTag(tag, method);
  if (!multiple) return [last];
  const taken: Unacked[] = [];
  for (const unacked of channel.unacked.values()) {
    if (unacked.tag > tag) break;
    taken.push(unacked);
  }
  return taken;
}

/**
 * Who held them has room again. A consumer that was cancelled meanwhile has none to fill. A single one concerns nobody
 * else, unless the channel's consumers share a limit: its cost must not grow with their number.
 */
function wakeAfter(state: BrokerState, channel: ChannelState, settled: readonly Unacked[]): void {
  const [first] = settled;
  if (first && settled.length === 1 && channel.globalPrefetch === 0) {
    if (first.consumer) unblock(first.consumer);
  } else wakeChannel(state, channel);
  for (const { copy } of settled) wake(state, copy.queue);
}

export function ack(state: BrokerState, channel: ChannelState, tag: number, multiple: boolean): void {
  const settled = outstanding(channel, tag, multiple, 'basic.ack');
  for (const unacked of settled) {
    release(channel, unacked);
    acked(state, channel, unacked.copy);
  }
  wakeAfter(state, channel, settled);
}

/** A copy whose queue is gone had its end with it: the ack is accepted and changes nothing. */
function acked(state: BrokerState, channel: ChannelState, copy: Copy): void {
  if (copy.place === 'ended') return;
  copy.place = 'ended';
  const { message, queue } = copy;
  const body = {
    kind: 'message.acked',
    message: message.id,
    vhost: queue.vhost.name,
    queue: queue.name,
  } as const;
  tell(state, by(channel.connection.options.user), body, message.group);
}

export function refuseDelivery(
  state: BrokerState,
  channel: ChannelState,
  tag: number,
  options: { readonly multiple: boolean; readonly requeue: boolean; readonly how: 'nack' | 'reject' },
): void {
  const method = options.how === 'nack' ? 'basic.nack' : 'basic.reject';
  const settled = outstanding(channel, tag, options.multiple, method);
  const copies = settled.map((unacked) => unacked.copy);
  if (options.requeue) {
    for (const unacked of settled) releaseKeeping(channel, unacked);
    requeue(state, answering, copies, options.how);
  } else {
    for (const unacked of settled) release(channel, unacked);
    for (const copy of copies) if (copy.place === 'unacked') dropCopy(state, answering, copy, 'rejected');
  }
  wakeAfter(state, channel, settled);
}

/** `requeue` itself takes the copy out of its queue's unacknowledged ones. */
export function releaseKeeping(channel: ChannelState, unacked: Unacked): void {
  release(channel, unacked);
  if (unacked.copy.place === 'unacked') unacked.copy.queue.unacked.add(unacked.copy);
}

export function recover(state: BrokerState, channel: ChannelState, again: boolean): void {
  if (!again) refuse('NOT_IMPLEMENTED', 'requeue=false', 'basic.recover');
  refuseDelivery(state, channel, 0, { multiple: true, requeue: true, how: 'nack' });
}
