/**
 * What there is to tell of a step, in no language: the names and numbers of its facts, gathered once. Both languages
 * speak from this, so neither can say a number that the trace does not hold.
 */

import { commandOf } from '../core/reading/cause.ts';
import { callOf, hasGivenUp, type Lookup } from '../core/reading/lookup.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Step } from '../core/story/step.ts';
import type { Actor, Fact, FactOf, JsonTable } from '../core/trace/fact.ts';
import { isHiddenText } from '../core/trace/hidden.ts';
import type { Trace } from '../core/trace/trace.ts';
import { shorten } from './rich.ts';
import { type Astray, astrayOf, stillWaits, type Unanswered, unansweredOf } from './story-fate.ts';
import { isGivenUp, isWrittenFor, type MessageTold, messageParts } from './story-message.ts';
import { eventOf, httpOf, type RequestTold } from './story-request.ts';
import {
  type ColumnChange,
  endingOf,
  faultAfter,
  hostIn,
  isUndone,
  moveChange,
  type OtherRows,
  otherChanges,
  placedOn,
  stateChanges,
  type TableChange,
  tableChanges,
  type WorkEnding,
} from './story-rows.ts';

export interface Story extends MessageTold {
  readonly trace: Trace;
  readonly step: Step | null;
  readonly main: Fact;
  readonly from: Actor;
  readonly to: readonly Actor[];
  /** its caller went on without an answer: what is answered reaches nobody, and what is done for it comes later */
  readonly given_up: boolean;
  /** of a call: its answer has not come by the end of the trace, and its caller still waits */
  readonly still_waits: boolean;
  /** of a cast or a call: why nobody has it; null = somebody has, or it is told otherwise */
  readonly astray: Astray | null;
  /** of an answer that came too late: rows were written for it */
  readonly written: boolean;
  /** shown name of the instance, or a short uuid; '' when none is concerned */
  readonly instance: string;
  readonly changes: readonly ColumnChange[];
  /** of its row: the host that it names; null = none, or there is no row */
  readonly host: string | null;
  /** it is set to error here, and what had been asked for before brings it up all the same */
  readonly undone: boolean;
  /** the fault of a server that is in no error, which the API does not show; null = none is written */
  readonly unseen: string | null;
  /** somebody's requests in this step's stretch of time to which no answer came */
  readonly unanswered: readonly Unanswered[];
  /** `status` of the record of a move, where it took another value */
  readonly migration: ColumnChange | null;
  readonly ending: WorkEnding;
  /** what the receiver (of a state: the one who acts) wrote in this step */
  readonly tables: readonly TableChange[];
  /** rows that other services, or this one for another command, wrote in the same stretch of time */
  readonly others: readonly OtherRows[];
  /** of a saved instance: `claimed`, `networking`, ... by the message itself; null otherwise */
  readonly saved: string | null;
  /** of a call that notes an instance's event: `compute_stop_instance`; '' = a build's, or no such call */
  readonly event: string;
  readonly answered: FactOf<'scheduler.answered'> | null;
  readonly filtered: readonly FactOf<'scheduler.filtered'>[];
  readonly weighed: FactOf<'scheduler.weighed'> | null;
  readonly selected: FactOf<'scheduler.selected'> | null;
  /** the last claim of a host in Placement that was not made */
  readonly unclaimed: FactOf<'scheduler.claimed'> | null;
  /** of a server that is buried: the host that had been chosen for it all the same; null = none */
  readonly placed: string | null;
  /** of a REST request, or of its answer */
  readonly http: RequestTold | null;
  readonly command: { readonly name: string; readonly args: JsonTable } | null;
  /** what the main fact's own process raised where nothing caught it */
  readonly raised: string | null;
  /** rows that the main fact's own first statement returned; null = it ran none */
  readonly read: number | null;
  /** of a row: its database; '' otherwise */
  readonly database: string;
  /** whether who acts has connections to the broker at all */
  readonly amqp: boolean;
  /** whether who acts answers REST requests */
  readonly rest: boolean;
  /** it is done by a service that has just started, of itself */
  readonly at_start: boolean;
  /** one conductor does all: there is no super conductor */
  readonly single: boolean;
  /** vhosts in which nova-scheduler listens, by the topology */
  readonly scheduler_vhosts: readonly string[];
  /** facts of the trace that a recording could not hold are unknown, not absent */
  readonly simulated: boolean;
}

