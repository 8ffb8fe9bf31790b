/** Events as Node's EventEmitter has them, for browsers: an `error` that nobody listens to is thrown. */

type EventName = string | symbol;
// biome-ignore lint/suspicious/noExplicitAny: what an event carries is its listener's business, as in Node
type AnyListener = (...args: any[]) => void;
/** What is kept for a listener: itself, or what takes it off at its first call. */
type Kept = AnyListener & { readonly listener?: AnyListener };

function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return;
  throw new TypeError(`The "listener" argument must be of type function. Received ${typeof listener}`);
}

/** Lists are replaced, never changed, so that a listener may come or go while an event is told. */
export class EventEmitter {
  readonly #lists = new Map<EventName, readonly Kept[]>();
  #limit = 10;

  #put(event: EventName, list: readonly Kept[]): void {
    if (list.length > 0) this.#lists.set(event, list);
    else this.#lists.delete(event);
  }

  #add(event: EventName, listener: AnyListener, first: boolean): this {
    checkListener(listener);
    if (this.#lists.has('newListener'))
      this.emit('newListener', event, (listener as Kept).listener ?? listener);
    const list = this.#lists.get(event) ?? [];
    this.#put(event, first ? [listener, ...list] : [...list, listener]);
    return this;
  }

  #oneTime(event: EventName, listener: AnyListener): Kept {
    checkListener(listener);
    const kept: Kept = (...args) => {
      this.removeListener(event, kept);
      listener.apply(this, args);
    };
    return Object.assign(kept, { listener });
  }

  on(event: EventName, listener: AnyListener): this {
    return this.#add(event, listener, false);
  }

  addListener(event: EventName, listener: AnyListener): this {
    return this.#add(event, listener, false);
  }

  prependListener(event: EventName, listener: AnyListener): this {
    return this.#add(event, listener, true);
  }

  once(event: EventName, listener: AnyListener): this {
    return this.#add(event, this.#oneTime(event, listener), false);
  }

  prependOnceListener(event: EventName, listener: AnyListener): this {
    return this.#add(event, this.#oneTime(event, listener), true);
  }

  removeListener(event: EventName, listener: AnyListener): this {
    checkListener(listener);
    const list = this.#lists.get(event) ?? [];
    const at = list.findLastIndex((kept) => kept === listener || kept.listener === listener);
    if (at < 0) return this;
    this.#put(event, list.toSpliced(at, 1));
    if (this.#lists.has('removeListener')) this.emit('removeListener', event, listener);
    return this;
  }

  off(event: EventName, listener: AnyListener): this {
    return this.removeListener(event, listener);
  }

  removeAllListeners(event?: EventName): this {
    const events = event === undefined ? this.eventNames() : [event];
    if (!this.#lists.has('removeListener')) for (const each of events) this.#lists.delete(each);
    // who listens to goings hears of each, and goes last
    for (const each of events.toSorted(
      (a, b) => Number(a === 'removeListener') - Number(b === 'removeListener'),
    )) {
      for (const kept of this.rawListeners(each).reverse()) this.removeListener(each, kept);
    }
    return this;
  }

  emit(event: EventName, ...args: readonly unknown[]): boolean {
    const list = this.#lists.get(event);
    if (!list) {
      if (event !== 'error') return false;
      const [error] = args;
      throw error instanceof Error ? error : new Error(`Unhandled error. (${String(error)})`);
    }
    for (const kept of list) kept.apply(this, [...args]);
    return true;
  }

  listenerCount(event: EventName): number {
    return this.#lists.get(event)?.length ?? 0;
  }

  listeners(event: EventName): AnyListener[] {
    return (this.#lists.get(event) ?? []).map((kept) => kept.listener ?? kept);
  }

  rawListeners(event: EventName): AnyListener[] {
    return [...(this.#lists.get(event) ?? [])];
  }

  eventNames(): EventName[] {
    return [...this.#lists.keys()];
  }

  setMaxListeners(count: number): this {
    this.#limit = count;
    return this;
  }

  getMaxListeners(): number {
    return this.#limit;
  }
}
