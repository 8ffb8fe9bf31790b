/** Where the built page finds SQLite's WebAssembly: for the browser's workers, which fetch it and hand in its bytes. */
import url from 'sql.js/dist/sql-wasm.wasm?url';

export const SQLITE_WASM_URL: string = url;
