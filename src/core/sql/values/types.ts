/** What kind of value an expression gives. MySQL knows it before the first row is read; so does this server. */
import type { Dec } from './decimal.ts';

type ValueKind = 'null' | 'int' | 'decimal' | 'double' | 'string' | 'date' | 'datetime' | 'time';

/**
 * Whole numbers are bigint, decimals `Dec`, doubles number; texts, dates (`YYYY-MM-DD`), times and moments
 * (`YYYY-MM-DD HH:MM:SS.ffffff`) are strings. A string of bytes has one character a byte.
 */
export type SqlCell = null | bigint | number | string | Dec;

export interface SqlType {
  readonly kind: ValueKind;
  /** digits behind the point of a decimal, of a double (31 = as many as it needs), of seconds */
  readonly scale: number;
  readonly unsigned?: boolean;
  /** texts compare byte by byte, not by utf8_general_ci */
  readonly bin?: boolean;
  /** bytes, not characters */
  readonly bytes?: boolean;
  /** a FLOAT: six digits are shown */
  readonly float?: boolean;
  /** came from a JSON function: not quoted again in another */
  readonly json?: boolean;
  /** from JSON_EXTRACT: compared without its quotes */
  readonly extracted?: boolean;
  /** 0 or 1, as a comparison gives; JSON writes true and false */
  readonly truth?: boolean;
  /** a literal: what it is compared with decides */
  readonly literal?: boolean;
  /** a column that is there and not filled in here: whoever reads it is told so */
  readonly unknown?: string;
  /** DECIMAL: digits before the point, where they are known */
  readonly whole?: number;
}

export const ANY_SCALE = 31;

export const NULL_TYPE: SqlType = { kind: 'null', scale: 0 };
export const INT: SqlType = { kind: 'int', scale: 0 };
export const TRUTH: SqlType = { kind: 'int', scale: 0, truth: true };
export const UNSIGNED: SqlType = { kind: 'int', scale: 0, unsigned: true };
export const DOUBLE: SqlType = { kind: 'double', scale: ANY_SCALE };
export const STRING: SqlType = { kind: 'string', scale: 0 };
export const BYTES: SqlType = { kind: 'string', scale: 0, bin: true, bytes: true };
export const JSON_TEXT: SqlType = { kind: 'string', scale: 0, json: true };
export const DATE: SqlType = { kind: 'date', scale: 0 };
export const decimalType = (scale: number): SqlType => ({ kind: 'decimal', scale });
export const datetimeType = (scale = 0): SqlType => ({ kind: 'datetime', scale });
export const timeType = (scale = 0): SqlType => ({ kind: 'time', scale });

export const isNumber = ({ kind }: SqlType): boolean =>
  kind === 'int' || kind === 'decimal' || kind === 'double';
export const isTemporal = ({ kind }: SqlType): boolean =>
  kind === 'date' || kind === 'datetime' || kind === 'time';

/** The type that holds the values of all: of IF, CASE, COALESCE, UNION. */
export function unified(types: readonly SqlType[]): SqlType {
  const real = types.filter(({ kind }) => kind !== 'null');
  const [first] = real;
  if (!first) return NULL_TYPE;
  if (real.every(isNumber)) return unifiedNumbers(real);
  const scale = Math.max(...real.map((type) => type.scale));
  if (real.every(isTemporal)) {
    const kind = real.every((one) => one.kind === first.kind) ? first.kind : 'datetime';
    return { kind, scale };
  }
  const texts = real.filter(({ kind }) => kind === 'string');
  const made: { -readonly [K in keyof SqlType]: SqlType[K] } = { kind: 'string', scale: 0 };
  if (texts.some((one) => one.bin)) made.bin = true;
  if (texts.some((one) => one.bytes)) made.bytes = true;
  if (texts.length > 0 && texts.every((one) => one.json)) made.json = true;
  return made;
}

function unifiedNumbers(types: readonly SqlType[]): SqlType {
  const scale = Math.max(...types.map((type) => type.scale));
  if (types.some(({ kind }) => kind === 'double')) return { kind: 'double', scale };
  if (types.some(({ kind }) => kind === 'decimal')) return decimalType(scale);
  const isMixed = types.some((one) => one.unsigned) && types.some((one) => !one.unsigned);
  if (isMixed) return types.every((one) => one.literal) ? INT : decimalType(0);
  if (types.every((one) => one.truth)) return TRUTH;
  return types[0]?.unsigned ? UNSIGNED : INT;
}
