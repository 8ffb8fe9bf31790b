/**
 * Field tables: what a client gives, put into words of the wire, and what it is shown of them. Inside they are JSON: a
 * value of the type that amqplib takes for it stands bare, any other as `{'!': type, value}`, which is how amqplib itself
 * asks for a type. Everything is copied, so nobody who keeps a table can change a message.
 */
import type { Json } from '../core/base/json.ts';
import type { JsonTable } from '../core/trace/fact.ts';
import { wrong } from './fields.ts';
import { bufferOf, isBuffer } from './platform.ts';

/** amqplib encodes a table into a buffer of this size. */
const MOST_BYTES = 65536;

/** Whole numbers of few bytes, by amqplib's names. */
const INTEGERS: { readonly [type: string]: readonly [bytes: number, least: number, most: number] } = {
  byte: [1, -128, 127],
  unsignedbyte: [1, 0, 255],
  short: [2, -32768, 32767],
  unsignedshort: [2, 0, 65535],
  int: [4, -2147483648, 2147483647],
  unsignedint: [4, 0, 4294967295],
};
const LONGS: { readonly [type: string]: readonly [least: bigint, most: bigint] } = {
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  timestamp: [0n, 2n ** 64n - 1n],
};
const OTHER_NAMES: { readonly [type: string]: string } = {
  float64: 'double',
  int8: 'byte',
  uint8: 'unsignedbyte',
  int16: 'short',
  uint16: 'unsignedshort',
  int32: 'int',
  uint32: 'unsignedint',
  int64: 'long',
};

/** The type that amqplib takes for a bare number. */
function typeOfNumber(value: number): string {
  if (value >= 2 ** 63 || (Math.abs(value) < 2 ** 50 && Math.floor(value) !== value)) return 'double';
  const small = ['byte', 'short', 'int'].find((type) => {
    const [, least = 0, most = 0] = INTEGERS[type] ?? [];
    return value >= least && value <= most;
  });
  return small ?? 'long';
}

const utf8 = new TextEncoder();

/** One table on its way to the wire. */
class Writing {
  readonly #field: string;
  readonly #path: string[] = [];
  #bytes = 0;

  constructor(field: string) {
    this.#field = field;
  }

  table(given: object): JsonTable {
    this.#take(4);
    const made: { [key: string]: Json } = {};
    // inherited ones too: amqplib gives what it adds a table as its prototype
    for (const key in given) {
      const value = (given as { readonly [key: string]: unknown })[key];
      if (value === undefined) continue;
      const length = utf8.encode(key).length;
      if (length > 255) throw this.#range(`The key '${key.slice(0, 20)}...' is longer than 255 bytes`);
      this.#take(1 + length);
      this.#path.push(key);
      // a key of `__proto__` is a key like any other
      Object.defineProperty(made, key, { value: this.#value(value), enumerable: true, configurable: true });
      this.#path.pop();
    }
    return made;
  }

  #value(value: unknown): Json {
    const typed = typeof value === 'object' && value !== null && Object.hasOwn(value, '!');
    const asked = value as { readonly '!'?: unknown; readonly value?: unknown };
    const type = typed ? asked['!'] : typeof value;
    const given = typed ? asked.value : value;
    this.#take(1);
    switch (type) {
      case 'string':
        return this.#text(given);
      case 'object':
        return this.#object(given as object | null);
      case 'boolean':
        this.#take(1);
        return Boolean(given);
      case 'number':
        return this.#number(typeOfNumber(given as number), given);
      case 'decimal':
        return this.#decimal(given);
      default:
        return this.#number(OTHER_NAMES[String(type)] ?? type, given);
    }
  }

  #text(given: unknown): Json {
    if (typeof given !== 'string')
      throw new TypeError(`A value of type 'string' must be a string${this.#at()}`);
    this.#take(4 + utf8.encode(given).length);
    return given;
  }

