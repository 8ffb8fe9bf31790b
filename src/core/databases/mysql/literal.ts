/** A value as MySQL reads it in a statement: in its texts a backslash begins an escape. */
export function mysqlLiteral(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
