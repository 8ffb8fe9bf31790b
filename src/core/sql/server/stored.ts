/** The tables of the copy as queries read them: their columns with types, their rows in the order of the primary key. */
import { UNKNOWN_COLUMNS } from '../../databases/mysql/information-schema.ts';
import type { Column, Table } from '../../databases/schema.ts';
import type { Row } from '../../trace/fact.ts';
import { ordering } from '../expressions/compare.ts';
import {
  ANY_SCALE,
  datetimeType,
  INT,
  type SqlCell,
  type SqlType,
  STRING,
  UNSIGNED,
} from '../values/types.ts';

export interface StoredTable {
  readonly database: string;
  readonly table: Table;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  rows(): readonly (readonly SqlCell[])[];
}

function typeOfColumn({ kind, mysql }: Pick<Column, 'kind' | 'mysql'>): SqlType {
  switch (kind) {
    case 'integer':
    case 'boolean':
      return /unsigned/.test(mysql) ? UNSIGNED : INT;
    case 'real':
      return { kind: 'double', scale: ANY_SCALE, ...(/^float/.test(mysql) ? { float: true } : {}) };
    case 'datetime':
      return datetimeType(Number(/\((\d)\)/.exec(mysql)?.[1] ?? 0));
    case 'text':
    case 'json':
      return STRING;
  }
}

function cellOf(value: Row[string] | undefined, type: SqlType): SqlCell {
  if (value === null || value === undefined) return null;
  if (type.kind === 'int') return BigInt(Math.trunc(Number(value)));
  if (type.kind === 'double') return type.float ? Math.fround(Number(value)) : Number(value);
  return String(value);
}

export function storedTable(database: string, table: Table, rows: readonly Row[]): StoredTable {
  const isTold = database === 'information_schema';
  const columns = table.columns.map((column) => {
    const type = typeOfColumn(column);
    const isUnknown = isTold && table.name === 'TABLES' && UNKNOWN_COLUMNS.includes(column.name);
    return { name: column.name, type: isUnknown ? { ...type, unknown: `TABLES.${column.name}` } : type };
  });
  let made: readonly (readonly SqlCell[])[] | null = null;
  const make = (): readonly (readonly SqlCell[])[] => {
    const all = rows.map((row) => columns.map(({ name, type }) => cellOf(row[name], type)));
    const key = table.primary_key.map((name) => columns.findIndex((column) => column.name === name));
    const orders = key.map((at) => ordering(columns[at]?.type ?? STRING));
    return all.sort((a, b) => {
      for (const [i, at] of key.entries()) {
        const found = orders[i]?.(a[at] ?? null, b[at] ?? null) ?? 0;
        if (found !== 0) return found;
      }
      return 0;
    });
  };
  return {
    database,
    table,
    columns,
    rows() {
      made ??= make();
      return made;
    },
  };
}
