/**
 * What the page remembers of the lab: the knobs as they were written, the last run, the last sweep. The three designs run
 * one after the other on the same arrivals; what was done stays when they are cancelled.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { canonicalJson } from '../core/base/json.ts';
import type { OneTopic } from '../core/lab/one-topic.ts';
import type { LabOutcome, LabProgress } from '../core/lab/run.ts';
import { type Design, LAB_LIMITS, type LabSettings } from '../core/lab/settings.ts';
import type { Stretch } from '../core/lab/stretch.ts';
import type { Sweep, SweepPoint, Swept } from '../core/lab/sweep.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { TheoryAnswer } from '../worker/doors.ts';
import { type LabClient, makeLabClient } from '../worker/lab-client.ts';

export type { TheoryAnswer } from '../worker/doors.ts';

/** In the order in which they run and are shown. */
export const LAB_ORDER = ['direct', 'queue', 'nova'] as const satisfies readonly Design[];

export type LabDoing = 'nothing' | 'run' | 'sweep' | 'stretch' | 'theory';

/** What is told of a stretch; its trace belongs to whoever asked for it. */
export interface StretchOpened {
  readonly design: Design;
  readonly stretch: Stretch;
  readonly facts: number;
  /** its facts ended before its time: there were more than it may have */
  readonly isCut: boolean;
  /** no command was given and nothing sent in it: the run had ended before */
  readonly isEmpty: boolean;
}

/** A line for each design that was begun; its points are those that ran to their end. */
export interface SweepDone {
  readonly what: Swept;
  readonly values: readonly number[];
  readonly lines: readonly { readonly design: Design; readonly points: readonly SweepPoint[] }[];
}

interface LabState {
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
  /** the checks that were made, the last one last; one for each question */
  readonly checks: readonly TheoryAnswer[];
  readonly stretch: StretchOpened | null;
  setFields(fields: LabState['fields']): void;
  /** `settings.design` is left aside: each of `LAB_ORDER` is run. Refuses nothing that is not under way. */
  run(settings: LabSettings): Promise<void>;
  /** As `run`, at each of the sweep's points. */
  runSweep(sweep: Sweep): Promise<void>;
  check(run: OneTopic): Promise<void>;
  /** A part of the run in the settings' own design, as a trace; null where there is none to be shown. */
  openStretch(settings: LabSettings, stretch: Stretch): Promise<Trace | null>;
  cancel(): void;
}

const CHECKS_MAX = 60;

type LabStore = StoreApi<LabState>;

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
      checks: [],
      stretch: null,
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
          for (const design of LAB_ORDER) if (!isCancelled) await sweepOne(client, set, get, sweep, design);
        }),
      check: (run) =>
        during('theory', async () => {
          const answer = await client.theory(run);
          const isSame = (one: TheoryAnswer): boolean =>
            canonicalJson({ ...one.run }) === canonicalJson({ ...run });
          const others = get().checks.filter((one) => !isSame(one));
          set({ checks: [...others, answer].slice(-CHECKS_MAX) });
        }),
      async openStretch(settings, stretch) {
        const { design } = settings;
        let opened: Trace | null = null;
        await during('stretch', async () => {
          set({ design, stretch: null });
          const trace = await client.stretch(settings, stretch, (progress) => set({ progress }));
          if (isCancelled) return;
          const told = openedOf(trace, design, stretch);
          set({ stretch: told });
          if (!told.isEmpty) opened = trace;
        });
        return opened;
      },
      cancel() {
        isCancelled = true;
        client.cancel();
      },
    };
  });
}

/** One design at each of the sweep's points, shown as they are done. */
async function sweepOne(
  client: LabClient,
  set: LabStore['setState'],
  get: LabStore['getState'],
  sweep: Sweep,
  design: Design,
): Promise<void> {
  const { what, values } = sweep;
  const before = get().sweep?.lines ?? [];
  let points: readonly SweepPoint[] = [];
  const show = (): void => {
    const lines = [...before, { design, points }];
    set({ design, point: points.length, progress: null, sweep: { what, values, lines } });
  };
  show();
  await client.sweep(
    { ...sweep, base: { ...sweep.base, design } },
    {
      progress: (progress, point) => set({ progress, point }),
      point(point) {
        // a point that was cut short would stand beside whole ones
        if (point.outcome.ended === 'cancelled') return;
        points = [...points, point];
        show();
      },
    },
  );
}

function openedOf({ facts }: Trace, design: Design, stretch: Stretch): StretchOpened {
  return {
    design,
    stretch,
    facts: facts.length,
    isCut: facts.length >= LAB_LIMITS.stretch_facts,
    isEmpty: !facts.some(({ kind }) => kind === 'http.requested' || kind === 'message.published'),
  };
}

/** The page's own. */
export const labStore: LabStore = makeLabStore(makeLabClient());
