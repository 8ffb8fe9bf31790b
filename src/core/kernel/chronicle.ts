/**
 * The facts as they are added: each with its cause, its group, and whether a command of the experiment is behind it. A
 * run that is measured rather than looked at keeps none, or a stretch: the other facts are shown to an observer and
 * forgotten, and what later facts must know of an earlier one is in the number that stands for it.
 */
import { broken, CodedError, defined } from '../base/assert.ts';
import type { Actor, Fact, FactBody, Group } from '../trace/fact.ts';
import { makeFactLog } from '../trace/log.ts';
import type { Keep, Observe } from './options.ts';
import type { Process } from './process.ts';
import type { Timeline } from './timeline.ts';

/** Facts of one run at most; reaching it ends the run with an error that says so. */
const FACTS_MAX = 2_000_000;

/** What goes on outside every process: a command, a timer. */
export interface EmitContext {
  readonly cause: number | null;
  readonly group: Group;
}

export const NOTHING: EmitContext = { cause: null, group: 'periodic' };

export interface Chronicle {
  /** empty where none are kept */
  readonly facts: readonly Fact[];
  /** the process that runs now, if any */
  current: Process | null;
  context: EmitContext;
  append(actor: Actor, body: FactBody, cause: number | null, group: Group): number;
  /** the next fact of a process: it follows from the one before */
  emitOf(process: Process, body: FactBody): number;
  /** a fact of the broker: with a cause of its own, or in the course of what a process or a command does */
  emitFor(actor: Actor, body: FactBody, options?: { cause?: number | null; group?: Group }): number;
  groupAt(fact: number): Group;
  isForeground(cause: number | null): boolean;
  /** of what goes on now */
  readonly foregroundNow: boolean;
}

type Keeping = Pick<Chronicle, 'facts' | 'append' | 'groupAt' | 'isForeground'>;

export function makeChronicle(timeline: Timeline, keep: Keep | null, observe: Observe | null): Chronicle {
  const keeping = keep ? keepSome(timeline, keep) : keepAll(timeline);
  const append: Chronicle['append'] = observe
    ? (actor, body, cause, group) => {
        observe(timeline.now, actor, body);
        return keeping.append(actor, body, cause, group);
      }
    : keeping.append;
  const chronicle: Chronicle = {
    ...keeping,
    append,
    current: null,
    context: NOTHING,
    get foregroundNow() {
      return keeping.isForeground((chronicle.current ?? chronicle.context).cause);
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

function keepAll(timeline: Timeline): Keeping {
  const log = makeFactLog();
  const caused: boolean[] = [];
  const isForeground = (cause: number | null): boolean => cause !== null && caused[cause] === true;
  return {
    facts: log.facts,
    isForeground,
    groupAt: (fact) => (log.facts[fact] ?? broken(`fact ${fact} is missing`)).group,
    append(actor, body, cause, group) {
      const index = log.add(timeline.now, actor, cause, group, body);
      caused.push(body.kind === 'command.given' || isForeground(cause));
      if (index >= FACTS_MAX)
        throw new CodedError('too_many_facts', `the run was ended after ${FACTS_MAX} facts`);
      return index;
    },
  };
}

const GROUPS: readonly Group[] = ['scenario', 'neutron', 'periodic'];

/**
 * A fact's number holds, from its lowest bit: whether a command is behind it, its group (two bits), and one more than
 * its place among the facts that are kept, or 0.
 */
function keepSome(timeline: Timeline, keep: Keep): Keeping {
  const log = makeFactLog();
  const isForeground = (cause: number | null): boolean => cause !== null && cause % 2 === 1;
  const placeOf = (cause: number | null): number | null =>
    cause === null || cause < 8 ? null : Math.floor(cause / 8) - 1;
  return {
    facts: log.facts,
    isForeground,
    groupAt: (fact) => defined(GROUPS[Math.floor(fact / 2) % 4], 'group'),
    append(actor, body, cause, group) {
      const foreground = body.kind === 'command.given' || isForeground(cause);
      const kept = keep(timeline.now, actor, body);
      const place = kept ? log.add(timeline.now, actor, placeOf(cause), group, body) + 1 : 0;
      return 8 * place + 2 * GROUPS.indexOf(group) + (foreground ? 1 : 0);
    },
  };
}
