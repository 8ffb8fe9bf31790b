/** A process: one generator of one service, with the fact that it follows from. */
import type { AgendaEntry } from '../base/agenda.ts';
import type { Inbox, Task } from '../service/effects.ts';
import type { Actor, Group, MessageId } from '../trace/fact.ts';
import type { Arm } from './faults.ts';
import type { Taker } from './line.ts';
import type { Due } from './timeline.ts';

export interface Process {
  readonly id: number;
  readonly actor: Actor;
  readonly name: string;
  readonly task: Task<unknown>;
  /** index of the fact that the next fact of this process follows from; null after `begin_anew` */
  cause: number | null;
  readonly group: Group;
  alive: boolean;
  /** goes on with nothing in the hand; one for all its sleeps */
  readonly wakeUp: () => void;
  /** the agenda entry that will wake it, if any */
  wake: AgendaEntry<Due> | null;
  /** the inbox it waits at, with its place in the line */
  waitsAt: {
    readonly inbox: Inbox<unknown>;
    readonly taker: Taker;
    /** the run waits for it: ends that */
    readonly expected: (() => void) | null;
  } | null;
  /** its service is to be killed when it waits for the first time */
  doom: { readonly arm: Arm; readonly message: MessageId; readonly method: string } | null;
  /** called once when it ended, with its value, or with the error that ended it */
  readonly ended: ((value: unknown, error: unknown) => void) | null;
}

export function makeProcess(fields: {
  wakeUp: (process: Process) => void;
  id: number;
  actor: Actor;
  name: string;
  task: Task<unknown>;
  cause: number | null;
  group: Group;
  ended?: (value: unknown, error: unknown) => void;
}): Process {
  const { id, actor, name, task, cause, group, ended, wakeUp } = fields;
  const process: Process = {
    id,
    actor,
    name,
    task,
    cause,
    group,
    wakeUp: () => wakeUp(process),
    alive: true,
    wake: null,
    waitsAt: null,
    doom: null,
    ended: ended ?? null,
  };
  return process;
}
