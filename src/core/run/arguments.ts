/** Arguments of commands: one reader for each row of `core/words/commands.ts`; what does not fit is refused before anything runs. */
import type { Json } from '../base/json.ts';
import {
  flag,
  hostName,
  type Leaf,
  leaf,
  name,
  needed,
  object,
  oneOf,
  optional,
  type Place,
  read,
  table,
  textUpTo,
  whole,
} from '../base/read.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { NamedArgument } from '../words/commands.ts';

/** Longest text that a command carries: a body typed by hand, not a bomb. */
const TEXT_MAX = 64 * 1024;
const COUNT_MAX = 1_000_000_000;

/** Errors: `CodedError` `bad_experiment` that names the command, the argument and what would fit. */
export function checkArguments(command: string, known: readonly NamedArgument[], args: JsonTable): void {
  const fields = known.map((argument) => {
    const reader = readerOf(argument);
    return [argument.name, argument.needed ? needed(reader) : optional(reader)];
  });
  const reader = object<JsonTable>(Object.fromEntries(fields), noArgument);
  read(reader, args, 'bad_experiment', command, `${command}: `);
}

const noArgument = (stranger: string, known: readonly string[], { what }: Place): string => {
  const those = known.length > 0 ? `its arguments are ${known.join(', ')}` : 'it takes none';
  return `"${stranger}" is no argument of the command "${what}"; ${those}`;
};

const anyText = textUpTo(TEXT_MAX);
const anyName = leaf(name.words, (given): given is string => name.fits(given) && given.length <= TEXT_MAX);

/** Kinds that are not written here are names: of services, queues, methods. */
function readerOf({ kind, choices, open, empty, min, max }: NamedArgument): Leaf<Json> {
  if (choices && !open) return oneOf(choices, `one of ${choices.join(', ')}`);
  if (kind === 'text') return anyText;
  if (kind === 'count') return countFrom(min, max);
  if (kind === 'flag') return flag;
  if (kind === 'table') return table;
  if (kind === 'new_host') return hostName;
  return empty ? anyText : anyName;
}

function countFrom(min: number | undefined, max: number | undefined): Leaf<number> {
  if (max === undefined) return whole(min ?? 0, COUNT_MAX);
  return whole(min ?? 0, max, min === undefined ? `at most ${max}` : `from ${min} to ${max}`);
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
  return table.fits(value) ? value : {};
};
