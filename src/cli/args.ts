/** The arguments of one command, strictly: an unknown option or a missing value is a misuse, told in one sentence. */
import { parseArgs } from 'node:util';
import { CodedError } from '../core/base/assert.ts';
import { type Reader, read } from '../core/base/read.ts';

interface Arguments<V> {
  /** as many as the command names, or more where it may be more */
  readonly names: readonly string[];
  flag(option: string): boolean;
  /** of the options that take one; null = not given */
  readonly values: { readonly [O in keyof V]: V[O] | null };
}

export interface Usage<V = Record<never, never>> {
  /** `simulate <scenario|experiment.json> [--seed N]`: shown with every misuse */
  readonly line: string;
  readonly names: number;
  /** there may be more of the last one */
  readonly more?: true;
  readonly flags?: readonly string[];
  /** options that take a value, and what it may be */
  readonly values?: { readonly [O in keyof V]: Reader<V[O]> };
}

export function misuse(sentence: string): never {
  throw new CodedError('misuse', sentence);
}

/** What `act` gives; an error with a code becomes a misuse, told with `before` and a full stop. */
export function orMisuse<T>(before: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof CodedError) misuse(`${before}${error.message}.`);
    throw error;
  }
}

/** Errors: `CodedError` `misuse`. */
export function readArguments<V>(usage: Usage<V>, given: readonly string[]): Arguments<V> {
  const readers = Object.entries<Reader<V[keyof V]>>(usage.values ?? {});
  const { values, positionals } = parsed(
    usage,
    given,
    readers.map(([option]) => option),
  );
  if (usage.more ? positionals.length < usage.names : positionals.length !== usage.names) {
    misuse(`Expected ${usage.names} argument(s), got ${positionals.length}. Usage: novascope ${usage.line}`);
  }
  const entries = readers.map(([option, reader]) => {
    const text = values[option];
    const value = text === undefined ? null : orMisuse('', () => read(reader, text, 'misuse', `--${option}`));
    return [option, value];
  });
  return {
    names: positionals,
    flag: (option) => values[option] === true,
    values: Object.fromEntries(entries) as Arguments<V>['values'],
  };
}

interface Parsed {
  readonly values: { readonly [option: string]: unknown };
  readonly positionals: readonly string[];
}

const isText = (given: string): boolean => /^-[^=\s]*\s/.test(given);

function parsed(
  { line, flags = [] }: Pick<Usage, 'line' | 'flags'>,
  given: readonly string[],
  options: readonly string[],
): Parsed {
  const types = Object.fromEntries([
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
    ...options.map((name) => [name, { type: 'string' }] as const),
  ]);
  // no option has a blank in its name: `-- a comment\nselect 1` is a statement
  const texts = given.filter(isText);
  const marked = given.map((text) => (isText(text) ? `\0${texts.indexOf(text)}` : text));
  const whole = (text: unknown): unknown =>
    typeof text === 'string' && text.startsWith('\0') ? texts[Number(text.slice(1))] : text;
  try {
    const { values, positionals } = parseArgs({
      args: marked,
      options: types,
      allowPositionals: true,
      strict: true,
    });
    const entries = Object.entries(values).map(([option, text]) => [option, whole(text)]);
    return {
      values: Object.fromEntries(entries),
      positionals: positionals.map((text) => String(whole(text))),
    };
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return misuse(`${first.replace(/\.$/, '')}. Usage: novascope ${line}`);
  }
}
