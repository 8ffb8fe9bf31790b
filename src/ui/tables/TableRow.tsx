import { __iconData as right } from 'lucide-react/icons/arrow-right';
import { memo, type ReactNode, use } from 'react';
import type { Cell, Row } from '../../core/trace/fact.ts';
import type { CompareTexts, DataTexts, Texts } from '../../i18n/index.ts';
import { shownValue } from '../shared/CellView.tsx';
import { plainText } from '../shared/cell-text.ts';
import { onGridKey, onGridPress } from '../shared/grid-keys.ts';
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
  /** columns that lead to a row of another table */
  readonly leading: ReadonlySet<string>;
  /** the reader rests here: an arrow can be pressed, and is more than a sign */
  readonly isWhole: boolean;
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
      title={cells.t.tables.cellTitle}
      ref={measure}
      onKeyDown={(event) => {
        const { column } = (event.target as HTMLElement).dataset;
        if (event.key === 'Enter' && column !== undefined) onOpen(rowKey, column);
        else onGridKey(event);
      }}
      onMouseDown={onGridPress}
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
          className="rows-history grid min-h-7 w-full min-w-7 place-items-center px-1 text-ink-3 empty:before:invisible empty:before:font-bold empty:before:content-['…'] focus-visible:-outline-offset-2 group-focus-within:empty:before:visible group-hover:empty:before:visible group-data-[change=deleted]:text-del group-data-[change=inserted]:text-ins group-data-[change=updated]:text-mark-line touch:min-h-[44px] touch:min-w-[44px] touch:empty:before:visible"
          data-cell=""
          tabIndex={first ? 0 : -1}
          aria-label={[word, t.history(name)].filter((text) => text !== '').join(texts.panels.common.comma)}
          title={word === '' ? t.history(name) : word}
          onClick={() => onOpen(rowKey, null)}
        >
          {mark ? (
            <span className="whitespace-nowrap" aria-hidden="true">
              {GLYPHS[mark.kind]}
              {/* of two runs the sign alone does not tell which has the row */}
              <span className={words ? 'ml-1' : 'sr-only'}>{word}</span>
            </span>
          ) : null}
        </button>
      </th>
      <Cells {...cells} />
    </tr>
  );
});

const ARROW = stillIcon(right, { size: 14, strokeWidth: 2.4, className: 'shrink-0 text-mark-line' });

/** Cells that say the same are not drawn anew. Each is an element and no component: a step draws dozens. */
const Cells = memo(function Cells({ row, columns, keys, leading, ...all }: CellsProps) {
  const words = use(MarkWords) ?? all.texts.panels.tables;
  return columns.map((column, i) =>
    cellOf({ slot: keys[i], column, value: row[column] ?? null, leads: leading.has(column), words, ...all }),
  );
});

interface CellProps extends Pick<CellsProps, 'table' | 'mark' | 'isWhole' | 'onFollow' | 't' | 'texts'> {
  /** its column's key */
  readonly slot: string | undefined;
  readonly column: string;
  readonly value: Cell;
  readonly leads: boolean;
  readonly words: Pick<CompareTexts['tables'], 'was' | 'is'>;
}

function cellOf({
  slot,
  table,
  column,
  value,
  mark,
  leads,
  isWhole,
  words,
  onFollow,
  t,
  texts,
}: CellProps): ReactNode {
  const changed = mark?.columns.has(column) === true;
  const of = `${table} ${column}`;
  // most cells: no element of their own around their text
  const plain = changed ? null : plainText(value);
  const isLink = leads && value !== null;
  const to = isLink && isWhole ? t.tables.open(`${column} = ${value}`) : null;
  return (
    <td
      key={slot}
      data-column={column}
      data-changed={changed ? '' : undefined}
      data-leads={isLink && !isWhole ? '' : undefined}
      lang={plain === null ? undefined : 'en'}
    >
      {plain ??
        (changed ? (
          <span className="cell-change inline-flex items-center gap-1.5">
            <span className="sr-only">{words.was} </span>
            <s className="cell-old text-ink-2 decoration-ink-3">
              {shownValue(mark?.before?.[column] ?? null, texts, of)}
            </s>
            {ARROW}
            <span className="sr-only">{words.is} </span>
            <span className="cell-new font-semibold">{shownValue(value, texts, of)}</span>
          </span>
        ) : (
          shownValue(value, texts, of)
        ))}
      {to === null ? null : (
        <button
          type="button"
          className="-my-2 ml-1 inline-grid size-6 place-items-center rounded-s align-baseline text-ink-3 before:size-2 before:border-t-[1.5px] before:border-r-[1.5px] before:border-current before:bg-[linear-gradient(to_bottom_right,transparent_44%,currentColor_44%_56%,transparent_56%)] before:content-[''] hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
          data-follow={column}
          tabIndex={-1}
          aria-label={to}
          title={to}
          data-cell=""
          onClick={() => onFollow(column, value)}
        />
      )}
    </td>
  );
}
