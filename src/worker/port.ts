/** The page's side of a door: questions by number, news while they are answered, errors as `CodedError`. */
import { CodedError } from '../core/base/assert.ts';
import type { AskedOfWorker, Door, Said } from './doors.ts';

export interface WorkerPort<D extends Door> {
  /**
   * The first question opens the worker. Errors: `CodedError` of the worker; with the port's own code when there is no
   * worker or it fails, which ends it and everything that it was asked.
   */
  ask<Q extends keyof D & string>(
    question: Q,
    given: D[Q]['given'],
    hear?: (news: D[Q]['news']) => void,
  ): Promise<D[Q]['answer']>;
  /** What is being answered ends where it is, with what it has. */
  cancel(): void;
  /** Ends the worker; what it was asked is rejected. The next question opens another one. */
  close(why: string): void;
}

interface WaitingQuestion {
  hear(news: unknown): void;
  resolve(answer: unknown): void;
  reject(error: CodedError): void;
}

export function openPort<D extends Door>(open: () => Worker, code: string): WorkerPort<D> {
  const waiting = new Map<number, WaitingQuestion>();
  let worker: Worker | null = null;
  let serial = 0;

  const close = (why: string): void => {
    worker?.terminate();
    worker = null;
    const asked = [...waiting.values()];
    waiting.clear();
    for (const one of asked) one.reject(new CodedError(code, why));
  };
  const listen = (said: Said): void => {
    const one = waiting.get(said.id);
    if ('news' in said) {
      one?.hear(said.news);
      return;
    }
    waiting.delete(said.id);
    if (said.ok) one?.resolve(said.answer);
    else one?.reject(new CodedError(said.code, said.message, said.detail));
  };
  const opened = (): Worker => {
    if (worker) return worker;
    const made = open();
    // of a worker that was ended nothing is heard any more
    made.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if (made === worker) listen(data);
    });
    made.addEventListener('error', (event) => {
      if (made === worker) close(event.message || 'the worker could not be loaded');
    });
    worker = made;
    return made;
  };
  return {
    ask: (question, given, hear) =>
      new Promise((resolve, reject) => {
        serial += 1;
        const id = serial;
        waiting.set(id, {
          hear: (news) => hear?.(news),
          resolve: (answer) => resolve(answer),
          reject,
        });
        try {
          opened().postMessage({ id, ask: question, given } satisfies AskedOfWorker);
        } catch (error) {
          close(error instanceof Error ? error.message : String(error));
        }
      }),
    cancel() {
      for (const id of waiting.keys()) worker?.postMessage({ id, ask: null } satisfies AskedOfWorker);
    },
    close,
  };
}
