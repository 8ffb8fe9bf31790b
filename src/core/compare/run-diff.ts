/**
 * Two runs of one cloud side by side: of each step of the run that is shown, what the other run has of it. What both have
 * is told with its difference in time; nothing is said of ids.
 */
import { fromMs, type Micros, micros } from '../base/time.ts';
import type { Step } from '../story/step.ts';
import { identitiesOf } from '../story/step-identity.ts';
import type { Trace } from '../trace/trace.ts';
import { align, alignRest } from './align.ts';

/** What the other run has of a step. */
export type StepFate =
  /** `later` = how much later than there; negative = earlier. `elsewhere` = there another host did it, or was sent it */
  | { readonly kind: 'both'; readonly step: Step; readonly later: Micros; readonly elsewhere: boolean }
  | { readonly kind: 'here' };

export interface RunDiff {
  /** of each step that is shown (step n at n - 1) */
  readonly fates: readonly StepFate[];
  /** steps of the other run alone, by the number of the shown step behind which they stand; 0 = before the first */
  readonly there: ReadonlyMap<number, readonly Step[]>;
  /** number of steps that only the shown run has, only the other one has, and both have at noticeably different times */
  readonly counts: { readonly here: number; readonly there: number; readonly moved: number };
  /** at n: the step of the other run that has been reached when the shown one stands at its step n; at 0: 0 */
  readonly reached: readonly number[];
}

/** Below this nobody would call it later: the services' own jitter is as large. */
const NOTICEABLE = fromMs(1);

export const isNoticeable = (later: Micros): boolean => Math.abs(later) >= NOTICEABLE;

/** `steps` = of one level and with the same choice of periodic work on both sides. Linear in the facts. */
export function diffRuns(
  a: { readonly trace: Trace; readonly steps: readonly Step[] },
  b: { readonly trace: Trace; readonly steps: readonly Step[] },
): RunDiff {
  const [mine, theirs] = [identitiesOf(a.trace, a.steps), identitiesOf(b.trace, b.steps)];
  const exact = align(
    mine.map((one) => one.exact),
    theirs.map((one) => one.exact),
  );
  const partners = alignRest(
    exact,
    mine.map((one) => one.role),
    theirs.map((one) => one.role),
  );
  const fates = a.steps.map((step, i): StepFate => {
    const partner = b.steps[partners[i] as number];
    if (!partner) return { kind: 'here' };
    const later = micros(step.at - partner.at);
    return { kind: 'both', step: partner, later, elsewhere: exact[i] === -1 };
  });
  const there = standing(a.steps, b.steps, partners);
  return {
    fates,
    there,
    counts: {
      here: fates.filter((fate) => fate.kind === 'here').length,
      there: [...there.values()].reduce((sum, list) => sum + list.length, 0),
      moved: fates.filter((fate) => fate.kind === 'both' && isNoticeable(fate.later)).length,
    },
    reached: reachedBy(fates),
  };
}

/** Whether both runs did the same at the same times. */
export function isEmpty({ counts, fates }: RunDiff): boolean {
  const same = (fate: StepFate): boolean => fate.kind === 'both' && fate.later === 0 && !fate.elsewhere;
  return counts.there === 0 && fates.every(same);
}

/** A step of the other run alone stands behind the partner of the last one before it that has a partner. */
function standing(
  a: readonly Step[],
  b: readonly Step[],
  partners: readonly number[],
): ReadonlyMap<number, readonly Step[]> {
  const numbers = new Map(partners.map((j, i) => [j, (a[i] as Step).n]));
  const there = new Map<number, Step[]>();
  let behind = 0;
  b.forEach((step, j) => {
    const n = numbers.get(j);
    if (n !== undefined) {
      behind = n;
      return;
    }
    const list = there.get(behind);
    if (list) list.push(step);
    else there.set(behind, [step]);
  });
  return there;
}

/** What has happened here has happened there too: never backwards while the shown run goes on. */
function reachedBy(fates: readonly StepFate[]): readonly number[] {
  let most = 0;
  const reached = [0];
  for (const fate of fates) {
    if (fate.kind === 'both') most = Math.max(most, fate.step.n);
    reached.push(most);
  }
  return reached;
}
