/**
 * Reads an experiment from outside (file, link, saved run): the one shape, strict. What a command's arguments or a
 * deployment's keys mean is judged by those who use them.
 */
import { CodedError } from '../base/assert.ts';
import { listOf, name, object, oneOf, optional, read, table, whole } from '../base/read.ts';
import type { Command, Experiment } from './trace.ts';

const MOST_COMMANDS = 10_000;

const COMMAND = object<Command>({ at_us: whole(0), name, args: optional(table) });

/** Its one reader, for those who read an experiment inside something larger. */
export const EXPERIMENT = object<Experiment>({
  v: oneOf([1]),
  deployment: optional(table),
  seed: optional(whole(0)),
  commands: optional(listOf(COMMAND, (n) => `command ${n}`, MOST_COMMANDS)),
  from_us: optional(whole(0)),
  until_us: optional(whole(0)),
});

/** A new object, field by field. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
export const readExperiment = (given: unknown): Experiment =>
  read(EXPERIMENT, given, 'bad_experiment', 'an experiment');

/** Of what only those who run it can judge. Throws `CodedError` `bad_experiment`. */
export function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}
