/** The console of this page inside React. */
import { useStore as useZustand } from 'zustand';
import { type ConsoleState, type ConsoleStore, consoleOf } from '../../store/console.ts';
import { usePageStore } from '../../store/use-store.ts';

export function useConsoleStore(): ConsoleStore {
  return consoleOf(usePageStore());
}

export function useConsole<T>(selector: (state: ConsoleState) => T): T {
  return useZustand(useConsoleStore(), selector);
}
