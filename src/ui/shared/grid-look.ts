/** How every table of rows looks, wherever it stands: calm lines, a head that stays, monospaced cells. */
export const GRID = 'min-w-full border-separate border-spacing-0 text-left font-mono text-cap [&_wbr]:hidden';
export const GRID_HEAD =
  'sticky top-0 z-2 border-b border-line bg-paper px-3 py-1.5 font-medium whitespace-nowrap text-ink-3';
export const GRID_CELL = 'border-b border-line px-3 py-2 whitespace-nowrap last:w-full';
export const GRID_CAPTION = 'px-3 pt-2 text-left font-sans text-cap font-semibold text-ink-2';
/** A table that stands in running text is framed and as wide as it needs. */
export const GRID_BOX = 'w-fit max-w-full overflow-auto rounded-l border border-line bg-paper';
