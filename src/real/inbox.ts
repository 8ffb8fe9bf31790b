/** Where one process of a service leaves something for another: first come, first served, with real timers. */
import { type Inbox, TIMED_OUT } from '../core/service/effects.ts';

interface ItemLine {
  readonly items: unknown[];
  readonly takers: ((item: unknown) => void)[];
}

function lineOf(inbox: Inbox<unknown>): ItemLine {
  inbox.line ??= { items: [], takers: [] } satisfies ItemLine;
  return inbox.line as ItemLine;
}

export function leave(inbox: Inbox<unknown>, item: unknown): void {
  const { items, takers } = lineOf(inbox);
  const taker = takers.shift();
  if (taker) taker(item);
  else items.push(item);
}

/** The next item: at once where one waits; else a promise of it. `waitMs` = how long to wait at most; null = for ever. */
export function take(inbox: Inbox<unknown>, waitMs: number | null): unknown {
  const { items, takers } = lineOf(inbox);
  if (items.length > 0) return items.shift();
  return new Promise((done) => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const taker = (item: unknown): void => {
      if (timer) clearTimeout(timer);
      done(item);
    };
    takers.push(taker);
    if (waitMs === null) return;
    timer = setTimeout(() => {
      takers.splice(takers.indexOf(taker), 1);
      done(TIMED_OUT);
    }, waitMs);
    // a connection keeps the program alive, not the wait for what it brings
    timer.unref();
  });
}