  #object(given: object | null): Json {
    if (given === null) return null;
    if (Array.isArray(given)) return this.#list(given);
    if (!isBuffer(given)) return this.table(given);
    this.#take(4 + given.length);
    return { '!': 'binary', value: Array.from(given, (byte) => String.fromCharCode(byte)).join('') };
  }

  #list(given: readonly unknown[]): Json {
    this.#take(4);
    return Array.from(given, (value, at) => {
      this.#path.push(String(at));
      const made = this.#value(value);
      this.#path.pop();
      return made;
    });
  }

  #number(type: unknown, given: unknown): Json {
    const name = String(type);
    const integer = INTEGERS[name];
    const bounds = LONGS[name];
    if (!integer && !bounds && name !== 'double' && name !== 'float') {
      throw new TypeError(`Unknown type to encode: ${name}${this.#at()}`);
    }
    const value = Number(given);
    if (integer) {
      const [bytes, least, most] = integer;
      this.#take(bytes);
      if (!(value >= least && value <= most)) throw this.#outOf(name, given, least, most);
      return this.#bare(name, Math.trunc(value) + 0);
    }
    if (bounds) {
      this.#take(8);
      const whole = this.#whole(given);
      if (whole < bounds[0] || whole > bounds[1]) throw this.#outOf(name, given, ...bounds);
      return this.#bare(name, Number(whole));
    }
    this.#take(name === 'double' ? 8 : 4);
    if (!Number.isFinite(value)) {
      const why = 'RabbitMQ ends the connection of who sends it, which is not modelled here';
      throw this.#range(`${value} is no value of a table: ${why}`);
    }
    return this.#bare(name, name === 'float' ? Math.fround(value) : value);
  }

  /** As it stands when amqplib would take this type for it anyway. */
  #bare(type: string, value: number): Json {
    return typeOfNumber(value) === type ? value : { '!': type, value };
  }

  #whole(given: unknown): bigint {
    try {
      return BigInt(given as number);
    } catch (error) {
      throw this.#range(error instanceof Error ? error.message : String(error));
    }
  }

  #decimal(given: unknown): Json {
    const { places, digits } = (given ?? {}) as { readonly places?: number; readonly digits?: number };
    const isOne = [places, digits].every((part) => Number.isInteger(part) && Number(part) >= 0);
    if (!isOne || Number(places) > 255 || Number(digits) > 4294967295) {
      const must = "Decimal value must be {'places': 0..255, 'digits': uint32}";
      throw new TypeError(`${must}, got ${JSON.stringify(given)}${this.#at()}`);
    }
    this.#take(5);
    return { '!': 'decimal', value: { places: Number(places), digits: Number(digits) } };
  }

  #take(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= MOST_BYTES) return;
    const what = `Encoded field table (headers or arguments) exceeds the ${MOST_BYTES} byte encoding buffer`;
    throw new RangeError(`${what} (field '${this.#field}')`);
  }

  #at(): string {
    return ` (field '${this.#field}', at ${this.#path.join('.')})`;
  }

  #range(what: string): RangeError {
    return new RangeError(`${what}${this.#at()}`);
  }

  #outOf(type: string, given: unknown, least: number | bigint, most: number | bigint): RangeError {
    return this.#range(
      `The value ${String(given)} of type '${type}' is out of range; must be from ${least} to ${most}`,
    );
  }
}

/** A table as it goes out; keys without a value are left out. */
export function tableOf(field: string, given: unknown): JsonTable {
  if (given === undefined || given === null) return {};
  return typeof given === 'object' ? new Writing(field).table(given) : wrong(field, 'an object');
}

/** A table of what amqplib has options for, laid over one that was given. */
export function tableWith(
  field: string,
  given: unknown,
  over: { readonly [name: string]: unknown },
): JsonTable {
  if (given && typeof given !== 'object') return wrong(field, 'an object');
  const both: { [name: string]: unknown } = Object.create((given || null) as object | null);
  for (const [name, value] of Object.entries(over)) if (value !== undefined) both[name] = value;
  return tableOf(field, both);
}

function shownObject(value: JsonTable): unknown {
  const { '!': type, value: inner } = value;
  if (type === undefined) return shownTable(value);
  if (type === 'timestamp' || type === 'decimal') return structuredClone(value);
  if (type === 'binary') return bufferOf(Uint8Array.from(String(inner), (char) => char.charCodeAt(0)));
  return inner;
}

function shown(value: Json): unknown {
  if (Array.isArray(value)) return value.map(shown);
  return typeof value === 'object' && value !== null ? shownObject(value as JsonTable) : value;
}

/** A table as amqplib hands it to a client. */
export const shownTable = (table: JsonTable): { [name: string]: unknown } =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key, shown(value)]));
