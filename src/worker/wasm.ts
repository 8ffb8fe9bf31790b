/** SQLite's WebAssembly, fetched by a worker. */
import { CodedError } from '../core/base/assert.ts';
import { SQLITE_WASM_URL } from '../sqlite/wasm-url.ts';

/** Errors: `CodedError` `no_sqlite`. */
export async function fetchWasm(): Promise<ArrayBuffer> {
  const response = await fetch(SQLITE_WASM_URL);
  if (!response.ok) throw new CodedError('no_sqlite', `SQLite could not be fetched (${response.status})`);
  return response.arrayBuffer();
}
