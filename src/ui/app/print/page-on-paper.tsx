/**
 * The page as it is, on paper: the map at the step as a picture, the story, and whatever panel is open with all its rows. While
 * the print dialog is open the page is light, lists are whole, and what is too wide for the sheet is fitted to it.
 */
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { PageState, PageStore } from '../../../store/store.ts';
import { mapShapes, staged } from '../../canvas/picture/map-shapes.ts';
import { pictureOf } from '../../canvas/picture/picture-of.ts';
import { sourceOf } from '../../canvas/picture/sheet.ts';
import { drawn } from '../../shared/Drawn.tsx';
import { setPrinting } from '../../shared/printing.ts';
import { paperSheet } from './paper-sheet.ts';

/** CSS pixels between the margins of an A4 sheet. */
const PAPER_WIDTH = 686;
/** A table that would be smaller than this stands there row by row, each cell with the name of its column. */
const LEAST_ZOOM = 0.6;

export function readyForPaper(store: PageStore, window: Window): void {
  paperSheet();
  let undo: (() => void) | null = null;
  window.addEventListener('beforeprint', () => {
    undo?.();
    undo = window.document.querySelector('body > .paper')
      ? null
      : prepared(store.getState(), window.document);
  });
  window.addEventListener('afterprint', () => {
    undo?.();
    undo = null;
  });
}

/** Returns what puts everything back. */
function prepared(state: PageState, page: Document): () => void {
  const root = page.documentElement;
  const { theme } = root.dataset;
  root.dataset.theme = 'light';
  flushSync(() => setPrinting(true));
  const fitted = [...page.querySelectorAll<HTMLElement>('.app :is(table, .sequence-scroll)')].map(fit);
  const picture = pictureOn(state, page);
  return () => {
    for (const restore of fitted) restore();
    picture();
    if (theme !== undefined) root.dataset.theme = theme;
    setPrinting(false);
  };
}

/** The live map is of the screen's size: above everything stands the same as a picture. */
function pictureOn(state: PageState, page: Document): () => void {
  if (state.step === 0) return () => undefined;
  const of = pictureOf(state);
  const stage = staged(of.story, state.step, 'desk');
  const { width, height } = stage.map;
  const host = page.createElement('figure');
  host.className = 'page-map';
  page.body.prepend(host);
  const root = createRoot(host);
  flushSync(() =>
    root.render(
      <>
        <figcaption>
          <b>{of.name}</b> {sourceOf(of)}
        </figcaption>
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" fontFamily={of.ink.sans}>
          {drawn(mapShapes(stage, stage.show.duration, of.texts, of.ink))}
        </svg>
      </>,
    ),
  );
  return () => {
    root.unmount();
    host.remove();
  };
}

/** Smaller where that is enough; else row by row. Returns what puts it back. */
function fit(box: HTMLElement): () => void {
  const width = leastWidth(box);
  if (width <= PAPER_WIDTH) return () => undefined;
  const zoom = PAPER_WIDTH / width;
  if (zoom >= LEAST_ZOOM || !(box instanceof HTMLTableElement)) {
    box.style.setProperty('zoom', String(zoom));
    return () => box.style.removeProperty('zoom');
  }
  const names = [...(box.tHead?.rows[0]?.cells ?? [])].map(({ innerText }) => innerText.trim());
  const cells = [...box.tBodies].flatMap(({ rows }) => [...rows]).flatMap((row) => [...row.cells]);
  box.classList.add('paper-rows');
  for (const cell of cells) cell.dataset.column = names[cell.cellIndex] ?? '';
  return () => {
    box.classList.remove('paper-rows');
    for (const cell of cells) delete cell.dataset.column;
  };
}

/** What it cannot be narrower than, px. */
function leastWidth(box: HTMLElement): number {
  if (!(box instanceof HTMLTableElement)) return box.scrollWidth;
  const { width, minWidth } = box.style;
  box.style.width = 'min-content';
  box.style.minWidth = '0';
  const least = box.offsetWidth;
  box.style.width = width;
  box.style.minWidth = minWidth;
  return least;
}
