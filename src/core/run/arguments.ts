/** Arguments of commands: each has a kind; what does not fit is refused by name before anything runs. */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { ArgumentKind, NamedArgument } from '../words/commands.ts';

/** Longest text that a command carries: a body typed by hand, not a bomb. */
const TEXT_MAX = 64 * 1024;
const COUNT_MAX = 1_000_000_000;

export function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}

/** Errors: `CodedError` `bad_experiment` that names the command, the argument and what would fit. */
export function checkArguments(command: string, known: readonly NamedArgument[], args: JsonTable): void {
  for (const [name, value] of Object.entries(args)) {
    const argument = known.find((one) => one.name === name);
    if (!argument) {
      const names = known.map((one) => one.name);
      const those = names.length > 0 ? `its arguments are ${names.join(', ')}` : 'it takes none';
      refuse(`"${name}" is no argument of the command "${command}"; ${those}`);
    }
    checkKind(command, argument, value);
  }
  const missing = known.find((one) => one.needed && args[one.name] === undefined);
  if (missing) refuse(`${command}: "${missing.name}" is missing`);
  for (const argument of known) {
    const value = args[argument.name];
    if (value !== undefined) checkRange(command, argument, value);
  }
}

/** What a value must be by its argument's kind: a whole number, a flag, an object, or a text. */
function checkKind(command: string, { name, kind, empty }: NamedArgument, value: Json): void {
  const form = FORMS[kind] ?? (empty ? 'text' : 'name');
  if (!FITS[form](value))
    refuse(`${command}: "${name}" must be ${WORDS[form]}, not ${JSON.stringify(value)}`);
}

type Form = 'name' | 'text' | 'count' | 'flag' | 'table';

/** All other kinds are names. */
const FORMS: { readonly [K in ArgumentKind]?: Form } = {
  text: 'text',
  count: 'count',
  flag: 'flag',
  table: 'table',
};

const WORDS: { readonly [F in Form]: string } = {
  name: 'a text',
  text: `a text of at most ${TEXT_MAX} characters`,
  count: `a whole number from 0 to ${COUNT_MAX}`,
  flag: 'true or false',
  table: 'an object',
};

const FITS: { readonly [F in Form]: (value: Json) => boolean } = {
  name: (value) => typeof value === 'string' && value !== '' && value.length <= TEXT_MAX,
  text: (value) => typeof value === 'string' && value.length <= TEXT_MAX,
  count: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= COUNT_MAX,
  flag: (value) => typeof value === 'boolean',
  table: isObject,
};

/** A host's name as deployments have it. */
const HOST_NAME = /^[a-z][a-z0-9-]{0,31}$/;

/** Choices, ranges and the form of a host's name. */
function checkRange(command: string, argument: NamedArgument, value: Json): void {
  const { name, kind, choices, open, min, max } = argument;
  if (choices && !open && !choices.includes(String(value))) {
    refuse(`${command}: "${name}" must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}`);
  }
  if (kind === 'count' && (Number(value) < (min ?? 0) || Number(value) > (max ?? COUNT_MAX))) {
    if (min === undefined) refuse(`${command}: "${name}" must be at most ${max}`);
    refuse(`${command}: "${name}" must be from ${min} to ${max}, not ${JSON.stringify(value)}`);
  }
  if (kind === 'new_host' && !HOST_NAME.test(String(value))) {
    refuse(`${command}: "${name}" must be a host name (a-z, 0-9, -), not ${JSON.stringify(value)}`);
  }
}

export const textAt = (args: JsonTable, name: string, otherwise = ''): string => {
  const value = args[name];
  return typeof value === 'string' ? value : otherwise;
};

export const flagAt = (args: JsonTable, name: string): boolean => args[name] === true;

export const countAt = (args: JsonTable, name: string, otherwise = 0): number => {
  const value = args[name];
  return typeof value === 'number' ? value : otherwise;
};

export const tableAt = (args: JsonTable, name: string): JsonTable => {
  const value = args[name];
  return isObject(value) ? (value as JsonTable) : {};
};
