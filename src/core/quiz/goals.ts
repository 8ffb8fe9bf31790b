/**
 * What an exercise wants, a row each: read from the run that the reader has made, by its facts alone. A goal that is not
 * reached says which of the ways that miss it was taken.
 */
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { RowChanged } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { choosesHost } from '../words/methods.ts';
import type { Goal } from '../words/quiz.ts';
import { CURE_JUDGES, CURE_VERDICTS, type CureGoal } from './cures.ts';
import { bootsIn, claimsIn, consumerOf, isAlive, serversIn } from './run-servers.ts';

/** By goal: how a run may stand to it; `met` first. Each is a sentence of `i18n/quiz`. */
export const VERDICTS = {
  'scheduling-fails': ['met', 'no_boot', 'undecided', 'has_host'],
  'consumed-by-another': ['met', 'never_waited', 'started_again', 'gone', 'still_waits'],
  'stuck-then-freed': ['met', 'never_stuck', 'still_held'],
  'delivered-twice': ['met', 'two_messages', 'acked_before', 'once'],
  'one-conductor-down': ['met', 'no_boot', 'none_down', 'not_active'],
  ...CURE_VERDICTS,
} as const satisfies { readonly [G in Goal]: readonly ['met', ...string[]] };

/** The same of an answer that is compared by its rows. */
export type SqlVerdict = 'met' | 'no_rows' | 'other_rows' | 'failed';

interface GoalVerdict {
  readonly isMet: boolean;
  readonly why: string;
  /** what it is about: a server, a service, a method; '' = nothing */
  readonly it: string;
}

export function judge(trace: Trace, goal: Goal): GoalVerdict {
  const [why, it = ''] = isCure(goal)
    ? CURE_JUDGES[goal](indexOf(trace), trace)
    : JUDGES[goal](indexOf(trace));
  return { isMet: why === 'met', why, it };
}

const isCure = (goal: Goal): goal is CureGoal => Object.hasOwn(CURE_VERDICTS, goal);

type GoalFound<G extends Goal> = readonly [why: (typeof VERDICTS)[G][number], it?: string];
const JUDGES: { readonly [G in Exclude<Goal, CureGoal>]: (index: TraceIndex) => GoalFound<G> } = {
  'scheduling-fails': schedulingFails,
  'consumed-by-another': consumedByAnother,
  'stuck-then-freed': stuckThenFreed,
  'delivered-twice': deliveredTwice,
  'one-conductor-down': oneConductorDown,
};

function schedulingFails(index: TraceIndex): GoalFound<'scheduling-fails'> {
  const servers = serversIn(index);
  const failed = index.of('scheduler.failed')[0];
  if (failed) return ['met', servers.find(({ active }) => active === null)?.name ?? ''];
  if (bootsIn(index).length === 0) return ['no_boot'];
  const without = servers.find(({ active, changes }) => active === null && changes.length > 0);
  const waits = index
    .of('message.published')
    .some(
      ({ rpc, message }) =>
        choosesHost(rpc.method ?? '') &&
        rpc.type === 'call' &&
        (index.messages.get(message)?.dispatched.length ?? 0) === 0,
    );
  return without || waits ? ['undecided', without?.name ?? ''] : ['has_host', servers.at(-1)?.name ?? ''];
}

function consumedByAnother(index: TraceIndex): GoalFound<'consumed-by-another'> {
  const stops = index.of('service.stopped');
  const call = index
    .of('message.published')
    .find(
      ({ rpc, index: at }) => rpc.type === 'call' && choosesHost(rpc.method ?? '') && areStopped(index, at),
    );
  if (!call) return ['never_waited'];
  const stopped =
    stops.findLast(({ index: at, actor }) => at < call.index && /scheduler/.test(actor))?.actor ?? '';
  const story = index.messages.get(call.message);
  const got = story?.delivered[0];
  if (!got) return [(story?.dropped.length ?? 0) > 0 ? 'gone' : 'still_waits', stopped];
  return [got.actor === stopped ? 'started_again' : 'met', got.actor];
}

