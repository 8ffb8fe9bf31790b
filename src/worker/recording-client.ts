/** The page's side of an import: a worker for each, ended with its answer or when the reader has had enough of it. */
import { CodedError, defined } from '../core/base/assert.ts';
import type { Opened } from '../core/recording/readers/import.ts';
import type { RecordingAsked, RecordingDoor, RecordingProgress } from './doors.ts';
import { takeOver } from './hand-over.ts';
import { openWorker } from './policy.ts';
import { openPort } from './port.ts';

/** Milliseconds of silence after which an import is ended: a reader's own regular expression may never come to an end. */
const LONGEST_SILENCE_MS = 60_000;

export interface RecordingClient {
  /**
   * Errors: `CodedError` of the reader, `too_slow` when nothing was heard of it for too long, `recording_failed` when there is no
   * worker, or it was cancelled.
   */
  open(asked: RecordingAsked, tell: (progress: RecordingProgress) => void): Promise<Opened>;
  cancel(): void;
}

export function makeRecordingClient(
  make: () => Worker = () => openWorker('recording'),
  silenceMs = LONGEST_SILENCE_MS,
): RecordingClient {
  const port = openPort<RecordingDoor>(make, 'recording_failed');
  return {
    async open(asked, tell) {
      const taken = takeOver();
      let timer: ReturnType<typeof setTimeout> | undefined;
      let isLate = false;
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          isLate = true;
          port.close('the import was too slow');
        }, silenceMs);
      };
      try {
        wait();
        const opened = await port.ask('open', asked, (news) => {
          wait();
          if (news.kind === 'progress') tell(news.progress);
          else taken.hear(news);
        });
        return { ...opened, trace: defined(taken.trace(), 'the trace that was opened') };
      } catch (error) {
        if (!isLate) throw error;
        throw new CodedError(
          'too_slow',
          `nothing was heard of it for ${silenceMs / 1000} seconds: it was ended`,
        );
      } finally {
        clearTimeout(timer);
        port.close('the import has ended');
      }
    },
    cancel: () => port.close('the import was cancelled'),
  };
}
