/** A connection to the copy: its tables are made of the rows that were handed over. */

import type { Layout } from '../../databases/layouts.ts';
import type { Table } from '../../databases/schema.ts';
import type { Row } from '../../trace/fact.ts';
import { NotModelled } from './refusals.ts';
import type { Session, Warning } from './session.ts';
import { type StoredTable, storedTable } from './stored.ts';

/** Values that one statement may hold or make; of a text that a function makes each eighth letter counts as one. */
const MOST_HELD = 3_000_000;
/** Warnings that are kept of one statement. */
const MOST_WARNINGS = 64;

interface SessionOf {
  readonly layout: Layout;
  readonly physical: boolean;
  readonly database: string | null;
  readonly now: string;
  readonly parameters: Session['parameters'];
  /** a table that is there, with its database's name as it is written there */
  readonly find: (
    database: string,
    name: string,
  ) => { readonly database: string; readonly table: Table } | null;
  readonly rows: (database: string, table: Table) => readonly Row[];
}

export interface OpenSession extends Session {
  /** before each statement */
  begin(keepsWarnings: boolean): void;
}

export function sessionOf({ find, rows, ...given }: SessionOf): OpenSession {
  const tables = new Map<string, StoredTable>();
  let held = 0;
  /** what the last statement was told is kept until one reads a table, or is told something itself */
  let isOld = false;
  const forget = (): void => {
    if (!isOld) return;
    isOld = false;
    session.warnings = [];
    session.warningCount = 0;
  };
  const session: OpenSession = {
    ...given,
    userVariables: new Map(),
    set: new Map(),
    warnings: [],
    warningCount: 0,
    newWarnings: 0,
    savepoints: null,
    locks: new Set(),
    foundRows: 0n,
    rowCount: 0n,
    begin(keepsWarnings) {
      held = 0;
      session.newWarnings = 0;
      isOld = !keepsWarnings;
    },
    warn(code, message, level: Warning['level'] = code === 4038 ? 'Note' : 'Warning') {
      forget();
      session.warningCount += 1;
      session.newWarnings += 1;
      if (session.warnings.length < MOST_WARNINGS) session.warnings.push({ level, code, message });
    },
    hold(size) {
      held += size;
      if (held > MOST_HELD) throw new NotModelled('an answer that needs so much memory');
    },
    table(database, name) {
      const found = find(database, name);
      forget();
      if (!found) return null;
      const key = `${found.database}.${found.table.name}`;
      const known = tables.get(key);
      if (known) return known;
      const made = storedTable(found.database, found.table, rows(found.database, found.table));
      tables.set(key, made);
      return made;
    },
  };
  return session;
}
