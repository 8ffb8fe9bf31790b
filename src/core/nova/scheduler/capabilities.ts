/** What a flavor's extra specs ask of a host (`nova/scheduler/filters/compute_capabilities_filter.py`, `extra_specs_ops.py`). */
import { isObject, type Json, type JsonObject, parseJson } from '../../base/json.ts';
import type { Cell, FilterDrop } from '../../trace/fact.ts';
import { dataOf } from '../objects/ovo.ts';
import { type HostState, stat } from './hosts.ts';

/** The first extra spec that the host does not satisfy; null = none. One of another scope than `capabilities` is not looked at. */
export function lacksCapability(host: HostState, { flavor }: JsonObject): Omit<FilterDrop, 'host'> | null {
  const extra = isObject(flavor) ? dataOf(flavor as Json).extra_specs : null;
  for (const [key, wanted] of Object.entries(isObject(extra) ? extra : {})) {
    const scope = key.split(':');
    const [first = ''] = scope;
    if (scope.length === 1 ? known(host, first) === null : first !== 'capabilities') continue;
    const found = capability(host, scope.length === 1 ? scope : scope.slice(1));
    const says = `${key}=${String(wanted)}`;
    if (found === null) return { why: 'no_capability', found: null, wanted: says };
    if (!matches(found, String(wanted))) return { why: 'capability', found, wanted: says };
  }
  return null;
}

/** A column of the compute node, or one of its statistics. */
function known(host: HostState, name: string): Cell {
  const own = host.compute[name];
  return own ?? stat(host, name);
}

/** `cpu_info:arch` goes into the JSON of a column. */
function capability(host: HostState, [name = '', ...path]: readonly string[]): string | null {
  const own = known(host, name);
  if (path.length === 0) return own === null ? null : String(own);
  let value: unknown = parseJson(String(own));
  for (const part of path) value = isObject(value) ? value[part] : undefined;
  return value === undefined || value === null ? null : String(value);
}

const OPERATORS: { readonly [sign: string]: (found: string, wanted: string) => boolean } = {
  '=': (found, wanted) => Number(found) >= Number(wanted),
  '==': (found, wanted) => Number(found) === Number(wanted),
  '!=': (found, wanted) => Number(found) !== Number(wanted),
  '>=': (found, wanted) => Number(found) >= Number(wanted),
  '<=': (found, wanted) => Number(found) <= Number(wanted),
  's==': (found, wanted) => found === wanted,
  's!=': (found, wanted) => found !== wanted,
  's<': (found, wanted) => found < wanted,
  's<=': (found, wanted) => found <= wanted,
  's>': (found, wanted) => found > wanted,
  's>=': (found, wanted) => found >= wanted,
  '<in>': (found, wanted) => found.includes(wanted),
};

/** `<sign> value`, `<or> a <or> b`, `<all-in> a b`, or the value itself. */
function matches(found: string, wanted: string): boolean {
  const [sign = '', ...words] = wanted.trim().split(/\s+/);
  if (sign === '<or>') return words.filter((word) => word !== '<or>').includes(found);
  if (sign === '<all-in>') return words.every((word) => found.includes(word));
  const operator = OPERATORS[sign];
  if (!operator) return found === wanted;
  return words[0] !== undefined && operator(found, words[0]);
}
