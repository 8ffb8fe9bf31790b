/**
 * What the page remembers of the lab: the knobs as they were written, the last run, the last sweep. The three designs run
 * one after the other on the same arrivals; what was done stays when they are cancelled.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OneTopic } from '../core/lab/one-topic.ts';
import type { LabOutcome, LabProgress } from '../core/lab/run.ts';
import type { Design, LabSettings } from '../core/lab/settings.ts';
import type { Sweep, SweepPoint, Swept } from '../core/lab/sweep.ts';
import { type LabClient, makeLabClient } from '../worker/lab-client.ts';
import type { TheoryAnswer } from '../worker/lab-door.ts';

export type { TheoryAnswer } from '../worker/lab-door.ts';

/** In the order in which they run and are shown. */
export const LAB_ORDER = ['direct', 'queue', 'nova'] as const satisfies readonly Design[];

export type LabDoing = 'nothing' | 'run' | 'sweep' | 'theory';

/** A line for each design that was begun; its points are those that ran to their end. */
export interface SweepDone {
  readonly what: Swept;
  readonly values: readonly number[];
  readonly lines: readonly { readonly design: Design; readonly points: readonly SweepPoint[] }[];
}

export interface LabState {
  /** the form: text by the name of its field */
  readonly fields: { readonly [name: string]: string };
  readonly doing: LabDoing;
  /** what was asked last: what `failure` is of */
  readonly asked: LabDoing;
  /** what runs now */
  readonly design: Design | null;
  readonly progress: LabProgress | null;
  /** which point of a sweep runs, from 0 */
  readonly point: number;
  /** of the last run, in its order */
  readonly outcomes: readonly LabOutcome[];
  readonly sweep: SweepDone | null;
  /** the sentence of the error that ended what was asked last */
  readonly failure: string | null;
  readonly theory: TheoryAnswer | null;
  setFields(fields: LabState['fields']): void;
  /** `settings.design` is left aside: each of `LAB_ORDER` is run. Refuses nothing that is not under way. */
  run(settings: LabSettings): Promise<void>;
  /** As `run`, at each of the sweep's points. */
  runSweep(sweep: Sweep): Promise<void>;
  check(run: OneTopic): Promise<void>;
  cancel(): void;
}

export type LabStore = StoreApi<LabState>;

export function makeLabStore(client: LabClient, fields: LabState['fields'] = {}): LabStore {
  let isCancelled = false;
  return createStore<LabState>()((set, get) => {
    const during = async (doing: LabDoing, act: () => Promise<void>): Promise<void> => {
      if (get().doing !== 'nothing') return;
      isCancelled = false;
      set({ doing, asked: doing, failure: null, progress: null });
      try {
        await act();
      } catch (error) {
        set({ failure: error instanceof Error ? error.message : String(error) });
      }
      set({ doing: 'nothing', design: null, progress: null });
    };
    const sweepOne = async (sweep: Sweep, design: Design): Promise<void> => {
      const { what, values } = sweep;
      const before = get().sweep?.lines ?? [];
      const show = (points: readonly SweepPoint[]): void =>
        set({
          point: points.length,
          progress: null,
          sweep: { what, values, lines: [...before, { design, points }] },
        });
      let points: readonly SweepPoint[] = [];
      set({ design });
      show(points);
      await client.sweep(
        { ...sweep, base: { ...sweep.base, design } },
        {
          progress: (progress, point) => set({ progress, point }),
          point(point) {
            // a point that was cut short would stand beside whole ones
            if (point.outcome.ended === 'cancelled') return;
            points = [...points, point];
            show(points);
          },
        },
      );
    };
    return {
      fields,
      doing: 'nothing',
      asked: 'nothing',
      design: null,
      progress: null,
      point: 0,
      outcomes: [],
      sweep: null,
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
      runSweep: (sweep) =>
        during('sweep', async () => {
          set({ sweep: null });
          for (const design of LAB_ORDER) if (!isCancelled) await sweepOne(sweep, design);
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
