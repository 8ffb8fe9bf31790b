/**
 * Sentences with identifiers in them. A text marks an identifier as ‹nova_cell1.instances›; `rich` cuts it into parts,
 * so that a view can set identifiers in code style (`lang="en"`) and light the node of a service that is named.
 */
import type { Actor } from '../core/trace/fact.ts';

type RichPart = { readonly text: string } | { readonly code: string } | { readonly actor: Actor };
export type Rich = readonly RichPart[];

/** A value as an identifier inside a text. NULL stays NULL, an empty text is shown as ''. */
export function c(value: string | number | null): string {
  if (value === null) return '‹NULL›';
  const text = String(value).replace(/[‹›]/g, "'");
  return `‹${text === '' ? "''" : text}›`;
}

/** Identifiers as a list: `‹a›, ‹b›` with the separator of the language. */
export function list(values: readonly (string | number)[], separator: string): string {
  return values.map(c).join(separator);
}

export function rich(marked: string, isActor: (name: string) => boolean): Rich {
  const parts: RichPart[] = [];
  let from = 0;
  for (const match of marked.matchAll(/‹([^›]*)›/g)) {
    if (match.index > from) parts.push({ text: marked.slice(from, match.index) });
    const name = match[1] ?? '';
    parts.push(isActor(name) ? { actor: name } : { code: name });
    from = match.index + match[0].length;
  }
  if (from < marked.length) parts.push({ text: marked.slice(from) });
  return parts;
}

/** The sentence without marks: for titles, names and the announcer. */
export function plain(marked: string): string {
  return marked.replace(/[‹›]/g, '');
}

/** A length of time for people: `0.4 ms`, `119 ms`, `2.16 s`; the number and its unit stay on one line. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}${NBSP}s`;
  return `${ms >= 10 || ms === 0 ? Math.round(ms) : ms.toFixed(1)}${NBSP}ms`;
}

/** Microseconds as a timer shows them: `119 ms`, `18.4 s`, `60 s`. */
export function seconds(us: number): string {
  const tenths = Math.round(us / 100_000);
  return tenths < 10
    ? duration(us / 1000)
    : `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}${NBSP}s`;
}

const NBSP = '\u00a0';

/** A long text's beginning, as much as there is room for in a sentence. */
export const beginning = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** UUIDs and other long ids, shortened in the middle: `3ac3…b502`. */
export function shorten(id: string): string {
  return id.length > 14 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id;
}

/** The first line that a service logs, in code; a body in JSON that it quotes is read in the log itself. */
export const logLine = ({ level, text }: { readonly level: string; readonly text: string }): string =>
  c(`${level} ${(text.split('\n', 1)[0] ?? '').replace(/\{".*/, '…')}`);
