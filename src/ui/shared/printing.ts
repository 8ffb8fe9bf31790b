/** Whether the page is being put on paper: then lists that draw only what is in sight draw all they have. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const printing = createStore(() => ({ is: false }));

/** The document says so, too: the layout, which is there from the start, asks it. */
export function setPrinting(is: boolean): void {
  if (is) document.documentElement.dataset.printing = '';
  else delete document.documentElement.dataset.printing;
  printing.setState({ is });
}

export const usePrinting = (): boolean => useStore(printing, ({ is }) => is);
