/** What a call is given, checked before anything is sent: a misuse names the argument, in amqplib's words. */
import { isBuffer } from './platform.ts';

const TEXT = 'a string (up to 255 chars)';
const NUMBER = 'a number (but not NaN)';

export function wrong(field: string, must: string): never {
  throw new TypeError(`Field '${field}' is the wrong type; must be ${must}`);
}

function outOfRange(field: string, most: number | bigint): never {
  throw new RangeError(`Field '${field}' is out of range; must be an integer from 0 to ${most}`);
}

/** Bytes of the UTF-8 form; only long texts are encoded to know it. */
function fits(text: string): boolean {
  return text.length <= 85 || new TextEncoder().encode(text).length < 256;
}

/** A short string; absent = `fallback`, as amqplib fills a missing field with the protocol's default. */
export function text(field: string, value: unknown, fallback = ''): string {
  if (value === undefined) return fallback;
  return typeof value === 'string' && fits(value) ? value : wrong(field, TEXT);
}

function missing(field: string): never {
  throw new Error(`Missing value for mandatory field '${field}'`);
}

/** A short string that the protocol has no default for. */
export const mandatory = (field: string, value: unknown): string =>
  value === undefined ? missing(field) : text(field, value);

export function number(field: string, value: unknown): number {
  return typeof value === 'number' && !Number.isNaN(value) ? value : wrong(field, NUMBER);
}

/** A whole number of few bytes: a fraction is cut off on its way to the wire. */
export function integer(field: string, value: unknown, most: number): number {
  const given = number(field, value);
  return given >= 0 && given <= most ? Math.trunc(given) : outOfRange(field, most);
}

const LONGEST = 2n ** 64n - 1n;

/** A whole number of eight bytes: a fraction is refused. */
export function long(field: string, value: unknown): number {
  const given = number(field, value);
  const isOne = Number.isInteger(given) && given >= 0 && BigInt(given) <= LONGEST;
  return isOne ? given : outOfRange(field, LONGEST);
}

export function callback(field: string, value: unknown): asserts value is (...args: never[]) => unknown {
  if (typeof value !== 'function') wrong(field, 'a function');
}

/** The options object of a call; absent, null and false mean none. */
export function options<T extends object>(value: T | null | undefined | false): Partial<T> {
  if (!value) return {};
  return typeof value === 'object' ? value : wrong('options', 'an object');
}

export function content(value: unknown): Uint8Array {
  if (isBuffer(value)) return value;
  throw new TypeError('content is not a buffer');
}

/** Bytes that are no message. */
export function secret(field: string, value: unknown): Uint8Array {
  if (value === undefined) missing(field);
  return isBuffer(value) ? value : wrong(field, 'a Buffer');
}

/** The delivery tag of a message; `null` when it carries none. */
function givenTag(message: unknown): number | null {
  const fields = (message as { readonly fields?: { readonly deliveryTag?: unknown } } | null | undefined)
    ?.fields;
  if (typeof fields !== 'object' || fields === null) wrong('message', 'a delivered message');
  return fields.deliveryTag === undefined ? null : long('deliveryTag', fields.deliveryTag);
}

/** Of basic.ack and basic.nack, which have a default: 0, which no delivery has. */
export const tagOf = (message: unknown): number => givenTag(message) ?? 0;

/** Of basic.reject, which has none. */
export const mandatoryTagOf = (message: unknown): number => givenTag(message) ?? missing('deliveryTag');
