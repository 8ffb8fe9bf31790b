/** Virtual time and what is booked in it. The run goes on as long as something in the foreground is booked. */
import { type AgendaEntry, makeAgenda } from '../base/agenda.ts';
import { type Micros, micros } from '../base/time.ts';

/** `foreground` = a command of the experiment is behind it: the run waits for it. */
export interface Due {
  readonly foreground: boolean;
  run: () => void;
  /** of an attempt to reach the broker: may it succeed as things stand? Where it may not, the run does not wait for it. */
  readonly hope?: () => boolean;
}

/** In the place of what was cancelled: an entry stays in the agenda until its time, what hung on it does not. */
const nothing = (): void => undefined;

export interface Timeline {
  readonly now: Micros;
  /** is anything booked that a command is behind? */
  readonly busy: boolean;
  book(at: Micros, foreground: boolean, run: () => void, hope?: () => boolean): AgendaEntry<Due>;
  cancel(entry: AgendaEntry<Due>): void;
  /**
   * Something in the foreground that has no time of its own, since it is another who will let it go on; the run waits for it
   * while there is `hope` of that. Gives how to end it.
   */
  expect(hope: () => boolean): () => void;
  /** Runs all that is due up to and at `until`; null = until only the background is left. `turn` comes before each. */
  run(until: Micros | null, turn: () => void): void;
}

export function makeTimeline(): Timeline {
  const agenda = makeAgenda<Due>();
  let now = micros(0);
  let foreground = 0;
  /** those in the foreground that the run waits for only while there is hope */
  const hoping = new Set<Due>();
  const isBusy = (): boolean => {
    if (foreground > hoping.size) return true;
    for (const due of hoping) if (due.hope?.()) return true;
    return false;
  };
  const leave = (entry: AgendaEntry<Due>): void => {
    entry.cancelled = true;
    if (!entry.item.foreground) return;
    foreground -= 1;
    if (entry.item.hope) hoping.delete(entry.item);
  };
  return {
    get now() {
      return now;
    },
    get busy() {
      return isBusy();
    },
    book(at, isForeground, run, hope) {
      if (isForeground) foreground += 1;
      if (!hope) return agenda.add(at, { foreground: isForeground, run });
      const entry = agenda.add(at, { foreground: isForeground, run, hope });
      if (isForeground) hoping.add(entry.item);
      return entry;
    },
    cancel(entry) {
      if (entry.cancelled) return;
      leave(entry);
      entry.item.run = nothing;
    },
    expect(hope) {
      const due: Due = { foreground: true, run: nothing, hope };
      foreground += 1;
      hoping.add(due);
      return () => {
        if (hoping.delete(due)) foreground -= 1;
      };
    },
    run(until, turn) {
      for (;;) {
        const next = agenda.peek();
        if (!next || (until === null ? !isBusy() : next.at > until)) break;
        agenda.take();
        leave(next);
        now = next.at;
        turn();
        next.item.run();
      }
      if (until !== null && until > now) now = until;
    },
  };
}
