/**
 * The page's side of the console: a fresh worker for each question, warmed before it is wanted and ended after its answer
 * or at the limit. So nothing of one run can be read in the next, and no statement can hold anything but its own worker.
 */
import { CodedError } from '../core/base/assert.ts';
import type { ConsoleAnswer, ConsoleRequest } from '../sqlite/console.ts';
import type { ConsoleAsk, ConsoleSays, FilesAsked, MadeFile } from './console-door.ts';
import { openWorker } from './policy.ts';

/** Milliseconds that a script may take, from when it is handed to a worker that is ready. */
export const LONGEST_MS = 2000;
/** Milliseconds that a worker may take to load SQLite, or to write files. */
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

interface Held {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  /** what the worker says after it was ready */
  listen: (says: ConsoleSays) => void;
}

function hold(open: () => Worker): Held {
  const worker = open();
  let isReady: () => void = () => undefined;
  let cannot: (error: CodedError) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    cannot = reject;
  });
  ready.catch(() => undefined);
  const held: Held = { worker, ready, listen: () => undefined };
  worker.addEventListener('message', ({ data }: MessageEvent<ConsoleSays>) => {
    if (data.say === 'ready') isReady();
    else if (data.say === 'failed') {
      cannot(new CodedError(data.code, data.message));
      held.listen(data);
    } else held.listen(data);
  });
  worker.addEventListener('error', (event) => {
    const message = event.message || 'the worker could not be loaded';
    cannot(new CodedError('console_failed', message));
    held.listen({ say: 'failed', code: 'console_failed', message });
  });
  return held;
}

export interface ClientOptions {
  readonly open?: () => Worker;
  /** whether the next worker is made ready after a question; default true */
  readonly keepWarm?: boolean;
}

export function makeConsoleClient({
  open = () => openWorker('console'),
  keepWarm = true,
}: ClientOptions): ConsoleClient {
  let warm: Held | null = null;
  let stopNow: () => void = () => undefined;
  const take = (): Held => {
    const held = warm ?? hold(open);
    warm = null;
    return held;
  };
  const ask = async (
    question: ConsoleAsk,
    limitMs: number,
    onSays: (says: ConsoleSays) => void,
  ): Promise<ConsoleEnd> => {
    const held = take();
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<ConsoleEnd>((resolve, reject) => {
        stopNow = () => resolve('stopped');
        timer = setTimeout(
          () => reject(new CodedError('console_failed', 'SQLite did not start in time')),
          PATIENCE_MS,
        );
        held.listen = (says) => {
          if (says.say === 'done') resolve('done');
          else if (says.say === 'failed') reject(new CodedError(says.code, says.message));
          else onSays(says);
        };
        held.ready.then(() => {
          clearTimeout(timer);
          timer = setTimeout(() => resolve('too_long'), limitMs);
          held.worker.postMessage(question);
        }, reject);
      });
    } finally {
      clearTimeout(timer);
      held.worker.terminate();
      stopNow = () => undefined;
      if (keepWarm) warm ??= hold(open);
    }
  };
  return {
    warm() {
      warm ??= hold(open);
    },
    run: (request, tell) =>
      ask({ ask: 'run', request }, LONGEST_MS, (says) => {
        if (says.say === 'answer') tell(says.answer);
      }),
    async files(request) {
      const made: MadeFile[] = [];
      const end = await ask({ ask: 'files', request }, PATIENCE_MS, (says) => {
        if (says.say === 'file') made.push(says.file);
      });
      const [file] = made;
      if (end !== 'done' || !file)
        throw new CodedError('console_failed', 'the files could not be written in time');
      return file;
    },
    stop: () => stopNow(),
  };
}
