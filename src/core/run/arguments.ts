/** Arguments of commands: each has a kind; what does not fit is refused by name before anything runs. */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';

/** `name` = a text that is not empty; `text` = any; `count` = a whole number from 0; `flag` = true or false; `table` = an object */
export type ArgumentKind = 'name' | 'text' | 'count' | 'flag' | 'table';

export type ArgumentKinds = { readonly [name: string]: ArgumentKind };

/** Longest text that a command carries: a body typed by hand, not a bomb. */
const TEXT_MAX = 64 * 1024;
const COUNT_MAX = 1_000_000_000;

export function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}

export function checkArguments(command: string, kinds: ArgumentKinds, args: JsonTable): void {
  for (const [name, value] of Object.entries(args)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      const names = Object.keys(kinds);
      const known = names.length > 0 ? `its arguments are ${names.join(', ')}` : 'it takes none';
      refuse(`"${name}" is no argument of the command "${command}"; ${known}`);
    }
    if (!fits(kind, value))
      refuse(`${command}: "${name}" must be ${WORDS[kind]}, not ${JSON.stringify(value)}`);
  }
}

const WORDS: { readonly [K in ArgumentKind]: string } = {
  name: 'a text',
  text: `a text of at most ${TEXT_MAX} characters`,
  count: `a whole number from 0 to ${COUNT_MAX}`,
  flag: 'true or false',
  table: 'an object',
};

function fits(kind: ArgumentKind, value: Json): boolean {
  switch (kind) {
    case 'name':
      return typeof value === 'string' && value !== '' && value.length <= TEXT_MAX;
    case 'text':
      return typeof value === 'string' && value.length <= TEXT_MAX;
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= COUNT_MAX;
    case 'flag':
      return typeof value === 'boolean';
    case 'table':
      return isObject(value);
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
