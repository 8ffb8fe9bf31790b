/**
 * `npm run bench [-- name]`: runs every bench of src/setup/bench and prints one table. A bench is a file `<name>.ts` that
 * exports `measure: (lab: Lab) => Promise<Row[]>` with `Row = {what, value, unit, aim?}` and the `Lab` of bench-lab.mjs; an
 * aim is an upper limit, shown as a ratio and never enforced: machines differ.
 */
import { existsSync, readdirSync } from 'node:fs';
import { buildWhenOld } from './build-when-old.mjs';
import { ensureBrowser, packagesOrEnd } from './install.mjs';
import { inRoot } from './paths.mjs';

/** @typedef {{what: string, value: number, unit: string, aim?: number}} Row */

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

packagesOrEnd();
ensureBrowser();
buildWhenOld();
const { makeLab } = await import('./bench-lab.mjs');
const { lab, measurer, end } = await makeLab();

/** @type {string[][]} */
const table = [['bench', 'what', 'value', 'aim', 'value/aim']];
try {
  for (const name of names) {
    const measure = await measurer(inRoot('src', 'setup', 'bench', `${name}.ts`));
    for (const { what, value, unit, aim } of /** @type {Row[]} */ (await measure(lab))) {
      const limit = aim === undefined ? ['', ''] : [`${aim} ${unit}`, (value / aim).toFixed(2)];
      table.push([name, what, `${value.toPrecision(3)} ${unit}`, ...limit]);
    }
  }
} finally {
  await end();
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
