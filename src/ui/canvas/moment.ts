/** What the map shows at a moment of a step's show: of the page's story, and of any other. Pure. */
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Step } from '../../core/story/step.ts';
import type { Fact } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { worldsOf } from '../../store/derived.ts';
import { type Marks, marksOf } from './marks.ts';
import { factOfShow, type InFlight, inFlightAt, makeShow, phaseOfShow, type Show } from './show.ts';

/** What is told, step by step. */
export interface MapStory {
  readonly trace: Trace;
  readonly steps: readonly Step[];
  /** periodic work is told, too */
  readonly periodic: boolean;
}

/** What the map shows at a phase; another one with each phase, each step and each trace. */
export interface ShownMoment {
  readonly trace: Trace;
  /** the step under the cursor; a preview shows another one */
  readonly step: Step | null;
  readonly phase: number;
  /** the step's show is over: the picture stands */
  readonly isAtRest: boolean;
  readonly world: World;
  readonly marks: Marks;
  /** what is on its way, and where it is not yet */
  readonly inFlight: InFlight;
}

/** Whether the story shows a fact: periodic work only where the reader asked for it. */
function isShownIn({ trace, periodic }: MapStory): (fact: Fact) => boolean {
  const { isStory } = indexOf(trace);
  return (fact) => periodic || isStory(fact);
}

/** The last fact before step `n`. Start-up lies before the first step: the map marks only what the story did. */
function lastBefore({ trace, steps }: MapStory, n: number): number {
  const before = steps[n - 2]?.last;
  if (before !== undefined) return before;
  const first = steps[0]?.main ?? 0;
  const index = indexOf(trace);
  const command = index.of('command.given').find(index.isTold)?.index ?? first;
  return Math.min(first, command) - 1;
}

/** The show of step `n`, from 1. */
export const showOf = (story: MapStory, n: number): Show =>
  makeShow(story.trace, story.steps[n - 1] ?? null, lastBefore(story, n));

/** At `t` ms of a show; `step` = what is under the cursor. */
export function momentAt(story: MapStory, step: Step | null, show: Show, t: number): ShownMoment {
  const { trace } = story;
  const fact = factOfShow(show, t);
  const isAtRest = t >= show.duration;
  const inFlight = isAtRest ? NOTHING : inFlightAt(show, t);
  const before = lastBefore(story, show.step?.n ?? 1);
  const marks = marksOf(trace, before, fact, isShownIn(story), inFlight.leaving);
  const world = worldsOf(trace).at(fact);
  const shown = isAtRest ? untilEnd(trace, show, world) : world;
  return { trace, step, phase: phaseOfShow(show, t), isAtRest, world: shown, marks, inFlight };
}

const NOTHING: InFlight = { leaving: new Set(), flying: new Set() };

/** Time goes on to the end of the step while nothing more is shown of it: a timer on the map tells what the details tell. */
function untilEnd(trace: Trace, { step }: Show, world: World): World {
  const end = step && trace.facts[step.last]?.at;
  return end !== null && end !== undefined && end > world.at ? { ...world, at: end } : world;
}
