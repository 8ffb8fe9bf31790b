/** How the rows of a table are looked at, and the same as a question in SQL. */
import { factAt, versionsOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { asSql } from './as-sql.ts';
import type { RowMark } from './marks.ts';
import { type Sorting, schemaTable, shownColumns, shownRows } from './view.ts';

export interface RowsSeen {
  readonly filter: string;
  readonly sorting: Sorting | null;
  /** columns that stay empty too */
  readonly all: boolean;
}

export const SEEN_FIRST: RowsSeen = { filter: '', sorting: null, all: false };

export function seenAsSql(
  state: PageState,
  shown: string,
  marks: ReadonlyMap<string, RowMark>,
  { filter, sorting, all }: RowsSeen,
): string {
  const [database = '', table = ''] = shown.split('.');
  const schema = schemaTable(database, table);
  const versions = versionsOf(state);
  const rows = shownRows(schema, versions.rowsAt(database, table, factAt(state)), marks);
  const columns = shownColumns(schema, table, rows, versions.filledColumns(database, table), all);
  return asSql({ database, table, columns, filter, sorting });
}
