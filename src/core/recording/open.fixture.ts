/** Opens recordings for tests by the one door, as the page does. */
import { type ImportOptions, type Opened, openImport } from './readers/import.ts';

/** By name, what stands in each file. */
type FilesGiven = { readonly [name: string]: string | Uint8Array };

export function openFiles(files: FilesGiven, options: Partial<ImportOptions> = {}): Opened {
  const open = openImport({ secret: 'tests', ...options });
  for (const [name, given] of Object.entries(files)) {
    const feed = open.file(name);
    const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given;
    // in parts that cut lines and characters
    for (let at = 0; at < bytes.length; at += 65_521) feed.push(bytes.subarray(at, at + 65_521));
    feed.end();
  }
  return open.finish();
}

export const openLines = (lines: readonly string[], before?: unknown): Opened =>
  openFiles({
    'trace.ndjson': lines.join('\n'),
    ...(before === undefined ? {} : { 'before.json': JSON.stringify(before) }),
  });
