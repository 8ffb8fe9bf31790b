/** The page's side of an import: a worker for each, ended with its answer or when the reader has had enough of it. */
import { defined } from '../core/base/assert.ts';
import type { Opened } from '../core/recording/readers/import.ts';
import type { RecordingAsked, RecordingDoor, RecordingProgress } from './doors.ts';
import { takeOver } from './hand-over.ts';
import { openWorker } from './policy.ts';
import { openPort } from './port.ts';

export interface RecordingClient {
  /** Errors: `CodedError` of the reader, `recording_failed` when there is no worker, or it was cancelled. */
  open(asked: RecordingAsked, tell: (progress: RecordingProgress) => void): Promise<Opened>;
  cancel(): void;
}

export function makeRecordingClient(make: () => Worker = () => openWorker('recording')): RecordingClient {
  const port = openPort<RecordingDoor>(make, 'recording_failed');
  return {
    async open(asked, tell) {
      try {
        const taken = takeOver();
        const opened = await port.ask('open', asked, (news) => {
          if (news.kind === 'progress') tell(news.progress);
          else taken.hear(news);
        });
        return { ...opened, trace: defined(taken.trace(), 'the trace that was opened') };
      } finally {
        port.close('the import has ended');
      }
    },
    cancel: () => port.close('the import was cancelled'),
  };
}
