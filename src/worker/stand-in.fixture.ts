/** A worker without a thread: what crosses is copied, as a real door does, and heard a moment later. */
import type { Scope } from './answering.ts';
import type { AskedOfWorker, Said } from './doors.ts';

/** `work` = what the worker's script does with its scope. After `terminate` nothing crosses any more. */
export function standIn(work: (scope: Scope) => void): Worker {
  const page = new EventTarget();
  const inside = new EventTarget();
  let ended = false;
  const cross = (to: EventTarget, data: AskedOfWorker | Said): void => {
    const copy = structuredClone(data);
    queueMicrotask(() => {
      if (!ended) to.dispatchEvent(new MessageEvent('message', { data: copy }));
    });
  };
  work(Object.assign(inside, { postMessage: (said: Said) => cross(page, said) }) as unknown as Scope);
  return Object.assign(page, {
    postMessage: (asked: AskedOfWorker) => cross(inside, asked),
    terminate() {
      ended = true;
    },
  }) as unknown as Worker;
}
