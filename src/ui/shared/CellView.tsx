import { type ReactNode, useState } from 'react';
import type { Value } from '../../core/databases/mysql/grid.ts';
import type { Texts } from '../../i18n/index.ts';
import { formOf } from './cell-text.ts';

/** One value: see `shownValue`. */
export const CellView = ({ value, texts }: { value: Value; texts: Texts }) => shownValue(value, texts);

/**
 * NULL in italics, an empty text said so, ids shortened in the middle (whole in title and copy), long JSON to open: what was
 * opened `of` one table is shut in the next.
 */
export function shownValue(value: Value, texts: Texts, of?: string): ReactNode {
  const shown = formOf(value);
  switch (shown.form) {
    case 'null':
      return <em className="null text-ink-2 italic">NULL</em>;
    case 'empty':
      return (
        <span className="cell-empty rounded-s border border-dotted border-line-2 px-1 font-sans text-ink-2">
          {texts.panels.tables.emptyCell}
        </span>
      );
    case 'id':
      return (
        <span className="cell-id" title={String(value)} lang="en">
          {shown.head}
          <span className="cell-id-middle text-[0px] before:text-cap before:content-['…']">
            {shown.middle}
          </span>
          {shown.tail}
        </span>
      );
    case 'long':
      return <LongCell key={of} head={shown.head} text={shown.text} />;
    case 'text':
      return <span lang="en">{shown.text}</span>;
  }
}

/** A closed text up to this length is in the page, so that the browser's own search finds it. */
const FOUND_CLOSED = 4000;

function LongCell({ head, text }: { head: string; text: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="cell-long" onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary className="min-h-6 cursor-pointer" lang="en">
        {head}…
      </summary>
      {opened || text.length <= FOUND_CLOSED ? (
        <pre className="max-w-160 wrap-anywhere whitespace-pre-wrap" lang="en">
          {text}
        </pre>
      ) : null}
    </details>
  );
}
