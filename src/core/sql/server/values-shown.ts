/** Values as an answer holds them: numbers exact, bytes that are a text as a text. */
import type { AnswerColumn, Value } from '../../databases/mysql/grid.ts';
import { textOfBytes } from '../expressions/cast.ts';
import { textOf } from '../values/convert.ts';
import { isNumber, type SqlCell, type SqlType } from '../values/types.ts';

export const columnOf = ({
  name,
  type,
}: {
  readonly name: string;
  readonly type: SqlType;
}): AnswerColumn => ({
  name,
  numeric: isNumber(type) || type.kind === 'null',
});

/** Whole numbers are numbers as long as they are exact; decimals and doubles are written as MySQL writes them. */
export function shownValue(cell: SqlCell, type: SqlType): Value {
  if (cell === null) return null;
  if (typeof cell === 'bigint') {
    const number = Number(cell);
    return Number.isSafeInteger(number) ? number : cell;
  }
  const text = textOf(cell, type) ?? '';
  if (type.bytes) return textOfBytesShown(text);
  // 1.5 is a number, 0.5000 keeps its digits
  return isNumber(type) && String(Number(text)) === text ? Number(text) : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no terminal shows is told as bytes
const UNSHOWN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function textOfBytesShown(bytes: string): Value {
  const text = textOfBytes(bytes);
  if (text !== null && !UNSHOWN.test(text)) return text;
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

export function sizeOf(value: Value): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
}
