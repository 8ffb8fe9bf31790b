/** Whether the page is being put on paper: then lists that draw only what is in sight draw all they have. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const printing = createStore(() => ({ is: false }));

export const setPrinting = (is: boolean): void => printing.setState({ is });

export const usePrinting = (): boolean => useStore(printing, ({ is }) => is);
