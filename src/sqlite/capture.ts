/**
 * Sees every changed row: TEMP triggers hand its images to one JavaScript function as JSON text. Unlike SQLite's update
 * hook this sees tables WITHOUT ROWID and a DELETE of a whole table, and it has the values from before.
 */
import type { Database } from 'sql.js';
import { defined } from '../core/base/assert.ts';
import { quoted, schemaOf } from '../core/databases/catalogue.ts';
import type { RowChange } from '../core/databases/engine.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import { toRow } from './build.ts';

/** Name of the SQL function that the triggers call: (number of the table, image before, image after). */
const CAPTURE_FUNCTION = 'row_changed';

interface CapturedTable {
  readonly database: string;
  readonly table: Table;
}

/** The statements that set the triggers of one table; `number` = its place in the list that `makeCapture` is given. */
function triggersSql({ database, table }: CapturedTable, number: number): string {
  const before = imageSql(table, 'old');
  const after = imageSql(table, 'new');
  const trigger = (verb: string, images: string): string =>
    `CREATE TEMP TRIGGER ${verb.toLowerCase()}_${number} AFTER ${verb} ON ${database}.${quoted(table.name)} ` +
    `BEGIN SELECT ${CAPTURE_FUNCTION}(${number}, ${images}); END;`;
  return (
    trigger('INSERT', `NULL, ${after}`) +
    trigger('UPDATE', `${before}, ${after}`) +
    trigger('DELETE', `${before}, NULL`)
  );
}

/** Floats go as text with 17 digits, which is exact; SQLite's JSON would round them. */
function imageSql(table: Table, alias: 'old' | 'new'): string {
  const values = table.columns.map((column) => {
    const value = `${alias}.${quoted(column.name)}`;
    return column.kind === 'real' ? `iif(${value} IS NULL, NULL, format('%!.17g', ${value}))` : value;
  });
  return `json_array(${values.join(', ')})`;
}

export interface Capture {
  /** Sets the triggers of a table that is about to be written, unless they stand. */
  watch(database: string, table: string): void;
  /** the changes since the last call, in the order in which SQLite made them */
  take(): readonly RowChange[];
  /** Forgets changes; sets those triggers again that a roll-back took away. Call it outside of any transaction. */
  restart(): void;
}

/**
 * Capture on a connection. Triggers are set at a table's first write: all 500 at once would take longer than all else
 * that is done to open the databases.
 */
export function startCapture(db: Database, databases: readonly string[]): Capture {
  const tables = databases.flatMap((database) =>
    schemaOf(database).tables.map((table) => ({ database, table })),
  );
  const numbers = new Map(tables.map(({ database, table }, i) => [`${database}.${table.name}`, i]));
  const collector = makeCollector(tables);
  // sql.js takes the number of arguments from the function's length
  db.create_function(CAPTURE_FUNCTION, (number: number, before: string | null, after: string | null) =>
    collector.add(number, before, after),
  );
  const watched = new Set<number>();
  const setTriggers = (number: number): void => {
    db.exec(triggersSql(defined(tables[number], `captured table ${number}`), number));
  };
  let lasting = 0;
  return {
    take: collector.take,
    watch(database, table) {
      const number = defined(numbers.get(`${database}.${table}`), `table ${database}.${table}`);
      if (watched.has(number)) return;
      setTriggers(number);
      watched.add(number);
    },
    restart() {
      collector.take();
      for (const number of [...watched].slice(lasting)) setTriggers(number);
      lasting = watched.size;
    },
  };
}

/** An UPDATE that leaves a row as it was is no change; one that moves its key is a deletion and an insertion. */
function makeCollector(tables: readonly CapturedTable[]) {
  const decoders = tables.map(makeDecoder);
  let changes: RowChange[] = [];
  return {
    add(number: number, beforeText: string | null, afterText: string | null): null {
      if (beforeText === afterText) return null;
      const decoder = defined(decoders[number], `captured table ${number}`);
      const before = beforeText === null ? null : decoder.row(beforeText);
      const after = afterText === null ? null : decoder.row(afterText);
      if (before && after && !sameKey(decoder.key(before), decoder.key(after))) {
        changes.push(decoder.change(before, null), decoder.change(null, after));
      } else {
        changes.push(decoder.change(before, after));
      }
      return null;
    },
    take(): readonly RowChange[] {
      const taken = changes;
      changes = [];
      return taken;
    },
  };
}

function makeDecoder({ database, table }: CapturedTable) {
  const names = table.columns.map((column) => column.name);
  const reals = table.columns.flatMap((column, i) => (column.kind === 'real' ? [i] : []));
  const key = (row: Row): Cell[] => table.primary_key.map((name) => row[name] ?? null);
  return {
    key,
    row(text: string): Row {
      const cells = JSON.parse(text) as Cell[];
      for (const i of reals) if (cells[i] !== null) cells[i] = Number(cells[i]);
      return toRow(names, cells);
    },
    change(before: Row | null, after: Row | null): RowChange {
      const row = defined(after ?? before, 'image of a changed row');
      return { database, table: table.name, key: key(row), before, after };
    },
  };
}

function sameKey(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.every((cell, i) => cell === b[i]);
}
