/** A step or a fact in, a sentence out. Which text is used follows from the step's main fact, never from a scenario. */

import { unreachable } from '../core/base/assert.ts';
import { indexOf, type TraceIndex } from '../core/reading/trace-index.ts';
import type { Step } from '../core/story/step.ts';
import { directMethod } from '../core/trace/direct.ts';
import type { Actor, Fact, FactKind, FactOf } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import { type FaultName, isFault } from '../core/words/commands.ts';
import { choosesHost, isAsUsual, isMethod, type MethodName } from '../core/words/methods.ts';
import { isRequest } from '../core/words/requests.ts';
import { brokerStepOf } from './broker/step.ts';
import type { BrokerStory } from './broker/story.ts';
import type { Lang } from './lang.ts';
import { hasTexts, type Pack } from './packs.ts';
import { plain, type Rich, rich } from './rich.ts';
import type { BootHttpTexts, BootRpcTexts, Telling } from './shape.ts';
import { isInVain, type Story, storyAt, storyOf } from './story.ts';
import { CELL0 } from './story-rows.ts';
import type { Texts } from './texts.ts';

/** One line, without marks: step list, scrubber, announcer. */
export function stepTitle(texts: Texts, step: Step, trace: Trace): string {
  return plain(told(texts, step, trace).title);
}

/** The title with its identifiers marked. */
export function richTitle(texts: Texts, step: Step, trace: Trace): Rich {
  return rich(told(texts, step, trace).title, isActorOf(trace));
}

export function narration(texts: Texts, step: Step, trace: Trace): Rich {
  return rich(told(texts, step, trace).tell, isActorOf(trace));
}

/** Title and narration, marked: of the broker where the step is its own, else by the main fact. */
function told(texts: Texts, step: Step, trace: Trace): { readonly title: string; readonly tell: string } {
  const broker = brokerStory(texts, step, trace);
  if (broker) {
    const { title, tell } = texts.broker.steps[broker.what];
    const refusedCommand = broker.refused !== null && broker.what !== 'refused' && broker.what !== 'publish';
    return {
      title: title(broker),
      tell: refusedCommand ? texts.broker.refused_command : tell(broker).trim(),
    };
  }
  const story = remembered(step, trace);
  const { title, tell } = tellingOf(texts, story);
  return {
    title: `${title(story)}${isInVain(story) || story.astray?.how === 'known' ? texts.call.in_vain(story) : ''}`,
    tell: `${tell(story)}${story.astray && hasTexts(texts.lang, ['acts']) ? texts.call.astray(story.astray, story) : ''}`,
  };
}

/** The texts that the steps of a trace need beside those of the start. */
export function packsToTell(trace: Trace): readonly Pack[] {
  const index = indexOf(trace);
  const acts: readonly Pack[] = index.once(hasActs) ? ['acts'] : [];
  const broker: readonly Pack[] = index.once(hasBrokerSteps) ? ['broker'] : [];
  const facts: readonly Pack[] = index.once(hasOtherFacts) ? ['facts'] : [];
  const faults: readonly Pack[] = index.once(hasFaults) ? ['faults'] : [];
  return [...acts, ...broker, ...facts, ...faults];
}

/** Anything beside boots that go well: another command, a failure, a server that loses its host; a recording may hold anything. */
function hasActs(index: TraceIndex): boolean {
  const { source, topology } = index.head;
  if (topology.databases.length === 0) return false;
  return (
    source !== 'simulated' ||
    index.of('command.given').some(({ name }) => name !== 'boot') ||
    ENDS.some((kind) => index.of<FactKind>(kind).length > 0) ||
    index.of('rpc.resolved').some(({ resolution }) => resolution !== 'result') ||
    index.of('message.published').some(({ rpc }) => rpc.failure !== undefined) ||
    index.of('row.changed').some(isSetback)
  );
}

const ENDS = [
  'service.stopped',
  'thread.failed',
  'rpc.publish_blocked',
  'rpc.late_reply',
] as const satisfies readonly FactKind[];

const isSetback = ({ table, before, after }: FactOf<'row.changed'>): boolean =>
  table === 'instances' &&
  (after?.vm_state === 'error' || (after?.host === null && before !== null && before.host !== null));

const BROKER_FACTS = [
  'command.given',
  'message.requeued',
  'message.returned',
  'message.dropped',
  'amqp.refused',
  'message.published',
] as const satisfies readonly FactKind[];

const hasBrokerSteps = (index: TraceIndex): boolean =>
  BROKER_FACTS.some((kind) =>
    index.of<FactKind>(kind).some((fact) => index.isTold(fact) && brokerStepOf(fact) !== null),
  );

const OTHER_FACTS = [
  'message.requeued',
  'message.returned',
  'message.dropped',
  'amqp.refused',
  'recording.gap',
] as const;

/** Steps that no subject has a sentence for: they are told as any fact is. */
const hasOtherFacts = (index: TraceIndex): boolean =>
  OTHER_FACTS.some((kind) =>
    index.of<FactKind>(kind).some((fact) => fact.kind !== 'message.dropped' || fact.queue !== null),
  );

const hasFaults = (index: TraceIndex): boolean =>
  index.of('fault.struck').length > 0 || index.of('command.given').some(({ name }) => isFault(name));

const brokerStories = (): Map<Step, BrokerStory | null> => new Map();

