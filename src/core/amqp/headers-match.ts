/** What a binding of a headers exchange asks of a message's headers table. */
import { canonicalJson } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';

export const X_MATCH = ['all', 'any', 'all-with-x', 'any-with-x'] as const;

/**
 * Values compare with their type (1 is not "1"). `all` and `any` leave out names beginning `x-`; `all` with nothing to
 * compare matches everything, `any` with nothing to compare matches nothing. A null asks for presence only.
 */
export function headersMatch(asked: JsonTable, headers: JsonTable): boolean {
  const how = asked['x-match'] ?? 'all';
  const withX = how === 'all-with-x' || how === 'any-with-x';
  const names = Object.keys(asked).filter((name) => name !== 'x-match' && (withX || !name.startsWith('x-')));
  const agrees = (name: string): boolean => {
    const got = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (got === undefined) return false;
    return asked[name] === null || canonicalJson(got) === canonicalJson(asked[name]);
  };
  return how === 'all' || how === 'all-with-x' ? names.every(agrees) : names.some(agrees);
}
