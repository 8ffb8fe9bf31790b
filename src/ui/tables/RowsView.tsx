/** The rows of one table at the cursor: sorting, a filter, marks for what changed; thousands scroll as a few do. */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Join } from '../../core/databases/joins.ts';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { factAt, stepsOf, traceOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { VirtualBody } from '../shared/VirtualBody.tsx';
import { asSql } from './as-sql.ts';
import { firstStepOf } from './first-step.ts';
import type { RowMark } from './marks.ts';
import { TableRow } from './TableRow.tsx';
import {
  filterRows,
  keyOf,
  type ShownRow,
  type Sorting,
  schemaTable,
  shownColumns,
  shownRows,
  sortRows,
} from './view.ts';

interface Props {
  readonly database: string;
  readonly table: string;
  readonly marks: ReadonlyMap<string, RowMark>;
  /** joins that lead out of this table */
  readonly joins: readonly Join[];
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  readonly onFollow: (join: Join, value: Cell) => void;
  /** an archive table or one that Nova no longer uses: it has no rows at any moment */
  readonly isPhysical: boolean;
  readonly t: DataTexts;
  readonly texts: Texts;
  /** further tools of the line above the rows */
  readonly tools: ReactNode;
  /** stands between the tools and the rows */
  readonly children: ReactNode;
}

export function RowsView(props: Props) {
  const { database, table, marks, joins, filter, onFilter, onFollow, isPhysical, tools, t, texts, children } =
    props;
  const word = texts.panels.tables;
  const rows: readonly Row[] = useStore((s) => versionsOf(s).rowsAt(database, table, factAt(s)));
  const versions = useStore(versionsOf);
  const setDraft = useStore((s) => s.setDraft);
  const setDock = useStore((s) => s.setDock);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [all, setAll] = useState(false);
  const schema = schemaTable(database, table);
  const filled = versions.filledColumns(database, table);
  const every = useMemo(() => shownRows(schema, rows, marks), [schema, rows, marks]);
  const columns = useMemo(
    () => shownColumns(schema, table, every, filled, all),
    [schema, table, every, filled, all],
  );
  const found = useMemo(
    () => sortRows(filterRows(every, columns, filter), sorting),
    [every, columns, filter, sorting],
  );
  const toSql = (): void => {
    setDraft(asSql({ database, table, columns, filter, sorting }));
    setDock('sql');
  };
  return (
    <>
      <div className="rows-tools">
        <input
          type="search"
          className="rows-filter"
          placeholder={word.filter}
          title={word.filterLabel(`${database}.${table}`)}
          aria-label={word.filterLabel(`${database}.${table}`)}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
        <Button aria-pressed={all} onClick={() => setAll(!all)}>
          {word.allColumns}
        </Button>
        <Button title={t.tables.asSqlTitle} data-as-sql="" onClick={toSql}>
          {t.tables.asSql}
        </Button>
        <span className="quiet" data-row-count={found.length}>
          {found.length < every.length ? word.shown(found.length, every.length) : word.rows(every.length)}
        </span>
        {tools}
      </div>
      {children}
      {every.length > 0 ? null : isPhysical ? (
        <p className="quiet">{t.tables.physicalTable}</p>
      ) : (
        <Empty database={database} table={table} texts={texts} />
      )}
      {every.length > 0 && found.length === 0 ? <p className="quiet">{word.noMatch}</p> : null}
      {found.length > 0 ? (
        <Grid
          columns={columns}
          rows={found}
          sorting={sorting}
          onSort={setSorting}
          place={{ database, table }}
          joins={joins}
          onFollow={onFollow}
          t={t}
          texts={texts}
        />
      ) : null}
    </>
  );
}

interface GridProps {
  readonly columns: readonly string[];
  readonly rows: readonly ShownRow[];
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting | null) => void;
  readonly place: { readonly database: string; readonly table: string };
  readonly joins: readonly Join[];
  readonly onFollow: (join: Join, value: Cell) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

function Grid({ columns, rows, sorting, onSort, place, joins, onFollow, t, texts }: GridProps) {
  const word = texts.panels.tables;
  const scroll = useRef<HTMLElement>(null);
  const name = `${place.database}.${place.table}`;
  const schema = schemaTable(place.database, place.table);
  const leading = useMemo(() => new Set(joins.map((join) => join.from.column)), [joins]);
  const follow = (column: string, value: Cell): void => {
    const join = joins.find((one) => one.from.column === column);
    if (join) onFollow(join, value);
  };
  const next = (column: string): Sorting | null => {
    if (sorting?.column !== column) return { column, descending: false };
    return sorting.descending ? null : { column, descending: true };
  };
  return (
    <section className="rows-scroll" aria-label={name} data-table={name} ref={scroll}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are reached by the arrows is a grid */}
      <table className="rows" role="grid" aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden" lang="en">
          {name}
        </caption>
        <thead>
          <tr>
            <th scope="col">{word.change}</th>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={sortWord(sorting, column)}>
                <button
                  type="button"
                  className="rows-sort"
                  title={word.sortBy(column)}
                  onClick={() => onSort(next(column))}
                >
                  <code lang="en">{column}</code>
                  <span aria-hidden="true">{arrow(sorting, column)}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <VirtualBody count={rows.length} scroll={scroll} rowHeight={31} columns={columns.length + 1}>
          {(index, measure, isFirst) => {
            const shown = rows[index] as ShownRow;
            const rowKey = shown.mark?.key ?? keyOf(schema, shown.row);
            return (
              <TableRow
                key={`${shown.mark?.kind ?? ''}${JSON.stringify(rowKey)}`}
                shown={shown}
                rowKey={rowKey}
                index={index}
                columns={columns}
                leading={leading}
                first={isFirst}
                place={place}
                onFollow={follow}
                measure={measure}
                t={t}
                texts={texts}
              />
            );
          }}
        </VirtualBody>
      </table>
    </section>
  );
}

function Empty({ database, table, texts }: Pick<Props, 'database' | 'table' | 'texts'>) {
  const t = texts.panels.tables;
  const trace = useStore(traceOf);
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
