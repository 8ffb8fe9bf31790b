/** Statements by their text, prepared once. */
import type { Database, Statement as Prepared } from 'sql.js';
import type { Cell, Row } from '../core/trace/fact.ts';
import { toRow } from './build.ts';

export interface Statements {
  /** Runs a statement to its end and gives the rows that it returns. */
  run(sql: string, parameters: readonly Cell[]): Row[];
  close(): void;
}

/** Prepared statements that are kept; the builder makes a few hundred different texts. */
const MOST_PREPARED = 1000;

export function makeStatements(db: Database): Statements {
  const prepared = new Map<string, { readonly statement: Prepared; readonly columns: readonly string[] }>();
  const close = (): void => {
    for (const { statement } of prepared.values()) statement.free();
    prepared.clear();
  };
  const prepare = (sql: string) => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= MOST_PREPARED) close();
    const statement = db.prepare(sql);
    const made = { statement, columns: statement.getColumnNames() };
    prepared.set(sql, made);
    return made;
  };
  return {
    close,
    run(sql, parameters) {
      const { statement, columns } = prepare(sql);
      const rows: Row[] = [];
      try {
        statement.bind([...parameters]);
        while (statement.step()) rows.push(toRow(columns, statement.get() as Cell[]));
      } finally {
        statement.reset();
      }
      return rows;
    },
  };
}
