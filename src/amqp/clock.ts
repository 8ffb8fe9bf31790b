/**
 * The broker's time for a client: real (the wall clock, with one timer to the next thing due) or virtual (it stands until
 * it is moved). Within one instant everything that is due runs before time goes on, so a TTL of 0 means what it means.
 */
import { makeAgenda } from '../core/base/agenda.ts';
import { type Micros, micros } from '../core/base/time.ts';

export type ClockKind = 'real' | 'virtual';

interface Clock {
  readonly kind: ClockKind;
  now(): Micros;
  /** `watch`: a process need not stay alive for it */
  schedule(at: Micros, run: () => void, why?: 'timer' | 'watch'): () => void;
  /** Runs what is due, up to the wall clock when it is real; `woken` follows later things that fall due. */
  catchUp(): void;
  /** When the next thing falls due; null: never. */
  next(): Micros | null;
  /** Runs what is due until then and stands there. */
  moveTo(at: Micros): void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `woken` is called after a timer of a real clock has run what was due. */
export function makeClock(kind: ClockKind, woken: () => void): Clock {
  const agenda = makeAgenda<() => void>();
  const wall = (): number => Math.round((performance.timeOrigin + performance.now()) * 1000);
  let now = micros(kind === 'real' ? wall() : 0);
  /** what somebody waits for */
  let awaited = 0;
  let timer: { readonly at: Micros; readonly id: ReturnType<typeof setTimeout> } | null = null;

  const moveTo = (until: Micros): void => {
    for (let entry = agenda.peek(); entry && entry.at <= until; entry = agenda.peek()) {
      agenda.take();
      if (entry.at > now) now = entry.at;
      entry.item();
    }
    if (until > now) now = until;
  };
  const next = (): Micros | null => agenda.peek()?.at ?? null;
  /** Node ends when nothing is awaited; browsers give numbers and do not end. */
  const keepAlive = (): void => {
    const id = timer?.id as { ref?(): void; unref?(): void } | undefined;
    if (awaited > 0) id?.ref?.();
    else id?.unref?.();
  };
  const arm = (): void => {
    const at = next();
    if (timer?.at === at) {
      keepAlive();
      return;
    }
    if (timer) clearTimeout(timer.id);
    timer = null;
    if (at === null) return;
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(0, Math.ceil((at - wall()) / 1000)));
    const wake = (): void => {
      timer = null;
      catchUp();
      woken();
    };
    timer = { at, id: setTimeout(wake, wait) };
    keepAlive();
  };
  const catchUp = (): void => {
    moveTo(now);
    if (kind === 'virtual') return;
    moveTo(micros(Math.max(now, wall())));
    arm();
  };
  return {
    kind,
    now: () => now,
    schedule(at, run, why) {
      const counts = why === 'watch' ? 0 : 1;
      awaited += counts;
      let done = false;
      const end = (): void => {
        if (!done) awaited -= counts;
        done = true;
      };
      const entry = agenda.add(at, () => {
        end();
        run();
      });
      return () => {
        end();
        entry.cancelled = true;
      };
    },
    catchUp,
    next,
    moveTo,
  };
}