export function storyOf(step: Step, trace: Trace): Story {
  const main = trace.facts[step.main];
  if (!main)
    throw new RangeError(`step ${step.n} names fact ${step.main}, the trace has ${trace.facts.length}`);
  return storyAt(main, trace, step);
}

/** The same for a single fact that no step stands for. */
export function storyAt(main: Fact, trace: Trace, step: Step | null): Story {
  const lookup = indexOf(trace);
  const rows = rowsOf(main, trace, step, lookup);
  const stretch = stretchOf(main, trace, step, lookup);
  const near = new Set([main.actor, ...(step?.to ?? receiversOf(main, lookup))]);
  const command = commandOf(trace, main);
  /** of another command: it came to pass at the same time, and this step has no part in it */
  const isOfAnother = (fact: Fact): boolean => {
    const other = command && commandOf(trace, fact);
    return other !== null && other !== command;
  };
  const pick = <K extends Fact['kind']>(kind: K): FactOf<K>[] =>
    stretch.filter((fact) => fact.kind === kind && !isOfAnother(fact)) as Fact[] as FactOf<K>[];
  const own = rows.filter((row) => !isOfAnother(row));
  const place = trace.topology.services.find(({ actor }) => actor === main.actor);
  const isNear = (row: Fact): boolean => near.has(row.actor) && !isOfAnother(row);
  const ending = endingOf([...own, ...faultAfter(main, lookup)]);
  return {
    trace,
    step,
    main,
    from: step?.from ?? main.actor,
    to: step?.to ?? receiversOf(main, lookup),
    ...messageParts(main, lookup),
    instance: instanceOf(own, main, lookup),
    changes: own.flatMap(stateChanges),
    host: hostIn(own),
    undone: own.some((row) => isUndone(row, lookup)),
    migration: own.flatMap(moveChange).at(-1) ?? null,
    unanswered: unansweredOf(step, trace, near),
    ending,
    unseen: main.kind === 'row.changed' && main.after?.vm_state !== 'error' ? ending.fault : null,
    tables: tableChanges(rows.filter(isNear)),
    others: otherChanges(rows.filter((row) => !isNear(row))),
    saved: step?.rule.startsWith('save.') ? step.rule.slice('save.'.length) : null,
    event: eventOf(main, own),
    answered: pick('scheduler.answered').at(-1) ?? null,
    filtered: pick('scheduler.filtered'),
    weighed: pick('scheduler.weighed').at(-1) ?? null,
    selected: pick('scheduler.selected').at(-1) ?? null,
    unclaimed: pick('scheduler.claimed').findLast(({ status }) => status !== 204) ?? null,
    placed: main.kind === 'row.changed' ? placedOn(main, lookup) : null,
    given_up: isGivenUp(main, lookup),
    still_waits: stillWaits(main, lookup),
    astray: astrayOf(main, lookup),
    written: isWrittenFor(main, lookup),
    http: httpOf(main, lookup, trace),
    command: main.kind === 'command.given' ? { name: main.name, args: main.args } : null,
    raised: pick('process.failed').find((one) => one.cause === main.index)?.error ?? null,
    read: pick('sql.executed').find((one) => one.cause === main.index)?.rows ?? null,
    database: main.kind === 'row.changed' ? main.database : '',
    amqp: (place?.vhosts.length ?? 0) > 0,
    rest: place?.kind === 'peer' || place?.program === 'nova-api',
    at_start: command?.name === 'start' || command?.name === 'add_service',
    single: trace.topology.services.some(({ actor }) => actor === 'nova-conductor'),
    scheduler_vhosts: [
      ...new Set(
        trace.topology.services
          .filter((place) => place.program === 'nova-scheduler')
          .flatMap((place) => place.vhosts),
      ),
    ],
    simulated: trace.source === 'simulated',
  };
}

