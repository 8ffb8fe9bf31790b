/** The arguments of one command, strictly: an unknown option or a missing value is a misuse, told in one sentence. */
import { parseArgs } from 'node:util';
import { CodedError } from '../core/base/assert.ts';

interface Arguments {
  /** as many as the command names */
  readonly names: readonly string[];
  flag(option: string): boolean;
  value(option: string): string | null;
}

export interface Usage {
  /** `simulate <scenario|experiment.json> [--seed N]`: shown with every misuse */
  readonly line: string;
  readonly names: number;
  readonly flags?: readonly string[];
  readonly values?: readonly string[];
}

export function misuse(sentence: string): never {
  throw new CodedError('misuse', sentence);
}

/** Errors: `CodedError` `misuse`. */
export function readArguments(usage: Usage, given: readonly string[]): Arguments {
  const entries = [
    ...(usage.flags ?? []).map((name) => [name, { type: 'boolean' }] as const),
    ...(usage.values ?? []).map((name) => [name, { type: 'string' }] as const),
  ];
  const { values, positionals } = parsed(usage, given, Object.fromEntries(entries));
  if (positionals.length !== usage.names) {
    misuse(`Expected ${usage.names} argument(s), got ${positionals.length}. Usage: novascope ${usage.line}`);
  }
  return {
    names: positionals,
    flag: (option) => values[option] === true,
    value: (option) => {
      const value = values[option];
      return typeof value === 'string' ? value : null;
    },
  };
}

function parsed(
  usage: Usage,
  given: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return misuse(`${first.replace(/\.$/, '')}. Usage: novascope ${usage.line}`);
  }
}

/** A whole number from `least` on, or null when the option is absent. */
export function wholeNumber(args: Arguments, option: string, least: number): number | null {
  const text = args.value(option);
  if (text === null) return null;
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
  return misuse(`--${option} must be a whole number from ${least}, not "${text}".`);
}

/** One of a closed list, or `otherwise` when the option is absent. */
export function oneOf<T extends string>(
  args: Arguments,
  option: string,
  list: readonly T[],
  otherwise: T,
): T {
  const text = args.value(option);
  if (text === null) return otherwise;
  return (
    list.find((each) => each === text) ?? misuse(`--${option} must be ${list.join(' or ')}, not "${text}".`)
  );
}
