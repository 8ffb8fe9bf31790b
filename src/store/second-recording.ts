/**
 * A second recording, laid beside what is shown: opened by the same door as the first, in a worker of its own and redacted there. It is
 * shown nowhere by itself. One for the page, loaded with the panel that lays it beside; it stays until it is put away or replaced.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { CodedError } from '../core/base/assert.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Opened } from '../core/recording/readers/import.ts';
import type { Fact } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { RecordingProgress } from '../worker/doors.ts';
import { makeRecordingClient, type RecordingClient } from '../worker/recording-client.ts';
import { type ImportFailure, importFailure, recordingFilesName } from './recordings.ts';
import type { PageStore } from './store.ts';
import { loadToTell } from './told.ts';

interface SecondKnown extends Pick<Opened, 'report' | 'trace'> {
  readonly name: string;
}

interface SecondState {
  readonly reading: boolean;
  readonly progress: RecordingProgress | null;
  readonly failure: ImportFailure | null;
  readonly known: SecondKnown | null;
  /** One at a time: while one is read, another is not begun. What was open stays until the other one is there. */
  open(page: PageStore, files: readonly File[]): Promise<void>;
  cancel(): void;
  putAway(): void;
}

export function makeSecondRecording(client: RecordingClient): StoreApi<SecondState> {
  return createStore<SecondState>()((set, get) => ({
    reading: false,
    progress: null,
    failure: null,
    known: null,
    async open(page, files) {
      if (get().reading || files.length === 0) return;
      set({ reading: true, failure: null, progress: null });
      try {
        const { report, ...opened } = await client.open({ files, text: null, pattern: null }, (progress) =>
          set({ progress }),
        );
        if (opened.broker)
          throw new CodedError(
            'no_messages',
            'it tells how a broker was set up, and of nothing that happened',
          );
        await loadToTell(opened.trace, () => page.getState().lang);
        set({ known: { name: recordingFilesName(files), report, trace: await indexed(opened.trace) } });
      } catch (error) {
        set({ failure: importFailure(error) });
      }
      set({ reading: false, progress: null });
    },
    cancel: () => client.cancel(),
    putAway: () => set({ known: null, failure: null }),
  }));
}

/** Facts that are read in one go: less than a frame. */
const PART = 1000;

/** The same trace, with its index: read in parts, so that the page draws in between. */
async function indexed(trace: Trace): Promise<Trace> {
  const facts: Fact[] = [];
  const made = { ...trace, facts };
  for (let from = 0; from < trace.facts.length; from += PART) {
    for (const fact of trace.facts.slice(from, from + PART)) facts.push(fact);
    indexOf(made);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return made;
}

export const secondRecording = makeSecondRecording(makeRecordingClient());
