/** What a reader does to a run: one command after another, each at its end. */
import { expect } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { run } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Experiment, Trace } from '../trace/trace.ts';

export type Given = readonly [name: string, args?: JsonTable];
/** A way to a goal, or past it: what is done, and the verdict. */
export interface GoalWay {
  readonly why: string;
  readonly does: readonly Given[];
}

const begun = new Map<string, Promise<Trace>>();
export function begin(experiment: Experiment): Promise<Trace> {
  const text = JSON.stringify(experiment);
  const made = begun.get(text) ?? run(experiment);
  begun.set(text, made);
  return made;
}

/** The reader goes to the end of the run, does it, and goes to the end again. */
export async function goneOn(first: Experiment, does: readonly Given[]): Promise<Trace> {
  let experiment = first;
  let trace = await begin(experiment);
  for (const [name, args = {}] of does) {
    const at_us = trace.facts[steps(trace, 'teaching').at(-1)?.last ?? -1]?.at ?? 0;
    experiment = { ...experiment, commands: [...(experiment.commands ?? []), { at_us, name, args }] };
    trace = await run(experiment);
  }
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
}
