/** Tables as prettytable 3.6 draws them, for python-openstackclient (through cliff) and nova-manage alike. */
import { placesOf } from '../databases/mysql/grid.ts';

export interface TextColumn {
  readonly name: string;
  /** `c` is prettytable's own; cliff sets numbers to the right and all else to the left */
  readonly align: 'l' | 'r' | 'c';
}

/** A cell of several lines makes its row as high. Without rows nothing is printed (`print_empty`), as cliff asks for. */
export function tableText(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return drawn(columns, rows);
}

const FIELDS = [
  { name: 'Field', align: 'l' },
  { name: 'Value', align: 'l' },
] as const;

/** One thing, a line a field, as cliff shows it. */
export const fieldText = (fields: readonly (readonly [field: string, value: string])[]): string =>
  tableText(FIELDS, fields);

/** nova-manage prints the heads of an empty table, too. */
export function drawn(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((text) => text.split('\n')));
  const widths = columns.map(({ name }, i) =>
    cells.reduce((most, row) => Math.max(most, ...(row[i] ?? []).map(placesOf)), placesOf(name)),
  );
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (texts: readonly string[]): string =>
    `|${columns.map(({ align }, i) => ` ${justified(texts[i] ?? '', widths[i] ?? 0, align)} `).join('|')}|`;
  const bodies = cells.flatMap((row) => {
    const height = Math.max(...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, n) => line(row.map((lines) => lines[n] ?? '')));
  });
  return `${[rule, line(columns.map(({ name }) => name)), rule, ...bodies, rule].join('\n')}\n`;
}

/** `prettytable.py:_justify`: what is odd of the air goes where Python's `str.center` puts it. */
function justified(text: string, width: number, align: TextColumn['align']): string {
  const size = placesOf(text);
  const air = Math.max(0, width - size);
  if (align === 'l') return text + ' '.repeat(air);
  if (align === 'r') return ' '.repeat(air) + text;
  const half = Math.floor(air / 2);
  const before = air % 2 === 1 && size % 2 === 0 ? half + 1 : half;
  return ' '.repeat(before) + text + ' '.repeat(air - before);
}
