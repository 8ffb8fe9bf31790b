/**
 * The tap: a queue of its own on a vhost's `amq.rabbitmq.trace`, bounded in messages and in time, that drops its oldest when the
 * tap is slow. It takes what the firehose copies, never anything of the cloud's own queues.
 */
import type { ChannelModel, ConsumeMessage } from 'amqplib';
import type { Redactor } from '../core/recording/redact/redactor.ts';
import { type GapLine, lineOf, type TapLine } from './line.ts';

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
}

interface OpenTap {
  /** messages that were taken, and those that the tap itself let go */
  counts(): { readonly taken: number; readonly lost: number };
  close(): Promise<void>;
}

/** Messages that wait in the queue at most, and how long each may, milliseconds. */
const BOUNDS = { length: 20_000, ttl: 10_000 } as const;

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
/** How often it is looked whether the queue runs full, milliseconds. */
const LOOK_MS = 1000;

/** Errors: those of the first connection to each vhost; a later one is tried again for as long as the tap is open. */
export async function openTap(options: TapOptions): Promise<OpenTap> {
  const state: Tapping = {
    options,
    began: Date.now(),
    taken: 0,
    lost: 0,
    pending: 0,
    closing: false,
    models: new Map(),
    timers: new Set(),
  };
  for (const url of options.urls) await attach(state, url);
  return {
    counts: () => ({ taken: state.taken, lost: state.lost }),
    async close() {
      state.closing = true;
      for (const timer of state.timers) clearTimeout(timer);
      // exclusive queues go with their connection
      await Promise.all([...state.models.values()].map((model) => model.close().catch(() => undefined)));
      tellGap(state);
    },
  };
}

interface Tapping {
  readonly options: TapOptions;
  readonly began: number;
  taken: number;
  lost: number;
  /** let go and not told as yet */
  pending: number;
  closing: boolean;
  readonly models: Map<string, ChannelModel>;
  readonly timers: Set<ReturnType<typeof setTimeout>>;
}

async function attach(state: Tapping, url: string): Promise<void> {
  const { connect, keys, trouble } = state.options;
  const model = await connect(url, {
    timeout: CONNECT_MS,
    clientProperties: { connection_name: `novascope-tap:${process.pid}` },
  });
  state.models.set(url, model);
  let why = '';
  model.on('error', (error: Error) => {
    why = error.message;
  });
  model.on('close', () => {
    state.models.delete(url);
    if (state.closing) return;
    trouble(why === '' ? 'the broker closed the connection' : why);
    state.options.take({ kind: 'gap', t: Date.now(), lost: null });
    again(state, url, 0);
  });
  const channel = await model.createChannel();
  channel.on('error', (error: Error) => {
    why = error.message;
  });
  const { queue } = await channel.assertQueue('', {
    exclusive: true,
    durable: false,
    autoDelete: true,
    arguments: { 'x-max-length': BOUNDS.length, 'x-overflow': 'drop-head', 'x-message-ttl': BOUNDS.ttl },
  });
  for (const key of keys) await channel.bindQueue(queue, 'amq.rabbitmq.trace', key);
  await channel.consume(queue, (message) => message && onMessage(state, message), { noAck: true });
  let looked = Date.now();
  const look = async (): Promise<void> => {
    const { messageCount } = await channel.checkQueue(queue);
    // a queue that ran full has let go of its oldest; a tap that slept has let its messages expire
    const slept = Date.now() - looked > BOUNDS.ttl;
    looked = Date.now();
    if (messageCount >= BOUNDS.length || slept)
      state.options.take({ kind: 'gap', t: Date.now(), lost: null });
    later(state, LOOK_MS, () => look().catch(() => undefined));
  };
  later(state, LOOK_MS, () => look().catch(() => undefined));
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

function onMessage(state: Tapping, { fields, properties, content }: ConsumeMessage): void {
  const { options, began } = state;
  const traced = {
    routingKey: fields.routingKey,
    headers: (properties.headers ?? {}) as { readonly [name: string]: unknown },
    body: content.toString('utf8'),
  };
  const line = lineOf(traced, { t: Date.now(), began }, options.redact, options.whose);
  if (line === null) return;
  if (tellGap(state) && options.take(line)) state.taken += 1;
  else lose(state);
}

function lose(state: Tapping): void {
  state.lost += 1;
  state.pending += 1;
}

/** True when there is none, or it is told now. */
function tellGap(state: Tapping): boolean {
  if (state.pending === 0) return true;
  if (!state.options.take({ kind: 'gap', t: Date.now(), lost: state.pending })) return false;
  state.pending = 0;
  return true;
}
