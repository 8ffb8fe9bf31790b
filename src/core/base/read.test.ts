import { describe, expect, it } from 'vitest';
import {
  digits,
  flag,
  hostName,
  integer,
  kindOf,
  listOf,
  matching,
  name,
  needed,
  object,
  oneOf,
  optional,
  orNull,
  ownNames,
  type Reader,
  read,
  readIfFits,
  recordOf,
  table,
  text,
  textUpTo,
  whatFits,
  whole,
  withDefault,
  written,
} from './read.ts';

interface Loan {
  readonly title: string;
  readonly days: number;
  readonly fragile: boolean;
  readonly notes?: readonly Note[];
  readonly weights: { readonly [part: string]: number };
}
interface Note {
  readonly at: number;
  readonly by?: string;
}

const LOAN = object<Loan>({
  title: name,
  days: whole(1, 30),
  fragile: withDefault(flag, false),
  notes: optional(listOf(object<Note>({ at: needed(whole(0)), by: optional(text) }), (n) => `note ${n}`, 2)),
  weights: withDefault(recordOf(whole(0)), {}),
});
const loan = (given: unknown) => read(LOAN, given, 'bad_loan', 'a loan');

describe('an object', () => {
  it('is read key by key: what may be absent is left out or stands at its default', () => {
    const given = { title: 'Nova', days: 3, notes: [{ at: 0, by: 'me' }], weights: { cover: 2 } };
    expect(loan(given)).toEqual({ ...given, fragile: false });
    expect(loan({ title: 'Nova', days: 3 })).toEqual({ title: 'Nova', days: 3, fragile: false, weights: {} });
    expect(Object.hasOwn(loan({ title: 'Nova', days: 3 }), 'notes')).toBe(false);
  });

  it.each([
    [null, 'a loan is a JSON object'],
    [[], 'a loan is a JSON object'],
    [
      { title: 'x', days: 1, colour: 1 },
      '"colour" is no key of a loan; its keys are title, days, fragile, notes, weights',
    ],
    [
      JSON.parse('{"title":"x","days":1,"__proto__":1}'),
      '"__proto__" is no key of a loan; its keys are title, days, fragile, notes, weights',
    ],
    [{ days: 1 }, '"title" must be a text, not missing'],
    [{ title: '', days: 1 }, '"title" must be a text, not ""'],
    [{ title: 'x', days: 31 }, '"days" must be a whole number from 1 to 30, not 31'],
    [{ title: 'x', days: 1.5 }, '"days" must be a whole number from 1 to 30, not 1.5'],
    [{ title: 'x', days: 1, fragile: 'no' }, '"fragile" must be true or false, not "no"'],
    [{ title: 'x', days: 1, notes: {} }, '"notes" must be a list, not {}'],
    [{ title: 'x', days: 1, notes: [1, 2, 3] }, '"notes" has 3 entries, more than 2'],
    [{ title: 'x', days: 1, notes: [7] }, 'note 1 must be an object, not 7'],
    [{ title: 'x', days: 1, notes: [{ at: 1 }, {}] }, 'note 2: "at" is missing'],
    [{ title: 'x', days: 1, notes: [{ at: 1, to: 2 }] }, '"to" is no key of note 1; its keys are at, by'],
    [{ title: 'x', days: 1, notes: [{ at: 1, by: null }] }, 'note 1: "by" must be a text, not null'],
    [{ title: 'x', days: 1, weights: [] }, '"weights" must be an object, not []'],
    [
      { title: 'x', days: 1, weights: { cover: -1 } },
      '"weights" of cover must be a whole number from 0, not -1',
    ],
  ])('%j is refused with where it is wrong and what is allowed', (given, sentence) => {
    expect(() => loan(given)).toThrow(expect.objectContaining({ code: 'bad_loan', message: sentence }));
  });

  it('may say of a stranger what it wants', () => {
    const strict = object<Note>(
      { at: whole(0), by: optional(text) },
      (key, known) => `${key}? ${known.join('/')}`,
    );
    expect(() => read(strict, { at: 1, of: 2 }, 'x', 'a note')).toThrow('of? at/by');
  });
});

type DotOrDisc = { readonly kind: 'dot' } | { readonly kind: 'disc'; readonly radius: number };
const SHAPE = kindOf<DotOrDisc>({ dot: {}, disc: { radius: whole(1, 9) } });

