/** The teaching steps of a run as they are told, for tests over sentences. */
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { narration, stepTitle } from './index.ts';
import type { Lang } from './lang.ts';

export interface StepTold {
  readonly rule: string;
  readonly chapter: string;
  readonly title: string;
  readonly tell: string;
}

export function toldOf(trace: Trace, lang: Lang): readonly StepTold[] {
  const texts = textsOf(lang);
  return steps(trace, 'teaching').map((step) => ({
    rule: step.rule,
    chapter: step.chapter,
    title: stepTitle(texts, step, trace),
    tell: narration(texts, step, trace)
      .map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor))
      .join(''),
  }));
}
