/** When two values are the same but for ids: texts are cut into ids, addresses, times and the rest; ids must pair one to one. */
import { TIME_PATTERN } from '../trace/times.ts';

export interface Pairs {
  /** Texts equal but for times, and for ids, addresses and hosts that pair consistently. */
  text(mine: string, theirs: string): boolean;
  /** Numbers that are ids: pair consistently within `scope`. */
  number(scope: string, mine: number, theirs: number): boolean;
  /** What pairs by now, for a trial that leaves nothing behind. */
  fork(): Pairs;
}

/** Times first, then what identifies: addresses of Python's objects, UUID and plain hex, MAC, IPv4, reservation ids. */
const PATTERN = new RegExp(
  [
    `(?<time>${TIME_PATTERN})`,
    String.raw`(?<address>\b0x[0-9a-f]{12}\b)`,
    '(?<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
    String.raw`(?<hex>\b[0-9a-f]{32}\b|(?<=_)[0-9a-f]{32}\b)`,
    String.raw`(?<mac>\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b)`,
    String.raw`(?<ip>\b\d{1,3}(?:\.\d{1,3}){3}\b)`,
    String.raw`(?<reservation>\br-[0-9a-z]{8}\b)`,
  ].join('|'),
  'g',
);

interface TextPart {
  readonly kind: string;
  readonly text: string;
}

export function makePairs(
  ourHosts: ReadonlySet<string>,
  theirHosts: ReadonlySet<string>,
  known: readonly [forward: ReadonlyMap<string, string>, backward: ReadonlyMap<string, string>] = [
    new Map(),
    new Map(),
  ],
): Pairs {
  const [forward, backward] = [new Map(known[0]), new Map(known[1])];
  const pair = (scope: string, mine: string, theirs: string): boolean => {
    const [a, b] = [`${scope} ${mine}`, `${scope} ${theirs}`];
    if (!forward.has(a) && !backward.has(b)) {
      forward.set(a, b);
      backward.set(b, a);
    }
    return forward.get(a) === b;
  };
  const samePart = (a: TextPart, b: TextPart): boolean => {
    if (a.kind !== b.kind) return false;
    if (a.kind === 'time') return true;
    return a.kind === 'rest' ? a.text === b.text : pair(a.kind, a.text, b.text);
  };
  return {
    text(mine, theirs) {
      const [a, b] = [cut(mine, ourHosts), cut(theirs, theirHosts)];
      return a.length === b.length && a.every((part, i) => samePart(part, b[i] ?? part));
    },
    number: (scope, mine, theirs) => pair(scope, String(mine), String(theirs)),
    fork: () => makePairs(ourHosts, theirHosts, [forward, backward]),
  };
}

function cut(text: string, hosts: ReadonlySet<string>): TextPart[] {
  if (hosts.has(text)) return [{ kind: 'host', text }];
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > from) parts.push({ kind: 'rest', text: text.slice(from, match.index) });
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] ?? 'rest';
    parts.push({ kind, text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: 'rest', text: text.slice(from) });
  return parts;
}
