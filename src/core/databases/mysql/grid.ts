/** Answers as the mysql client prints them: the table of `+----+`, the list of `\G`, the line below. */

/** A value of an answer. Whole numbers beyond 2^53 come as bigint, blobs as bytes: both are shown exactly. */
export type Value = null | number | bigint | string | Uint8Array;

export interface AnswerColumn {
  readonly name: string;
  /** numbers stand at the right */
  readonly numeric: boolean;
}

export interface Grid {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Value[])[];
}

/** `0x...` for a blob, `NULL` for nothing. */
export function valueText(value: Value): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return `0x${hexOf(value)}`;
  return String(value);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** The lines of the table; none for an answer without rows. */
export function gridLines({ columns, rows }: Grid): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => row.map(valueText));
  const widths = columns.map(({ name }, i) =>
    cells.reduce((most, row) => Math.max(most, bytesOf(row[i] ?? '')), bytesOf(name)),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (texts: readonly string[], right: readonly boolean[]): string => {
    const parts = texts.map((text, i) => {
      const air = ' '.repeat(Math.max(0, (widths[i] ?? 0) - placesOf(text)));
      return right[i] ? `${air}${text}` : `${text}${air}`;
    });
    return `| ${parts.join(' | ')} |`;
  };
  const left = columns.map(() => false);
  const numeric = columns.map((column) => column.numeric);
  const head = columns.map((column) => column.name);
  return [rule, line(head, left), rule, ...cells.map((row) => line(row, numeric)), rule];
}

const STARS = '*'.repeat(27);

/** The lines of `\G`: a block for each row. */
export function verticalLines({ columns, rows }: Grid): string[] {
  const width = columns.reduce((most, { name }) => Math.max(most, placesOf(name)), 0);
  return rows.flatMap((row, n) => [
    `${STARS} ${n + 1}. row ${STARS}`,
    ...columns.map(({ name }, i) => {
      const air = ' '.repeat(Math.max(0, width - placesOf(name)));
      return `${air}${name}: ${valueText(row[i] ?? null)}`;
    }),
  ]);
}

/** `11 rows in set (0.00 sec)`. The time is always so: what the copy takes says nothing of MySQL. */
export function countLine(rows: number, warnings = 0): string {
  const told = warningText(warnings);
  if (rows === 0) return `Empty set${told} (0.00 sec)`;
  return `${rows} ${rows === 1 ? 'row' : 'rows'} in set${told} (0.00 sec)`;
}

/** Of a statement that gives no rows. */
export const okLine = (warnings: number): string =>
  `Query OK, 0 rows affected${warningText(warnings)} (0.00 sec)`;

const warningText = (n: number): string => (n === 0 ? '' : `, ${n} ${n === 1 ? 'warning' : 'warnings'}`);

/** As the client counts a column's width: bytes in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Places on a terminal: Han characters take two. */
export function placesOf(text: string): number {
  let cells = 0;
  for (const char of text) cells += WIDE.test(char) ? 2 : 1;
  return cells;
}
