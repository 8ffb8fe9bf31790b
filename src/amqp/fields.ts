/** What a call is given, checked before anything is sent: a misuse names the argument, in amqplib's words. */

const TEXT = 'a string (up to 255 chars)';
const NUMBER = 'a number (but not NaN)';

function wrong(field: string, must: string): never {
  throw new TypeError(`Field '${field}' is the wrong type; must be ${must}`);
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

export function number(field: string, value: unknown): number {
  return typeof value === 'number' && !Number.isNaN(value) ? value : wrong(field, NUMBER);
}

export function integer(field: string, value: unknown, most: number): number {
  const given = number(field, value);
  if (Number.isInteger(given) && given >= 0 && given <= most) return given;
  throw new RangeError(`Field '${field}' is out of range; must be an integer from 0 to ${most}`);
}

export function callback(field: string, value: unknown): asserts value is (...args: never[]) => unknown {
  if (typeof value !== 'function') wrong(field, 'a function');
}

/** The options object of a call; absent and null mean none. */
export function options<T extends object>(value: T | null | undefined): Partial<T> {
  if (value === undefined || value === null) return {};
  return typeof value === 'object' ? value : wrong('options', 'an object');
}

function checkValue(field: string, value: unknown): void {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`Field '${field}' holds an unknown type to encode: ${typeof value}`);
  }
  if (Array.isArray(value)) for (const inner of value) checkValue(field, inner);
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const inner of Object.values(value)) checkValue(field, inner);
  }
}

/** A field table; keys without a value are left out, as on the wire. */
export function table(field: string, value: unknown): { [key: string]: unknown } {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') return wrong(field, 'an object');
  const made: { [key: string]: unknown } = {};
  for (const key in value) {
    const inner = (value as { readonly [key: string]: unknown })[key];
    if (inner === undefined) continue;
    checkValue(field, inner);
    made[key] = inner;
  }
  return made;
}

export function bytes(field: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`${field} is not a buffer`);
}

/** The delivery tag of a message. */
export function tagOf(message: unknown): number {
  const fields = (message as { readonly fields?: { readonly deliveryTag?: unknown } } | null | undefined)
    ?.fields;
  if (typeof fields !== 'object' || fields === null) wrong('message', 'a delivered message');
  if (fields.deliveryTag === undefined) throw new Error("Missing value for mandatory field 'deliveryTag'");
  return number('deliveryTag', fields.deliveryTag);
}
