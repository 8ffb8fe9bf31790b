/** What a binding of a headers exchange asks of a message's headers table. */
import { canonicalJson } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { worth } from './wire-class.ts';

export const X_MATCH = ['all', 'any', 'all-with-x', 'any-with-x'] as const;

/** The headers that a binding compares: `all` and `any` leave out names beginning `x-`. */
export function comparedNames(asked: JsonTable): readonly string[] {
  const how = asked['x-match'] ?? 'all';
  const withX = how === 'all-with-x' || how === 'any-with-x';
  return Object.keys(asked).filter((name) => name !== 'x-match' && (withX || !name.startsWith('x-')));
}

/** Values compare with their type (1 is not "1"). A null asks for presence only. */
export function headerAgrees(asked: JsonTable, name: string, headers: JsonTable): boolean {
  const got = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (got === undefined) return false;
  const wanted = asked[name] ?? null;
  return wanted === null || canonicalJson(worth(got)) === canonicalJson(worth(wanted));
}

/** Whether all the compared headers have to agree, or any of them is enough. */
export const matchesAll = (asked: JsonTable): boolean =>
  ['all', 'all-with-x'].includes(String(asked['x-match'] ?? 'all'));

/** `all` with nothing to compare matches everything, `any` with nothing to compare matches nothing. */
export function headersMatch(asked: JsonTable, headers: JsonTable): boolean {
  const names = comparedNames(asked);
  const agrees = (name: string): boolean => headerAgrees(asked, name, headers);
  return matchesAll(asked) ? names.every(agrees) : names.some(agrees);
}
