/** A table or an answer as text for other programs: CSV, JSON, Markdown. */
import { hexOf, type Value } from './mysql/grid.ts';

export interface TableOut {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const BOM = '\uFEFF';

/**
 * Commas, CRLF, a byte order mark so that spreadsheets read it as UTF-8. NULL is nothing at all, an empty text is `""`.
 * A text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function toCsv({ columns, rows }: TableOut): string {
  const lines = [columns.map((name) => csvText(name)), ...rows.map((row) => row.map(csvCell))];
  return `${BOM}${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function csvCell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return csvText(value);
  return value instanceof Uint8Array ? `0x${hexOf(value)}` : String(value);
}

function csvText(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows of a CSV text as written by `toCsv`; NULL and numbers come as they stand there. */
export function fromCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/y;
  cell.lastIndex = text.startsWith(BOM) ? 1 : 0;
  let row: (string | null)[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) break;
    const [, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? (plain === '' ? null : plain) : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** `{..., "columns": [...], "rows": [[...]]}`; whole numbers of 64 bits as they are, a blob as `{"hex": "..."}`. */
export function toJson(table: TableOut, about: { readonly [key: string]: string | number }): string {
  const head = Object.entries(about).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  const rows = table.rows.map((row) => `    [${row.map(jsonCell).join(', ')}]`);
  return [
    '{',
    ...head,
    `  "columns": ${JSON.stringify(table.columns)},`,
    `  "rows": [${rows.length === 0 ? '' : `\n${rows.join(',\n')}\n  `}]`,
    '}',
    '',
  ].join('\n');
}

function jsonCell(value: Value): string {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return JSON.stringify({ hex: hexOf(value) });
  return JSON.stringify(value);
}

export function toMarkdown({ columns, rows }: TableOut): string {
  const cell = (value: Value): string => {
    if (value === null) return '*NULL*';
    const text = value instanceof Uint8Array ? `0x${hexOf(value)}` : String(value);
    return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\r?\n/g, '<br>');
  };
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(cell)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(cell))),
  ].join('\n');
}
