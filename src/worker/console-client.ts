/**
 * The page's side of the console: a fresh worker for each question, warmed before it is wanted and ended after its answer
 * or at the limit. So nothing of one run can be read in the next, and no statement can hold anything but its own worker.
 */
import { CodedError } from '../core/base/assert.ts';
import type { ConsoleAnswer, ConsoleRequest } from '../core/sql/console.ts';
import type { ConsoleDoor, FilesAsked, MadeFile } from './doors.ts';
import { openWorker } from './policy.ts';
import { openPort, type WorkerPort } from './port.ts';

/** Milliseconds that a script may take, from when it is handed to a worker that is ready. */
export const LONGEST_MS = 2000;
/** Milliseconds that a worker may take to load, or to write files. */
const PATIENCE_MS = 20_000;

export type ConsoleEnd = 'done' | 'stopped' | 'too_long';

export interface ConsoleClient {
  /** Makes a worker ready, so that the first answer comes at once. Its failure is told by the question. */
  warm(): void;
  /** Tells each answer as it comes. Errors: `CodedError` of the worker. */
  run(request: ConsoleRequest, tell: (answer: ConsoleAnswer) => void): Promise<ConsoleEnd>;
  files(request: FilesAsked): Promise<MadeFile>;
  /** Ends what runs now; its promise resolves as `stopped`. */
  stop(): void;
}

/** A worker, and when it can be asked. */
interface HeldWorker {
  readonly port: WorkerPort<ConsoleDoor>;
  readonly ready: Promise<null>;
}

type Ended<Q extends keyof ConsoleDoor> =
  | { readonly end: 'done'; readonly answer: ConsoleDoor[Q]['answer'] }
  | { readonly end: 'stopped' | 'too_long' };

interface ClientOptions {
  readonly open?: () => Worker;
  /** whether the next worker is made ready after a question; default true */
  readonly keepWarm?: boolean;
}

export function makeConsoleClient({
  open = () => openWorker('console'),
  keepWarm = true,
}: ClientOptions): ConsoleClient {
  const hold = (): HeldWorker => {
    const port = openPort<ConsoleDoor>(open, 'console_failed');
    const ready = port.ask('warm', null);
    ready.catch(() => undefined);
    return { port, ready };
  };
  let warm: HeldWorker | null = null;
  let stopNow: () => void = () => undefined;
  const ask = async <Q extends 'run' | 'files'>(
    question: Q,
    given: ConsoleDoor[Q]['given'],
    limitMs: number,
    hear?: (news: ConsoleDoor[Q]['news']) => void,
  ): Promise<Ended<Q>> => {
    const { port, ready } = warm ?? hold();
    warm = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Ended<Q>>((resolve, reject) => {
        stopNow = () => resolve({ end: 'stopped' });
        timer = setTimeout(
          () => reject(new CodedError('console_failed', 'the console did not start in time')),
          PATIENCE_MS,
        );
        const answered = ready.then(() => {
          clearTimeout(timer);
          timer = setTimeout(() => resolve({ end: 'too_long' }), limitMs);
          return port.ask(question, given, hear);
        });
        answered.then((answer) => resolve({ end: 'done', answer }), reject);
      });
    } finally {
      clearTimeout(timer);
      port.close('the question has ended');
      stopNow = () => undefined;
      if (keepWarm) warm ??= hold();
    }
  };
  return {
    warm() {
      warm ??= hold();
    },
    run: async (request, tell) => (await ask('run', request, LONGEST_MS, tell)).end,
    async files(request) {
      const ended = await ask('files', request, PATIENCE_MS);
      if (ended.end === 'done') return ended.answer;
      throw new CodedError('console_failed', 'the files could not be written in time');
    },
    stop: () => stopNow(),
  };
}
