/**
 * A service's connection to its databases: a capability. Who is given none (nova-compute) cannot reach a row. Each
 * statement takes the time that statements of that service took in the recordings.
 */

import { insert, remove, select, update, type Where } from '../databases/builder.ts';
import type { Statement } from '../databases/engine.ts';
import { commit, execute, sleep, type Task } from '../kernel/effects.ts';
import type { ServiceHost } from '../kernel/service.ts';
import type { Cell, Row } from '../trace/fact.ts';

export interface Db {
  select(database: string, table: string, where?: Where): Task<readonly Row[]>;
  /** the first row, or null */
  first(database: string, table: string, where: Where): Task<Row | null>;
  /** gives the new row's id where the table counts ids, else null */
  insert(database: string, table: string, values: Row): Task<number | null>;
  /** gives the number of rows that met `where` */
  update(database: string, table: string, values: Row, where: Where): Task<number>;
  remove(database: string, table: string, where: Where): Task<number>;
  /** a SELECT of its own (aggregates, joins) */
  query(statement: Statement): Task<readonly Row[]>;
  commit(database: string): Task;
}

/** `spacingMs` = median time from one statement to the next, milliseconds (recorded/boot/story.md, section 2). */
export function makeDb(host: ServiceHost, spacingMs: number): Db {
  const run = function* (statement: Statement): ReturnType<typeof execute> {
    yield* sleep(host.took(spacingMs));
    return yield* execute(statement);
  };
  return {
    *select(database, table, where) {
      const result = yield* run(select(where ? { database, table, where } : { database, table }));
      return result.rows;
    },
    *first(database, table, where) {
      const result = yield* run(select({ database, table, where }));
      return result.rows[0] ?? null;
    },
    *insert(database, table, values) {
      const result = yield* run(insert({ database, table, values }));
      return result.lastInsertId;
    },
    *update(database, table, values, where) {
      const result = yield* run(update({ database, table, values, where }));
      return result.matched ?? result.changes.length;
    },
    *remove(database, table, where) {
      const result = yield* run(remove({ database, table, where }));
      return result.matched ?? result.changes.length;
    },
    *query(statement) {
      return (yield* run(statement)).rows;
    },
    *commit(database) {
      yield* sleep(host.took(0.6));
      yield* commit(database);
    },
  };
}

/** For JSON columns. */
export const asJson = (cell: Cell | undefined): unknown =>
  typeof cell === 'string' ? JSON.parse(cell) : null;
