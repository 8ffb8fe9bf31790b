/** Named parameters of a script, `:host`, and what is put in their place. */
import { wordsOf } from './tokens.ts';

const NAMED = /^:[\p{L}\p{N}_$]+$/u;

/** Names without their colon, each once, in the order in which they first stand. */
export function parametersIn(script: string): readonly string[] {
  const names = wordsOf(script).flatMap(({ kind, text }) =>
    kind === 'variable' && NAMED.test(text) ? [text.slice(1)] : [],
  );
  return [...new Set(names)];
}

/** A number is one, NULL is NULL, a text in single quotes is what stands between them, and anything else is a text as it is. */
export function parameterValue(written: string): string | number | null {
  const text = written.trim();
  if (text.toUpperCase() === 'NULL') return null;
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  if (/^-?\d+\.\d+$/.test(text)) return Number(text);
  if (/^'.*'$/s.test(text) && text.length > 1) return text.slice(1, -1).replaceAll("''", "'");
  return written;
}
