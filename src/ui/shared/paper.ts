/** What was asked to be put on paper: the search and the share dialog ask, the page prepares it and calls the browser's print dialog. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export type PaperAsked =
  | { readonly what: 'handout' }
  | { readonly what: 'storyboard'; readonly steps: readonly number[] };

const asked = createStore<{ readonly paper: PaperAsked | null }>(() => ({ paper: null }));

export const askForPaper = (paper: PaperAsked | null): void => asked.setState({ paper });

export const usePaperAsked = (): PaperAsked | null => useStore(asked, ({ paper }) => paper);
