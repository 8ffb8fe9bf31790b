/** JSON as the server keeps it: a text. Numbers stay as they were written. */
import { textOf } from '../../values/convert.ts';
import type { SqlCell, SqlType } from '../../values/types.ts';

export type JsonValue =
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: JsonValue])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number' | 'literal'; readonly text: string };

const ESCAPES: { readonly [char: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

export function jsonText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
  return `"${text.replace(/["\\\u0000-\u001f]/g, (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** A value as JSON. */
export function jsonOf(cell: SqlCell, type: SqlType): string {
  if (cell === null) return 'null';
  if (type.truth) return cell === 0n ? 'false' : 'true';
  const text = textOf(cell, type) ?? 'null';
  if (typeof cell !== 'string') return text;
  return type.json ? text : jsonText(text);
}

const SPACE = /\s*/y;
const STRING = /"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;

/** null where the text is no JSON. */
export function readJson(text: string): JsonValue | null {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return null;
    at += found[0].length;
    return found[0];
  };
  const takeSign = (sign: string): boolean => {
    take(SPACE);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const readString = (): string | null => {
    const found = take(STRING);
    return found === null ? null : (JSON.parse(found) as string);
  };
  const readObject = (depth: number): JsonValue | null => {
    const entries: (readonly [string, JsonValue])[] = [];
    if (takeSign('}')) return { kind: 'object', entries };
    do {
      take(SPACE);
      const key = readString();
      if (key === null || !takeSign(':')) return null;
      const value = read(depth + 1);
      if (!value) return null;
      entries.push([key, value]);
    } while (takeSign(','));
    return takeSign('}') ? { kind: 'object', entries } : null;
  };
  const readArray = (depth: number): JsonValue | null => {
    const items: JsonValue[] = [];
    if (takeSign(']')) return { kind: 'array', items };
    do {
      const value = read(depth + 1);
      if (!value) return null;
      items.push(value);
    } while (takeSign(','));
    return takeSign(']') ? { kind: 'array', items } : null;
  };
  const read = (depth: number): JsonValue | null => {
    if (depth > 32) return null;
    take(SPACE);
    if (takeSign('{')) return readObject(depth);
    if (takeSign('[')) return readArray(depth);
    const value = text[at] === '"' ? readString() : null;
    if (value !== null) return { kind: 'string', value };
    const literal = take(LITERAL);
    if (literal !== null) return { kind: 'literal', text: literal };
    const number = take(NUMBER);
    return number === null || number === '' ? null : { kind: 'number', text: number };
  };
  const found = read(0);
  take(SPACE);
  return at === text.length ? found : null;
}

/** With a space behind commas and colons, or without. */
export function writeJson(json: JsonValue, isLoose = true): string {
  const [comma, colon] = isLoose ? [', ', ': '] : [',', ':'];
  switch (json.kind) {
    case 'object':
      return `{${json.entries.map(([key, value]) => `${jsonText(key)}${colon}${writeJson(value, isLoose)}`).join(comma)}}`;
    case 'array':
      return `[${json.items.map((item) => writeJson(item, isLoose)).join(comma)}]`;
    case 'string':
      return jsonText(json.value);
    default:
      return json.text;
  }
}

/** JSON_DETAILED: a line each. */
export function writeDetailed(json: JsonValue, indent = 0): string {
  const air = ' '.repeat(indent);
  const inner = ' '.repeat(indent + 4);
  const isBox = (one: JsonValue): boolean => one.kind === 'object' || one.kind === 'array';
  if (json.kind === 'object') {
    const lines = json.entries.map(([key, value]) =>
      isBox(value)
        ? `${inner}${jsonText(key)}: \n${inner}${writeDetailed(value, indent + 4)}`
        : `${inner}${jsonText(key)}: ${writeJson(value)}`,
    );
    return lines.length === 0 ? `{\n${air}}` : `{\n${lines.join(',\n')}\n${air}}`;
  }
  if (json.kind === 'array') {
    const lines = json.items.map(
      (item) => `${inner}${isBox(item) ? writeDetailed(item, indent + 4) : writeJson(item)}`,
    );
    return lines.length === 0 ? `[\n${air}]` : `[\n${lines.join(',\n')}\n${air}]`;
  }
  return writeJson(json);
}

/** The text of a JSON string without its quotes; anything else as it is. */
export function unquoted(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text;
  const json = readJson(text);
  return json?.kind === 'string' ? json.value : text;
}
