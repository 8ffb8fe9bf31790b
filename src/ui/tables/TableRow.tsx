import type { Texts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { onRovingKey } from '../shared/roving.ts';
import { CellView } from './CellView.tsx';
import type { RowChangeKind } from './marks.ts';
import type { ShownRow } from './view.ts';

const GLYPHS: { readonly [K in RowChangeKind]: string } = { inserted: '+', updated: '●', deleted: '−' };

interface Props {
  readonly shown: ShownRow;
  readonly columns: readonly string[];
  /** the first row is the table's stop in the Tab order */
  readonly first: boolean;
  readonly place: { readonly database: string; readonly table: string };
  readonly texts: Texts;
}

/** A row: its mark as glyph, colour and word; a changed cell shows old and new. Its button opens the row's history. */
export function TableRow({ shown, columns, first, place, texts }: Props) {
  const select = useStore((s) => s.select);
  const t = texts.panels.tables;
  const { row, mark, key } = shown;
  const word = mark ? t[mark.kind] : '';
  const name = key.map(String).join(', ');
  return (
    <tr data-change={mark?.kind} data-key={name}>
      <th scope="row" className="rows-mark">
        <button
          type="button"
          className="rows-history"
          data-roving=""
          tabIndex={first ? 0 : -1}
          aria-label={[word, t.history(name)].filter((text) => text !== '').join(texts.panels.common.comma)}
          onKeyDown={onRovingKey}
          onClick={() => select({ kind: 'row', ...place, key })}
        >
          <span aria-hidden="true">{mark ? `${GLYPHS[mark.kind]} ${word}` : '⋯'}</span>
        </button>
      </th>
      {columns.map((column) => {
        const changed = mark?.columns.has(column) === true;
        return (
          <td key={column} data-column={column} data-changed={changed ? '' : undefined}>
            {changed ? (
              <span className="cell-change">
                <span className="visually-hidden">{t.was} </span>
                <span className="cell-old">
                  <CellView value={mark?.before?.[column] ?? null} texts={texts} />
                </span>
                <span aria-hidden="true"> → </span>
                <span className="visually-hidden">{t.is} </span>
                <span className="cell-new">
                  <CellView value={row[column] ?? null} texts={texts} />
                </span>
              </span>
            ) : (
              <CellView value={row[column] ?? null} texts={texts} />
            )}
          </td>
        );
      })}
    </tr>
  );
}
