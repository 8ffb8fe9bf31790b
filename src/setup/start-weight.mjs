/**
 * What JavaScript the page needs before its first picture, read from the built files: the scripts that index.html names,
 * what they import, and the texts of the start in English; and what it fetches unasked once that stands there: what
 * flies over the map, and the figure of the story. `npm run build` and `npm run bench opening` print the weights.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** KiB of gzip at most. */
export const START_AIM = 200;

const SCRIPTS = /<script type="module"[^>]* src="\.\/([^"]+\.js)"/g;
/** Not `import(...)`: that is fetched when it is needed. */
const IMPORTS = /\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;
/** As vite.config.ts names the texts of the start. */
const TEXTS = /^texts-start-en-.*\.js$/;
/** What flies over the map; what a page of a host does; the figure of a step, and its words; words of the glossary; the sign of a choice on a host, and its words; their rules; what a browser's translator needs. */
const FOLLOWING =
  /^(Tokens|hosted|StepFigure|Terms|HostMark|panels|translated|texts-(talk|choice|glossary)-en)-.*\.js$/;
const FOLDER = 'assets';

/** @param {RegExp} pattern @param {string} text */
const named = (pattern, text) => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** With all that they import, sorted. @param {string} dist @param {readonly string[]} files @returns {readonly string[]} */
function withImports(dist, files) {
  const found = new Set(files);
  for (const file of found) {
    const imports = named(IMPORTS, readFileSync(join(dist, file), 'utf8'));
    for (const name of imports) found.add(`${FOLDER}/${name}`);
  }
  return [...found].sort();
}

/** Paths in the folder of the built page. @param {string} dist @param {RegExp} name @param {number} count */
function filesNamed(dist, name, count) {
  const found = readdirSync(join(dist, FOLDER)).filter((file) => name.test(file));
  if (found.length !== count)
    throw new RangeError(`${found.length} files of ${FOLDER} are ${name}, not ${count}`);
  return found.map((file) => `${FOLDER}/${file}`);
}

/** Paths in the folder of the built page, sorted. @param {string} dist */
export function startFiles(dist) {
  const scripts = named(SCRIPTS, readFileSync(join(dist, 'index.html'), 'utf8'));
  return withImports(dist, [...scripts, ...filesNamed(dist, TEXTS, 1)]);
}

/** What is fetched unasked when the first picture is there. @param {string} dist */
export function followingFiles(dist) {
  const start = startFiles(dist);
  return withImports(dist, filesNamed(dist, FOLLOWING, 10)).filter((file) => !start.includes(file));
}

/** KiB of gzip. @param {string} dist @param {readonly string[]} files */
function weight(dist, files) {
  const bytes = files.map((file) => gzipSync(readFileSync(join(dist, file))).length);
  return bytes.reduce((all, one) => all + one, 0) / 1024;
}

/** KiB of gzip. @param {string} dist */
export const startWeight = (dist) => weight(dist, startFiles(dist));

/** KiB of gzip. @param {string} dist */
export const followingWeight = (dist) => weight(dist, followingFiles(dist));
