/**
 * The rows of a long table: only those in sight are in the document, between two rows that hold the place of the others.
 * A short table stands there whole, so that the browser's own search finds everything.
 */
import { elementScroll, type Rect, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useState } from 'react';
import { useChange, useLifetime } from './hooks.ts';
import { usePrinting } from './printing.ts';

/** Rows that are drawn at once; more are drawn as they come into sight. */
const WHOLE = 60;
/** Rows that are drawn beyond those in sight; where a key goes from row to row, as many as it comes to within a frame. */
const BEYOND = 4;
const FOR_KEYS = 16;
/** A longer table needs a box of its own that scrolls. */
export const isLong = (count: number): boolean => count > WHOLE;

interface Props {
  readonly count: number;
  /** the box that scrolls */
  readonly scroll: RefObject<HTMLElement | null>;
  /** its size, as far as it is known before it is laid out */
  readonly box?: Rect;
  /** whether all of a short table is drawn, and of a long one what lies around; or only what is in sight in the box */
  readonly whole?: boolean;
  /** height of a row at a guess, px; a row that is drawn is measured */
  readonly rowHeight: number;
  /** columns of the table, for the rows that hold the place */
  readonly columns: number;
  /** a row that is to be seen; -1 = none in particular */
  readonly show?: number;
  /** its rows are reached by the arrows, as one list */
  readonly roving?: boolean;
  /** `isFirst` = the first row that is drawn */
  readonly children: (
    index: number,
    measure: (row: HTMLTableRowElement | null) => void,
    isFirst: boolean,
  ) => ReactNode;
}

/** The rows of a table keep their elements when it becomes a long one, or a short one. */
export function VirtualBody(props: Props) {
  const {
    count,
    scroll,
    box = UNSEEN,
    whole = true,
    rowHeight,
    columns,
    show = -1,
    roving,
    children,
  } = props;
  const isPrinting = usePrinting();
  const isWindowed = isLong(count) && !isPrinting;
  const virtualizer = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    enabled: isWindowed,
    count,
    initialRect: box,
    observeElementRect: observeBox,
    measureElement: heightOf,
    scrollToFn: scrollBox,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: whole ? (roving ? FOR_KEYS : BEYOND) : 0,
  });
  // the box around the rows is known only when they stand in it
  const [isBoxed, setBoxed] = useState(false);
  useLifetime(
    useCallback(() => {
      if (isWindowed) setBoxed(true);
      return ignore;
    }, [isWindowed]),
  );
  useChange(isWindowed && isBoxed ? show : -1, (index) => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  const items = virtualizer.getVirtualItems();
  const before = isWindowed ? (items[0]?.start ?? 0) : 0;
  const after = isWindowed ? Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)) : 0;
  const drawn = whole || isPrinting ? count : Math.min(count, Math.ceil(box.height / rowHeight));
  return (
    <tbody data-roving-root={roving ? '' : undefined}>
      <Place height={before} columns={columns} />
      {isWindowed
        ? items.map((item, i) => children(item.index, virtualizer.measureElement, i === 0))
        : Array.from({ length: drawn }, (_, i) => children(i, ignore, i === 0))}
      <Place height={after} columns={columns} />
    </tbody>
  );
}

const ignore = (): void => undefined;

/** As high as a box that was not seen yet is thought to be, px. */
const UNSEEN: Rect = { width: 800, height: 400 };

type OfRows = Virtualizer<HTMLElement, HTMLTableRowElement>;

/** Of the box and of a row the browser tells the size when it has laid out the frame; asked at once, it would lay out twice. */
function observeBox({ scrollElement }: OfRows, told: (rect: Rect) => void): () => void {
  if (!scrollElement) return ignore;
  const observer = new ResizeObserver(([entry]) => {
    if (entry) told({ width: entry.contentRect.width, height: entry.contentRect.height });
  });
  observer.observe(scrollElement);
  return () => observer.disconnect();
}

function heightOf(row: HTMLTableRowElement, entry: ResizeObserverEntry | undefined, rows: OfRows): number {
  const index = rows.indexFromElement(row);
  const told = entry?.borderBoxSize[0]?.blockSize;
  return told ?? rows.itemSizeCache.get(rows.options.getItemKey(index)) ?? rows.options.estimateSize(index);
}

/** To the top where a fresh box stands already: that too would ask for its layout. */
function scrollBox(offset: number, how: { adjustments?: number }, rows: OfRows): void {
  if (offset + (how.adjustments ?? 0) > 0) elementScroll(offset, how, rows);
}

function Place({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
