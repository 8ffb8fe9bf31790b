/**
 * Readers of what comes from outside (a file, a link, storage, a command line): each takes any value and gives the typed
 * one, or refuses it with one sentence that says where it is wrong and what is allowed there. Small readers make large
 * ones: `object<Point>({ x: whole(0, 9), name: optional(text) })`.
 */
import { CodedError, defined } from './assert.ts';
import { isObject, type JsonObject } from './json.ts';

/** Where a value stands. Errors of all readers: `CodedError` with this `code`. */
export interface Place {
  readonly code: string;
  /** how a sentence about it begins: `"seed"`, `command 1`, `command 1: "at_us"` */
  readonly what: string;
  /** what stands before the name of something inside it: nothing, or `command 1: ` */
  readonly inside: string;
}

export type Reader<T> = (given: unknown, place: Place) => T;

/** A reader that says of a value as it is whether it fits, and what would, in words: `a text`. */
export interface Leaf<T> extends Reader<T> {
  readonly words: string;
  fits(given: unknown): given is T;
}

/** A key of an object that may be absent: it is left out then. */
interface Optional<T> extends Reader<T> {
  readonly optional: true;
}

/** Reads a whole value. `what` names it: `an experiment`; `inside` as in `Place`. */
export function read<T>(reader: Reader<T>, given: unknown, code: string, what: string, inside = ''): T {
  return reader(given, { code, what, inside });
}

