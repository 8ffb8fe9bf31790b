/** An experiment by name or from a file, and its run on SQLite. */
import { existsSync } from 'node:fs';
import { openCloud } from '../core/run/cloud.ts';
import { simulate } from '../core/run/simulate.ts';
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import { readExperiment } from '../core/trace/experiment.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { openEngine } from '../sqlite/engine.ts';
import { misuse, orMisuse } from './args.ts';
import { parseJsonFile, readText } from './files.ts';

/** A scenario's name, or a path to an experiment file. Errors: `CodedError` `misuse`. */
export function experimentOf(nameOrPath: string, seed: number | null = null): Experiment {
  const experiment = SCENARIOS.find((each) => each.id === nameOrPath)?.experiment ?? fromFile(nameOrPath);
  return seed === null ? experiment : { ...experiment, seed };
}

function fromFile(path: string): Experiment {
  if (!existsSync(path)) {
    const names = SCENARIOS.map((each) => each.id).join(', ');
    misuse(`"${path}" is neither a scenario (${names}) nor a file.`);
  }
  const value = parseJsonFile(path, readText(path));
  return orMisuse(`${path}: `, () => readExperiment(value));
}

export async function runExperiment(experiment: Experiment): Promise<Trace> {
  const cloud = openCloud(experiment);
  const engine = await openEngine(cloud);
  try {
    return simulate(cloud, engine);
  } finally {
    engine.close();
  }
}
