/** What Python prints of a value: `str()` and `repr()` of what JSON can hold. */
import { isObject, type Json } from './json.ts';

const ESCAPES: { readonly [char: string]: string } = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** In single quotes, or in double ones where it has single ones and no double ones. */
function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const plain = text.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char);
  return quote + (quote === "'" ? plain.replaceAll("'", "\\'") : plain) + quote;
}

export function pythonRepr(value: Json): string {
  if (typeof value === 'string') return reprText(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (isObject(value)) {
    const entries = Object.entries(value as { readonly [key: string]: Json });
    return `{${entries.map(([key, one]) => `${reprText(key)}: ${pythonRepr(one)}`).join(', ')}}`;
  }
  return pythonStr(value as Json);
}

export function pythonStr(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return `${value}`;
  return typeof value === 'string' ? value : pythonRepr(value);
}
