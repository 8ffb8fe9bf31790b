/**
 * JSON text as Python's `json.dumps` writes it: a space after `,` and `:`, ASCII only, floats with their point. The
 * bodies of real oslo.messaging traffic look so, and the lengths of the stored JSON columns depend on it.
 */
import { isObject } from '../base/json.ts';

/** Columns and fields that are floats in Nova, whatever their value: Python prints them with a point. */
const FLOATS = new Set([
  'rxtx_factor',
  'cpu_allocation_ratio',
  'ram_allocation_ratio',
  'disk_allocation_ratio',
  'allocation_ratio',
]);

/** nothing in it is escaped */
const PLAIN = /^[ !#-[\]-~]*$/;

function text(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function pythonJson(value: unknown, key = ''): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') {
    return FLOATS.has(key) && Number.isInteger(value) ? `${value}.0` : String(value);
  }
  if (Array.isArray(value)) return `[${value.map((v) => pythonJson(v)).join(', ')}]`;
  if (isObject(value)) return objectText(value);
  return value === true ? 'true' : value === false ? 'false' : 'null';
}

/** Keys as they are written: nearly all are names of fields, the same in every message. */
const KEYS = new Map<string, string>();
const MOST_KEYS = 10_000;

function keyText(key: string): string {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  const made = `${text(key)}: `;
  if (KEYS.size < MOST_KEYS) KEYS.set(key, made);
  return made;
}

/** Most of a body: built up as one text, without a list between. */
function objectText(value: { readonly [key: string]: unknown }): string {
  let out = '';
  for (const key of Object.keys(value)) {
    const one = value[key];
    if (one === undefined) continue;
    out += out === '' ? keyText(key) : `, ${keyText(key)}`;
    out += pythonJson(one, key);
  }
  return `{${out}}`;
}
