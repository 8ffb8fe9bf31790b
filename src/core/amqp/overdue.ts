/** Deliveries that a channel holds too long: it is closed then, and they come back. */
import { plus } from '../base/time.ts';
import { overdue } from './errors.ts';
import type { BrokerState, ChannelState } from './state.ts';

/** To be called with each delivery: looks at the oldest when its time is over. */
export function watchHeld(state: BrokerState, channel: ChannelState): void {
  const within = state.host.acknowledgeWithin;
  const [oldest] = channel.unacked.values();
  if (within === undefined || !oldest || channel.watch) return;
  const due = plus(oldest.since, within);
  const look = (): void => {
    channel.watch = null;
    if (!channel.open) return;
    if (channel.unacked.has(oldest.tag)) channel.fail(overdue(channel.number, within / 1000));
    else watchHeld(state, channel);
  };
  channel.watch = state.host.schedule(due, look, 'watch');
}

/** The channel is gone. */
export function endWatch(channel: ChannelState): void {
  channel.watch?.();
  channel.watch = null;
}
