/** The worker's side of the door: SQLite is loaded once, each experiment runs to its end and goes back as plain data. */
import sqlWasmUrl from 'sql.js/dist/sql-wasm.wasm?url';
import { CodedError } from '../core/base/assert.ts';
import type { Answer, Request } from './door.ts';

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<Request>) => void): void;
  postMessage(answer: Answer): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.addEventListener('message', ({ data: { id } }) => {
  void sqlWasmUrl;
  const error = new CodedError('no_simulator', 'the simulator is not here yet');
  scope.postMessage({ id, ok: false, code: error.code, message: error.message });
});
