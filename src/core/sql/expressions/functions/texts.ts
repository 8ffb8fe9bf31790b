/** Texts: joined, cut, filled, searched. Positions count characters from 1. */
import type { Session } from '../../server/session.ts';
import { weights } from '../../values/collate.ts';
import { INT, type SqlCell, type SqlType, STRING } from '../../values/types.ts';
import { bytesOfText, textOfBytes } from '../cast.ts';
import { type Env, type Ex, made, readInt, readText } from '../ex.ts';
import { type FunctionContext, type FunctionSpec, type Functions, takes } from './spec.ts';

/** Of several texts: bytes if one of them is. */
export function textType(args: readonly Ex[]): SqlType {
  const texts = args.filter((arg) => arg.type.kind === 'string');
  if (texts.some((arg) => arg.type.bytes && !arg.type.literal)) return { ...STRING, bin: true, bytes: true };
  return texts.some((arg) => arg.type.bin && !arg.type.bytes) ? { ...STRING, bin: true } : STRING;
}

/** An argument as text in the character set of the result. */
function readAs(ex: Ex, type: SqlType): (env: Env) => string | null {
  const read = readText(ex);
  const isBytes = ex.type.bytes === true;
  if (isBytes === (type.bytes === true)) return read;
  return (env) => {
    const text = read(env);
    if (text === null) return null;
    return isBytes ? (textOfBytes(text) ?? text) : bytesOfText(text);
  };
}

const MOST_BYTES = 16_777_216;

/** A text that is longer than a packet becomes NULL, with MySQL's warning. */
export function fitting(session: Session, name: string, length: number): boolean {
  if (length <= MOST_BYTES) {
    session.hold(length / 8);
    return true;
  }
  session.warn(1301, `Result of ${name}() was larger than max_allowed_packet (${MOST_BYTES}) - truncated`);
  return false;
}

/** Characters, each whole. */
const charsOf = (text: string): readonly string[] =>
  /[\ud800-\udfff]/.test(text) ? [...text] : text.split('');

const cut = (text: string, from: number, to?: number): string =>
  /[\ud800-\udfff]/.test(text) ? [...text].slice(from, to).join('') : text.slice(from, to);

type TextSpec = (texts: readonly string[], context: FunctionContext) => SqlCell;

/** All arguments as texts; NULL where one is. */
export const ofTexts = (least: number, most: number, compute: TextSpec, result?: SqlType): FunctionSpec =>
  takes(least, most, (args, context) => {
    const type = result ?? textType(args);
    const reads = args.map((arg) => readAs(arg, result ? arg.type : type));
    return made(type, args, (env) => {
      const texts: string[] = [];
      for (const read of reads) {
        const text = read(env);
        if (text === null) return null;
        texts.push(text);
      }
      return compute(texts, context);
    });
  });

/** A text and whole numbers behind it. */
const ofTextAndInts = (
  least: number,
  most: number,
  compute: (text: string, numbers: readonly number[], context: FunctionContext) => SqlCell,
): FunctionSpec =>
  takes(least, most, (args, context) => {
    const [text, ...rest] = args as [Ex, ...Ex[]];
    const type = textType([text]);
    const read = readAs(text, type);
    const reads = rest.map((arg) => readInt(arg, context.session));
    return made(type, args, (env) => {
      const value = read(env);
      if (value === null) return null;
      const numbers: number[] = [];
      for (const one of reads) {
        const found = one(env);
        if (found === null) return null;
        numbers.push(Number(found));
      }
      return compute(value, numbers, context);
    });
  });

const substring = ofTextAndInts(2, 3, (text, [from = 0, length], _context) => {
  const chars = charsOf(text);
  if (from === 0 || (length !== undefined && length <= 0)) return '';
  const begin = from > 0 ? from - 1 : chars.length + from;
  if (begin < 0 || begin >= chars.length) return '';
  return chars.slice(begin, length === undefined ? undefined : begin + length).join('');
});

/** Positions by weights: letters are alike in both cases. */
const isExact = (args: readonly Ex[]): boolean => args.some((arg) => arg.type.bin === true);