/** What a step tells of the broker, remembered; null for steps of Nova. */
export function brokerStory(texts: Texts, step: Step, trace: Trace): BrokerStory | null {
  const main = trace.facts[step.main];
  if (!main || brokerStepOf(main) === null) return null;
  const all = indexOf(trace).once(brokerStories);
  const known = all.get(step);
  if (known !== undefined) return known;
  const made = texts.brokerStoryOf(step, trace);
  all.set(step, made);
  return made;
}

/** Reading time of a narration, for auto-play: 5.5 Han characters or 3 English words a second, 2.5 to 12 s. */
export function readingSeconds(lang: Lang, parts: Rich): number {
  const text = parts
    .map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor))
    .join('');
  const han = lang === 'zh-CN' ? (text.match(/\p{Script=Han}/gu)?.length ?? 0) : 0;
  const words = text.split(/[\s\p{Script=Han}\p{P}]+/u).filter((word) => word !== '').length;
  return Math.min(Math.max(han / 5.5 + words / 3, 2.5), 12);
}

export function isActorOf(trace: Trace): (name: Actor) => boolean {
  const { actors } = indexOf(trace);
  return (name) => actors.has(name);
}

/** The text that fits a story's main fact. */
function tellingOf(texts: Texts, story: Story): Telling {
  const { main, method, step } = story;
  if (step?.rule === 'start') return texts.start;
  switch (main.kind) {
    case 'message.published':
      return messageTelling(texts, main, method);
    case 'http.requested':
      if (directMethod(main.path) !== null) return texts.generic.direct;
      return requestTelling(texts, method) ?? texts.generic.http;
    case 'http.answered':
      return isDirect(story) ? texts.generic.direct_answer : texts.generic.answer;
    case 'http.refused':
      return texts.generic.direct_refused;
    case 'row.changed':
      return texts.state[rowState(main)];
    case 'service.started':
      return texts.service.started;
    case 'service.stopping':
      return texts.service.stopping;
    case 'service.stopped':
      return texts.service.stopped;
    case 'thread.failed':
      return texts.service.thread_failed;
    case 'rpc.publish_blocked':
      return texts.call.blocked;
    case 'rpc.resolved':
      return texts.call.timed_out;
    case 'rpc.late_reply':
      return texts.call.late_reply;
    case 'command.given':
      if (isFault(main.name)) return faultTelling(texts, main.name, main);
      return isTold(main.name, texts) ? texts.told[main.name] : texts.command;
    case 'sql.executed':
      return texts.work;
    case 'fault.struck': {
      const { title, tell } = texts.faults.struck(main);
      return { title: () => title, tell: () => tell };
    }
    default: {
      const [first = '', ...more] = (texts.facts[main.kind] as (fact: Fact, story: Story) => string)(
        main,
        story,
      ).split(SENTENCES);
      return { title: () => first.replace(/[.。] ?$/, ''), tell: () => more.join('') || first };
    }
  }
}

/** Where a sentence ends, outside of marks. */
const SENTENCES = /(?:(?<=\. )|(?<=。))(?![^‹]*›)/;

const isTold = (name: string, { told }: Texts): name is keyof Texts['told'] => Object.hasOwn(told, name);

function faultTelling(texts: Texts, name: FaultName, { args }: FactOf<'command.given'>): Telling {
  const { title, what } = texts.faults.commands[name];
  return { title: () => title(args), tell: () => what };
}

const isDirect = ({ http }: Story): boolean => http !== null && directMethod(http.path) !== null;

function messageTelling(texts: Texts, main: FactOf<'message.published'>, method: string): Telling {
  const { type } = main.rpc;
  if (type === 'reply') return choosesHost(method) ? texts.chosen : texts.generic.reply;
  const own = isMethod(method) && isAsUsual(method, type) ? methodTelling(texts, method) : undefined;
  if (own) return own;
  switch (type) {
    case 'call':
    case 'cast':
    case 'fanout':
    case 'notification':
    case 'other':
      return texts.generic[type];
    default:
      return unreachable(type);
  }
}

/** Of all acts where their texts are there, else of a boot. */
const fullest = (texts: Texts): { readonly rpc: BootRpcTexts; readonly http: BootHttpTexts } =>
  hasTexts(texts.lang, ['acts']) ? texts.acts : texts;

const methodTelling = (texts: Texts, method: MethodName): Telling | undefined => fullest(texts).rpc[method];

const requestTelling = (texts: Texts, request: string): Telling | undefined =>
  isRequest(request) ? fullest(texts).http[request] : undefined;

function rowState(main: FactOf<'row.changed'>): keyof Texts['state'] {
  if (main.after === null || (main.before?.deleted === 0 && main.after.deleted !== 0)) return 'deleted';
  if (main.table === 'build_requests') return 'build_request';
  if (main.before !== null || main.table !== 'instances') return 'changed';
  return main.database === CELL0 ? 'buried' : 'created';
}

/** A delivery, an ack or a drop knows its message by number only; its sentence names the method. */
export function withMessage(story: Story, fact: Fact, trace: Trace): Story {
  if (fact.kind === 'message.published' || !('message' in fact)) return story;
  const published = indexOf(trace).messages.get(fact.message)?.published;
  return published ? { ...story, method: storyAt(published, trace, null).method } : story;
}

const stories = (): Map<Step, Story> => new Map();

function remembered(step: Step, trace: Trace): Story {
  const all = indexOf(trace).once(stories);
  const found = all.get(step);
  if (found) return found;
  const made = storyOf(step, trace);
  all.set(step, made);
  return made;
}
