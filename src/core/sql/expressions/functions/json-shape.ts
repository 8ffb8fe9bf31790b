/** JSON beside other JSON: equal, held, merged; and what it is. */
import { type JsonValue, writeJson } from './json-text.ts';

export function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (a.kind === 'number' && b.kind === 'number') return Number(a.text) === Number(b.text);
  if (a.kind === 'array' && b.kind === 'array')
    return (
      a.items.length === b.items.length && a.items.every((item, i) => sameJson(item, b.items[i] as JsonValue))
    );
  if (a.kind === 'object' && b.kind === 'object')
    return (
      a.entries.length === b.entries.length &&
      a.entries.every(([key, value]) =>
        b.entries.some(([other, one]) => other === key && sameJson(value, one)),
      )
    );
  return a.kind === b.kind && writeJson(a) === writeJson(b);
}

/** Whether one holds the other: an array its items, an object its entries. */
export function holds(target: JsonValue, wanted: JsonValue): boolean {
  if (target.kind === 'array')
    return wanted.kind === 'array'
      ? wanted.items.every((item) => target.items.some((one) => holds(one, item)))
      : target.items.some((one) => holds(one, wanted));
  if (target.kind === 'object' && wanted.kind === 'object')
    return wanted.entries.every(([key, value]) =>
      target.entries.some(([own, one]) => own === key && holds(one, value)),
    );
  return sameJson(target, wanted);
}

export function mergedJson(a: JsonValue, b: JsonValue): JsonValue {
  if (a.kind === 'object' && b.kind === 'object') {
    const kept = a.entries.map(([key, value]): readonly [string, JsonValue] => {
      const other = b.entries.find(([name]) => name === key);
      return [key, other ? mergedJson(value, other[1]) : value];
    });
    return {
      kind: 'object',
      entries: [...kept, ...b.entries.filter(([key]) => !a.entries.some(([own]) => own === key))],
    };
  }
  const items = (one: JsonValue): readonly JsonValue[] => (one.kind === 'array' ? one.items : [one]);
  return { kind: 'array', items: [...items(a), ...items(b)] };
}

export function patchedJson(a: JsonValue, b: JsonValue): JsonValue {
  if (b.kind !== 'object') return b;
  const own = a.kind === 'object' ? a.entries : [];
  const isNull = (json: JsonValue): boolean => json.kind === 'literal' && json.text === 'null';
  const kept = own.flatMap(([key, value]): (readonly [string, JsonValue])[] => {
    const other = b.entries.find(([name]) => name === key);
    if (!other) return [[key, value]];
    return isNull(other[1]) ? [] : [[key, patchedJson(value, other[1])]];
  });
  const fresh = b.entries.filter(([key, value]) => !isNull(value) && !own.some(([name]) => name === key));
  return { kind: 'object', entries: [...kept, ...fresh] };
}

export const depthOf = (json: JsonValue): number => {
  if (json.kind === 'object') return 1 + Math.max(0, ...json.entries.map(([, value]) => depthOf(value)));
  if (json.kind === 'array') return 1 + Math.max(0, ...json.items.map(depthOf));
  return 1;
};

export function typeName(json: JsonValue): string {
  if (json.kind === 'number') return /[.eE]/.test(json.text) ? 'DOUBLE' : 'INTEGER';
  if (json.kind === 'literal') return json.text === 'null' ? 'NULL' : 'BOOLEAN';
  return json.kind.toUpperCase();
}
