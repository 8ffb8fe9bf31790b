/** The type of a table's value, and the value itself, as RabbitMQ (Erlang) says them in its texts. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { erlangFloat } from './erlang-term.ts';
import { bareValue, writtenType } from './wire-class.ts';

/** `int` is amqplib's name, `signedint` RabbitMQ's. */
const NAMES: { readonly [type: string]: string } = { int: 'signedint' };

/** AMQP's name of a value's type, as amqplib would send it and RabbitMQ would say it. */
export function wireType(value: Json): string {
  const written = writtenType(value);
  if (written !== null) return NAMES[written] ?? written;
  if (typeof value === 'string') return 'longstr';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number') return value === null ? 'void' : Array.isArray(value) ? 'array' : 'table';
  if (!Number.isInteger(value)) return 'double';
  if (value >= -128 && value < 128) return 'byte';
  if (value >= -32768 && value < 32768) return 'short';
  return value >= -2147483648 && value < 2147483648 ? 'signedint' : 'long';
}

const isFraction = (value: Json): boolean => ['double', 'float'].includes(wireType(value));

function inside(value: Json): string {
  const bare = bareValue(value);
  return typeof bare === 'string' ? `<<"${bare}">>` : erlangShown(value);
}

/** `10000`, `1.0e4`, `[{<<"a">>,byte,1}]`; a text as it is. */
export function erlangShown(value: Json): string {
  const bare = bareValue(value);
  if (bare === null) return 'undefined';
  if (typeof bare === 'number') return isFraction(value) ? erlangFloat(bare) : String(BigInt(bare));
  if (typeof bare !== 'object') return String(bare);
  if (Array.isArray(bare))
    return `[${bare.map((one: Json) => `{${wireType(one)},${inside(one)}}`).join(',')}]`;
  const fields = Object.entries(bare as JsonTable);
  return `[${fields.map(([key, one]) => `{<<"${key}">>,${wireType(one)},${inside(one)}}`).join(',')}]`;
}

/** A whole number, of any width. */
export const isInteger = (value: Json): boolean =>
  ['byte', 'short', 'signedint', 'long', 'unsignedbyte', 'unsignedshort', 'unsignedint'].includes(
    wireType(value),
  );
