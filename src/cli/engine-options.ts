/** What the commands of the engine have in common: where it is, what it runs on. */
import { digits, oneOf, text, whole } from '../core/base/read.ts';
import { readExperiment } from '../core/trace/experiment.ts';
import type { JsonTable } from '../core/trace/fact.ts';
import { DEFAULT_BROKER } from '../real/address.ts';
import { type StateFolder, stateFolder } from '../real/state.ts';
import { AMQP_ENV, DB_ENV } from '../real/up.ts';
import { misuse, orMisuse } from './args.ts';
import { parseJsonFile, readText } from './files.ts';

export interface StateValue {
  readonly state: string;
}
export const STATE = { state: text } as const;

export interface PlaceValues extends StateValue {
  readonly amqp: string;
  readonly db: string;
  readonly work: number;
}
export const PLACE = { ...STATE, amqp: text, db: text, work: digits(whole(0, 10_000)) } as const;
export const PLACE_LINE = '[--amqp URL] [--db mysql://...|--db FOLDER] [--state FOLDER] [--work PERCENT]';

export const CELLS = oneOf(['separate', 'single', '2', '3'] as const, 'separate, single, 2 or 3');

/** Of the option, else of the environment, else the broker on this machine. */
export const amqpOf = (given: string | null): string => given ?? process.env[AMQP_ENV] ?? DEFAULT_BROKER;

/** Errors: `CodedError` `misuse` where none is named. */
export const dbOf = (given: string | null, otherwise: () => string): string =>
  given ?? process.env[DB_ENV] ?? otherwise();

export const stateOf = (given: string | null): StateFolder => stateFolder(given ?? undefined);

/** The deployment of an experiment file. Errors: `CodedError` `misuse`. */
export function deploymentIn(path: string): JsonTable {
  const value = parseJsonFile(path, readText(path));
  const { deployment = {} } = orMisuse(`${path}: `, () => readExperiment(value));
  if (deployment.playground !== undefined)
    misuse(`${path}: a playground has no services that could be started.`);
  return deployment;
}
