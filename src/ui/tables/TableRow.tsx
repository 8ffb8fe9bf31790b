import { ArrowRight, ArrowUpRight, Ellipsis } from 'lucide-react';
import { use } from 'react';
import type { Cell } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { CellView } from '../shared/CellView.tsx';
import { onGridKey } from '../shared/grid-keys.ts';
import { GRID_CELL } from '../shared/grid-look.ts';
import type { RowChangeKind } from './marks.ts';
import { MarkWords } from './runs.ts';
import type { ShownRow } from './view.ts';

const GLYPHS: { readonly [K in RowChangeKind]: string } = { inserted: '+', updated: '●', deleted: '−' };

interface Props {
  readonly shown: ShownRow;
  readonly rowKey: readonly Cell[];
  readonly index: number;
  readonly columns: readonly string[];
  /** columns that lead to a row of another table */
  readonly leading: ReadonlySet<string>;
  /** the first row in sight is the table's stop in the Tab order */
  readonly first: boolean;
  readonly place: { readonly database: string; readonly table: string };
  readonly onFollow: (column: string, value: Cell) => void;
  readonly measure: (row: HTMLTableRowElement | null) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

/**
 * A row: its mark as glyph, colour and word; a changed cell shows old and new. Its first button opens the row, a press on
 * a cell asks who wrote it, the arrow behind a value leads to the row that it names.
 */
export function TableRow(props: Props) {
  const { shown, rowKey, index, columns, first, place, measure, texts } = props;
  const select = useStore((s) => s.select);
  const t = texts.panels.tables;
  const { mark } = shown;
  const words = use(MarkWords);
  const word = mark ? (words ?? t)[mark.kind] : '';
  const name = rowKey.map(String).join(', ');
  return (
    <tr
      className="group bg-paper text-ink-2 hover:bg-canvas data-change:text-ink data-[change=deleted]:bg-error-tint data-[change=inserted]:bg-ins-tint"
      data-change={mark?.kind}
      data-key={name}
      data-index={index}
      aria-rowindex={index + 2}
      ref={measure}
    >
      <th
        scope="row"
        className="sticky left-0 z-1 border-b border-l-3 border-b-line border-l-transparent bg-inherit font-sans font-semibold group-data-[change=deleted]:border-l-del group-data-[change=inserted]:border-l-ins group-data-[change=updated]:border-l-mark-line"
      >
        <button
          type="button"
          className="rows-history grid min-h-7 w-full min-w-7 place-items-center px-1 text-ink-3 focus-visible:-outline-offset-2 group-data-[change=deleted]:text-del group-data-[change=inserted]:text-ins group-data-[change=updated]:text-mark-line touch:min-h-11 touch:min-w-11"
          data-cell=""
          tabIndex={first ? 0 : -1}
          aria-label={[word, t.history(name)].filter((text) => text !== '').join(texts.panels.common.comma)}
          title={word === '' ? undefined : word}
          onKeyDown={onGridKey}
          onClick={() => select({ kind: 'row', ...place, key: rowKey, column: null })}
        >
          {mark ? (
            <span className="whitespace-nowrap" aria-hidden="true">
              {GLYPHS[mark.kind]}
              {/* of two runs the sign alone does not tell which has the row */}
              <span className={words ? 'ml-1' : 'sr-only'}>{word}</span>
            </span>
          ) : (
            <Ellipsis
              className="invisible group-focus-within:visible group-hover:visible touch:visible"
              size={15}
              aria-hidden="true"
            />
          )}
        </button>
      </th>
      {columns.map((column) => (
        <DataCell key={column} column={column} {...props} />
      ))}
    </tr>
  );
}

function DataCell({ column, shown, rowKey, leading, place, onFollow, t, texts }: Props & { column: string }) {
  const select = useStore((s) => s.select);
  const { row, mark } = shown;
  const words = use(MarkWords) ?? texts.panels.tables;
  const value = row[column] ?? null;
  const changed = mark?.columns.has(column) === true;
  const open = (): void => select({ kind: 'row', ...place, key: rowKey, column });
  return (
    <td
      className={`${GRID_CELL} cursor-pointer -outline-offset-2 group-data-[change=deleted]:line-through hover:outline-2 hover:outline-line-2 focus-visible:outline-2 focus-visible:outline-focus data-changed:bg-mark data-changed:flash`}
      data-column={column}
      data-changed={changed ? '' : undefined}
      data-cell=""
      tabIndex={-1}
      title={t.tables.cellTitle}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) open();
        else onGridKey(event);
      }}
      onClick={({ target }) => {
        // opening a long value, following it, or marking it to copy, asks nothing
        const inner = target instanceof Element && target.closest('details, button') !== null;
        if (!inner && getSelection()?.isCollapsed !== false) open();
      }}
    >
      {changed ? (
        <span className="cell-change inline-flex items-center gap-1.5">
          <span className="sr-only">{words.was} </span>
          <s className="cell-old text-ink-2 decoration-ink-3">
            <CellView value={mark?.before?.[column] ?? null} texts={texts} />
          </s>
          <ArrowRight size={14} strokeWidth={2.4} className="shrink-0 text-mark-line" aria-hidden="true" />
          <span className="sr-only">{words.is} </span>
          <span className="cell-new font-semibold">
            <CellView value={value} texts={texts} />
          </span>
        </span>
      ) : (
        <CellView value={value} texts={texts} />
      )}
      {leading.has(column) && value !== null ? (
        <button
          type="button"
          className="-my-1 ml-1 inline-grid size-6 place-items-center rounded-s align-[-7px] text-ink-3 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
          data-follow={column}
          tabIndex={-1}
          aria-label={t.tables.open(`${column} = ${value}`)}
          title={t.tables.open(`${column} = ${value}`)}
          data-cell=""
          onKeyDown={onGridKey}
          onClick={() => onFollow(column, value)}
        >
          <ArrowUpRight size={14} strokeWidth={2} aria-hidden="true" />
        </button>
      ) : null}
    </td>
  );
}
