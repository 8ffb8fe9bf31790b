/**
 * Two traces laid over each other message by message, wherever they come from: a recording over the simulator, two recordings, two
 * runs. What one of the two sources cannot tell is neither missing nor too much.
 */
import { type Micros, micros } from '../base/time.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import { gapAfter, gapsOf } from '../report/gaps.ts';
import { spansOf } from '../report/spans.ts';
import type { Step } from '../story/step.ts';
import { identitiesOf } from '../story/step-identity.ts';
import { steps as stepsIn } from '../story/steps.ts';
import type { Fact, FactKind } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { align, alignRest } from './align.ts';

export interface OverlayLine {
  /** of the trace that has it: the shown one's, but for what is missing */
  readonly step: Step;
  /** index of the fact of the shown trace to go to; what is missing stands behind it */
  readonly fact: number;
  /** the one that lacks it was not recorded without a gap at that place: it may have it all the same */
  readonly gap: boolean;
}

interface SlowLine extends Omit<OverlayLine, 'gap'> {
  /** until the answer of a call or a request, in the queue of all else */
  readonly here: Micros;
  readonly there: Micros;
}

export interface Overlay {
  /** how many both have, slow ones too */
  readonly matched: number;
  /** only the other one has it */
  readonly missing: readonly OverlayLine[];
  /** only the shown one has it */
  readonly extra: readonly OverlayLine[];
  /** the shown one has it more often than the other */
  readonly repeated: readonly OverlayLine[];
  readonly slow: readonly SlowLine[];
  /** steps of kinds that the other source does not tell: here, and there */
  readonly untold: { readonly here: number; readonly there: number };
}

/** Slow = so many times as long as there, and at least so much longer: two busy moments of one machine differ by less. */
const SLOW = { times: 2, least: 20_000 };

/** `here` = the trace that is shown. Periodic work may stand for what is missing, and is never missing or too much itself. */
export function overlayOf(here: Trace, there: Trace): Overlay {
  const byCommand = [here, there].every((trace) => indexOf(trace).of('command.given').length > 0);
  const [a, b] = [sideOf(here, there, byCommand), sideOf(there, here, byCommand)];
  const partners = partnersOf(a, b);
  const taken = new Set(partners);
  const matched = a.steps.flatMap((step, i) => {
    const other = b.steps[partners[i] ?? -1];
    return other && (a.isTold[i] || b.isTold[partners[i] ?? -1]) ? [{ step, other }] : [];
  });
  const known = new Set(a.role.filter((_key, i) => (partners[i] ?? -1) >= 0));
  const inGap = placesInGap(b, partners);
  const alone = a.steps.flatMap((step, i) => {
    const isAlone = a.isTold[i] && a.isShared[i] && partners[i] === -1;
    const line = { step, fact: step.main, gap: inGap(i) };
    return isAlone ? [{ line, again: known.has(a.role[i] ?? '') }] : [];
  });
  return {
    matched: matched.length,
    missing: missingIn(a, b, partners, taken),
    extra: alone.flatMap(({ line, again }) => (again ? [] : line)),
    repeated: alone.flatMap(({ line, again }) => (again ? line : [])),
    slow: matched.flatMap(({ step, other }) => slowLine(a, b, step, other)),
    untold: { here: untoldIn(a), there: untoldIn(b) },
  };
}

/** One of the two traces: its steps at level messages, periodic ones too. */
interface OverlaySide {
  readonly index: TraceIndex;
  readonly steps: readonly Step[];
  readonly exact: readonly string[];
  readonly role: readonly string[];
  /** no periodic work */
  readonly isTold: readonly boolean[];
  /** of a kind that both sources tell */
  readonly isShared: readonly boolean[];
  /** how long it took, by its main fact */
  readonly times: ReadonlyMap<number, number>;
}

