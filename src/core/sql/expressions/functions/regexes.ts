/** REGEXP_REPLACE, REGEXP_SUBSTR, REGEXP_INSTR. */
import { INT, STRING } from '../../values/types.ts';
import { type Ex, made, readText } from '../ex.ts';
import { regexOf } from '../regex.ts';
import { type Functions, takes } from './spec.ts';
import { textType } from './texts.ts';

/** `\\1` names a group there, `$1` here. */
const replacement = (text: string): string =>
  text
    .replaceAll('$', '$$$$')
    .replace(/\\(\d)/g, (_, n: string) => (n === '0' ? '$&' : `$${n}`))
    .replace(/\\\\/g, '\\');

const isBinary = (args: readonly Ex[]): boolean => args.some((arg) => arg.type.bin === true);

export const REGEXES: Functions = {
  regexp_replace: takes(3, 3, (args) => {
    const [text, pattern, put] = args.map(readText);
    const bin = isBinary(args);
    return made(textType(args), args, (env) => {
      const [value, form, other] = [text?.(env) ?? null, pattern?.(env) ?? null, put?.(env) ?? null];
      if (value === null || form === null || other === null) return null;
      return value.replace(regexOf(form, bin, 'g'), replacement(other));
    });
  }),
  regexp_substr: takes(2, 2, (args) => {
    const [text, pattern] = args.map(readText);
    const bin = isBinary(args);
    return made(STRING, args, (env) => {
      const [value, form] = [text?.(env) ?? null, pattern?.(env) ?? null];
      if (value === null || form === null) return null;
      return regexOf(form, bin).exec(value)?.[0] ?? '';
    });
  }),
  regexp_instr: takes(2, 2, (args) => {
    const [text, pattern] = args.map(readText);
    const bin = isBinary(args);
    return made(INT, args, (env) => {
      const [value, form] = [text?.(env) ?? null, pattern?.(env) ?? null];
      if (value === null || form === null) return null;
      return BigInt((regexOf(form, bin).exec(value)?.index ?? -1) + 1);
    });
  }),
};
