/**
 * AMQP tables as rabbitmqctl 3.10 prints them: Erlang's `~tp` of `[{Key,Value}]`. Keys and texts are lists of code
 * points, shown in quotes when all of them are printable Latin-1 and as numbers when not; so an empty text is `[]`,
 * a Han text is `[28779]`, and a list of small numbers may come out as a text (`[97,98]` is `"ab"`), as it does there.
 */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';

/** In the order of the table's keys: the broker sorts a binding's arguments by key before, and no other table. */
export function erlangTable(table: JsonTable): string {
  return `[${Object.entries(table)
    .map(([key, value]) => `{${erlangText(key)},${erlangValue(value)}}`)
    .join(',')}]`;
}

function erlangValue(value: Json): string {
  if (value === null) return 'undefined';
  if (typeof value === 'string') return erlangText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : erlangFloat(value);
  if (typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return erlangTable(value as JsonTable);
  const list = value as readonly Json[];
  const codes = list.filter((item): item is number => Number.isSafeInteger(item));
  return codes.length === list.length ? erlangCodes(codes) : `[${list.map(erlangValue).join(',')}]`;
}

const erlangText = (text: string): string => erlangCodes([...text].map((char) => char.codePointAt(0) ?? 0));

const ESCAPES: { readonly [code: number]: string } = {
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  27: '\\e',
  34: '\\"',
  92: '\\\\',
};

function erlangCodes(codes: readonly number[]): string {
  if (codes.length === 0) return '[]';
  if (!codes.every(isPrintable)) return `[${codes.join(',')}]`;
  return `"${codes.map((code) => ESCAPES[code] ?? String.fromCodePoint(code)).join('')}"`;
}

const isPrintable = (code: number): boolean =>
  code in ESCAPES || (code >= 32 && code <= 126) || (code >= 160 && code <= 255);

/** The shortest digits that mean the number, as a decimal or with an exponent, whichever is shorter (`io_lib_format`). */
export function erlangFloat(value: number): string {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  return (value < 0 ? '-' : '') + withPoint(digits, Number(exponent) + 1);
}

/** `digits` with the decimal point after the first `place` of them. */
function withPoint(digits: string, place: number): string {
  if (place > 0 && place < digits.length) return `${digits.slice(0, place)}.${digits.slice(place)}`;
  const exponent = String(place - 1);
  const cost = exponent.length + 1 + (digits.length === 1 ? 2 : 1);
  if (place <= 0 && 2 - place <= cost) return `0.${'0'.repeat(-place)}${digits}`;
  if (place > 0 && place - digits.length + 2 <= cost) {
    return `${digits}${'0'.repeat(place - digits.length)}.0`;
  }
  return `${digits[0]}.${digits.slice(1) || '0'}e${exponent}`;
}