/** The value where it fits, else null: for what is passed over when it is wrong. */
export function readIfFits<T>(reader: Reader<T>, given: unknown): T | null {
  try {
    return read(reader, given, 'unfit', 'it');
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

/** A value in a sentence, cut where it is long. */
const SHOWN = 200;
function shown(given: unknown): string {
  const text = JSON.stringify(given) ?? 'missing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Throws a sentence about the place: `"seed" must be ...`. */
export function refuseAt({ code, what }: Place, sentence: string): never {
  throw new CodedError(code, `${what} ${sentence}`);
}

export function leaf<T>(words: string, fits: (given: unknown) => given is T): Leaf<T> {
  const reader: Reader<T> = (given, place) =>
    fits(given) ? given : refuseAt(place, `must be ${words}, not ${shown(given)}`);
  return Object.assign(reader, { words, fits });
}

export const text = leaf('a text', (given) => typeof given === 'string');

/** One or more characters. */
export const name = leaf('a text', (given): given is string => typeof given === 'string' && given !== '');

export const flag = leaf('true or false', (given) => typeof given === 'boolean');

export const integer = leaf('a whole number', (given): given is number => Number.isSafeInteger(given));

/** Any JSON object, any list: what stands in it is judged by those who use it. */
export const table = leaf('an object', (given): given is JsonObject => isObject(given));
export const list = leaf('a list', (given): given is readonly unknown[] => Array.isArray(given));

export function textUpTo(most: number): Leaf<string> {
  const fits = (given: unknown): given is string => typeof given === 'string' && given.length <= most;
  return leaf(`a text of at most ${most} characters`, fits);
}

/** Both ends are allowed; `high` left out = any that a double holds exactly. */
export function whole(low: number, high = Number.MAX_SAFE_INTEGER, words?: string): Leaf<number> {
  const range = high === Number.MAX_SAFE_INTEGER ? `from ${low}` : `from ${low} to ${high}`;
  const fits = (given: unknown): given is number => integer.fits(given) && given >= low && given <= high;
  return leaf(words ?? `a whole number ${range}`, fits);
}

/** Both ends are allowed, and fractions. */
export function finite(low: number, high: number): Leaf<number> {
  const fits = (given: unknown): given is number =>
    typeof given === 'number' && given >= low && given <= high;
  return leaf(`a number from ${low} to ${high}`, fits);
}

/** `words` where the list is not said with commas. */
export function oneOf<T extends string | number | boolean>(
  values: readonly T[],
  words: string = values.join(', '),
): Leaf<T> {
  return leaf(words, (given): given is T => (values as readonly unknown[]).includes(given));
}

export function matching(pattern: RegExp, words: string): Leaf<string> {
  return leaf(words, (given): given is string => typeof given === 'string' && pattern.test(given));
}

/** With its domain too (`node-0.example.com`), as Nova's `host` is by default: at most 253 characters, a letter first. */
export const hostName = matching(
  /^(?=.{1,253}$)[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*$/,
  'a host name (a-z, 0-9, - and dots between)',
);

/** What a text stands for. `parse` gives null for a text that stands for nothing. */
export function written<T>(words: string, parse: (text: string) => T | null): Reader<T> {
  return (given, place) => {
    const value = typeof given === 'string' ? parse(given) : null;
    return value ?? refuseAt(place, `must be ${words}, not ${shown(given)}`);
  };
}

/** The number that a text writes in digits. */
export function digits({ words, fits }: Leaf<number>): Reader<number> {
  return written(words, (given) => (/^\d{1,15}$/.test(given) && fits(Number(given)) ? Number(given) : null));
}

export function orNull<T>({ words, fits }: Leaf<T>): Leaf<T | null> {
  return leaf(`${words} or null`, (given): given is T | null => given === null || fits(given));
}

/** `entry(1)` names the first: `command 1`. */
export function listOf<T>(
  item: Reader<T>,
  entry: (n: number) => string,
  most = Number.POSITIVE_INFINITY,
): Reader<readonly T[]> {
  return (given, place) => {
    const all = list(given, place);
    if (all.length > most) refuseAt(place, `has ${all.length} entries, more than ${most}`);
    return all.map((each, i) => {
      const what = entry(i + 1);
      return item(each, { code: place.code, what, inside: `${what}: ` });
    });
  };
}

/**
 * A part of a larger whole, read as a whole of its own: what is wrong inside it is told with its place before it (`chapter 2:
 * question 1: "kind" must be ...`). `what` names its kind: `a chapter`.
 */
export function part<T>(reader: Reader<T>, what: string): Reader<T> {
  return (given, place) => {
    try {
      return read(reader, given, place.code, what);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      throw new CodedError(error.code, `${place.what}: ${error.message}`, error.detail);
    }
  };
}

/**
 * 1 to `most` values, none of them twice. `many` and `one` say what they are: `host names`, `a host name of its own`.
 */
export function ownNames(
  { fits }: Leaf<string>,
  most: number,
  many: string,
  one: string,
): Reader<readonly string[]> {
  return (given, place) => {
    if (!list.fits(given) || given.length === 0 || given.length > most) {
      refuseAt(place, `must be a list of 1 to ${most} ${many}`);
    }
    return given.map((each, i) =>
      fits(each) && given.indexOf(each) === i
        ? each
        : refuseAt(place, `entry ${i + 1} must be ${one}, not ${shown(each)}`),
    );
  };
}

/** A value for each of the names that are given. `words` says the shape: `an object, {"<service>": a whole number}`. */
export function recordOf<T>(
  item: Reader<T>,
  words: string = table.words,
): Reader<{ readonly [name: string]: T }> {
  const shape = leaf(words, table.fits);
  return (given, place) => {
    const entries = Object.entries(shape(given, place)).map(([key, each]) => {
      const what = `${place.what} of ${key}`;
      return [key, item(each, { code: place.code, what, inside: `${what}: ` })] as const;
    });
    return Object.fromEntries(entries);
  };
}

export function optional<T>(reader: Reader<T>): Optional<T> {
  const same: Reader<T> = (given, place) => reader(given, place);
  return Object.assign(same, { optional: true } as const);
}

export function withDefault<T>(reader: Reader<T>, usual: T): Reader<T> {
  return (given, place) => (given === undefined ? usual : reader(given, place));
}

/** Its absence is told apart from a wrong value. */
export function needed<T>(reader: Reader<T>): Reader<T> {
  return (given, place) => (given === undefined ? refuseAt(place, 'is missing') : reader(given, place));
}

/** A reader for each key of T; one that T has as optional takes an `optional` reader. */
export type FieldReaders<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Optional<T[K]> : Reader<T[K]>;
};

const keysOf = <T>(fields: FieldReaders<T>) =>
  Object.keys(fields) as unknown as readonly (keyof T & string)[];

const noKey = (key: string, known: readonly string[], { what }: Place): string =>
  `"${key}" is no key of ${what}; its keys are ${known.join(', ')}`;

/**
 * A new object, key by key, in the order of the fields; an unknown key is refused by `stranger`'s sentence, which names
 * those that there are.
 */
export function object<T extends object>(fields: FieldReaders<T>, stranger = noKey): Reader<T> {
  const known = keysOf(fields);
  return (given, place) => {
    if (!isObject(given)) {
      refuseAt(place, place.inside === '' ? 'is a JSON object' : `must be an object, not ${shown(given)}`);
    }
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) throw new CodedError(place.code, stranger(unknown, known, place));
    const made: Partial<T> = {};
    for (const key of known) {
      const reader: Reader<T[typeof key]> & { readonly optional?: true } = fields[key];
      const value = Object.hasOwn(given, key) ? given[key] : undefined;
      if (value === undefined && reader.optional) continue;
      const what = `${place.inside}"${key}"`;
      made[key] = reader(value, { code: place.code, what, inside: `${what}: ` });
    }
    return made as T;
  };
}

/** The keys that fit; every other is passed over. */
export function whatFits<T extends object>(fields: FieldReaders<T>, given: unknown): Partial<T> {
  const made: Partial<T> = {};
  if (!isObject(given)) return made;
  for (const key of keysOf(fields)) {
    const value = Object.hasOwn(given, key) ? readIfFits<T[typeof key]>(fields[key], given[key]) : null;
    if (value !== null) made[key] = value;
  }
  return made;
}

/** Objects of several kinds, told apart by their `kind`: the further fields of each. */
export function kindOf<T extends { readonly kind: string }>(
  kinds: {
    readonly [K in T['kind']]: FieldReaders<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
  },
): Reader<T> {
  const names = Object.keys(kinds) as readonly T['kind'][];
  const readers = names.map((kind) =>
    object<T>({ kind: oneOf([kind]), ...kinds[kind] } as unknown as FieldReaders<T>),
  );
  const named = oneOf(names);
  return (given, place) => {
    const { kind } = table(given, place);
    const i = names.indexOf(named(kind, { ...place, what: `${place.inside}"kind"` }));
    return defined(readers[i], 'kind')(given, place);
  };
}
