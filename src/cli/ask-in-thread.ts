/** SQL in a thread of its own, which is ended when it takes too long. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { CodedError, defined } from '../core/base/assert.ts';
import { type ConsoleAnswer, type ConsoleRequest, runScript } from '../core/sql/console.ts';

/** Milliseconds that a script may take once the thread is there. */
export const LONGEST_MS = 2000;

interface AskedInThread {
  readonly answers: readonly ConsoleAnswer[];
  /** it was ended; the answers are those that had come by then */
  readonly stopped: boolean;
}

/** `program` = the built command line; `longest` = milliseconds, once the thread is there. Errors: `CodedError` `console_failed` when the thread dies. */
export function askInThread(
  program: string,
  request: ConsoleRequest,
  longest = LONGEST_MS,
): Promise<AskedInThread> {
  return new Promise((resolve, reject) => {
    const answers: ConsoleAnswer[] = [];
    const worker = new Worker(program, { workerData: request });
    let timer: NodeJS.Timeout | undefined;
    const end = (stopped: boolean): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve({ answers, stopped });
    };
    worker.on('message', (message: ConsoleAnswer | 'ready' | 'done') => {
      if (message === 'ready') timer = setTimeout(() => end(true), longest);
      else if (message === 'done') end(false);
      else answers.push(message);
    });
    const fail = (message: string): void => {
      clearTimeout(timer);
      reject(new CodedError('console_failed', message));
    };
    worker.on('error', (error) => fail(error.message));
    // after an answer or a stop it changes nothing
    worker.on('exit', (code) => fail(`the thread ended with ${code} before it had answered`));
  });
}

/** What the thread does. */
export function answerInThread(): void {
  const port = defined(parentPort, 'port of the thread');
  port.postMessage('ready');
  runScript(workerData as ConsoleRequest, (answer) => port.postMessage(answer));
  port.postMessage('done');
}
