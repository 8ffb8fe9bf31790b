import { __iconData as right } from 'lucide-react/icons/arrow-right';
import { __iconData as upRight } from 'lucide-react/icons/arrow-up-right';
import { __iconData as ellipsis } from 'lucide-react/icons/ellipsis';
import { memo, use } from 'react';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { shownValue } from '../shared/CellView.tsx';
import { plainText } from '../shared/cell-text.ts';
import { onGridKey } from '../shared/grid-keys.ts';
import { GRID_CELL } from '../shared/grid-look.ts';
import { stillIcon } from '../shared/still-icon.tsx';
import type { RowChangeKind, RowMark } from './marks.ts';
import { MarkWords } from './runs.ts';

const GLYPHS: { readonly [K in RowChangeKind]: string } = { inserted: '+', updated: '●', deleted: '−' };

interface CellsProps {
  readonly table: string;
  readonly row: Row;
  readonly mark: RowMark | null;
  readonly columns: readonly string[];
  /** under which each of them is drawn */
  readonly keys: readonly string[];
  /** columns whose cells are none of those that stood there */
  readonly fresh: ReadonlySet<string>;
  /** columns that lead to a row of another table */
  readonly leading: ReadonlySet<string>;
  readonly onFollow: (column: string, value: Cell) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

interface Props extends CellsProps {
  /** the row's key as JSON: a text, so that equal keys are equal */
  readonly keyText: string;
  readonly index: number;
  /** the first row in sight is the table's stop in the Tab order */
  readonly first: boolean;
  /** asks for the history of the row, or of one cell of it */
  readonly onOpen: (key: readonly Cell[], column: string | null) => void;
  readonly measure: (row: HTMLTableRowElement | null) => void;
}

/**
 * A row: its mark as glyph, colour and word; a changed cell shows old and new. Its first button opens the row, a press on
 * a cell asks who wrote it, the arrow behind a value leads to the row that it names. Of a step only the rows that it touched
 * are drawn anew; one that merely moved keeps its cells.
 */
export const TableRow = memo(function TableRow(props: Props) {
  const { keyText, index, first, onOpen, measure, ...cells } = props;
  const { mark, texts } = cells;
  const t = texts.panels.tables;
  const words = use(MarkWords);
  const word = mark ? (words ?? t)[mark.kind] : '';
  const rowKey: readonly Cell[] = JSON.parse(keyText);
  const name = rowKey.map(String).join(', ');
  return (
    <tr
      className="group bg-paper text-ink-2 hover:bg-canvas data-change:text-ink data-[change=deleted]:bg-error-tint data-[change=inserted]:bg-ins-tint"
      data-change={mark?.kind}
      data-key={name}
      data-index={index}
      aria-rowindex={index + 2}
      ref={measure}
      onKeyDown={(event) => {
        const { column } = (event.target as HTMLElement).dataset;
        if (event.key === 'Enter' && column !== undefined) onOpen(rowKey, column);
        else onGridKey(event);
      }}
      onClick={({ target }) => {
        const cell = target instanceof Element ? target.closest<HTMLElement>('td, details, button') : null;
        // opening a long value, following it, or marking it to copy, asks nothing
        if (cell?.dataset.column !== undefined && getSelection()?.isCollapsed !== false)
          onOpen(rowKey, cell.dataset.column);
      }}
    >
      <th
        scope="row"
        className="sticky left-0 z-1 border-b border-l-3 border-b-line border-l-transparent bg-inherit font-sans font-semibold group-data-[change=deleted]:border-l-del group-data-[change=inserted]:border-l-ins group-data-[change=updated]:border-l-mark-line"
      >
        <button
          type="button"
          className="rows-history grid min-h-7 w-full min-w-7 place-items-center px-1 text-ink-3 focus-visible:-outline-offset-2 group-data-[change=deleted]:text-del group-data-[change=inserted]:text-ins group-data-[change=updated]:text-mark-line touch:min-h-[44px] touch:min-w-[44px]"
          data-cell=""
          tabIndex={first ? 0 : -1}
          aria-label={[word, t.history(name)].filter((text) => text !== '').join(texts.panels.common.comma)}
          title={word === '' ? undefined : word}
          onClick={() => onOpen(rowKey, null)}
        >
          {mark ? (
            <span className="whitespace-nowrap" aria-hidden="true">
              {GLYPHS[mark.kind]}
              {/* of two runs the sign alone does not tell which has the row */}
              <span className={words ? 'ml-1' : 'sr-only'}>{word}</span>
            </span>
          ) : (
            ELLIPSIS
          )}
        </button>
      </th>
      <Cells {...cells} />
    </tr>
  );
});

const ELLIPSIS = stillIcon(ellipsis, {
  size: 15,
  className: 'invisible group-focus-within:visible group-hover:visible touch:visible',
});
const ARROW = stillIcon(right, { size: 14, strokeWidth: 2.4, className: 'shrink-0 text-mark-line' });
const LEAD = stillIcon(upRight, { size: 14 });

/** Cells that say the same are not drawn anew. */
const Cells = memo(function Cells({ row, mark, columns, keys, fresh, leading, ...all }: CellsProps) {
  return columns.map((column, i) => {
    const changed = mark?.columns.has(column) === true;
    return (
      <CellOf
        key={fresh.has(column) ? `${all.table} ${column}` : keys[i]}
        column={column}
        value={row[column] ?? null}
        changed={changed}
        before={changed ? (mark?.before?.[column] ?? null) : null}
        leads={leading.has(column)}
        {...all}
      />
    );
  });
});

interface CellProps extends Pick<CellsProps, 'table' | 'onFollow' | 't' | 'texts'> {
  readonly column: string;
  readonly value: Cell;
  readonly changed: boolean;
  readonly before: Cell;
  readonly leads: boolean;
}

const CellOf = memo(function CellOf(props: CellProps) {
  const { table, column, value, changed, before, leads, onFollow, t, texts } = props;
  const words = use(MarkWords) ?? texts.panels.tables;
  // most cells: no element of their own around their text
  const plain = changed ? null : plainText(value);
  const to = leads && value !== null ? t.tables.open(`${column} = ${value}`) : null;
  return (
    <td
      className={CELL}
      data-column={column}
      data-changed={changed ? '' : undefined}
      data-cell=""
      tabIndex={-1}
      title={t.tables.cellTitle}
      lang={plain === null ? undefined : 'en'}
    >
      {plain ??
        (changed ? (
          <span className="cell-change inline-flex items-center gap-1.5">
            <span className="sr-only">{words.was} </span>
            <s className="cell-old text-ink-2 decoration-ink-3">{shownValue(before, texts, table)}</s>
            {ARROW}
            <span className="sr-only">{words.is} </span>
            <span className="cell-new font-semibold">{shownValue(value, texts, table)}</span>
          </span>
        ) : (
          shownValue(value, texts, table)
        ))}
      {to === null ? null : (
        <button
          type="button"
          className="-my-1 ml-1 inline-grid size-6 place-items-center rounded-s align-[-7px] text-ink-3 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
          data-follow={column}
          tabIndex={-1}
          aria-label={to}
          title={to}
          data-cell=""
          onClick={() => onFollow(column, value)}
        >
          {LEAD}
        </button>
      )}
    </td>
  );
});

const CELL = `${GRID_CELL} cursor-pointer -outline-offset-2 group-data-[change=deleted]:line-through hover:outline-2 hover:outline-line-2 focus-visible:outline-2 focus-visible:outline-focus data-changed:bg-mark data-changed:flash`;