function sideOf(trace: Trace, other: Trace, byCommand: boolean): OverlaySide {
  const index = indexOf(trace);
  const steps = stepsIn(trace, 'messages', { periodic: true });
  const identities = identitiesOf(trace, steps, byCommand);
  const mains = steps.map(({ main }) => index.facts[main] as Fact);
  return {
    index,
    steps,
    exact: identities.map((one) => one.exact),
    role: identities.map((one) => one.role),
    // a gap is nothing that a cloud did
    isTold: mains.map((fact) => index.isStory(fact) && fact.kind !== 'recording.gap'),
    isShared: mains.map(({ kind }) => tells(other, kind)),
    times: timesOf(trace),
  };
}

/** A simulated run tells everything; a recording what it has at least once. */
const tells = (trace: Trace, kind: FactKind): boolean =>
  trace.source === 'simulated' || indexOf(trace).of(kind).length > 0;

function timesOf(trace: Trace): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { kind, fact, start, end, peer } of spansOf(indexOf(trace))) {
    if (end === null || kind === 'work' || (kind === 'queue' && peer === null)) continue;
    // the queue of a call is a part of its wait, and comes behind it
    if (!times.has(fact)) times.set(fact, end - start);
  }
  return times;
}

/** Of each step here its partner there: what is told with what is told, then with periodic work, the same host first. */
function partnersOf(a: OverlaySide, b: OverlaySide): readonly number[] {
  const mark = (side: OverlaySide, keys: readonly string[]): string[] =>
    keys.map((key, i) => (side.isTold[i] ? key : `periodic ${i}`));
  const apart = (keys: readonly string[]): string[] =>
    keys.map((key, i) => (key.startsWith('periodic ') ? `there ${i}` : key));
  const [mine, theirs] = [mark(a, a.exact), apart(mark(b, b.exact))];
  const first = align(mine, theirs);
  const roles = alignRest(first, mark(a, a.role), apart(mark(b, b.role)));
  const rest = alignRest(roles, a.exact, b.exact);
  return alignRest(rest, a.role, b.role);
}

function missingIn(
  a: OverlaySide,
  b: OverlaySide,
  partners: readonly number[],
  taken: ReadonlySet<number>,
): readonly OverlayLine[] {
  const places = new Map(partners.map((j, i) => [j, i]));
  const inGap = placesInGap(
    a,
    b.steps.map((_step, j) => places.get(j) ?? -1),
  );
  let behind = -1;
  return b.steps.flatMap((step, j) => {
    behind = places.get(j) ?? behind;
    if (taken.has(j) || !b.isTold[j] || !b.isShared[j]) return [];
    return [{ step, fact: a.steps[Math.max(behind, 0)]?.main ?? 0, gap: inGap(j) }];
  });
}

/**
 * Whether a side has a gap where steps of the other one would stand in it: between the partners of the nearest steps around that
 * have one (`partners`: of the other side's steps).
 */
function placesInGap(side: OverlaySide, partners: readonly number[]): (step: number) => boolean {
  if (gapsOf(side.index).length === 0) return () => false;
  const ends = partners.map(() => -1);
  let next = -1;
  for (let i = partners.length - 1; i >= 0; i -= 1) {
    next = (partners[i] ?? -1) >= 0 ? (partners[i] as number) : next;
    ends[i] = next;
  }
  let before = -1;
  const begins = partners.map((partner) => {
    before = partner >= 0 ? partner : before;
    return before;
  });
  const last = side.index.facts.at(-1)?.at ?? 0;
  return (i) => {
    const from = side.steps[begins[i] ?? -1]?.main ?? -1;
    const until = side.index.facts[side.steps[ends[i] ?? -1]?.main ?? -1]?.at ?? last;
    return gapAfter(side.index, from, until) !== null;
  };
}

const untoldIn = (side: OverlaySide): number =>
  side.steps.filter((_step, i) => side.isTold[i] && !side.isShared[i]).length;

function slowLine(a: OverlaySide, b: OverlaySide, step: Step, other: Step): readonly SlowLine[] {
  const [here, there] = [a.times.get(step.main), b.times.get(other.main)];
  if (here === undefined || there === undefined) return [];
  if (here < SLOW.times * there || here - there < SLOW.least) return [];
  return [{ step, fact: step.main, here: micros(here), there: micros(there) }];
}
