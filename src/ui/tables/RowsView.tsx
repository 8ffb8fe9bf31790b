/** The rows of one table at the cursor: sorting, a filter, marks for what changed; thousands scroll as a few do. */
import { memo, type ReactNode, type RefObject, useCallback, useMemo, useRef } from 'react';
import type { Join } from '../../core/databases/joins.ts';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { factAt, stepsOf, traceOf, versionsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { GRID_OF_ROWS } from '../shared/grid-look.ts';
import { useSame } from '../shared/hooks.ts';
import { Input } from '../shared/Select.tsx';
import { VirtualBody } from '../shared/VirtualBody.tsx';
import { firstStepOf } from './first-step.ts';
import { GridHead } from './GridHead.tsx';
import { type BoxSeen, columnsInSight, Unfinished, useBoxSeen, useIsWhole } from './in-sight.ts';
import type { RowMark } from './marks.ts';
import type { RowsSeen } from './seen.ts';
import { type SlotsOfTable, useSlots } from './slots.ts';
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
  readonly box: BoxSeen;
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
  // the same columns, also where the step changed other rows
  const columns = useSame(
    useMemo(() => shownColumns(schema, table, every, filled, all), [schema, table, every, filled, all]),
  );
  const found = useMemo(
    () => sortRows(filterRows(every, columns, filter), sorting),
    [every, columns, filter, sorting],
  );
  const slots = useSlots(`${database}.${table}`);
  const isWhole = useIsWhole(props.box, slots);
  const box = props.box.current;
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
      <Scroll
        key={slots.box}
        name={`${database}.${table}`}
        count={found.length}
        box={props.box}
        onTouch={slots.touch}
      >
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
                slots={slots}
                sorting={sorting}
                onSeen={onSeen}
                database={database}
                table={table}
                joins={joins}
                onFollow={onFollow}
                scroll={scroll}
                box={box}
                isWhole={isWhole}
                t={t}
                texts={texts}
              />
            ) : null}
            {isWhole || !box || found.length * ROW_PX < box.height ? props.after : null}
            {isWhole ? null : <Unfinished />}
          </>
        )}
      </Scroll>
    </>
  );
}

/** At a guess. */
const ROW_PX = 35;
const SENTENCE = 'sticky left-0 px-4 py-1.5 text-ui text-ink-2';

interface ScrollProps {
  readonly name: string;
  readonly count: number;
  readonly box: BoxSeen;
  readonly onTouch: () => void;
  readonly children: (scroll: RefObject<HTMLElement | null>) => ReactNode;
}

/** The box that the rows scroll in. On a phone it is as high as its rows, up to a limit. */
function Scroll({ name, count, box, onTouch, children }: ScrollProps) {
  const scroll = useRef<HTMLElement>(null);
  useBoxSeen(scroll, box);
  return (
    <section
      className="@container min-h-32 flex-1 overflow-auto border-t border-line @max-[40rem]:max-h-[70vh] @max-[40rem]:flex-none"
      aria-label={name}
      data-table={name}
      data-row-count={count}
      ref={scroll}
      onScroll={onTouch}
      onPointerDown={onTouch}
      onFocus={onTouch}
    >
      {children(scroll)}
    </section>
  );
}

interface GridProps
  extends Pick<Props, 'database' | 'table' | 'joins' | 'onSeen' | 'onFollow' | 't' | 'texts'> {
  readonly columns: readonly string[];
  readonly slots: SlotsOfTable;
  readonly rows: readonly ShownRow[];
  readonly sorting: Sorting | null;
  readonly scroll: RefObject<HTMLElement | null>;
  readonly box: BoxSeen['current'];
  readonly isWhole: boolean;
}

const Grid = memo(function Grid(props: GridProps) {
  const { rows, slots, sorting, onSeen, database, table, joins, onFollow, scroll, box, isWhole } = props;
  const { t, texts } = props;
  const name = `${database}.${table}`;
  const columns = useMemo(
    () => (isWhole || !box ? props.columns : columnsInSight(props.columns, box.width)),
    [isWhole, box, props.columns],
  );
  const keys = useSame(useMemo(() => columns.map(slots.columnOf), [columns, slots]));
  slots.columns = keys;
  // what changed flashes anew in each step, also in an element that did so in the last
  const turn = useStore(({ step }) => (step % 2 === 0 ? 'even' : 'odd'));
  const { select } = useActions();
  const schema = schemaTable(database, table);
  const leading = useMemo(() => new Set(joins.map((join) => join.from.column)), [joins]);
  const follow = useCallback(
    (column: string, value: Cell): void => {
      const join = joins.find((one) => one.from.column === column);
      if (join) onFollow(join, value);
    },
    [joins, onFollow],
  );
  const open = useCallback(
    (key: readonly Cell[], column: string | null) => select({ kind: 'row', database, table, key, column }),
    [select, database, table],
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are reached by the arrows is a grid */}
      <table className={GRID_OF_ROWS} role="grid" data-turn={turn} aria-rowcount={rows.length + 1}>
        <caption className="sr-only" lang="en">
          {name}
        </caption>
        <GridHead columns={columns} keys={keys} sorting={sorting} onSeen={onSeen} texts={texts} />
        <VirtualBody
          count={rows.length}
          scroll={scroll}
          {...(box ? { box } : {})}
          whole={isWhole}
          rowHeight={ROW_PX}
          columns={columns.length + 1}
        >
          {(index, measure, isFirst) => {
            const { row, mark } = rows[index] as ShownRow;
            const keyText = JSON.stringify(mark?.key ?? keyOf(schema, row));
            return (
              <TableRow
                key={slots.rowOf(keyText)}
                table={name}
                row={row}
                mark={mark}
                keyText={keyText}
                index={index}
                columns={columns}
                keys={keys}
                leading={leading}
                isWhole={isWhole}
                first={isFirst}
                onOpen={open}
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
});

function Empty({ database, table, texts }: Pick<Props, 'database' | 'table' | 'texts'>) {
  const t = texts.panels.tables;
  const trace = useStore(traceOf);
  const upTo = useStore(factAt);
  const steps = useStore(stepsOf);
  const { seek } = useActions();
  const n = firstStepOf(trace, steps, database, table, upTo);
  if (n === null) return <p className={SENTENCE}>{t.empty}</p>;
  return (
    <p className={`${SENTENCE} flex flex-wrap items-center gap-3`}>
      {t.emptyUntil(n)} <Button onClick={() => seek(n)}>{texts.panels.inspector.toStep(n)}</Button>
    </p>
  );
}
