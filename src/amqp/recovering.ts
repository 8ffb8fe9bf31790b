/**
 * amqplib's own recovery: a connection that is opened anew, after growing delays, when it is lost. Channels are not carried
 * over; `setup` makes on each new connection what a program needs.
 */
import { EventEmitter } from './platform.ts';
import { afterThis } from './task.ts';

export interface RecoveryOptions<M> {
  readonly enabled?: boolean;
  /** milliseconds; default 100 */
  readonly initialDelay?: number;
  /** milliseconds; default 30000 */
  readonly maxDelay?: number;
  /** default 2 */
  readonly factor?: number;
  /** 0 to 1; default 0.2 */
  readonly jitter?: number;
  /** default: no end */
  readonly maxRetries?: number;
  /** before the first connection; default: as `maxRetries` */
  readonly initialMaxRetries?: number;
  /** false: `connect` does not wait for the first connection */
  readonly waitForConnect?: boolean;
  /** milliseconds before an attempt, which counts from 1 */
  readonly calculateDelay?: (attempt: number) => number;
  // biome-ignore lint/suspicious/noExplicitAny: by promise or by callback, as amqplib has it
  readonly setup?: ((model: M, done: (error?: Error) => void) => any) | null;
}

/** What recovery needs to know of a kind of connection. */
interface Ways<M> {
  open(): Promise<M>;
  close(model: M): Promise<unknown>;
}

const FORWARDED = ['blocked', 'unblocked', 'error', 'update-secret-ok', 'handler-error'];

/** True when recovery is asked for. */
export const isAsked = (given: unknown): boolean =>
  Boolean(given) && (given as { readonly enabled?: boolean }).enabled !== false;

const orElse = (given: number | undefined, otherwise: number, least: number): number =>
  Math.max(least, Number.isFinite(given) ? Number(given) : otherwise);
const retries = (given: number | null | undefined, otherwise: number): number =>
  given === undefined || given === null || Number.isNaN(Number(given))
    ? otherwise
    : Math.max(0, Number(given));

/** Base and jitter together never exceed the longest delay. */
function delayOf<M>(asked: RecoveryOptions<M>, attempt: number): number {
  if (asked.calculateDelay) {
    const own = asked.calculateDelay(attempt);
    if (typeof own === 'number' && Number.isFinite(own) && own >= 0) return Math.round(own);
    const must = 'calculateDelay must return a finite, non-negative number of milliseconds';
    throw new Error(`${must} (got ${String(own)})`);
  }
  const first = orElse(asked.initialDelay, 100, 0);
  const longest = orElse(asked.maxDelay, 30_000, first);
  const jitter = Math.min(1, orElse(asked.jitter, 0.2, 0));
  const grown = first * orElse(asked.factor, 2, 1) ** (attempt - 1);
  const base = Math.min(longest / (1 + jitter), grown);
  return Math.max(0, Math.round(base + (Math.random() * 2 - 1) * base * jitter));
}

const errorOf = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

async function setUp<M>(setup: RecoveryOptions<M>['setup'], model: M): Promise<void> {
  if (!setup) return;
  if (setup.length < 2) {
    await setup(model, () => {});
    return;
  }
  await new Promise<void>((resolve, reject) => {
    setup(model, (error) => (error ? reject(errorOf(error)) : resolve()));
  });
}

interface WhoWaits<M> {
  readonly resolve: (model: M) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Tells `connect`, `disconnect`, `connect-failed`, `reconnect-scheduled`, `reconnect-failed`, and what the connection of
 * the moment tells.
 */
export abstract class Recovering<M extends EventEmitter> extends EventEmitter {
  readonly #ways: Ways<M>;
  readonly #asked: RecoveryOptions<M>;
  readonly #firstConnection: Promise<M>;
  #model: M | null = null;
  #waiting: WhoWaits<M>[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #attempt = 0;
  #wasConnected = false;
  /** why it will not connect again; null while it may */
  #end: Error | null = null;

  constructor(ways: Ways<M>, asked: RecoveryOptions<M> | true) {
    super();
    this.#ways = ways;
    this.#asked = asked === true ? {} : asked;
    this.#firstConnection = this.ready();
    // who does not wait for it is not told by a rejection
    this.#firstConnection.catch(() => {});
    // after who asked for it could listen
    afterThis(() => void this.#connect());
  }

  protected get first(): Promise<M> {
    return this.#firstConnection;
  }

  /** The connection of the moment, or the next one. */
  protected ready(): Promise<M> {
    if (this.#model) return Promise.resolve(this.#model);
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  protected async stop(): Promise<void> {
    if (this.#end) return;
    const model = this.#model;
    this.#finish(new Error('Connection closed'));
    this.#model = null;
    if (model) await this.#ways.close(model).catch(() => {});
  }

  #finish(why: Error): void {
    this.#end = why;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (const each of this.#waiting.splice(0)) each.reject(why);
  }

  async #connect(): Promise<void> {
    if (this.#end) return;
    let model: M | null = null;
    try {
      model = await this.#ways.open();
      await setUp(this.#asked.setup, model);
      if (this.#end) await this.#ways.close(model);
      else this.#connected(model);
    } catch (thrown) {
      if (model) await this.#ways.close(model).catch(() => {});
      const error = errorOf(thrown);
      this.emit('connect-failed', error);
      this.#schedule(error);
    }
  }

  #connected(model: M): void {
    this.#model = model;
    this.#attempt = 0;
    this.#wasConnected = true;
    for (const event of FORWARDED) {
      model.on(event, (...told: readonly unknown[]) => {
        if (this.#model === model) this.emit(event, ...told);
      });
    }
    model.on('close', (error?: Error) => {
      if (this.#model !== model) return;
      this.#model = null;
      const why = error ?? new Error('Connection closed');
      this.emit('disconnect', why);
      this.#schedule(why);
    });
    for (const each of this.#waiting.splice(0)) each.resolve(model);
    this.emit('connect', model);
  }

  #schedule(error: Error): void {
    if (this.#end || this.#timer) return;
    const most = retries(this.#asked.maxRetries, Number.POSITIVE_INFINITY);
    const allowed = this.#wasConnected ? most : retries(this.#asked.initialMaxRetries, most);
    if (this.#attempt >= allowed) {
      this.#abandon(error);
      return;
    }
    const attempt = this.#attempt + 1;
    let delay = 0;
    try {
      delay = delayOf(this.#asked, attempt);
    } catch (thrown) {
      this.#abandon(errorOf(thrown));
      return;
    }
    this.#attempt = attempt;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, delay);
    this.emit('reconnect-scheduled', { attempt, delay, error });
  }

  #abandon(error: Error): void {
    this.#finish(error);
    this.emit('reconnect-failed', error);
  }
}
