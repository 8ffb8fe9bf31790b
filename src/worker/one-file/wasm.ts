/** SQLite's WebAssembly in the one file: the page puts it in front of the worker's script. It stands in for `worker/wasm.ts`. */
import { CodedError } from '../../core/base/assert.ts';
import { unpacked } from './unpacked.ts';

/** Errors: `CodedError` `no_sqlite`. */
export async function fetchWasm(): Promise<ArrayBuffer> {
  const { sqlitePart } = globalThis as { sqlitePart?: string };
  if (!sqlitePart) throw new CodedError('no_sqlite', 'SQLite is not in this file');
  return unpacked(sqlitePart).buffer;
}
