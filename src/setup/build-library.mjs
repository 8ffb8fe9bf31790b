/**
 * The broker as a library: an ES module and a CommonJS module for Node, an ES module for browsers, and the declarations
 * of each kind, to dist-node.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, inRoot, run } from './paths.mjs';

/** Declarations of the two entries and of what they name. */
const TYPES = [
  'src/amqp/module.ts',
  'src/amqp/callback-module.ts',
  ...['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src'],
  ...['--outDir', 'dist-node/types', '--target', 'es2023', '--lib', 'es2023,dom', '--types', 'node'],
  ...['--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions'],
  ...['--strict', '--skipLibCheck', '--exactOptionalPropertyTypes'],
];

/** A declaration names its neighbours by the scripts that stand beside them, which every resolution of TypeScript knows. */
function nameScripts() {
  const folder = inRoot('dist-node', 'types');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replace(/(['"]\.{1,2}\/[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
}

/** True when it is built. */
export function buildLibrary() {
  for (const mode of ['amqp', 'amqp-browser']) {
    if (run(bin('vite'), ['build', '--mode', mode, '--logLevel', 'warn']) !== 0) return false;
  }
  if (run(bin('tsc'), TYPES) !== 0) return false;
  nameScripts();
  const cjs = inRoot('dist-node', 'cjs');
  mkdirSync(cjs, { recursive: true });
  // below it a file is CommonJS, and a declaration too
  writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
  cpSync(inRoot('dist-node', 'types'), join(cjs, 'types'), { recursive: true });
  return true;
}
