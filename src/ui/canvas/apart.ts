/**
 * Of many services alike, which stand on cards of their own: those that the story is about. Where the whole story is about few,
 * they stand there from its beginning to its end; else those of the step, and after them those that acted last.
 */
import type { Step } from '../../core/story/step.ts';
import type { Actor } from '../../core/trace/fact.ts';
import type { Topology } from '../../core/trace/trace.ts';
import type { Preset } from './geometry.ts';
import { foldedIn } from './layout-cards.ts';

/** Cards of a fold's members that stand apart at most, but for one that the reader has chosen. */
const MOST_APART: { readonly [P in Preset]: number } = { desk: 2, lesson: 2, tall: 2, phone: 1 };

const actorsOf = (step: Step): readonly Actor[] => [step.from, ...step.to];

/** In the order in which they count: `chosen` first. `n` = the step under the cursor, from 1. */
export function apartOf(
  topology: Topology,
  steps: readonly Step[],
  n: number,
  chosen: Actor | null,
  preset: Preset,
): readonly Actor[] {
  const folded = foldedIn(topology);
  if (folded.size === 0) return [];
  const own = chosen !== null && folded.has(chosen) ? [chosen] : [];
  const involved = involvedIn(steps, topology, folded);
  const most = MOST_APART[preset];
  if (involved.length <= most) return [...new Set([...own, ...involved])];
  const apart = new Set<Actor>();
  for (const step of nearest(steps, n)) {
    for (const actor of actorsOf(step)) if (folded.has(actor) && apart.size < most) apart.add(actor);
    if (apart.size >= most) break;
  }
  return [...new Set([...own, ...apart])];
}

/** The step itself, those before it, latest first, then those to come. */
function* nearest(steps: readonly Step[], n: number): Generator<Step> {
  for (let i = n - 1; i >= 0; i -= 1) if (steps[i]) yield steps[i] as Step;
  yield* steps.slice(n);
}

let last: {
  readonly steps: readonly Step[];
  readonly topology: Topology;
  readonly actors: readonly Actor[];
} | null = null;

/** Asked again with the same steps at every moment. */
function involvedIn(
  steps: readonly Step[],
  topology: Topology,
  folded: ReadonlySet<Actor>,
): readonly Actor[] {
  if (last?.steps === steps && last.topology === topology) return last.actors;
  const actors = [...new Set(steps.flatMap(actorsOf))].filter((actor) => folded.has(actor));
  last = { steps, topology, actors };
  return actors;
}