const locating = (order: (args: readonly Ex[]) => readonly Ex[]): FunctionSpec =>
  takes(2, 3, (args, { session }) => {
    const [part, text] = order(args).map((arg) => readAs(arg, STRING));
    const from = args[2] ? readInt(args[2], session) : () => 1n;
    const exact = isExact(args.slice(0, 2));
    return made(INT, args, (env) => {
      const [needle, hay, start] = [part?.(env) ?? null, text?.(env) ?? null, from(env)];
      if (needle === null || hay === null || start === null) return null;
      if (start < 1n) return 0n;
      const [wanted, all] = exact ? [needle, hay] : [weights(needle), weights(hay)];
      if (Number(start) > charsOf(all).length + 1) return 0n;
      return BigInt(all.indexOf(wanted, Number(start) - 1) + 1);
    });
  });

const padded = (isLeft: boolean): FunctionSpec =>
  takes(2, 3, (args, { session, call }) => {
    const type = textType(args);
    const [text, pad] = [readAs(args[0] as Ex, type), args[2] ? readAs(args[2], type) : () => ' '];
    const length = readInt(args[1] as Ex, session);
    return made(type, args, (env) => {
      const [value, wanted, fill] = [text(env), length(env), pad(env)];
      if (value === null || wanted === null || fill === null || wanted < 0n) return null;
      const chars = charsOf(value);
      const size = Number(wanted);
      if (chars.length >= size) return chars.slice(0, size).join('');
      if (fill === '') return null;
      if (!fitting(session, call.name, size)) return null;
      const missing = size - chars.length;
      const filling = charsOf(fill.repeat(Math.ceil(missing / Math.max(charsOf(fill).length, 1))))
        .slice(0, missing)
        .join('');
      return isLeft ? filling + value : value + filling;
    });
  });

function stripped(text: string, part: string, side: string): string {
  let value = text;
  if (part === '') return value;
  if (side !== 'trailing') while (value.startsWith(part)) value = value.slice(part.length);
  if (side !== 'leading') while (value.endsWith(part)) value = value.slice(0, -part.length);
  return value;
}

const joined: FunctionSpec = takes(2, 255, (args, { session, call }) => {
  const type = textType(args);
  const [separator, ...rest] = args.map((arg) => readAs(arg, type));
  return made(type, args, (env) => {
    const between = separator?.(env) ?? null;
    if (between === null) return null;
    const text = rest
      .map((read) => read(env))
      .filter((one) => one !== null)
      .join(between);
    return fitting(session, call.name, text.length) ? text : null;
  });
});

/** Up to the n-th delimiter from the left, or from the right. Letters count as they are. */
const substringIndex: FunctionSpec = takes(3, 3, (args, { session }) => {
  const type = textType(args.slice(0, 2));
  const [text, delimiter] = args.slice(0, 2).map((arg) => readAs(arg, type));
  const count = readInt(args[2] as Ex, session);
  return made(type, args, (env) => {
    const [value, by, n] = [text?.(env) ?? null, delimiter?.(env) ?? null, count(env)];
    if (value === null || by === null || n === null) return null;
    if (by === '' || n === 0n) return '';
    const parts = value.split(by);
    return (n > 0n ? parts.slice(0, Number(n)) : parts.slice(Math.max(0, parts.length + Number(n)))).join(by);
  });
});

const trimming: FunctionSpec = takes(1, 2, (args, { call }) => {
  const type = textType(args);
  const [text, part] = args.map((arg) => readAs(arg, type));
  return made(type, args, (env) => {
    const [value, strip] = [text?.(env) ?? null, part ? part(env) : ' '];
    return value === null || strip === null ? null : stripped(value, strip, call.word ?? 'both');
  });
});

const lengthOf = (measure: (text: string, isBytes: boolean) => number): FunctionSpec =>
  takes(1, 1, ([ex]) => {
    const read = readText(ex as Ex);
    const isBytes = (ex as Ex).type.bytes === true;
    return made(INT, [ex as Ex], (env) => {
      const text = read(env);
      return text === null ? null : BigInt(measure(text, isBytes));
    });
  });

