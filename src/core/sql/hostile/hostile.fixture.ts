/**
 * What somebody may ask the SQL console to hurt it. By subject in the files beside; how each ends in this console is
 * recorded in `hostile-ends.json` (what a MariaDB answers is the matter of the corpus). Those that are answered or refused
 * at once are asked of one console together; the others each have a thread of their own.
 */
export interface Hostile {
  /** in words */
  readonly what: string;
  readonly sql: string;
  /** asked of one console with its like, one after another */
  readonly together?: true;
}

/** Statements by what they are in words. */
type NamedStatements = { readonly [what: string]: string };

export const asking = (statements: NamedStatements): readonly Hostile[] =>
  Object.entries(statements).map(([what, sql]) => ({ what, sql }));

export const together = (hostile: readonly Hostile[]): readonly Hostile[] =>
  hostile.map((one) => ({ ...one, together: true }));

export const times = (text: string, n: number): string => text.repeat(n);

/** `make(0)` to `make(n - 1)`, joined. */
export const each = (n: number, make: (i: number) => string, between = ''): string =>
  Array.from({ length: n }, (_, i) => make(i)).join(between);
