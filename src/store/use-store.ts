/** The page's store inside React: a narrow selector in, one value out. */
import { createContext, use } from 'react';
import { useStore as useZustand } from 'zustand';
import { defined } from '../core/base/assert.ts';
import type { Actions } from './state.ts';
import type { PageState, PageStore } from './store.ts';

export const StoreContext = createContext<PageStore | null>(null);

export function usePageStore(): PageStore {
  return defined(use(StoreContext), 'StoreContext');
}

/** What can be done to the page: the same always, so nobody who does something hears of what it changes. */
export const useActions = (): Actions => usePageStore().getState();

/** `selector` must return the same reference for an equal state: use the functions of `derived.ts`. */
export function useStore<T>(selector: (state: PageState) => T): T {
  return useZustand(usePageStore(), selector);
}
