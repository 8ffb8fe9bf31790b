/** `serve`, and the program without a command: the built page, for this machine only where nothing else is said. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digits, matching, whole } from '../core/base/read.ts';
import { serveOn } from '../setup/page-server.mjs';
import { misuse, readArguments, type Usage } from './args.ts';
import { linesText, writeOut } from './files.ts';

interface ServeValues {
  readonly port: number;
  readonly host: string;
}

const USAGE: Usage<ServeValues> = {
  line: 'serve [--port N] [--host ADDRESS]',
  names: 0,
  values: { port: digits(whole(0, 65_535)), host: matching(/^[\w.:-]{1,253}$/, 'an address to listen on') },
};

/** Beside the folder of the built program. Errors: `CodedError` `misuse`. */
export function builtPage(): string {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
  if (existsSync(join(folder, 'index.html'))) return folder;
  return misuse(`The page is not built: there is no ${folder}. In a clone, run: npm run build`);
}

async function run(given: readonly string[]): Promise<number> {
  const { port: asked, host } = readArguments(USAGE, given).values;
  try {
    const { port } = await serveOn(builtPage(), asked, host ?? undefined);
    writeOut(linesText([`http://${host ?? '127.0.0.1'}:${port}/`]));
    return 0;
  } catch (error) {
    return misuse(`The page is not served: ${error instanceof Error ? error.message : error}.`);
  }
}

export const serve = { usage: USAGE, run };
