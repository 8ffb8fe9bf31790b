/**
 * What the SQL console remembers: the database in use, what was asked and what was answered. One for each page's store.
 * The rows that are asked are those at the page's cursor when the question is put.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { CodedError } from '../core/base/assert.ts';
import {
  cellCountOf,
  databaseIn,
  type Layout,
  type LayoutId,
  layoutOf,
  layoutOfTrace,
} from '../core/databases/layouts.ts';
import { parametersIn, parameterValue } from '../core/databases/mysql/parameters.ts';
import { copyAt } from '../core/reading/copy-at.ts';
import { type ConsoleClient, type ConsoleEnd, makeConsoleClient } from '../worker/console-client.ts';
import type { ConsoleAnswer, FilesAsked, MadeFile } from '../worker/doors.ts';
import { factAt, traceOf, versionsOf } from './derived.ts';
import type { State } from './state.ts';
import type { PageStore } from './store.ts';

export { LONGEST_MS } from '../worker/console-client.ts';
export type { ConsoleAnswer } from '../worker/doors.ts';

/** One question with its answers. */
export interface ConsoleEntry {
  readonly id: number;
  readonly script: string;
  readonly layout: LayoutId;
  /** in use when it was asked */
  readonly database: string | null;
  /** the page's step then */
  readonly step: number;
  readonly answers: readonly ConsoleAnswer[];
  /** null while it runs */
  readonly end: ConsoleEnd | { readonly failed: string } | null;
  /** from the question to its end, milliseconds */
  readonly ms: number | null;
}

export interface ConsoleState {
  readonly database: string | null;
  readonly physical: boolean;
  readonly view: 'results' | 'terminal';
  /** oldest first */
  readonly entries: readonly ConsoleEntry[];
  /** scripts that were asked, oldest first, each once */
  readonly history: readonly string[];
  /** where the terminal's view begins: entries before it were cleared away */
  readonly clearedBefore: number;
  /** what was written for the named parameters, by name without the colon */
  readonly parameters: { readonly [name: string]: string };
  run(script: string): Promise<void>;
  setParameter(name: string, written: string): void;
  stop(): void;
  clear(): void;
  setPhysical(physical: boolean): void;
  setView(view: ConsoleState['view']): void;
}

/** Databases as SQLite files, in a worker of their own. Errors: `CodedError`. */
export function exportFiles(request: FilesAsked): Promise<MadeFile> {
  return makeConsoleClient({ keepWarm: false }).files(request);
}

export type ConsoleStore = StoreApi<ConsoleState>;

const MOST_ENTRIES = 50;
const MOST_HISTORY = 100;

/** The layout that SQL is asked in. */
export function consoleLayout(state: Pick<State, 'sqlLayout' | 'runs' | 'shown'>): LayoutId {
  return state.sqlLayout ?? layoutOfTrace(traceOf(state));
}

/** With its databases. */
export const consoleServer = (state: Pick<State, 'sqlLayout' | 'runs' | 'shown'>): Layout =>
  layoutOf(consoleLayout(state), cellCountOf(traceOf(state)));

const stores = new WeakMap<PageStore, ConsoleStore>();

/** The console of a page; made when it is first asked for. */
export function consoleOf(page: PageStore): ConsoleStore {
  const known = stores.get(page);
  if (known) return known;
  const made = makeConsoleStore(page, makeConsoleClient({}));
  stores.set(page, made);
  return made;
}

/** What was left empty is NULL. */
function parametersOf(script: string, written: ConsoleState['parameters']) {
  return Object.fromEntries(
    parametersIn(script).map((name) => [name, parameterValue(written[name] || 'NULL')]),
  );
}

function makeConsoleStore(page: PageStore, client: ConsoleClient): ConsoleStore {
  client.warm();
  let serial = 0;
  const store = createStore<ConsoleState>()((set, get) => {
    const change = (id: number, how: (entry: ConsoleEntry) => Partial<ConsoleEntry>): void =>
      set(({ entries }) => ({
        entries: entries.map((entry) => (entry.id === id ? { ...entry, ...how(entry) } : entry)),
      }));
    return {
      database: null,
      physical: false,
      view: 'results',
      entries: [],
      history: [],
      clearedBefore: 0,
      parameters: {},
      async run(script) {
        if (get().entries.some((entry) => entry.end === null) || script.trim() === '') return;
        serial += 1;
        const id = serial;
        const state = page.getState();
        const layout = consoleLayout(state);
        const { database, physical } = get();
        const parameters = parametersOf(script, get().parameters);
        const began = performance.now();
        const entry = { id, script, layout, database, step: state.step, answers: [], end: null, ms: null };
        set(({ entries, history }) => ({
          entries: [...entries, entry].slice(-MOST_ENTRIES),
          history: [...history.filter((one) => one !== script), script].slice(-MOST_HISTORY),
        }));
        try {
          const copy = copyAt(traceOf(state), versionsOf(state), factAt(state), { script, layout });
          const end = await client.run(
            { script, layout, physical, database, parameters, ...copy },
            (answer) => {
              change(id, ({ answers }) => ({ answers: [...answers, answer] }));
              if (answer.kind === 'used') set({ database: answer.database });
              if (answer.kind === 'client' && answer.say === 'clear') get().clear();
            },
          );
          change(id, () => ({ end, ms: performance.now() - began }));
        } catch (error) {
          const failed = error instanceof CodedError ? error.message : String(error);
          change(id, () => ({ end: { failed }, ms: performance.now() - began }));
        }
      },
      setParameter: (name, written) =>
        set(({ parameters }) => ({ parameters: { ...parameters, [name]: written } })),
      stop: () => client.stop(),
      clear: () => set({ clearedBefore: serial + 1 }),
      setPhysical: (physical) => set({ physical }),
      setView: (view) => set({ view }),
    };
  });
  // another layout is another server: a database that it does not have is not in use there
  page.subscribe((now, before) => {
    const layout = consoleServer(now);
    const { database } = store.getState();
    if (layout === consoleServer(before) || database === null) return;
    if (!databaseIn(layout, database)) store.setState({ database: null });
  });
  return store;
}
