/** Paths into JSON: `$.a.b[0]`, `$."a b"`, `$[*]`, `$**.b`, `$[last]`, `$[0 to 2]`. */
import type { JsonValue } from './json-text.ts';

type PathStep =
  | { readonly step: 'key'; readonly key: string | null }
  | { readonly step: 'item'; readonly from: number | null; readonly to: number }
  | { readonly step: 'any' };

export interface Path {
  readonly steps: readonly PathStep[];
  /** whether it may name more than one place */
  readonly isMany: boolean;
}

const PIECE =
  /\.(?:\*|"((?:[^"\\]|\\.)*)"|([^.[\]\s"*]+))|\[\s*(?:(\*)|(last|-?\d+)(?:\s*-\s*(\d+))?(?:\s+to\s+(last|-?\d+))?)\s*\]|\*\*/y;

/** null where the text is no path. */
export function readPath(text: string): Path | null {
  const form = text.trim();
  if (!form.startsWith('$')) return null;
  const steps: PathStep[] = [];
  let at = 1;
  while (at < form.length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(form);
    if (!found) return null;
    const [piece, quoted, plain, star, from, less, to] = found;
    at += piece.length;
    if (piece === '**') steps.push({ step: 'any' });
    else if (piece.startsWith('.'))
      steps.push({ step: 'key', key: quoted?.replace(/\\(.)/g, '$1') ?? plain ?? null });
    else if (star) steps.push({ step: 'item', from: null, to: -1 });
    else {
      const begin = indexOf(from) - Number(less ?? 0);
      steps.push({ step: 'item', from: begin, to: to === undefined ? begin : indexOf(to) });
    }
  }
  const isMany = steps.some(
    (one) =>
      one.step === 'any' ||
      (one.step === 'key' && one.key === null) ||
      (one.step === 'item' && one.from !== one.to),
  );
  return { steps, isMany };
}

/** From the end: -1 is the last. */
const indexOf = (text = '0'): number => (text === 'last' ? -1 : Number(text));

/** What stands at the places of a path, with the way to each. */
interface FoundJson {
  readonly json: JsonValue;
  readonly way: string;
}

export function lookUp(json: JsonValue, { steps }: Path): readonly FoundJson[] {
  let found: readonly FoundJson[] = [{ json, way: '$' }];
  for (const step of steps) found = found.flatMap((one) => follow(one, step));
  return found;
}

function follow({ json, way }: FoundJson, step: PathStep): readonly FoundJson[] {
  if (step.step === 'any') return everywhere({ json, way });
  if (step.step === 'key') {
    if (json.kind !== 'object') return [];
    const named = json.entries.filter(([key]) => step.key === null || key === step.key);
    // of a key that stands twice the first counts
    const kept = step.key === null ? named : named.slice(0, 1);
    return kept.map(([key, value]) => ({ json: value, way: `${way}.${key}` }));
  }
  const items = json.kind === 'array' ? json.items : [json];
  const place = (n: number): number => (n < 0 ? items.length + n : n);
  const [from, to] = step.from === null ? [0, items.length - 1] : [place(step.from), place(step.to)];
  return items.flatMap((item, i) => (i >= from && i <= to ? [{ json: item, way: `${way}[${i}]` }] : []));
}

function everywhere(found: FoundJson): readonly FoundJson[] {
  const { json, way } = found;
  if (json.kind === 'object')
    return [
      found,
      ...json.entries.flatMap(([key, value]) => everywhere({ json: value, way: `${way}.${key}` })),
    ];
  if (json.kind === 'array')
    return [found, ...json.items.flatMap((item, i) => everywhere({ json: item, way: `${way}[${i}]` }))];
  return [found];
}

export type JsonChange = 'set' | 'insert' | 'replace' | 'remove' | 'append' | 'array insert';

/** The same JSON with a value put at a path, or taken away there. */
export function changed(
  json: JsonValue,
  steps: Path['steps'],
  how: JsonChange,
  value: JsonValue | null,
): JsonValue {
  const [step, ...rest] = steps;
  if (!step) {
    if (how === 'append' && value)
      return { kind: 'array', items: json.kind === 'array' ? [...json.items, value] : [json, value] };
    return (how === 'set' || how === 'replace') && value ? value : json;
  }
  const isLast = rest.length === 0 && how !== 'append';
  if (step.step === 'key' && json.kind === 'object') {
    const at = json.entries.findIndex(([key]) => key === step.key);
    const entry = json.entries[at];
    if (!entry) {
      const isPut = isLast && (how === 'set' || how === 'insert') && value && step.key !== null;
      return isPut ? { ...json, entries: [...json.entries, [step.key ?? '', value]] } : json;
    }
    if (isLast && how === 'remove') return { ...json, entries: json.entries.filter((_, i) => i !== at) };
    if (isLast && how === 'insert') return json;
    const put = changed(entry[1], rest, how, value);
    return { ...json, entries: json.entries.map((one, i) => (i === at ? [one[0], put] : one)) };
  }
  if (step.step !== 'item' || json.kind !== 'array' || step.from === null) return json;
  const at = step.from < 0 ? json.items.length + step.from : step.from;
  const item = json.items[at];
  if (isLast && how === 'array insert' && value)
    return { ...json, items: [...json.items.slice(0, at), value, ...json.items.slice(at)] };
  if (!item)
    return isLast && (how === 'set' || how === 'insert') && value
      ? { ...json, items: [...json.items, value] }
      : json;
  if (isLast && how === 'remove') return { ...json, items: json.items.filter((_, i) => i !== at) };
  if (isLast && how === 'insert') return json;
  const put = changed(item, rest, how, value);
  return { ...json, items: json.items.map((one, i) => (i === at ? put : one)) };
}
