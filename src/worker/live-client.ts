/** The page's side of a live stream: one worker, which lasts as long as the stream is shown. */
import type { LiveAsked, LiveNews, RecordingDoor } from './doors.ts';
import { openWorker } from './policy.ts';
import { openPort } from './port.ts';

export interface LiveClient {
  /** Errors: `CodedError` `recording_failed` when there is no worker. */
  listen(asked: LiveAsked): Promise<void>;
  /** What is new, once there is something; rejected when it is closed. */
  next(): Promise<LiveNews>;
  close(): void;
}

export function makeLiveClient(make: () => Worker = () => openWorker('recording')): LiveClient {
  const port = openPort<RecordingDoor>(make, 'recording_failed');
  return {
    listen: async (asked) => void (await port.ask('listen', asked)),
    next: () => port.ask('next', null),
    close: () => port.close('the live stream was closed'),
  };
}