function receiversOf(main: Fact, lookup: Lookup): readonly Actor[] {
  if (main.kind === 'message.published') {
    return [...new Set(lookup.messages.get(main.message)?.delivered.map((fact) => fact.actor))];
  }
  return main.kind.startsWith('http.') && 'to' in main ? [main.to] : [];
}

/** Facts between the main one (of a reply: its call) and its end: the reply of a call, the answer of a request, the end of the step. */
function stretchOf(main: Fact, trace: Trace, step: Step | null, lookup: Lookup): readonly Fact[] {
  const call = main.kind === 'message.published' ? callOf(lookup, main)?.call : null;
  const first = Math.min(call?.index ?? main.index, main.index);
  return trace.facts.slice(first, Math.max(step?.last ?? main.index, endOf(main, lookup)) + 1);
}

function endOf(main: Fact, lookup: Lookup): number {
  if (main.kind === 'message.published' && main.rpc.type === 'call') {
    const call = callOf(lookup, main);
    // what was done for it after its caller had gone on is told where it was done
    if (call && hasGivenUp(call)) return call.resolved?.index ?? main.index;
    return call?.replies.at(-1)?.index ?? main.index;
  }
  if (main.kind === 'http.requested')
    return lookup.exchanges.get(main.exchange_id)?.answered?.index ?? main.index;
  return main.index;
}

/**
 * The step's own rows. A call shown apart from its answer tells what its receiver will write before answering, since
 * that is why it was sent.
 */
function rowsOf(main: Fact, trace: Trace, step: Step | null, lookup: Lookup): FactOf<'row.changed'>[] {
  const own = (step?.rows ?? []).map((index) => trace.facts[index]);
  if (main.kind === 'row.changed' && !step?.rows.includes(main.index)) own.unshift(main);
  const shown = own.filter((fact) => fact?.kind === 'row.changed');
  if (main.kind !== 'message.published' || main.rpc.type !== 'call') return shown;
  const serving = new Set<number>();
  const message = lookup.messages.get(main.message);
  for (const fact of message?.delivered ?? []) serving.add(fact.index);
  const served = trace.facts.slice(main.index, endOf(main, lookup) + 1).filter((fact) => {
    if (fact.cause !== null && serving.has(fact.cause)) serving.add(fact.index);
    return fact.kind === 'row.changed' && serving.has(fact.index);
  }) as FactOf<'row.changed'>[];
  return [...new Set([...served, ...shown])].sort((a, b) => a.index - b.index);
}

function instanceOf(rows: readonly FactOf<'row.changed'>[], main: Fact, lookup: Lookup): string {
  for (const row of rows) {
    const image = row.after ?? row.before;
    const isServer = row.table === 'instances';
    const name = isServer ? image?.display_name : undefined;
    if (typeof name === 'string' && name !== '' && !isHiddenText(name)) return name;
    const uuid = isServer ? image?.uuid : image?.instance_uuid;
    if (typeof uuid === 'string') return lookup.names.get(uuid) ?? shorten(uuid);
  }
  if (main.kind === 'command.given') {
    const server = main.args.server;
    if (typeof server === 'string') return server;
  }
  return '';
}

/** Nobody has it: it was refused before anybody read it. */
export const isUntaken = ({ http }: Story): boolean =>
  http?.refused === 'connection_refused' || http?.refused === 'listen_queue_full';

/** A build that fails raises nothing: its event ends well, and only its server does not. */
export const isOddSuccess = ({ ending, event, step }: Story): boolean =>
  ending.result === 'Success' && event === '' && step?.chapter === 'failed';

/** A call that brought its caller an error or no answer: what it was sent for may not have come of it. */
export const isInVain = ({ main, failure, given_up }: Story): boolean =>
  main.kind === 'message.published' && main.rpc.type === 'call' && (given_up || failure !== null);

/** A change that found nothing to change; a recording does not tell. */
export const isNothing = (s: Story): boolean => s.simulated && s.tables.length === 0 && !isInVain(s);
