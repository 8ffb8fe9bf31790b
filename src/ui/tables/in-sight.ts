/** Of a table that comes in another one's place: what of it is in sight at once. The rest is drawn when that stands. */
import { type RefObject, useCallback } from 'react';
import { useLifetime, useRested } from '../shared/hooks.ts';
import { loading } from '../shared/loading.ts';
import type { SlotsOfTable } from './slots.ts';

/** The box that tables are scrolled in, CSS pixels; null = none was seen whose content is larger than it. */
export type BoxSeen = RefObject<{ readonly width: number; readonly height: number } | null>;

/** Keeps the size of the box. One that is as high as its rows may be higher for the next table. */
export function useBoxSeen(scroll: RefObject<HTMLElement | null>, box: BoxSeen): void {
  const start = useCallback(() => {
    const element = scroll.current;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry || !element) return;
      const { width, height } = entry.contentRect;
      const isFull = element.scrollHeight > element.clientHeight;
      if (isFull) box.current = { width, height };
      else if (box.current) box.current = { width, height: Math.max(height, box.current.height) };
    });
    if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [scroll, box]);
  useLifetime(start);
}

/** Of a head: a little less than a letter takes, and what is free around it, where the browser's letters have their usual size. */
const LETTER_PX = 7;
const AROUND_PX = 24;

/** Columns from the first to one that begins beyond the box: nothing that is seen moves when the others come. */
export function columnsInSight(columns: readonly string[], width: number): readonly string[] {
  let right = 0;
  const end = columns.findIndex((column) => {
    right += AROUND_PX + LETTER_PX * column.length;
    return right > width;
  });
  return end < 0 ? columns : columns.slice(0, end + 1);
}

/** A reader who goes on sooner goes through the steps, and sees the beginning of each table alone. */
const REST_MS = 150;

/**
 * False in the first drawing of a table whose box is known; all of it is drawn once the reader rests there: while a key is
 * held nothing is drawn that nobody sees. By the slots and not by the name: where a table comes back before the one between
 * was drawn whole, it begins all the same.
 */
export function useIsWhole(box: BoxSeen, slots: SlotsOfTable): boolean {
  const isRested = useRested(slots, REST_MS) === slots;
  return isRested || box.current === null;
}

/** Stands for what is still to be drawn: the page is not idle before. */
export function Unfinished() {
  useLifetime(loading.begin);
  return null;
}
