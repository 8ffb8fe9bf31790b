import type { Value } from '../../core/databases/mysql/grid.ts';
import type { Texts } from '../../i18n/index.ts';
import { formOf } from './cell-text.ts';

/** One value: NULL in italics, an empty text said so, ids shortened in the middle (whole in title and copy), long JSON to open. */
export function CellView({ value, texts }: { value: Value; texts: Texts }) {
  const shown = formOf(value);
  switch (shown.form) {
    case 'null':
      return <em className="null">NULL</em>;
    case 'empty':
      return <span className="cell-empty">{texts.panels.tables.emptyCell}</span>;
    case 'id':
      return (
        <span className="cell-id" title={String(value)} lang="en">
          {shown.head}
          <span className="cell-id-middle">{shown.middle}</span>
          {shown.tail}
        </span>
      );
    case 'long':
      return (
        <details className="cell-long">
          <summary lang="en">{shown.head}…</summary>
          <pre lang="en">{shown.text}</pre>
        </details>
      );
    case 'text':
      return <span lang="en">{shown.text}</span>;
  }
}
