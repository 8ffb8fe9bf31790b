/**
 * Cuts a trace into steps. One function for both levels and for every source: the marks (facts that can name a step) are
 * found by the rule table, level teaching folds some of them into the step before, and the stretches partition the facts.
 */
import { between, merged } from '../reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import { directMethod, directPath } from '../trace/direct.ts';
import type { Actor, Fact, FactKind, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { chaptersOf } from './chapters.ts';
import {
  brokerRule,
  callRule,
  commandRule,
  directRule,
  messageRule,
  type Rule,
  requestRule,
  returnRule,
  stateRule,
} from './rules.ts';
import type { Level, Step, StepKind } from './step.ts';

interface StepOptions {
  /** Show periodic work as steps too. */
  readonly periodic?: boolean;
}

interface StepMark {
  readonly fact: Fact;
  readonly rule: Rule;
  readonly kind: StepKind;
  readonly from: Actor;
  readonly to: readonly Actor[];
}

/**
 * Steps in the order of their main facts; every fact that is told belongs to exactly one: those before the first main
 * fact to the first step, else to the step whose main fact (or, for a row, whose statement) comes last before them. A trace without a mark is one step `start`; an
 * empty trace has none.
 */
export function steps(trace: Trace, level: Level, options: StepOptions = {}): readonly Step[] {
  const { facts } = trace;
  if (facts.length === 0) return [];
  const index = indexOf(trace);
  const periodic = options.periodic === true;
  const shown = (fact: Fact): boolean => (periodic ? index.isTold(fact) : index.isStory(fact));
  const shownOf = (...kinds: readonly FactKind[]): readonly Fact[] =>
    merged(kinds.map((kind): readonly Fact[] => index.of(kind).filter(shown)));
  const context = makeContext(trace, index);
  const mains: StepMark[] = [];
  for (const fact of shownOf(...MARKING)) {
    const mark = markOf(fact, context);
    if (mark && (level === 'messages' || isOwn(mark, context, periodic))) mains.push(mark);
  }
  const told = facts.findIndex((fact) => index.isTold(fact));
  const prepared = (told < 0 ? facts.length : told) - 1;
  if (mains.length === 0) return [wholeTrace(trace, level, prepared)];
  const begins = mains.map((mark, i) => beginOf(mark.fact, facts, mains[i - 1]));
  const chapters = chaptersOf(mains, index);
  const messages = shownOf('message.published', 'http.requested');
  const rows = shownOf('row.changed');
  return mains.map((mark, i) => {
    const last = (begins[i + 1] ?? facts.length) - 1;
    const before = i === 0 ? prepared : (begins[i] ?? mark.fact.index) - 1;
    const inside = (list: readonly Fact[]): number[] => between(list, before, last).map((fact) => fact.index);
    const chapter = chapters[i] ?? mark.rule.chapter;
    return makeStep({ level, n: i + 1, before, last, chapter }, mark, inside(messages), inside(rows));
  });
}

/** A row's change begins with its statement: no step ends between the two. */
function beginOf(main: Fact, facts: readonly Fact[], previous: StepMark | undefined): number {
  if (main.kind !== 'row.changed' || main.cause === null) return main.index;
  if (facts[main.cause]?.kind !== 'sql.executed') return main.index;
  return Math.max(main.cause, (previous?.fact.index ?? -1) + 1);
}

function wholeTrace(trace: Trace, level: Level, prepared: number): Step {
  const last = trace.facts.length - 1;
  const main = Math.min(prepared + 1, last);
  const fact = trace.facts[main];
  return {
    n: 1,
    level,
    kind: 'service',
    chapter: 'start',
    main,
    before: prepared,
    last,
    at: (fact as Fact).at,
    from: (fact as Fact).actor,
    to: [],
    rule: 'start',
    messages: [],
    rows: [],
  };
}

function makeStep(
  place: Pick<Step, 'level' | 'n' | 'before' | 'last' | 'chapter'>,
  mark: StepMark,
  messages: readonly number[],
  rows: readonly number[],
): Step {
  const main = mark.fact.index;
  const mainCounts = !/^(row|service|rpc)\./.test(mark.fact.kind);
  const others = messages.filter((index) => index !== main);
  return {
    ...place,
    kind: mark.kind,
    main,
    at: mark.fact.at,
    from: mark.from,
    to: mark.to,
    rule: mark.rule.key,
    messages: mainCounts ? [main, ...others] : others,
    rows,
  };
}

/** What the marks need beyond their own fact. */
interface StepContext {
  readonly index: TraceIndex;
  /** owners of queues by consumer, `vhost\nqueue`: where a message was routed but not delivered */
  readonly owners: ReadonlyMap<string, Actor>;
  /** actors whose program is nova-api: the REST surface that is told */
  readonly apis: ReadonlySet<Actor>;
  /** index of the first command: what services did before it is start-up */
  readonly firstCommand: number;
}

function makeContext(trace: Trace, index: TraceIndex): StepContext {
  const owners = index.of('consumer.added').map((one) => [`${one.vhost}\n${one.queue}`, one.user] as const);
  const places = trace.topology.services.filter((place) => place.program === 'nova-api');
  const apis = new Set(places.map((place) => place.actor));
  const firstCommand = index.of('command.given')[0]?.index ?? -1;
  return { index, owners: new Map(owners), apis, firstCommand };
}

/** Kinds of facts that can name a step. */
const MARKING: readonly FactKind[] = [
  'message.published',
  'http.requested',
  'http.answered',
  'http.refused',
  'row.changed',
  'command.given',
  'message.requeued',
  'message.returned',
  'message.dropped',
  'amqp.refused',
  'fault.struck',
  'recording.gap',
  'rpc.publish_blocked',
  'rpc.resolved',
  'rpc.late_reply',
  'service.started',
  'service.stopping',
  'service.stopped',
  'thread.failed',
];

function markOf(fact: Fact, context: StepContext): StepMark | null {
  switch (fact.kind) {
    case 'message.published':
      return publicationMark(fact, context);
    case 'http.requested':
    case 'http.answered':
    case 'http.refused':
      return requestMark(fact, context);
    case 'row.changed': {
      const rule = stateRule(fact);
      return rule && mark(fact, rule, 'state', []);
    }
    case 'command.given': {
      const rule = commandRule(fact);
      const named = fact.args.client ?? fact.args.service;
      return (
        rule && { ...mark(fact, rule, 'work', []), from: typeof named === 'string' ? named : fact.actor }
      );
    }
    case 'message.returned':
      return mark(fact, returnRule(context.index.once(returnedAgain).has(fact.index)), 'work', []);
    case 'message.requeued':
    case 'message.dropped':
    case 'amqp.refused':
    case 'recording.gap':
    case 'fault.struck': {
      const rule = brokerRule(fact);
      return rule && mark(fact, rule, 'work', []);
    }
    case 'rpc.publish_blocked':
    case 'rpc.resolved':
    case 'rpc.late_reply': {
      const rule = callRule(fact);
      return rule && mark(fact, rule, 'work', []);
    }
    case 'thread.failed':
      return serviceMark(fact);
    case 'service.started':
    case 'service.stopping':
    case 'service.stopped':
      return context.firstCommand < 0 || fact.index < context.firstCommand ? null : serviceMark(fact);
    default:
      return null;
  }
}

/** Returns of an answer that came back before: it is sent again every 0.25 s as long as its queue is missing. */
function returnedAgain(index: TraceIndex): ReadonlySet<number> {
  const known = new Set<string>();
  return new Set(
    index.of('message.returned').flatMap(({ index: at, message }) => {
      const { type, msg_id } = index.messages.get(message)?.published.rpc ?? {};
      if (type !== 'reply' || msg_id === undefined) return [];
      if (known.has(msg_id)) return [at];
      known.add(msg_id);
      return [];
    }),
  );
}

function mark(fact: Fact, rule: Rule, kind: StepKind, to: readonly Actor[]): StepMark {
  return { fact, rule, kind, from: fact.actor, to };
}

function requestMark(
  fact: FactOf<'http.requested' | 'http.answered' | 'http.refused'>,
  context: StepContext,
): StepMark | null {
  const request = context.index.exchanges.get(fact.exchange_id)?.requested;
  if (!request) return null;
  const name = directMethod(request.path);
  if (name !== null) return mark(fact, directRule(DIRECT[fact.kind], name, request.body), 'http', [fact.to]);
  if (!context.apis.has(request.to)) return null;
  if (fact.kind === 'http.refused')
    return mark(fact, { ...requestRule('answer', request), teaching: 'own' }, 'http', [fact.to]);
  const what = fact.kind === 'http.requested' ? 'http' : 'answer';
  return mark(fact, requestRule(what, request), 'http', [fact.to]);
}

const DIRECT = {
  'http.requested': 'direct',
  'http.answered': 'direct_answer',
  'http.refused': 'direct_refused',
} as const;

function serviceMark(fact: Fact): StepMark {
  return mark(fact, { key: fact.kind, chapter: 'other', teaching: 'own', withReply: false }, 'service', []);
}

function publicationMark(fact: FactOf<'message.published'>, context: StepContext): StepMark {
  const kind: StepKind = fact.rpc.type === 'other' ? 'work' : fact.rpc.type;
  const delivered = [...new Set(context.index.messages.get(fact.message)?.delivered.map((one) => one.actor))];
  const routed = fact.queues.map((queue) => context.owners.get(`${fact.vhost}\n${queue}`));
  const owners = [...new Set(routed.filter((actor) => actor !== undefined))];
  return mark(
    fact,
    messageRule(fact.rpc, fact.body, fact.actor),
    kind,
    delivered.length > 0 ? delivered : owners,
  );
}

/** At level teaching: a state saved by a conductor call is told by the call; periodic calls are told one by one, if asked for. */
function isOwn(candidate: StepMark, context: StepContext, periodic: boolean): boolean {
  if (candidate.rule.teaching === 'own') {
    return candidate.kind !== 'state' || !savedByCall(candidate.fact, context);
  }
  return periodic && candidate.fact.group === 'periodic' && candidate.kind === 'call';
}

const OBJECT_CALLS = directPath('object_', null);

/** Whether the nearest message up the chain of causes is a conductor's object call. */
function savedByCall(fact: Fact, context: StepContext): boolean {
  let cause = fact.cause;
  while (cause !== null) {
    const above = context.index.facts[cause];
    if (!above) return false;
    if (above.kind === 'http.requested') return above.path.startsWith(OBJECT_CALLS);
    if (above.kind === 'message.published') return above.rpc.method?.startsWith('object_') === true;
    cause = above.cause;
  }
  return false;
}
