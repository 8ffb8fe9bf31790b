/**
 * The tap: a queue of its own on a vhost's `amq.rabbitmq.trace`, bounded in messages and in time, that drops its oldest when the
 * tap is slow. It takes what the firehose copies, never anything of the cloud's own queues. What its queue drops goes to a second
 * one, where nobody takes it: it is counted there and cleared each second, so that the recording tells what is missing.
 */
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { Redactor } from '../core/recording/redact/redactor.ts';
import { type GapLine, makeLineReader, type TapLine } from './line.ts';

type TapConnect = (url: string, options: object) => Promise<ChannelModel>;

interface TapOptions {
  readonly connect: TapConnect;
  /** with the vhost */
  readonly urls: readonly string[];
  readonly keys: readonly string[];
  readonly redact: Redactor;
  /** the service of a connection, by its name in the firehose */
  readonly whose: (connection: string) => string | null;
  /** gives false when it takes no more for now: what comes then is a gap */
  readonly take: (line: TapLine | GapLine) => boolean;
  /** the broker ended a connection, or a new one did not come about */
  readonly trouble: (why: string) => void;
  readonly bounds?: TapBounds;
}

interface OpenTap {
  /**
   * Messages that were taken, those that the tap or its queue let go, and how often some may have been lost whose number nobody
   * knows: the connection was lost, or more were dropped in a second than are counted.
   */
  counts(): { readonly taken: number; readonly lost: number; readonly unknown: number };
  /** Takes what waits in its queue, and ends. */
  close(): Promise<void>;
}

const CONSUMER = 'novascope-tap';

/** Messages that wait in the queue at most, how long each may, milliseconds, and dropped ones that are counted between two looks. */
interface TapBounds {
  readonly length: number;
  readonly ttl: number;
  readonly counted: number;
}
const BOUNDS: TapBounds = { length: 20_000, ttl: 10_000, counted: 20_000 };

/**
 * What is asked of the firehose: Nova's requests and replies, and who took them. `#` would be all that the vhost carries.
 * A queue's name may have dots: `compute.cpu1`.
 */
export const NOVA_KEYS: readonly string[] = [
  ...[
    'publish.nova',
    'publish.',
    'publish.compute_fanout',
    'publish.conductor_fanout',
    'publish.scheduler_fanout',
  ],
  ...['deliver.*', 'deliver.compute.#', 'deliver.conductor.#', 'deliver.scheduler.#'],
];

const FIREHOSE = 'amq.rabbitmq.trace';
const CONNECT_MS = 10_000;
/** Waits before a further attempt, seconds: 1, 3, 5 ... 30. */
const backOff = (attempt: number): number => Math.min(1 + 2 * attempt, 30) * 1000;
/** How often it is looked what the queue has dropped, milliseconds. */
const LOOK_MS = 1000;
/** How long the rest of a queue is waited for at the end, milliseconds. */
const REST_MS = 20_000;
const REST_LOOK_MS = 50;

/** Errors: those of the first connection to each vhost; a later one is tried again for as long as the tap is open. */
export async function openTap(options: TapOptions): Promise<OpenTap> {
  const began = Date.now();
  const state: Tapping = {
    options,
    bounds: options.bounds ?? BOUNDS,
    lines: makeLineReader(options.redact, began, options.whose),
    taken: 0,
    lost: 0,
    unknown: 0,
    pending: null,
    closing: false,
    open: new Map(),
    timers: new Set(),
  };
  for (const url of options.urls) await attach(state, url);
  return {
    counts: () => ({ taken: state.taken, lost: state.lost, unknown: state.unknown }),
    async close() {
      state.closing = true;
      for (const timer of state.timers) clearTimeout(timer);
      await Promise.all([...state.open.values()].map((queue) => takeRest(state, queue)));
      // exclusive queues go with their connection
      await Promise.all([...state.open.values()].map(({ model }) => model.close().catch(() => undefined)));
      tellGap(state);
    },
  };
}

interface Tapping {
  readonly options: TapOptions;
  readonly bounds: TapBounds;
  readonly lines: ReturnType<typeof makeLineReader>;
  taken: number;
  lost: number;
  unknown: number;
  /** missing and not told as yet: since when, and how many */
  pending: { readonly from: number; readonly lost: number | null } | null;
  closing: boolean;
  readonly open: Map<string, TapQueue>;
  readonly timers: Set<ReturnType<typeof setTimeout>>;
}

