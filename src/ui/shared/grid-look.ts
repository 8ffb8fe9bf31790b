/** How every table of rows looks, wherever it stands: calm lines, a head that stays, monospaced cells. */
export const GRID = 'min-w-full border-separate border-spacing-0 text-left font-mono text-cap [&_wbr]:hidden';
export const GRID_HEAD =
  'sticky top-0 z-2 border-b border-line bg-paper px-3 py-1.5 font-medium whitespace-nowrap text-ink-3';
export const GRID_CELL = 'border-b border-line px-3 py-2 whitespace-nowrap last:w-full';
export const GRID_CAPTION = 'px-3 pt-2 text-left font-sans text-cap font-semibold text-ink-2';
/** A table that stands in running text is framed and as wide as it needs. */
export const GRID_BOX = 'w-fit max-w-full overflow-auto rounded-l border border-line bg-paper';
/** The look of the button that leads from a value to its row, while it cannot be pressed as yet. */
const SIGN_OF_LINK =
  "[&_td[data-leads]]:after:mr-2 [&_td[data-leads]]:after:ml-3 [&_td[data-leads]]:after:inline-block [&_td[data-leads]]:after:size-2 [&_td[data-leads]]:after:border-t-[1.5px] [&_td[data-leads]]:after:border-r-[1.5px] [&_td[data-leads]]:after:border-ink-3 [&_td[data-leads]]:after:bg-[linear-gradient(to_bottom_right,transparent_44%,var(--color-ink-3)_44%_56%,transparent_56%)] [&_td[data-leads]]:after:content-['']";
/** As GRID_CELL, of all cells of a table of rows at once: a class for each of them is part of what drawing them costs. */
export const GRID_OF_ROWS = `${GRID} [&_td]:cursor-pointer [&_td]:border-b [&_td]:border-line [&_td]:px-3 [&_td]:py-2 [&_td]:whitespace-nowrap [&_td]:-outline-offset-2 [&_td]:last:w-full [&_td]:hover:outline-2 [&_td]:hover:outline-line-2 [&_td]:focus-visible:outline-2 [&_td]:focus-visible:outline-focus [&_td[data-changed]]:bg-mark [&[data-turn=even]_td[data-changed]]:flash [&[data-turn=odd]_td[data-changed]]:flash-again [&_tr[data-change=deleted]_td]:line-through ${SIGN_OF_LINK}`;
