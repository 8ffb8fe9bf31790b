/**
 * The kinds of questions, a row each: what a run answers to it at a step. Nothing is typed in beforehand: another seed, another
 * host, another fault, and the same question has another answer; where the run gives none, the question says why.
 */
import type { StepPlace } from '../lessons/lesson.ts';
import type { Step } from '../story/step.ts';
import type { Trace } from '../trace/trace.ts';
import { QUESTION_KINDS, type QuestionKind } from '../words/quiz.ts';
import { howOften, kindOfMessage, queueGrows, whetherItWaits, whoGets, whoWaits } from './kinds-messages.ts';
import { hostChosen, rowChanges, serverEnds } from './kinds-state.ts';
import { type KindAnswer, momentAt, partsOf, type QuizMoment } from './moment.ts';
import { isOpen, type OpenQuestion, type Posed } from './posed.ts';

const KINDS: { readonly [K in QuestionKind]: (moment: QuizMoment) => KindAnswer } = {
  'who-gets': whoGets,
  kind: kindOfMessage,
  waits: whetherItWaits,
  'who-waits': whoWaits,
  'queue-grows': queueGrows,
  'row-changes': rowChanges,
  host: hostChosen,
  times: howOften,
  ends: serverEnds,
};

/** The question before step `n`, as this run answers it. */
export function pose(
  trace: Trace,
  list: readonly Step[],
  n: number,
  kind: QuestionKind,
): Posed | OpenQuestion {
  const moment = momentAt(trace, list, n);
  if (!moment) return { kind, n: 0, open: 'no_step' };
  const answer = KINDS[kind](moment);
  if (typeof answer === 'string') return { kind, n, open: answer };
  if (answer.length < 2) return { kind, n, open: 'too_few' };
  const right = answer.find(({ isRight }) => isRight);
  return { kind, n, about: partsOf(moment, right?.parts), choices: answer };
}

/** The kinds that a step gives an answer to: what can be asked here. */
export const askable = (trace: Trace, list: readonly Step[], n: number): readonly QuestionKind[] =>
  QUESTION_KINDS.filter((kind) => !isOpen(pose(trace, list, n, kind)));

/** The number of the step that a mark names; 0 = this run has none. */
export function stepMarked(list: readonly Step[], mark: StepPlace): number {
  if (typeof mark === 'number') return list[mark - 1] ? mark : 0;
  const [rule, nth = '1'] = mark.split('#');
  return list.filter((one) => one.rule === rule)[Number(nth) - 1]?.n ?? 0;
}

/** A step by its rule, so that another run has it too; by its number where no rule names it. */
export function placeOf(list: readonly Step[], n: number): StepPlace {
  const rule = list[n - 1]?.rule ?? '';
  const nth = list.slice(0, n).filter((one) => one.rule === rule).length;
  const isName = /^[A-Za-z_][\w .:/{}-]{0,80}$/.test(rule) && nth < 100;
  return isName ? (nth > 1 ? `${rule}#${nth}` : rule) : n;
}