describe('objects of several kinds', () => {
  const shape = (given: unknown) => read(SHAPE, given, 'bad_shape', 'shape 1', 'shape 1: ');

  it('have the keys of their kind alone', () => {
    expect(shape({ kind: 'disc', radius: 2 })).toEqual({ kind: 'disc', radius: 2 });
    expect(() => shape({ kind: 'dot', radius: 2 })).toThrow(
      '"radius" is no key of shape 1; its keys are kind',
    );
    expect(() => shape({ kind: 'box' })).toThrow('shape 1: "kind" must be dot, disc, not "box"');
    expect(() => shape({ kind: 'disc', radius: 0 })).toThrow(
      'shape 1: "radius" must be a whole number from 1 to 9',
    );
    expect(() => shape(null)).toThrow('shape 1 must be an object, not null');
  });
});

describe('a single value', () => {
  const refusal = (reader: Reader<unknown>, given: unknown): string => {
    try {
      read(reader, given, 'x', 'it');
      return 'fits';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };

  it.each<[string, Reader<unknown>, unknown, string]>([
    ['whole numbers', whole(2), 2 ** 53, 'it must be a whole number from 2, not 9007199254740992'],
    ['whole numbers in words of their own', whole(1, 5, 'at most 5'), 6, 'it must be at most 5, not 6'],
    ['whole numbers of any sign', integer, '1', 'it must be a whole number, not "1"'],
    ['one of a list', oneOf(['a', 'b']), 'c', 'it must be a, b, not "c"'],
    ['one of a list in other words', oneOf(['a', 'b'], 'a or b'), 1, 'it must be a or b, not 1'],
    ['a short text', textUpTo(2), 'abc', 'it must be a text of at most 2 characters, not "abc"'],
    ['a pattern', matching(/^x+$/, 'some x'), 'xy', 'it must be some x, not "xy"'],
    ['null or a text', orNull(text), 4, 'it must be a text or null, not 4'],
    ['a table', table, [], 'it must be an object, not []'],
  ])('of %s is refused', (_, reader, given, sentence) => {
    expect(refusal(reader, given)).toBe(sentence);
  });

  it('is read from a text where it is written as one', () => {
    const upTo = digits(whole(0, 20));
    expect(read(upTo, '12', 'x', '--n')).toBe(12);
    for (const wrong of ['21', '-1', '1.5', ' 1', '', 12])
      expect(refusal(upTo, wrong)).toBe(
        `it must be a whole number from 0 to 20, not ${JSON.stringify(wrong)}`,
      );
    const side = written('left or right', (given) => (given === 'left' ? -1 : given === 'right' ? 1 : null));
    expect(read(side, 'right', 'x', 'side')).toBe(1);
    expect(refusal(side, 'up')).toBe('it must be left or right, not "up"');
  });

  it('is shown cut where it is long', () => {
    expect(refusal(integer, 'x'.repeat(5000)).length).toBeLessThan(300);
  });

  it('is null where it does not fit and nobody wants to know why; a bug is not swallowed', () => {
    expect(readIfFits(whole(0, 9), 3)).toBe(3);
    expect(readIfFits(whole(0, 9), 10)).toBeNull();
    const broken: Reader<never> = () => {
      throw new TypeError('bug');
    };
    expect(() => readIfFits(broken, 1)).toThrow('bug');
  });
});

describe('names of their own', () => {
  const hosts = (given: unknown) =>
    read(ownNames(hostName, 3, 'hosts', 'a host of its own'), given, 'x', '"hosts"');

  it('are names, some, not too many, and none twice', () => {
    expect(hosts(['a', 'b-1'])).toEqual(['a', 'b-1']);
    for (const wrong of [[], ['a', 'b', 'c', 'd'], 'a'])
      expect(() => hosts(wrong)).toThrow('"hosts" must be a list of 1 to 3 hosts');
    expect(() => hosts(['a', 'a'])).toThrow('"hosts" entry 2 must be a host of its own, not "a"');
    expect(() => hosts(['A'])).toThrow('"hosts" entry 1 must be a host of its own, not "A"');
  });
});

it('what fits of stored settings is taken, and the rest passed over', () => {
  const fields = { at: whole(0), by: optional(text) };
  expect(whatFits<Note>(fields, { at: -1, by: 'me', more: 1 })).toEqual({ by: 'me' });
  expect(whatFits<Note>(fields, 'no object')).toEqual({});
});
