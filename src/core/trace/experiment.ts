/**
 * Reads an experiment from outside (file, link, saved run): the one shape, strict. What a command's arguments or a
 * deployment's keys mean is judged by those who use them.
 */
import { CodedError } from '../base/assert.ts';
import { isObject } from '../base/json.ts';
import type { JsonTable } from './fact.ts';
import type { Command, Experiment } from './trace.ts';

const MOST_COMMANDS = 10_000;

/** A new object, field by field. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
export function readExperiment(value: unknown): Experiment {
  if (!isObject(value)) refuse('an experiment is a JSON object');
  onlyKeys(value, ['v', 'deployment', 'seed', 'commands', 'until_us'], 'an experiment');
  if (value.v !== 1) refuse(`"v" must be 1, not ${JSON.stringify(value.v)}`);
  const { deployment, seed, commands, until_us } = value;
  return {
    v: 1,
    ...(deployment === undefined ? {} : { deployment: table(deployment, '"deployment"') }),
    ...(seed === undefined ? {} : { seed: whole(seed, '"seed"') }),
    ...(commands === undefined ? {} : { commands: commandsOf(commands) }),
    ...(until_us === undefined ? {} : { until_us: whole(until_us, '"until_us"') }),
  };
}

function commandsOf(value: unknown): readonly Command[] {
  if (!Array.isArray(value)) refuse('"commands" must be a list');
  if (value.length > MOST_COMMANDS)
    refuse(`"commands" has ${value.length} entries, more than ${MOST_COMMANDS}`);
  return value.map((each: unknown, i) => {
    const where = `command ${i + 1}`;
    if (!isObject(each)) refuse(`${where} must be an object`);
    onlyKeys(each, ['at_us', 'name', 'args'], where);
    if (typeof each.name !== 'string' || each.name === '') refuse(`${where}: "name" must be a text`);
    const at_us = whole(each.at_us, `${where}: "at_us"`);
    if (each.args === undefined) return { at_us, name: each.name };
    return { at_us, name: each.name, args: table(each.args, `${where}: "args"`) };
  });
}

function whole(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  return refuse(`${what} must be a whole number from 0, not ${JSON.stringify(value) ?? 'missing'}`);
}

function table(value: unknown, what: string): JsonTable {
  return isObject(value) ? (value as JsonTable) : refuse(`${what} must be an object`);
}

function onlyKeys(value: object, allowed: readonly string[], what: string): void {
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) refuse(`"${unknown}" is no key of ${what}; its keys are ${allowed.join(', ')}`);
}

function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}
