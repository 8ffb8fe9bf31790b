/**
 * A service's connection to its databases: a capability. Who is given none (nova-compute) cannot reach a row. Each
 * statement takes the time that statements of that service took in the recordings.
 */

import { defined } from '../base/assert.ts';
import { insert, type NewValue, remove, select, update, type Where } from '../databases/builder.ts';
import { tableOf } from '../databases/catalogue.ts';
import type { Statement } from '../databases/engine.ts';
import { commit, execute, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Cell, Row } from '../trace/fact.ts';
import { pause, TIMING } from './timing/timing.ts';

type NewValues = { readonly [column: string]: NewValue };

export interface Db {
  select(database: string, table: string, where?: Where): Task<readonly Row[]>;
  /** the first row, or null */
  first(database: string, table: string, where: Where): Task<Row | null>;
  /** gives the new row's id where the table counts ids, else null */
  insert(database: string, table: string, values: Row): Task<number | null>;
  /** gives the number of rows that met `where` */
  update(database: string, table: string, values: NewValues, where: Where): Task<number>;
  remove(database: string, table: string, where: Where): Task<number>;
  /** a SELECT of its own (aggregates, joins) */
  query(statement: Statement): Task<readonly Row[]>;
  commit(database: string): Task;
}

/** `spacingMs` = median time from one statement to the next, milliseconds: `statement` of its `TIMING`. */
export function makeDb(host: ServiceHost, spacingMs: number): Db {
  const run = function* (statement: Statement): ReturnType<typeof execute> {
    yield* pause(host, spacingMs);
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
      yield* pause(host, TIMING.commit);
      yield* commit(database);
    },
  };
}

/**
 * Of a service with one database: its name comes from the deployment (`[placement_database]/connection`: `placement`, or
 * `nova_api` before it had its own), so the service names tables only.
 */
export interface OwnDb {
  readonly name: string;
  /** whether the database's release knows the column */
  knows(table: string, column: string): boolean;
  select(table: string, where?: Where): Task<readonly Row[]>;
  first(table: string, where: Where): Task<Row | null>;
  insert(table: string, values: Row): Task<number | null>;
  update(table: string, values: NewValues, where: Where): Task<number>;
  remove(table: string, where: Where): Task<number>;
  query(statement: Statement): Task<readonly Row[]>;
  commit(): Task;
}

export function ownDb(host: ServiceHost, db: Db): OwnDb {
  const name = defined(host.place.databases[0], `database of ${host.actor}`);
  return {
    name,
    knows: (table, column) => tableOf(name, table).columns.some((one) => one.name === column),
    select: (table, where) => db.select(name, table, where),
    first: (table, where) => db.first(name, table, where),
    insert: (table, values) => db.insert(name, table, values),
    update: (table, values, where) => db.update(name, table, values, where),
    remove: (table, where) => db.remove(name, table, where),
    query: db.query,
    commit: () => db.commit(name),
  };
}

/** For JSON columns. */
export const asJson = (cell: Cell | undefined): unknown =>
  typeof cell === 'string' ? JSON.parse(cell) : null;