/** Whether every scheduler of the cloud was stopped at that fact. */
function areStopped(index: TraceIndex, fact: number): boolean {
  const { services, present } = index.worlds.at(fact);
  const own = index.head.topology.services.filter(
    ({ program, actor }) => program === 'nova-scheduler' && present.has(actor),
  );
  return own.every(({ actor }) => services.get(actor)?.running === false);
}

function stuckThenFreed(index: TraceIndex): GoalFound<'stuck-then-freed'> {
  const claims = claimsIn(index);
  const heldAt = (uuid: string, fact: number): number => {
    const held = new Set<string>();
    for (const claim of claims) {
      if (claim.index > fact || consumerOf(claim) !== uuid) continue;
      if (claim.after) held.add(JSON.stringify(claim.key));
      else held.delete(JSON.stringify(claim.key));
    }
    return held.size;
  };
  const end = index.facts.length - 1;
  const stuck = serversIn(index).filter(
    ({ uuid, active, changes }) =>
      active === null &&
      changes.some(
        ({ index: at, after }) => isAlive(after) && heldAt(uuid, nextChange(claims, uuid, at)) > 0,
      ),
  );
  const [first] = stuck;
  if (!first) return ['never_stuck'];
  const freed = stuck.find(({ uuid }) => heldAt(uuid, end) === 0);
  return freed ? ['met', freed.name] : ['still_held', first.name];
}

/** The last fact of those claims that a state of a server saw. */
const nextChange = (claims: readonly RowChanged[], uuid: string, after: number): number =>
  claims.find((claim) => claim.index > after && consumerOf(claim) === uuid && claim.after !== null)?.index ??
  after;

function deliveredTwice(index: TraceIndex): GoalFound<'delivered-twice'> {
  const again = index.of('message.delivered').find(({ redelivered }) => redelivered);
  if (again) return ['met', index.messages.get(again.message)?.published.rpc.method ?? ''];
  const struck = index.of('fault.struck').find(({ when }) => when === 'after_ack' || when === 'in_work');
  if (struck) return ['acked_before', struck.actor];
  const boots = index.of('command.given').filter(({ name }) => name === 'boot');
  return [boots.length > 1 ? 'two_messages' : 'once'];
}

function oneConductorDown(index: TraceIndex): GoalFound<'one-conductor-down'> {
  const servers = serversIn(index);
  const requests = bootsIn(index);
  if (requests.length === 0) return ['no_boot'];
  const conductors = index.head.topology.services
    .filter(({ program }) => program === 'nova-conductor')
    .map(({ actor }) => actor);
  const downFrom = (fact: number, to: number): string | undefined =>
    conductors.find((actor) => {
      const ends = index.of('service.stopped').filter((one) => one.actor === actor && one.index < fact);
      const last = ends.at(-1);
      return (
        last !== undefined &&
        !index
          .of('service.started')
          .some((one) => one.actor === actor && one.index > last.index && one.index < to)
      );
    });
  for (const { asked, active, name } of servers) {
    if (active && downFrom(asked.index, active.index)) return ['met', name];
  }
  const down = requests.map(({ index: at }) => downFrom(at, at + 1)).find((one) => one !== undefined);
  return down ? ['not_active', down] : ['none_down'];
}

/** Rows of two answers: the same rows, each as often; in the same order only where that is asked for. */
export function sameRows(
  a: readonly (readonly unknown[])[],
  b: readonly (readonly unknown[])[],
  isOrdered: boolean,
): boolean {
  const texts = (rows: readonly (readonly unknown[])[]): readonly string[] => {
    const all = rows.map((row) => JSON.stringify(row.map((cell) => (cell === null ? null : String(cell)))));
    return isOrdered ? all : all.toSorted();
  };
  const [left, right] = [texts(a), texts(b)];
  return left.length === right.length && left.every((row, i) => row === right[i]);
}
