/** Which files come with a file of the page, for tests that ask what is loaded when. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const IMPORTS = /^(?:import|export) (?!type )(?:[^'";]*? from )?'(\.[^']+\.tsx?)'/gm;

/** The file itself, what it imports, types aside, and what that imports: absolute paths. */
export function withImports(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(IMPORTS))
    withImports(resolve(dirname(file), path), seen);
  return seen;
}
