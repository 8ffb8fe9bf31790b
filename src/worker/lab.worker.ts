/** The lab's worker: SQLite is loaded with the first question; a run lets messages in as it goes on. */
import { answerAt, type Scope } from './answering.ts';
import type { LabDoor } from './doors.ts';
import { makeLabWork } from './lab-work.ts';
import { fetchWasm } from './wasm.ts';

let wasm: Promise<ArrayBuffer> | null = null;

const work = makeLabWork({
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  now: () => performance.now(),
  wasm() {
    wasm ??= fetchWasm();
    return wasm;
  },
});

answerAt<LabDoor>(globalThis as unknown as Scope, work, 'lab_failed');
