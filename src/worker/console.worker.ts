/** The console's worker: SQLite is loaded before anything is asked; after its answer the page ends it. */
import { layoutOf, rowsPlaced, tablesOfLayout } from '../core/databases/layouts.ts';
import { type Console, openConsole } from '../sqlite/console.ts';
import { archiveOf, sqliteFiles } from '../sqlite/files.ts';
import { answerAt, type Scope } from './answering.ts';
import type { ConsoleDoor, FilesAsked, MadeFile } from './doors.ts';
import { fetchWasm } from './wasm.ts';

async function open(): Promise<{ readonly wasm: ArrayBuffer; readonly opened: Console }> {
  const wasm = await fetchWasm();
  return { wasm, opened: await openConsole(wasm) };
}
const ready = open();
// told to whoever asks
ready.catch(() => undefined);

async function files(asked: FilesAsked, wasm: ArrayBuffer): Promise<MadeFile> {
  const layout = layoutOf(asked.layout, asked.cells);
  const made = await sqliteFiles(
    {
      databases: tablesOfLayout(layout).filter(({ name }) => asked.databases.includes(name)),
      rows: rowsPlaced(layout, asked.rows),
      name: (database) => `${asked.prefix}-${database}`,
    },
    wasm,
  );
  const [first] = made;
  if (made.size === 1 && first) return { name: first[0], bytes: first[1] };
  return { name: `${asked.prefix}-databases.zip`, bytes: archiveOf(made) };
}

answerAt<ConsoleDoor>(
  globalThis as unknown as Scope,
  {
    async warm() {
      await ready;
      return null;
    },
    async run(request, { tell }) {
      (await ready).opened.run(request, tell);
      return null;
    },
    files: async (asked) => files(asked, (await ready).wasm),
  },
  'console_failed',
);
