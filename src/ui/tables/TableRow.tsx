import { use } from 'react';
import type { Cell } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { CellView } from '../shared/CellView.tsx';
import { onGridKey } from '../shared/grid-keys.ts';
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
  const word = mark ? (use(MarkWords) ?? t)[mark.kind] : '';
  const name = rowKey.map(String).join(', ');
  return (
    <tr data-change={mark?.kind} data-key={name} data-index={index} aria-rowindex={index + 2} ref={measure}>
      <th scope="row" className="rows-mark">
        <button
          type="button"
          className="rows-history"
          data-cell=""
          tabIndex={first ? 0 : -1}
          aria-label={[word, t.history(name)].filter((text) => text !== '').join(texts.panels.common.comma)}
          onKeyDown={onGridKey}
          onClick={() => select({ kind: 'row', ...place, key: rowKey, column: null })}
        >
          <span aria-hidden="true">{mark ? `${GLYPHS[mark.kind]} ${word}` : '⋯'}</span>
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
        <span className="cell-change">
          <span className="visually-hidden">{words.was} </span>
          <span className="cell-old">
            <CellView value={mark?.before?.[column] ?? null} texts={texts} />
          </span>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden">{words.is} </span>
          <span className="cell-new">
            <CellView value={value} texts={texts} />
          </span>
        </span>
      ) : (
        <CellView value={value} texts={texts} />
      )}
      {leading.has(column) && value !== null ? (
        <button
          type="button"
          className="rows-follow"
          data-follow={column}
          tabIndex={-1}
          aria-label={t.tables.open(`${column} = ${value}`)}
          title={t.tables.open(`${column} = ${value}`)}
          data-cell=""
          onKeyDown={onGridKey}
          onClick={() => onFollow(column, value)}
        />
      ) : null}
    </td>
  );
}
