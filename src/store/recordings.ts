/**
 * What the page knows of the recording that it opens: how far it is, what was wrong, what was found, hidden and guessed. One for
 * the page, loaded when a recording is asked for. What was open stays as it was until another one is there.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { CodedError } from '../core/base/assert.ts';
import { type BrokerPlayed, brokerExperiment } from '../core/recording/broker-experiment.ts';
import type { GrowingTold } from '../core/recording/readers/growing.ts';
import type { Opened } from '../core/recording/readers/import.ts';
import { fileNameKept } from '../core/recording/redact/names.ts';
import type { RequestSeen } from '../core/report/requests.ts';
import { stepOfFact } from '../core/story/cursor.ts';
import type { RecordingAsked, RecordingProgress } from '../worker/doors.ts';
import { makeRecordingClient, type RecordingClient } from '../worker/recording-client.ts';
import { isRecording, stepsOf } from './derived.ts';
import type { PageStore } from './store.ts';

/** What is told of a recording beside its trace, which belongs to the run. */
interface RecordingKnown extends Pick<Opened, 'report'> {
  readonly name: string;
  /** of a broker's definitions: what was declared */
  readonly broker: BrokerPlayed | null;
}

export type { RecordingProgress } from '../worker/doors.ts';

/** Why nothing came of an import. */
export type ImportFailure = Pick<CodedError, 'code' | 'message' | 'detail'>;

export function importFailure(error: unknown): ImportFailure {
  const { code, message, detail } =
    error instanceof CodedError ? error : new CodedError('recording_failed', String(error));
  return { code, message, detail };
}

interface RecordingsState {
  readonly progress: RecordingProgress | null;
  readonly reading: boolean;
  readonly failure: ImportFailure | null;
  readonly known: RecordingKnown | null;
  /** what came in while another one was read, and was not taken; '' = nothing */
  readonly another: string;
  /** the sheet stands over the page */
  readonly shown: boolean;
  setShown(shown: boolean): void;
  /** Opens files, or what was pasted. One at a time: while one is read, another is not begun, and that is said. */
  open(page: PageStore, asked: Partial<RecordingAsked>): Promise<void>;
  cancel(): void;
  /** What is known of the live stream that is shown, as it stands now. */
  tellLive(told: GrowingTold, name: string): void;
  /** Goes to where a request begins. */
  pick(page: PageStore, request: RequestSeen): void;
}

/** Name of the scenario that a broker's definitions are opened as. */
const BROKER_SCENARIO = 'amqp-definitions';

function makeRecordings(client: RecordingClient): StoreApi<RecordingsState> {
  return createStore<RecordingsState>()((set, get) => ({
    progress: null,
    reading: false,
    failure: null,
    known: null,
    another: '',
    shown: false,
    setShown: (shown) => set({ shown }),
    async open(page, { files = [], text = null, pattern = null }) {
      if (get().reading) {
        set({ another: recordingFilesName(files), shown: true });
        return;
      }
      set({ reading: true, failure: null, progress: null, shown: true });
      try {
        const opened = await client.open({ files, text, pattern }, (progress) => set({ progress }));
        set({ known: await show(page, opened, recordingFilesName(files)) });
      } catch (error) {
        set({ failure: importFailure(error) });
      }
      set({ reading: false, progress: null, another: '' });
    },
    cancel: () => client.cancel(),
    tellLive(told, name) {
      const { records, skipped, hidden, inferred, unpaired, reordered, left } = told;
      const file = { name, format: 'firehose', bytes: 0, records, skipped, first: [] } as const;
      const guessed = { inferred, unpaired, reordered, rowsUnknown: 0, keysGuessed: 0, tiedByTime: 0 };
      const report = { files: [file], hidden, ...guessed, silentLogs: 0, cut: left };
      set({ known: { name, report, broker: null }, failure: null });
    },
    pick(page, request) {
      const state = page.getState();
      if (!isRecording(state)) return;
      if (request.periodic && !state.periodic) state.setPeriodic(true);
      const list = stepsOf(page.getState());
      page.getState().seek(stepOfFact(list, request.fact));
      set({ shown: false });
    },
  }));
}

async function show(page: PageStore, opened: Opened, name: string): Promise<RecordingKnown> {
  const { trace, report } = opened;
  const broker = opened.broker && brokerExperiment(opened.broker);
  if (broker) await page.getState().open(BROKER_SCENARIO, broker.experiment);
  else await page.getState().showRecording(trace, null, name);
  return { name, report, broker };
}

/** Their folder's; else of several files that of the largest, which has the messages, and how many there are more. */
export function recordingFilesName(files: readonly File[]): string {
  const [largest] = [...files].sort((a, b) => b.size - a.size);
  if (!largest) return 'clipboard';
  const [folder = ''] = largest.webkitRelativePath.split('/');
  const name = fileNameKept(folder === '' ? largest.name : folder, 1);
  return folder === '' && files.length > 1 ? `${name} + ${files.length - 1}` : name;
}

export const recordings = makeRecordings(makeRecordingClient());
