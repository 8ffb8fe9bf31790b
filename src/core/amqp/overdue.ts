/** Deliveries that a channel holds too long: it looks once a minute, is closed then, and they come back. */
import { fromMs, type Micros, micros, plus } from '../base/time.ts';
import { overdue } from './errors.ts';
import type { BrokerState, ChannelState } from './state.ts';

const LOOKS_EVERY = fromMs(60_000);

/** To be called with each delivery. */
export function watchHeld(state: BrokerState, channel: ChannelState): void {
  const within = state.host.acknowledgeWithin;
  if (within === undefined) return;
  if (channel.unacked.size === 1) channel.looksFrom = state.host.now();
  if (!channel.watch) awaitOldest(state, channel, within);
}

function awaitOldest(state: BrokerState, channel: ChannelState, within: Micros): void {
  const [oldest] = channel.unacked.values();
  if (!oldest) return;
  const over = plus(oldest.since, within);
  const at = over > state.host.now() ? over : nextLook(channel, over);
  channel.watch = state.host.schedule(at, () => look(state, channel, within), 'watch');
}

function look(state: BrokerState, channel: ChannelState, within: Micros): void {
  channel.watch = null;
  if (!channel.open) return;
  if (isOverdue(state, channel, within)) channel.fail(overdue(channel.number, within / 1000));
  else awaitOldest(state, channel, within);
}

function isOverdue(state: BrokerState, channel: ChannelState, within: Micros): boolean {
  const [oldest] = channel.unacked.values();
  return oldest !== undefined && nextLook(channel, plus(oldest.since, within)) <= state.host.now();
}

/** An idle channel sleeps: its minutes count from when it began to hold something. */
function nextLook(channel: ChannelState, at: Micros): Micros {
  const looks = Math.ceil((at - channel.looksFrom) / LOOKS_EVERY);
  return plus(channel.looksFrom, micros(looks * LOOKS_EVERY));
}

/** The channel is gone. */
export function endWatch(channel: ChannelState): void {
  channel.watch?.();
  channel.watch = null;
}
