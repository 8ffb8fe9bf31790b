/** The facts as they are added: each with its cause, its group, and whether a command of the experiment is behind it. */
import { CodedError } from '../base/assert.ts';
import type { Actor, Fact, FactBody, Group } from '../trace/fact.ts';
import { makeFactLog } from '../trace/log.ts';
import type { Process } from './process.ts';
import type { Timeline } from './timeline.ts';

/** Facts of one run at most; reaching it ends the run with an error that says so. */
const FACTS_MAX = 2_000_000;

/** What goes on outside every process: a command, a timer. */
export interface Context {
  readonly cause: number | null;
  readonly group: Group;
}

export const NOTHING: Context = { cause: null, group: 'periodic' };

export interface Chronicle {
  readonly facts: readonly Fact[];
  /** the process that runs now, if any */
  current: Process | null;
  context: Context;
  append(actor: Actor, body: FactBody, cause: number | null, group: Group): number;
  /** the next fact of a process: it follows from the one before */
  emitOf(process: Process, body: FactBody): number;
  /** a fact of the broker: with a cause of its own, or in the course of what a process or a command does */
  emitFor(actor: Actor, body: FactBody, options?: { cause?: number | null; group?: Group }): number;
  isForeground(cause: number | null): boolean;
  /** of what goes on now */
  readonly foregroundNow: boolean;
}

export function makeChronicle(timeline: Timeline): Chronicle {
  const log = makeFactLog();
  const caused: boolean[] = [];
  const isForeground = (cause: number | null): boolean => cause !== null && caused[cause] === true;
  const append: Chronicle['append'] = (actor, body, cause, group) => {
    const index = log.add(timeline.now, actor, cause, group, body);
    caused.push(body.kind === 'command.given' || isForeground(cause));
    if (index >= FACTS_MAX)
      throw new CodedError('too_many_facts', `the run was ended after ${FACTS_MAX} facts`);
    return index;
  };
  const chronicle: Chronicle = {
    facts: log.facts,
    current: null,
    context: NOTHING,
    append,
    isForeground,
    get foregroundNow() {
      return isForeground((chronicle.current ?? chronicle.context).cause);
    },
    emitOf(process, body) {
      process.cause = append(process.actor, body, process.cause, process.group);
      return process.cause;
    },
    emitFor(actor, body, options = {}) {
      const now = chronicle.current ?? chronicle.context;
      const own = options.cause;
      const group = options.group ?? now.group;
      const index = append(actor, body, own === undefined ? now.cause : own, group);
      if (own !== undefined) return index;
      if (chronicle.current) chronicle.current.cause = index;
      else chronicle.context = { cause: index, group };
      return index;
    },
  };
  return chronicle;
}