interface TapQueue {
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

async function attach(state: Tapping, url: string): Promise<void> {
  const { connect, trouble } = state.options;
  const model = await connect(url, {
    timeout: CONNECT_MS,
    clientProperties: { connection_name: `novascope-tap:${process.pid}` },
  });
  let why = '';
  model.on('error', (error: Error) => {
    why = error.message;
  });
  model.on('close', () => {
    const looked = state.open.get(url)?.looked ?? Date.now();
    state.open.delete(url);
    if (state.closing) return;
    trouble(why === '' ? 'the broker closed the connection' : why);
    miss(state, null, looked);
    tellGap(state);
    again(state, url, 0);
  });
  const opened =
    (await declared(state, model, true).catch(() => null)) ?? (await declared(state, model, false));
  const { channel, queue } = opened;
  state.open.set(url, opened);
  channel.on('error', (error: Error) => {
    why = error.message;
  });
  const onMessage = (message: ConsumeMessage | null): void => {
    if (message === null) return;
    opened.came += 1;
    takeMessage(state, message);
  };
  await channel.consume(queue, onMessage, { noAck: true, consumerTag: CONSUMER });
  const look = (): void => {
    lookAt(state, opened)
      .then(() => later(state, LOOK_MS, look))
      .catch(() => undefined);
  };
  later(state, LOOK_MS, look);
}

/** The tap's queue and its bindings on a channel of its own. Errors: the broker's, where the user may not have them. */
async function declared(state: Tapping, model: ChannelModel, counts: boolean): Promise<TapQueue> {
  const { length, ttl, counted } = state.bounds;
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
  for (const key of state.options.keys) await channel.bindQueue(queue, FIREHOSE, key);
  return { model, channel, queue, dropped, looked: Date.now(), had: 0, came: 0 };
}

/** Tells what the queue has dropped since it was looked last. Errors: the connection is gone. */
async function lookAt(state: Tapping, open: TapQueue): Promise<void> {
  const { channel, dropped, looked } = open;
  const { counted } = state.bounds;
  if (dropped === null) {
    if (mayHaveDropped(state, open, (await channel.checkQueue(open.queue)).messageCount))
      miss(state, null, looked);
  } else {
    const { messageCount } = await channel.purgeQueue(dropped);
    if (messageCount > 0) miss(state, messageCount < counted ? messageCount : null, looked);
  }
  open.looked = Date.now();
  open.had = open.came;
  tellGap(state);
}

/**
 * A queue that was full since the last look has as many waiting or come since, but for those under way; where many wait and few
 * come, the oldest expire.
 */
function mayHaveDropped({ bounds }: Tapping, { looked, had, came }: TapQueue, waiting: number): boolean {
  const passed = Date.now() - looked;
  const taken = came - had;
  const waits = (waiting * passed) / Math.max(1, taken);
  return waiting + taken >= bounds.length / 2 || waits >= bounds.ttl / 2 || passed >= bounds.ttl;
}

/** At the end nothing more comes into the queue, and what is in it is taken, for a while. */
async function takeRest(state: Tapping, open: TapQueue): Promise<void> {
  const { channel, queue } = open;
  try {
    for (const key of state.options.keys) await channel.unbindQueue(queue, FIREHOSE, key);
    const until = performance.now() + REST_MS;
    // the answer may pass what the queue gave out just before; the next one does not
    for (let empty = 0; empty < 2 && performance.now() < until; ) {
      const { messageCount } = await channel.checkQueue(queue);
      empty = messageCount === 0 ? empty + 1 : 0;
      if (messageCount > 0) await new Promise((go) => setTimeout(go, REST_LOOK_MS));
    }
    await channel.cancel(CONSUMER);
    const { looked } = open;
    await lookAt(state, open);
    const { messageCount } = await channel.purgeQueue(queue);
    if (messageCount > 0) miss(state, messageCount, looked);
  } catch {
    miss(state, null, open.looked);
  }
}

function again(state: Tapping, url: string, attempt: number): void {
  later(state, backOff(attempt), () => {
    attach(state, url).catch((error: unknown) => {
      if (state.closing) return;
      state.options.trouble(error instanceof Error ? error.message : String(error));
      again(state, url, attempt + 1);
    });
  });
}

function later(state: Tapping, ms: number, run: () => void): void {
  if (state.closing) return;
  const timer = setTimeout(() => {
    state.timers.delete(timer);
    run();
  }, ms);
  state.timers.add(timer);
}

function takeMessage(state: Tapping, { fields, properties, content }: ConsumeMessage): void {
  const traced = {
    routingKey: fields.routingKey,
    headers: (properties.headers ?? {}) as { readonly [name: string]: unknown },
    body: content.toString('utf8'),
  };
  const now = Date.now();
  const line = state.lines.read(traced, now);
  if (line === null) return;
  if (tellGap(state) && state.options.take(line)) state.taken += 1;
  else miss(state, 1, now);
}

/** Some are missing since `from`: how many, or nobody knows (null). It is told as soon as it is taken. */
function miss(state: Tapping, lost: number | null, from: number): void {
  if (lost === null) state.unknown += 1;
  else state.lost += lost;
  const { pending } = state;
  state.pending = {
    from: pending ? Math.min(pending.from, from) : from,
    lost: lost === null || pending?.lost === null ? null : (pending?.lost ?? 0) + lost,
  };
}

/** True when there is none, or it is told now. */
function tellGap(state: Tapping): boolean {
  if (state.pending === null) return true;
  if (!state.options.take({ kind: 'gap', t: Date.now(), ...state.pending })) return false;
  state.pending = null;
  return true;
}
