/** An experiment by name or from a file, and its run on SQLite. */
import { existsSync } from 'node:fs';
import { CodedError } from '../core/base/assert.ts';
import { text } from '../core/base/read.ts';
import { type Cloud, openCloud } from '../core/run/cloud.ts';
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

/** The option that every command has which runs an experiment: a file with the rows to begin with. */
export interface BeforeValue {
  readonly before: string;
}
export const BEFORE = { before: text } as const;

/** `before` = a path. Errors: `CodedError` `misuse`. */
export async function runExperiment(experiment: Experiment, before: string | null): Promise<Trace> {
  const cloud = before === null ? openCloud(experiment) : cloudWith(experiment, before);
  const engine = await openEngine(cloud);
  try {
    return simulate(cloud, engine);
  } finally {
    engine.close();
  }
}

function cloudWith(experiment: Experiment, before: string): Cloud {
  const recorded = parseJsonFile(before, readText(before));
  try {
    return openCloud(experiment, { recorded });
  } catch (error) {
    if (error instanceof CodedError && error.code === 'bad_rows') misuse(`${before}: ${error.message}.`);
    throw error;
  }
}
