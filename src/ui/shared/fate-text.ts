/** What is said of a step in view of another run. */
import { isNoticeable, type StepFate } from '../../core/compare/run-diff.ts';
import type { Step } from '../../core/story/step.ts';
import { type CompareTexts, textsOf } from '../../i18n/index.ts';
import { duration } from '../../i18n/rich.ts';
import { otherOf } from '../../store/compare-with.ts';
import type { PageState } from '../../store/store.ts';
import { runName } from './run-name.ts';

/** How the run is called that the shown one is compared with; null = nothing is compared. */
export function otherName(state: PageState): string | null {
  const other = otherOf(state);
  return other && runName(state, other, textsOf(state.lang));
}

/** A few words for a list; null where both runs do the same at the same time. */
export function fateMark(fate: StepFate, t: CompareTexts): string | null {
  if (fate.kind === 'here') return t.onlyHere;
  if (!isNoticeable(fate.later)) return null;
  const time = duration(Math.abs(fate.later) / 1000);
  return fate.later > 0 ? t.later(time) : t.earlier(time);
}

/** A sentence that names the other run. */
export function fateSentence(fate: StepFate, step: Step, run: string, t: CompareTexts): string {
  if (fate.kind === 'here') return t.notIn(run);
  const time = duration(Math.abs(fate.later) / 1000);
  const told = !isNoticeable(fate.later)
    ? t.alsoIn(run)
    : fate.later > 0
      ? t.laterThan(run, time)
      : t.earlierThan(run, time);
  const isElsewhere = fate.elsewhere && fate.step.from !== step.from;
  return isElsewhere ? t.elsewhere(told, fate.step.from) : told;
}
