/** The console's worker: after its answer the page ends it. SQLite is loaded for files alone. */
import { layoutOf, rowsPlaced, tablesOfLayout } from '../core/databases/layouts.ts';
import { runScript } from '../core/sql/console.ts';
import { archiveOf, sqliteFiles } from '../sqlite/files.ts';
import { answerAt, type Scope } from './answering.ts';
import type { ConsoleDoor, FilesAsked, MadeFile } from './doors.ts';
import { fetchWasm } from './wasm.ts';

async function files(asked: FilesAsked): Promise<MadeFile> {
  const layout = layoutOf(asked.layout, asked.cells);
  const made = await sqliteFiles(
    {
      databases: tablesOfLayout(layout).filter(({ name }) => asked.databases.includes(name)),
      rows: rowsPlaced(layout, asked.rows),
      name: (database) => `${asked.prefix}-${database}`,
    },
    await fetchWasm(),
  );
  const [first] = made;
  if (made.size === 1 && first) return { name: first[0], bytes: first[1] };
  return { name: `${asked.prefix}-databases.zip`, bytes: archiveOf(made) };
}

answerAt<ConsoleDoor>(
  globalThis as unknown as Scope,
  {
    warm: async () => null,
    async run(request, { tell }) {
      runScript(request, tell);
      return null;
    },
    files,
  },
  'console_failed',
);
