/** Builds the page and the command line when a source is newer than them. */
import { inRoot, newest, run } from './paths.mjs';

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'tsconfig.json'];
const BUILT = [
  ['dist', 'index.html'],
  ['dist', 'novascope.html'],
  ['dist-node', 'novascope.js'],
];

/** Ends the program when the build fails. */
export function buildWhenOld() {
  const latest = Math.max(...SOURCES.map((name) => newest(inRoot(name))));
  if (Math.min(...BUILT.map((parts) => newest(inRoot(...parts)))) >= latest) return;
  console.log('[set-up] building the page');
  const code = run(process.execPath, [inRoot('src', 'setup', 'build.mjs')]);
  if (code !== 0) process.exit(code);
}
