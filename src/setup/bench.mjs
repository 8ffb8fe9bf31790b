/**
 * `npm run bench [-- name]`: runs every bench of src/setup/bench and prints one table. A bench is a file `<name>.ts` that
 * exports `measure: () => Row[] | Promise<Row[]>` with `Row = {what, value, unit, aim?}`; an aim is an upper limit, shown
 * as a ratio and never enforced: machines differ.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages } from './install.mjs';
import { inRoot } from './paths.mjs';

/** @typedef {{what: string, value: number, unit: string, aim?: number}} Row */

ensurePackages();
const { build } = await import('vite');
const folder = inRoot('src', 'setup', 'bench');
const wanted = process.argv.slice(2);
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();
if (names.length === 0) {
  console.error(
    wanted.length > 0 ? `No bench is called ${wanted.join(', ')}.` : 'No bench in src/setup/bench.',
  );
  process.exit(2);
}

/** Compiles a bench for Node, beside node_modules so that its packages are found. @param {string} name @param {string} out */
async function measurerOf(name, out) {
  const output = { entryFileNames: `${name}.mjs`, codeSplitting: false };
  const ssr = join(folder, `${name}.ts`);
  await build({
    mode: 'cli',
    logLevel: 'error',
    build: { ssr, outDir: out, emptyOutDir: false, rolldownOptions: { output } },
  });
  return (await import(pathToFileURL(join(out, `${name}.mjs`)).href)).measure;
}

const out = mkdtempSync(inRoot('node_modules', '.bench-'));
/** @type {string[][]} */
const table = [['bench', 'what', 'value', 'aim', 'value/aim']];
try {
  for (const name of names) {
    const measure = await measurerOf(name, out);
    for (const { what, value, unit, aim } of /** @type {Row[]} */ (await measure())) {
      const limit = aim === undefined ? ['', ''] : [`${aim} ${unit}`, (value / aim).toFixed(2)];
      table.push([name, what, `${value.toPrecision(3)} ${unit}`, ...limit]);
    }
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
const widths = (table[0] ?? []).map((_, column) =>
  Math.max(...table.map((row) => (row[column] ?? '').length)),
);
for (const row of table)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
