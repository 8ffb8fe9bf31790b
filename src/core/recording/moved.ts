/**
 * An experiment with one of its commands at another instant. What is done in the midst of an act strikes that act at a moment
 * that hangs on how fast the act went on the day of a recording.
 */

import type { Command, Experiment } from '../trace/trace.ts';
import { asksApi } from '../words/commands.ts';

export interface MovedExperiment {
  /** name of the command, and how much later it comes; negative = earlier */
  readonly name: string;
  readonly by_ms: number;
  readonly experiment: Experiment;
}

/** In the order in which they are tried: small ones first. */
const BY_MS = [-100, 100, -200, 200, -350, 350, -550, 550, -800, 800] as const;
/** What comes longer after the command before it strikes nothing that still goes on. */
const STRIKES_WITHIN_US = 10_000_000;

/** Every told command that follows soon upon another one, by itself, earlier and later; none changes places with its neighbours. */
export function movesOf(experiment: Experiment): readonly MovedExperiment[] {
  const { commands = [], from_us = 0 } = experiment;
  const ordered = [...commands].sort((a, b) => a.at_us - b.at_us);
  return ordered.flatMap((command, i) => {
    const [before, after] = [ordered[i - 1], ordered[i + 1]];
    if (!before || before.at_us < from_us || !strikes(command, before)) return [];
    return BY_MS.flatMap((by_ms): readonly MovedExperiment[] => {
      const at_us = command.at_us + by_ms * 1000;
      if (at_us <= before.at_us || (after !== undefined && at_us >= after.at_us)) return [];
      const moved = ordered.map((one, k) => (k === i ? { ...one, at_us } : one));
      return [{ name: command.name, by_ms, experiment: { ...experiment, commands: moved } }];
    });
  });
}

/** A process that comes back strikes nothing; what is asked of nova-api does, and what befalls a process. */
const strikes = ({ name, at_us }: Command, before: Command): boolean =>
  at_us - before.at_us <= STRIKES_WITHIN_US && asksApi(before.name) && !/^(start|enable|force_up)/.test(name);
