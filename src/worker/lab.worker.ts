/** The lab's worker: SQLite is loaded with the first question; a run lets messages in as it goes on. */
import type { LabAsk, LabSays } from './lab-door.ts';
import { makeLabWork } from './lab-work.ts';
import { fetchWasm } from './wasm.ts';

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<LabAsk>) => void): void;
  postMessage(says: LabSays): void;
}
const scope = globalThis as unknown as WorkerScope;

let wasm: Promise<ArrayBuffer> | null = null;

const work = makeLabWork({
  say: (says) => scope.postMessage(says),
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  now: () => performance.now(),
  wasm() {
    wasm ??= fetchWasm();
    return wasm;
  },
});

scope.addEventListener('message', ({ data }) => void work.answer(data));
