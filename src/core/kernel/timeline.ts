/** Virtual time and what is booked in it. The run goes on as long as something in the foreground is booked. */
import { type Entry, makeAgenda } from '../base/agenda.ts';
import { type Micros, micros } from '../base/time.ts';

/** `foreground` = a command of the experiment is behind it: the run waits for it. */
export interface Due {
  readonly foreground: boolean;
  run: () => void;
}

/** In the place of what was cancelled: an entry stays in the agenda until its time, what hung on it does not. */
const nothing = (): void => undefined;

export interface Timeline {
  readonly now: Micros;
  /** is anything booked that a command is behind? */
  readonly busy: boolean;
  book(at: Micros, foreground: boolean, run: () => void): Entry<Due>;
  cancel(entry: Entry<Due>): void;
  /** Runs all that is due up to and at `until`; null = until only the background is left. `turn` comes before each. */
  run(until: Micros | null, turn: () => void): void;
}

export function makeTimeline(): Timeline {
  const agenda = makeAgenda<Due>();
  let now = micros(0);
  let foreground = 0;
  return {
    get now() {
      return now;
    },
    get busy() {
      return foreground > 0;
    },
    book(at, isForeground, run) {
      if (isForeground) foreground += 1;
      return agenda.add(at, { foreground: isForeground, run });
    },
    cancel(entry) {
      if (entry.cancelled) return;
      entry.cancelled = true;
      entry.item.run = nothing;
      if (entry.item.foreground) foreground -= 1;
    },
    run(until, turn) {
      for (;;) {
        const next = agenda.peek();
        if (!next || (until === null ? foreground === 0 : next.at > until)) break;
        agenda.take();
        next.cancelled = true;
        if (next.item.foreground) foreground -= 1;
        now = next.at;
        turn();
        next.item.run();
      }
      if (until !== null && until > now) now = until;
    },
  };
}
