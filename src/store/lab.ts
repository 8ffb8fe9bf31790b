/**
 * What the page remembers of the lab: the knobs as they were written, and the last run. The three designs run one after the
 * other on the same arrivals; what was done stays when the run is cancelled.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OneTopic } from '../core/lab/one-topic.ts';
import type { LabOutcome, LabProgress } from '../core/lab/run.ts';
import type { Design, LabSettings } from '../core/lab/settings.ts';
import { type LabClient, makeLabClient } from '../worker/lab-client.ts';
import type { TheoryAnswer } from '../worker/lab-door.ts';

export type { TheoryAnswer } from '../worker/lab-door.ts';

/** In the order in which they run and are shown. */
export const LAB_ORDER = ['direct', 'queue', 'nova'] as const satisfies readonly Design[];

export interface LabState {
  /** the form: text by the name of its field */
  readonly fields: { readonly [name: string]: string };
  readonly doing: 'nothing' | 'run' | 'theory';
  /** what runs now */
  readonly design: Design | null;
  readonly progress: LabProgress | null;
  /** of the last run, in its order */
  readonly outcomes: readonly LabOutcome[];
  /** the sentence of the error that ended the last run or check */
  readonly failure: string | null;
  readonly theory: TheoryAnswer | null;
  setFields(fields: LabState['fields']): void;
  /** `settings.design` is left aside: each of `LAB_ORDER` is run. Refuses nothing that is not under way. */
  run(settings: LabSettings): Promise<void>;
  check(run: OneTopic): Promise<void>;
  cancel(): void;
}

export type LabStore = StoreApi<LabState>;

export function makeLabStore(client: LabClient, fields: LabState['fields'] = {}): LabStore {
  let isCancelled = false;
  return createStore<LabState>()((set, get) => {
    const during = async (doing: LabState['doing'], act: () => Promise<void>): Promise<void> => {
      if (get().doing !== 'nothing') return;
      isCancelled = false;
      set({ doing, failure: null, progress: null });
      try {
        await act();
      } catch (error) {
        set({ failure: error instanceof Error ? error.message : String(error) });
      }
      set({ doing: 'nothing', design: null, progress: null });
    };
    return {
      fields,
      doing: 'nothing',
      design: null,
      progress: null,
      outcomes: [],
      failure: null,
      theory: null,
      setFields: (changed) => set({ fields: { ...get().fields, ...changed } }),
      run: (settings) =>
        during('run', async () => {
          set({ outcomes: [] });
          for (const design of LAB_ORDER) {
            if (isCancelled) return;
            set({ design, progress: null });
            const outcome = await client.run({ ...settings, design }, (progress) => set({ progress }));
            set({ outcomes: [...get().outcomes, outcome] });
          }
        }),
      check: (run) =>
        during('theory', async () => {
          set({ theory: null });
          set({ theory: await client.theory(run) });
        }),
      cancel() {
        isCancelled = true;
        client.cancel();
      },
    };
  });
}

/** The page's own. */
export const labStore: LabStore = makeLabStore(makeLabClient());
