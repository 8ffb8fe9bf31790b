/** The rows of one table at the cursor: sorting, a filter, marks for what changed; thousands scroll as a few do. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, type RefObject, useMemo, useRef } from 'react';
import type { Join } from '../../core/databases/joins.ts';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { factAt, stepsOf, traceOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { GRID, GRID_HEAD } from '../shared/grid-look.ts';
import { Input } from '../shared/Select.tsx';
import { VirtualBody } from '../shared/VirtualBody.tsx';
import { firstStepOf } from './first-step.ts';
import type { RowMark } from './marks.ts';
import type { RowsSeen } from './seen.ts';
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
  readonly seen: RowsSeen;
  readonly onSeen: (change: Partial<RowsSeen>) => void;
  readonly onFollow: (join: Join, value: Cell) => void;
  /** an archive table or one that Nova no longer uses: it has no rows at any moment */
  readonly isPhysical: boolean;
  readonly t: DataTexts;
  readonly texts: Texts;
  /** the line of tools is open; further ones stand behind the filter */
  readonly tools: ReactNode | null;
  /** why the rows are marked; stands above them */
  readonly children: ReactNode;
  /** scrolls with the rows */
  readonly after: ReactNode;
}

export function RowsView(props: Props) {
  const { database, table, marks, joins, seen, onSeen, onFollow, isPhysical, tools, t, texts, children } =
    props;
  const { filter, sorting, all } = seen;
  const word = texts.panels.tables;
  const rows: readonly Row[] = useStore((s) => versionsOf(s).rowsAt(database, table, factAt(s)));
  const versions = useStore(versionsOf);
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
  return (
    <>
      {tools === null ? null : (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 pb-2 @max-[40rem]:px-3">
          <Input
            type="search"
            className="min-w-24 flex-1 basis-28"
            placeholder={word.filter}
            title={word.filterLabel(`${database}.${table}`)}
            aria-label={word.filterLabel(`${database}.${table}`)}
            value={filter}
            onChange={(event) => onSeen({ filter: event.target.value })}
          />
          {tools}
        </div>
      )}
      {children}
      <Scroll name={`${database}.${table}`} count={found.length}>
        {(scroll) => (
          <>
            {every.length > 0 ? null : isPhysical ? (
              <p className={SENTENCE}>{t.tables.physicalTable}</p>
            ) : (
              <Empty database={database} table={table} texts={texts} />
            )}
            {found.length < every.length ? (
              <p className={SENTENCE}>
                {found.length === 0 ? word.noMatch : word.shown(found.length, every.length)}
              </p>
            ) : null}
            {found.length > 0 ? (
              <Grid
                columns={columns}
                rows={found}
                sorting={sorting}
                onSort={(next) => onSeen({ sorting: next })}
                place={{ database, table }}
                joins={joins}
                onFollow={onFollow}
                scroll={scroll}
                t={t}
                texts={texts}
              />
            ) : null}
            {props.after}
          </>
        )}
      </Scroll>
    </>
  );
}

const SENTENCE = 'sticky left-0 px-4 py-1.5 text-ui text-ink-2';

interface ScrollProps {
  readonly name: string;
  readonly count: number;
  readonly children: (scroll: RefObject<HTMLElement | null>) => ReactNode;
}

/** The box that the rows scroll in. On a phone it is as high as its rows, up to a limit. */
function Scroll({ name, count, children }: ScrollProps) {
  const scroll = useRef<HTMLElement>(null);
  return (
    <section
      className="@container min-h-32 flex-1 overflow-auto border-t border-line @max-[40rem]:max-h-[70vh] @max-[40rem]:flex-none"
      aria-label={name}
      data-table={name}
      data-row-count={count}
      ref={scroll}
    >
      {children(scroll)}
    </section>
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
  readonly scroll: RefObject<HTMLElement | null>;
  readonly t: DataTexts;
  readonly texts: Texts;
}

function Grid({ columns, rows, sorting, onSort, place, joins, onFollow, scroll, t, texts }: GridProps) {
  const word = texts.panels.tables;
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
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are reached by the arrows is a grid */}
      <table className={GRID} role="grid" aria-rowcount={rows.length + 1}>
        <caption className="sr-only" lang="en">
          {name}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-3 w-8 border-b border-line bg-paper">
              <span className="sr-only">{word.change}</span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={GRID_HEAD} aria-sort={sortWord(sorting, column)}>
                <button
                  type="button"
                  className="inline-flex min-h-6 min-w-6 items-center gap-1 hover:text-ink focus-visible:-outline-offset-2 touch:min-h-11"
                  title={word.sortBy(column)}
                  onClick={() => onSort(next(column))}
                >
                  <span lang="en">{column}</span>
                  <SortSign sorting={sorting} column={column} />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <VirtualBody count={rows.length} scroll={scroll} rowHeight={35} columns={columns.length + 1}>
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
    </>
  );
}

function Empty({ database, table, texts }: Pick<Props, 'database' | 'table' | 'texts'>) {
  const t = texts.panels.tables;
  const trace = useStore(traceOf);
  const upTo = useStore(factAt);
  const steps = useStore(stepsOf);
  const seek = useStore((s) => s.seek);
  const n = firstStepOf(trace, steps, database, table, upTo);
  if (n === null) return <p className={SENTENCE}>{t.empty}</p>;
  return (
    <p className={`${SENTENCE} flex flex-wrap items-center gap-3`}>
      {t.emptyUntil(n)} <Button onClick={() => seek(n)}>{texts.panels.inspector.toStep(n)}</Button>
    </p>
  );
}

function sortWord(sorting: Sorting | null, column: string): 'ascending' | 'descending' | 'none' {
  if (sorting?.column !== column) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}

function SortSign({ sorting, column }: { sorting: Sorting | null; column: string }) {
  if (sorting?.column !== column) return null;
  const Sign = sorting.descending ? ChevronDown : ChevronUp;
  return <Sign size={14} strokeWidth={2.4} aria-hidden="true" />;
}
