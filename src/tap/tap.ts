/**
 * The tap: a queue of its own on a vhost's `amq.rabbitmq.trace`, bounded in messages and in time, that drops its oldest when the
 * tap is slow. It takes what the firehose copies, never anything of the cloud's own queues. What its queue drops goes to a second
 * one, where nobody takes it: it is counted there and cleared each second, so that the recording tells what is missing.
 */
import type { ChannelModel, ConsumeMessage } from 'amqplib';
import type { Redactor } from '../core/recording/redact/redactor.ts';
import { type GapLine, makeLineReader, type TapLine } from './line.ts';
import { BOUNDS, declared, FIREHOSE, mayHaveDropped, type TapBounds, type TapQueue } from './queue.ts';

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
  /** a new connection stands where one was lost: a broker that was restarted has forgotten that it traces */
  readonly again: () => Promise<void>;
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
    away: new Map(),
    timers: new Set(),
  };
  const close = async (): Promise<void> => {
    state.closing = true;
    for (const timer of state.timers) clearTimeout(timer);
    await Promise.all([...state.open.values()].map((queue) => takeRest(state, queue)));
    // exclusive queues go with their connection
    await Promise.all([...state.open.values()].map(({ model }) => model.close().catch(() => undefined)));
    for (const since of state.away.values()) miss(state, null, since);
    tellGap(state);
  };
  try {
    for (const url of options.urls) await attach(state, url);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    counts: () => ({ taken: state.taken, lost: state.lost, unknown: state.unknown }),
    close,
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
  /** what had a connection and has none, or none that hears everything: since when */
  readonly away: Map<string, number>;
  readonly timers: Set<ReturnType<typeof setTimeout>>;
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
    const open = state.open.get(url);
    state.open.delete(url);
    if (state.closing || open?.model !== model) return;
    trouble(why === '' ? 'the broker closed the connection' : why);
    // what comes until it is heard again may be missing, too
    miss(state, null, open.looked);
    tellGap(state);
    state.away.set(url, state.away.get(url) ?? Date.now());
    again(state, url, 0);
  });
  try {
    await listen(state, url, model, (error) => {
      why = error.message;
    });
  } catch (error) {
    // what the broker refused is refused on a connection that stands
    state.open.delete(url);
    await model.close().catch(() => undefined);
    throw error;
  }
}

/** Errors: what the broker refuses: to declare, to bind, to read. */
async function listen(
  state: Tapping,
  url: string,
  model: ChannelModel,
  failed: (error: Error) => void,
): Promise<void> {
  const {
    bounds,
    options: { keys },
  } = state;
  const opened =
    (await declared(model, keys, bounds, true).catch(() => null)) ??
    (await declared(model, keys, bounds, false));
  const { channel, queue } = opened;
  state.open.set(url, opened);
  channel.on('error', failed);
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

/** Tells what the queue has dropped since it was looked last. Errors: the connection is gone. */
async function lookAt(state: Tapping, open: TapQueue): Promise<void> {
  const { channel, dropped, looked } = open;
  const { counted } = state.bounds;
  if (dropped === null) {
    if (mayHaveDropped(state.bounds, open, (await channel.checkQueue(open.queue)).messageCount))
      miss(state, null, looked);
  } else {
    const { messageCount } = await channel.purgeQueue(dropped);
    if (messageCount > 0) miss(state, messageCount < counted ? messageCount : null, looked);
  }
  open.looked = Date.now();
  open.had = open.came;
  tellGap(state);
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
  const back = async (): Promise<void> => {
    await attach(state, url);
    await state.options.again();
    const since = state.away.get(url);
    // it was lost once more meanwhile
    if (!state.open.has(url) || since === undefined) return;
    state.away.delete(url);
    miss(state, null, since);
    tellGap(state);
  };
  later(state, backOff(attempt), () => {
    back().catch((error: unknown) => {
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
