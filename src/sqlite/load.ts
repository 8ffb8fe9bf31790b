/** SQLite as WASM. sql.js keeps one for all callers, so all load it alike. */
import initSqlJs, { type SqlJsConfig, type SqlJsStatic } from 'sql.js';

interface Options {
  /** bytes of sql-wasm.wasm; without them sql.js finds its file itself */
  readonly wasm?: ArrayBuffer | Uint8Array | undefined;
  readonly locateFile?: ((file: string) => string) | undefined;
}

/** With SQLite's own functions: sql.js's older ones write warnings on the program's console. */
export function loadSqlite({ wasm, locateFile }: Options): Promise<SqlJsStatic> {
  const config: SqlJsConfig & { readonly useOldExtensionFunctions: boolean } = {
    useOldExtensionFunctions: false,
    ...(wasm ? { wasmBinary: wasm as ArrayBuffer } : {}),
    ...(locateFile ? { locateFile } : {}),
  };
  return initSqlJs(config);
}
