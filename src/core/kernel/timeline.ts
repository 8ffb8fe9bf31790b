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
  /** Runs all that is due up to and at `until`; null = until only the background is left. `turn` comes before each. */
  run(until: Micros | null, turn: () => void): void;
}

export function makeTimeline(): Timeline {
  const agenda = makeAgenda<Due>();
  let now = micros(0);
  let foreground = 0;
  /** those in the foreground that only try to reach the broker again */
  const retries = new Set<AgendaEntry<Due>>();
  const isBusy = (): boolean => {
    if (foreground > retries.size) return true;
    for (const entry of retries) if (entry.item.hope?.()) return true;
    return false;
  };
  const leave = (entry: AgendaEntry<Due>): void => {
    entry.cancelled = true;
    if (!entry.item.foreground) return;
    foreground -= 1;
    if (entry.item.hope) retries.delete(entry);
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
      if (isForeground) retries.add(entry);
      return entry;
    },
    cancel(entry) {
      if (entry.cancelled) return;
      leave(entry);
      entry.item.run = nothing;
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
