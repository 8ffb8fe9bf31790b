/** What SHOW asks of the rows: the next number of a table, and what InnoDB would say of its keys. */
import type { Server } from '../../databases/mysql/answers.ts';
import { rowKey } from '../expressions/compare.ts';
import type { SqlCell } from '../values/types.ts';
import type { Session } from './session.ts';

/** The session, as the room of SHOW knows a server. */
export function served(session: Session): Server {
  const stored = (database: string | null, name: string) =>
    session.table(database ?? session.database ?? '', name);
  return {
    layout: session.layout,
    physical: session.physical,
    database: session.database,
    nextId(of, table) {
      const at = table.columns.findIndex((column) => column.auto_increment);
      const rows = at < 0 ? [] : (stored(of.database, of.table)?.rows() ?? []);
      if (rows.length === 0) return null;
      return rows.reduce((most, row) => Math.max(most, Number(row[at] ?? 0)), 0) + 1;
    },
    cardinality(of, table, columns) {
      const own = stored(of.database, of.table);
      if (!own) return 0;
      const places = columns.map((name) => table.columns.findIndex((column) => column.name === name));
      const types = places.map((at) => own.columns[at]?.type ?? { kind: 'null' as const, scale: 0 });
      const keys = own.rows().map((row) =>
        rowKey(
          places.map((at): SqlCell => row[at] ?? null),
          types,
        ),
      );
      const differing = new Set(keys).size;
      // InnoDB takes half as many rows to a value, at least one
      const each = Math.max(1, Math.floor(keys.length / Math.max(differing, 1)) >> 1);
      return Math.floor(keys.length / each);
    },
  };
}
