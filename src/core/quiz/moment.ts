/** Where a question is put: a step of a run, and what each kind reads of it. */
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Step } from '../story/step.ts';
import type { Actor, Fact, Published } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { methodOf } from '../words/methods.ts';
import { type Choice, nameOf, type OpenReason, type Thing, type WhyParts } from './posed.ts';

/** The step that is asked about, and the story around it. */
export interface QuizMoment {
  readonly trace: Trace;
  readonly index: TraceIndex;
  readonly list: readonly Step[];
  readonly step: Step;
  readonly main: Fact;
  /** the message that names the step; null = another kind of step */
  readonly sent: Published | null;
}

export function momentAt(trace: Trace, list: readonly Step[], n: number): QuizMoment | null {
  const step = list[n - 1];
  const index = indexOf(trace);
  const main = step && index.facts[step.main];
  if (!step || !main) return null;
  return { trace, index, list, step, main, sent: sentIn(index, step, main) };
}

/** What a kind makes of a moment: its choices as they come, or why there is no answer. */
export type KindAnswer = readonly Choice[] | OpenReason;

const NO_PARTS: Omit<WhyParts, 'it' | 'right' | 'sender' | 'method'> = {
  by: '',
  key: '',
  step: null,
  count: 0,
};

/** Of a publication by hand its command names the step; what services send in the step of another command is not of that one. */
function sentIn(index: TraceIndex, { messages }: Step, main: Fact): Published | null {
  if (main.kind === 'message.published') return main;
  if (main.kind !== 'command.given' || main.name !== 'publish') return null;
  const facts = messages.map((one) => index.facts[one]);
  return facts.find((fact): fact is Published => fact?.kind === 'message.published') ?? null;
}

export function partsOf({ step, main, sent }: QuizMoment, more: Partial<WhyParts> = {}): WhyParts {
  const method = sent
    ? methodOf(sent.rpc)
    : main.kind === 'http.requested'
      ? `${main.method} ${main.path}`
      : '';
  return { ...NO_PARTS, it: '', right: '', sender: step.from, method, ...more };
}

export function choice(
  moment: QuizMoment,
  thing: Thing,
  isRight: boolean,
  why: string,
  more: Partial<WhyParts> = {},
): Choice {
  const it = nameOf(thing);
  return { id: `${thing.what} ${it}`, thing, isRight, why, parts: partsOf(moment, { it, ...more }) };
}

/** The first step from `n` on, that one left out, in which a service acts or is addressed. */
export const turnOf = ({ list, step }: QuizMoment, actor: Actor): number | null =>
  list.find((one) => one.n > step.n && (one.to.includes(actor) || one.from === actor))?.n ?? null;

/** Without what stands there already. */
export const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];
