/** One table at the cursor: a semantic table with sorting, a filter, and marks for what the step changed. */
import { type ReactNode, useState } from 'react';
import type { Row } from '../../core/trace/fact.ts';
import type { Texts } from '../../i18n/index.ts';
import { factAt, stepsOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { firstStepOf } from './first-step.ts';
import type { Mark } from './marks.ts';
import { TableRow } from './TableRow.tsx';
import {
  filterRows,
  type ShownRow,
  type Sorting,
  schemaTable,
  shownColumns,
  shownRows,
  sortRows,
} from './view.ts';

/** More would not be read, and laying them out takes longer than a frame. */
const MOST_ROWS = 50;

/** Around the first row that the step changed, where they are too many. */
function windowOf(rows: readonly ShownRow[]): readonly ShownRow[] {
  const changed = Math.max(
    0,
    rows.findIndex((row) => row.mark !== null),
  );
  const first = Math.max(0, Math.min(changed - MOST_ROWS / 2, rows.length - MOST_ROWS));
  return rows.slice(first, first + MOST_ROWS);
}

interface Props {
  readonly database: string;
  readonly table: string;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly texts: Texts;
  /** stands between the heading and the rows */
  readonly children: ReactNode;
}

export function RowsTable({ database, table, marks, texts, children }: Props) {
  const t = texts.panels.tables;
  const rows: readonly Row[] = useStore((s) => versionsOf(s).rowsAt(database, table, factAt(s)));
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [filter, setFilter] = useState('');
  const [all, setAll] = useState(false);
  const schema = schemaTable(database, table);
  const every = shownRows(schema, rows, marks);
  const columns = shownColumns(schema, table, every, all);
  const found = sortRows(filterRows(every, columns, filter), sorting);
  const shown = windowOf(found);
  return (
    <>
      <div className="rows-tools">
        <h3 className="tables-shown">
          <Code>{`${database}.${table}`}</Code>
        </h3>
        <input
          type="search"
          className="rows-filter"
          placeholder={t.filter}
          aria-label={t.filterLabel(`${database}.${table}`)}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <Button aria-pressed={all} onClick={() => setAll(!all)}>
          {t.allColumns}
        </Button>
        {shown.length < every.length ? (
          <span className="quiet">{t.shown(shown.length, every.length)}</span>
        ) : null}
      </div>
      {children}
      {every.length === 0 ? <Empty database={database} table={table} texts={texts} /> : null}
      {every.length > 0 && found.length === 0 ? <p className="quiet">{t.noMatch}</p> : null}
      {shown.length > 0 ? (
        <Grid
          name={`${database}.${table}`}
          columns={columns}
          rows={shown}
          sorting={sorting}
          onSort={setSorting}
          place={{ database, table }}
          texts={texts}
        />
      ) : null}
    </>
  );
}

interface GridProps {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly ShownRow[];
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting | null) => void;
  readonly place: { readonly database: string; readonly table: string };
  readonly texts: Texts;
}

function Grid({ name, columns, rows, sorting, onSort, place, texts }: GridProps) {
  const t = texts.panels.tables;
  const next = (column: string): Sorting | null => {
    if (sorting?.column !== column) return { column, descending: false };
    return sorting.descending ? null : { column, descending: true };
  };
  return (
    <section className="rows-scroll" aria-label={name} data-table={name}>
      <table className="rows">
        <caption className="visually-hidden" lang="en">
          {name}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.change}</th>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={sortWord(sorting, column)}>
                <button
                  type="button"
                  className="rows-sort"
                  title={t.sortBy(column)}
                  onClick={() => onSort(next(column))}
                >
                  <code lang="en">{column}</code>
                  <span aria-hidden="true">{arrow(sorting, column)}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody data-roving-root="">
          {rows.map((row, i) => (
            <TableRow
              key={JSON.stringify(row.key)}
              shown={row}
              columns={columns}
              first={i === 0}
              place={place}
              texts={texts}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Empty({ database, table, texts }: Pick<Props, 'database' | 'table' | 'texts'>) {
  const t = texts.panels.tables;
  const trace = useStore((s) => s.trace);
  const upTo = useStore(factAt);
  const steps = useStore(stepsOf);
  const seek = useStore((s) => s.seek);
  const n = firstStepOf(trace, steps, database, table, upTo);
  if (n === null) return <p className="quiet">{t.empty}</p>;
  return (
    <p className="quiet">
      {t.emptyUntil(n)} <Button onClick={() => seek(n)}>{texts.panels.inspector.toStep(n)}</Button>
    </p>
  );
}

function sortWord(sorting: Sorting | null, column: string): 'ascending' | 'descending' | 'none' {
  if (sorting?.column !== column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

function arrow(sorting: Sorting | null, column: string): string {
  if (sorting?.column !== column) return '';
  return sorting.descending ? ' ▼' : ' ▲';
}
