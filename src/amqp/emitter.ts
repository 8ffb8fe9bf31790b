/** Events as Node's EventEmitter has them, for browsers too: an `error` that nobody listens to is thrown. */

// biome-ignore lint/suspicious/noExplicitAny: what an event carries is its listener's business, as in Node
type AnyListener = (...args: any[]) => void;

export interface Emitter {
  on(event: string, listener: AnyListener): this;
  addListener(event: string, listener: AnyListener): this;
  prependListener(event: string, listener: AnyListener): this;
  once(event: string, listener: AnyListener): this;
  prependOnceListener(event: string, listener: AnyListener): this;
  off(event: string, listener: AnyListener): this;
  removeListener(event: string, listener: AnyListener): this;
  removeAllListeners(event?: string): this;
  /** True when somebody listened. */
  emit(event: string, ...args: unknown[]): boolean;
  listenerCount(event: string): number;
  listeners(event: string): AnyListener[];
  rawListeners(event: string): AnyListener[];
  eventNames(): string[];
  setMaxListeners(count: number): this;
  getMaxListeners(): number;
}

interface Registration {
  readonly listener: AnyListener;
  readonly once: boolean;
}

function checkListener(listener: unknown): void {
  if (typeof listener === 'function') return;
  throw new TypeError(`The "listener" argument must be of type function. Received ${typeof listener}`);
}

/** Lists are replaced, never changed, so that a listener may come or go while an event is told. */
export function makeEmitter(): Emitter {
  const lists = new Map<string, readonly Registration[]>();
  let limit = 10;
  const at = (event: string): readonly Registration[] => lists.get(event) ?? [];
  const put = (event: string, entries: readonly Registration[]): void => {
    if (entries.length > 0) lists.set(event, entries);
    else lists.delete(event);
  };
  const drop = (event: string, listener: AnyListener): void => {
    const index = at(event).findLastIndex((entry) => entry.listener === listener);
    if (index >= 0) put(event, at(event).toSpliced(index, 1));
  };
  const add = (
    self: Emitter,
    event: string,
    listener: AnyListener,
    once: boolean,
    first: boolean,
  ): Emitter => {
    checkListener(listener);
    const entry = { listener, once };
    put(event, first ? [entry, ...at(event)] : [...at(event), entry]);
    return self;
  };
  const emitter: Emitter = {
    on: (event, listener) => add(emitter, event, listener, false, false),
    addListener: (event, listener) => add(emitter, event, listener, false, false),
    prependListener: (event, listener) => add(emitter, event, listener, false, true),
    once: (event, listener) => add(emitter, event, listener, true, false),
    prependOnceListener: (event, listener) => add(emitter, event, listener, true, true),
    off(event, listener) {
      drop(event, listener);
      return emitter;
    },
    removeListener: (event, listener) => emitter.off(event, listener),
    removeAllListeners(event) {
      if (event === undefined) lists.clear();
      else lists.delete(event);
      return emitter;
    },
    emit(event, ...args) {
      const entries = at(event);
      if (entries.length === 0 && event === 'error') throw args[0];
      for (const { listener, once } of entries) {
        if (once) drop(event, listener);
        listener.apply(emitter, args);
      }
      return entries.length > 0;
    },
    listenerCount: (event) => at(event).length,
    listeners: (event) => at(event).map((entry) => entry.listener),
    rawListeners: (event) => at(event).map((entry) => entry.listener),
    eventNames: () => [...lists.keys()],
    setMaxListeners(count) {
      limit = count;
      return emitter;
    },
    getMaxListeners: () => limit,
  };
  return emitter;
}
