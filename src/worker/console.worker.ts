/** The console's worker: SQLite is loaded before anything is asked; after its answer the page ends it. */
import { CodedError } from '../core/base/assert.ts';
import { layoutOf, rowsPlaced, tablesOfLayout } from '../core/databases/layouts.ts';
import { type Console, openConsole } from '../sqlite/console.ts';
import { archiveOf, sqliteFiles } from '../sqlite/files.ts';
import type { ConsoleAsk, ConsoleSays, FilesAsked, MadeFile } from './console-door.ts';
import { fetchWasm } from './wasm.ts';

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<ConsoleAsk>) => void): void;
  postMessage(says: ConsoleSays): void;
}
const scope = globalThis as unknown as WorkerScope;

const failed = (error: unknown): ConsoleSays => ({
  say: 'failed',
  code: error instanceof CodedError ? error.code : 'console_failed',
  message: error instanceof Error ? error.message : String(error),
});

async function open(): Promise<{ readonly wasm: ArrayBuffer; readonly opened: Console }> {
  const wasm = await fetchWasm();
  return { wasm, opened: await openConsole(wasm) };
}
const ready = open();
ready.then(
  () => scope.postMessage({ say: 'ready' }),
  (error: unknown) => scope.postMessage(failed(error)),
);

async function files(asked: FilesAsked, wasm: ArrayBuffer): Promise<MadeFile> {
  const layout = layoutOf(asked.layout);
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

scope.addEventListener('message', ({ data }) => {
  ready
    .then(async ({ wasm, opened }) => {
      if (data.ask === 'files') scope.postMessage({ say: 'file', file: await files(data.request, wasm) });
      else opened.run(data.request, (answer) => scope.postMessage({ say: 'answer', answer }));
      scope.postMessage({ say: 'done' });
    })
    .catch((error: unknown) => scope.postMessage(failed(error)));
});
