/** The tap's queue on a vhost's firehose, and the one that what it drops is counted in. */
import type { Channel, ChannelModel } from 'amqplib';

export const FIREHOSE = 'amq.rabbitmq.trace';

/** Messages that wait in the queue at most, how long each may, milliseconds, and dropped ones that are counted between two looks. */
export interface TapBounds {
  readonly length: number;
  readonly ttl: number;
  readonly counted: number;
}
export const BOUNDS: TapBounds = { length: 20_000, ttl: 10_000, counted: 20_000 };

export interface TapQueue {
  readonly model: ChannelModel;
  readonly channel: Channel;
  readonly queue: string;
  /** where dropped messages are counted; null = the user may not have that, and it is guessed whether some were dropped */
  readonly dropped: string | null;
  /** when it was looked last, epoch milliseconds, and how many messages had come by then */
  looked: number;
  had: number;
  came: number;
}

/** The tap's queue and its bindings on a channel of its own. Errors: the broker's, where the user may not have them. */
export async function declared(
  model: ChannelModel,
  keys: readonly string[],
  { length, ttl, counted }: TapBounds,
  counts: boolean,
): Promise<TapQueue> {
  const channel = await model.createChannel();
  // what a refused attempt leaves behind is said by its promise
  channel.on('error', () => undefined);
  const own = { exclusive: true, durable: false } as const;
  const bounded = { 'x-max-length': length, 'x-overflow': 'drop-head', 'x-message-ttl': ttl };
  const dropped = counts
    ? (await channel.assertQueue('', { ...own, arguments: { 'x-max-length': counted } })).queue
    : null;
  const aside =
    dropped === null ? {} : { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': dropped };
  const { queue } = await channel.assertQueue('', { ...own, arguments: { ...bounded, ...aside } });
  for (const key of keys) await channel.bindQueue(queue, FIREHOSE, key);
  return { model, channel, queue, dropped, looked: Date.now(), had: 0, came: 0 };
}

/**
 * A queue that was full since the last look has as many waiting or come since, but for those under way; where many wait and few
 * come, the oldest expire.
 */
export function mayHaveDropped(bounds: TapBounds, { looked, had, came }: TapQueue, waiting: number): boolean {
  const passed = Date.now() - looked;
  const taken = came - had;
  const waits = (waiting * passed) / Math.max(1, taken);
  return waiting + taken >= bounds.length / 2 || waits >= bounds.ttl / 2 || passed >= bounds.ttl;
}
