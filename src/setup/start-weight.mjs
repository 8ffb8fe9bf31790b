/**
 * What JavaScript the page needs before its first picture, read from the built files: the scripts that index.html names,
 * what they import, and the texts of the start in English. `npm run build` and `npm run bench opening` print its weight.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** KiB of gzip at most. */
export const START_AIM = 200;

const SCRIPTS = /<script type="module"[^>]* src="\/([^"]+\.js)"/g;
/** Not `import(...)`: that is fetched when it is needed. */
const IMPORTS = /\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;
/** As vite.config.ts names the texts of the start. */
const TEXTS = /^texts-start-en-.*\.js$/;
const FOLDER = 'assets';

/** @param {RegExp} pattern @param {string} text */
const named = (pattern, text) => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** Paths in the folder of the built page, sorted. @param {string} dist @returns {readonly string[]} */
export function startFiles(dist) {
  const texts = readdirSync(join(dist, FOLDER)).filter((name) => TEXTS.test(name));
  if (texts.length !== 1) throw new RangeError(`${texts.length} files of ${FOLDER} are ${TEXTS}, not 1`);
  const found = new Set([
    ...named(SCRIPTS, readFileSync(join(dist, 'index.html'), 'utf8')),
    ...texts.map((name) => `${FOLDER}/${name}`),
  ]);
  for (const file of found) {
    const imports = named(IMPORTS, readFileSync(join(dist, file), 'utf8'));
    for (const name of imports) found.add(`${FOLDER}/${name}`);
  }
  return [...found].sort();
}

/** KiB of gzip. @param {string} dist */
export function startWeight(dist) {
  const bytes = startFiles(dist).map((file) => gzipSync(readFileSync(join(dist, file))).length);
  return bytes.reduce((all, one) => all + one, 0) / 1024;
}