const octets = lengthOf((text, isBytes) => (isBytes ? text.length : bytesOfText(text).length));
const chars = lengthOf((text) => charsOf(text).length);
const lower = ofTexts(1, 1, ([text = '']) => text.toLowerCase());
/** Each letter alone: ß has no capital. */
const capitals = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text.toUpperCase()
    : [...text].map((one) => (one.toUpperCase().length > one.length ? one : one.toUpperCase())).join('');
const upper = ofTexts(1, 1, ([text = '']) => capitals(text));

export const TEXTS: Functions = {
  concat: ofTexts(1, 255, (texts, { session, call }) => {
    const text = texts.join('');
    return fitting(session, call.name, text.length) ? text : null;
  }),
  concat_ws: joined,
  length: octets,
  octet_length: octets,
  lengthb: octets,
  bit_length: lengthOf((text, isBytes) => 8 * (isBytes ? text.length : bytesOfText(text).length)),
  char_length: chars,
  character_length: chars,
  lower,
  lcase: lower,
  upper,
  ucase: upper,
  left: ofTextAndInts(2, 2, (text, [n = 0]) => (n <= 0 ? '' : cut(text, 0, n))),
  right: ofTextAndInts(2, 2, (text, [n = 0]) => (n <= 0 ? '' : charsOf(text).slice(-n).join(''))),
  substring,
  substr: substring,
  mid: { ...substring, least: 3 },
  substring_index: substringIndex,
  locate: locating(([part, text]) => [part as Ex, text as Ex]),
  instr: { ...locating(([text, part]) => [part as Ex, text as Ex]), most: 2 },
  lpad: padded(true),
  rpad: padded(false),
  ltrim: ofTexts(1, 1, ([text = '']) => stripped(text, ' ', 'leading')),
  rtrim: ofTexts(1, 1, ([text = '']) => stripped(text, ' ', 'trailing')),
  trim: trimming,
  replace: ofTexts(3, 3, ([text = '', from = '', to = ''], { session, call }) => {
    if (from === '') return text;
    const parts = text.split(from);
    const length = text.length + (parts.length - 1) * (to.length - from.length);
    return fitting(session, call.name, length) ? parts.join(to) : null;
  }),
  reverse: ofTexts(1, 1, ([text = '']) => [...text].reverse().join('')),
  repeat: ofTextAndInts(2, 2, (text, [n = 0], { session, call }) =>
    n <= 0 ? '' : fitting(session, call.name, text.length * n) ? text.repeat(n) : null,
  ),
  space: takes(1, 1, ([ex], { session, call }) => {
    const read = readInt(ex as Ex, session);
    return made(STRING, [ex as Ex], (env) => {
      const n = read(env);
      if (n === null) return null;
      if (n <= 0n) return '';
      return fitting(session, call.name, Number(n)) ? ' '.repeat(Number(n)) : null;
    });
  }),
  insert: takes(4, 4, (args, { session }) => {
    const type = textType([args[0] as Ex, args[3] as Ex]);
    const [text, put] = [readAs(args[0] as Ex, type), readAs(args[3] as Ex, type)];
    const [at, length] = [readInt(args[1] as Ex, session), readInt(args[2] as Ex, session)];
    return made(type, args, (env) => {
      const [value, from, count, other] = [text(env), at(env), length(env), put(env)];
      if (value === null || from === null || count === null || other === null) return null;
      const all = charsOf(value);
      const begin = Number(from) - 1;
      if (begin < 0 || begin >= all.length) return value;
      const end = count < 0n ? all.length : Math.min(all.length, begin + Number(count));
      return all.slice(0, begin).join('') + other + all.slice(end).join('');
    });
  }),
  find_in_set: ofTexts(
    2,
    2,
    ([part = '', list = '']) => {
      if (part.includes(',') || list === '') return 0n;
      return BigInt(list.split(',').findIndex((one) => weights(one) === weights(part)) + 1);
    },
    INT,
  ),
};
