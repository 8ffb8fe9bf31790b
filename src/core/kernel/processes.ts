/**
 * The table of processes: starting one, moving it from effect to effect, ending it. A refusal that nothing catches
 * (`CodedError`) ends its process; any other error is a bug: it ends the run, after a fact that names it.
 */
import { CodedError } from '../base/assert.ts';
import type { Micros } from '../base/time.ts';
import type { Effect, Inbox, Task } from '../service/effects.ts';
import type { Actor, Group } from '../trace/fact.ts';
import type { Chronicle } from './chronicle.ts';
import type { EffectOutcome } from './interpret.ts';
import { lineOf } from './line.ts';
import { makeProcess, type Process } from './process.ts';
import type { Timeline } from './timeline.ts';

type Ended = (value: unknown, error: unknown) => void;

export interface Processes {
  start(
    actor: Actor,
    name: string,
    task: Task<unknown>,
    options: { cause: number | null; group: Group },
    ended?: Ended,
  ): Process;
  resume(process: Process, value: unknown): void;
  /** an error arrives where the process waits */
  fail(process: Process, error: unknown): void;
  wakeAt(process: Process, at: Micros, run: () => void, hope?: () => boolean): void;
  post(inbox: Inbox<unknown>, item: unknown, cause: number | null): void;
  /** the service's memory is gone: all its processes end where they stand */
  killAll(actor: Actor): void;
}

/** `left` = told of each process that has ended */
export function makeProcesses(
  timeline: Timeline,
  chronicle: Chronicle,
  interpret: (process: Process, effect: Effect) => EffectOutcome,
  left: (process: Process) => void,
): Processes {
  const table = new Set<Process>();
  let serial = 0;

  /** `how` = what becomes of the effect that it waits for: its value, or an error */
  const advance = (process: Process, how: 'next' | 'throw', given: unknown): void => {
    if (!process.alive) return;
    unhook(timeline, process);
    const before = chronicle.current;
    chronicle.current = process;
    try {
      let result = how === 'next' ? process.task.next(given) : process.task.throw(given);
      while (!result.done) {
        const outcome = interpret(process, result.value);
        if (outcome.kind === 'wait') return;
        result =
          outcome.kind === 'value' ? process.task.next(outcome.value) : process.task.throw(outcome.error);
      }
      end(process, result.value, undefined);
    } catch (error) {
      end(process, undefined, error);
    } finally {
      chronicle.current = before;
    }
  };

  const end = (process: Process, value: unknown, error: unknown): void => {
    if (!process.alive) return;
    process.alive = false;
    unhook(timeline, process);
    table.delete(process);
    if (process.ended) process.ended(value, error);
    else if (error !== undefined && !isKill(error)) {
      chronicle.emitOf(process, {
        kind: 'process.failed',
        process: process.name,
        error: failureText(error),
      });
    }
    left(process);
    if (error !== undefined && !(error instanceof CodedError)) throw error;
  };

  const resume = (process: Process, value: unknown): void => advance(process, 'next', value);
  const wakeUp = (process: Process): void => resume(process, undefined);
  return {
    start(actor, name, task, options, ended) {
      serial += 1;
      const fields = { id: serial, actor, name, task, wakeUp, ...options };
      const process = makeProcess(ended ? { ...fields, ended } : fields);
      table.add(process);
      const foreground = chronicle.isForeground(process.cause);
      process.wake = timeline.book(timeline.now, foreground, process.wakeUp);
      return process;
    },
    resume,
    fail: (process, error) => advance(process, 'throw', error),
    wakeAt(process, at, run, hope) {
      if (process.wake) timeline.cancel(process.wake);
      process.wake = timeline.book(at, chronicle.isForeground(process.cause), run, hope);
    },
    post(inbox, item, cause) {
      const { items, takers } = lineOf(inbox);
      const taker = takers.shift();
      if (taker) taker(item, cause);
      else items.push({ item, cause });
    },
    killAll(actor) {
      for (const process of [...table]) {
        if (process.actor !== actor) continue;
        end(process, undefined, new CodedError('killed', `${actor} stopped`));
        process.task.return(undefined);
      }
    },
  };
}

/** A refusal is known by its code: `DBNotAllowed`. */
const nameOf = (error: Error): string => (error instanceof CodedError ? error.code : error.name);

export const failureText = (error: unknown): string =>
  error instanceof Error ? `${nameOf(error)}: ${error.message}` : String(error);

export const isKill = (error: unknown): boolean => error instanceof CodedError && error.code === 'killed';

function unhook(timeline: Timeline, process: Process): void {
  if (process.wake) timeline.cancel(process.wake);
  process.wake = null;
  if (!process.waitsAt) return;
  const { takers } = lineOf(process.waitsAt.inbox);
  const place = takers.indexOf(process.waitsAt.taker);
  if (place >= 0) takers.splice(place, 1);
  process.waitsAt.expected?.();
  process.waitsAt = null;
}
