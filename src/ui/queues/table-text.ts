/** A table of headers or arguments as somebody types it: one JSON object, or a line `name=value` for each. */
import { isObject, type Json, parseJson } from '../../core/base/json.ts';
import type { JsonTable } from '../../core/trace/fact.ts';

type TableText =
  | { readonly ok: true; readonly table: JsonTable }
  /** `line` = what could not be read */
  | { readonly ok: false; readonly line: string };

/** true, false, null and numbers are read as such; `"2"` in quotes stays a text, and so does everything else. */
export function readTable(text: string): TableText {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) {
    const value = parseJson(trimmed);
    return isObject(value) ? { ok: true, table: value as JsonTable } : { ok: false, line: trimmed };
  }
  const table = new Map<string, Json>();
  for (const line of trimmed.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const at = line.indexOf('=');
    if (at < 1) return { ok: false, line };
    table.set(line.slice(0, at).trim(), parsedValue(line.slice(at + 1).trim()));
  }
  return { ok: true, table: Object.fromEntries(table) };
}

function parsedValue(text: string): Json {
  const value = parseJson(text);
  return value === undefined || isObject(value) ? text : value;
}
