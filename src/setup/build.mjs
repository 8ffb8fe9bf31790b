/**
 * `npm run build`: the command line and the broker as a library (dist-node), then with the first the boot that the page opens with (src/generated, the same
 * function as at run time), then the page (dist).
 */
import { mkdirSync } from 'node:fs';
import { ensurePackages } from './install.mjs';
import { bin, inRoot, run } from './paths.mjs';
import { followingWeight, START_AIM, startWeight } from './start-weight.mjs';

/** @param {string} what @param {number} code */
function must(what, code) {
  if (code === 0) return;
  console.error(`${what} failed.`);
  process.exit(code);
}

/** Declarations of the two entries and of what they name, to dist-node/types. */
const TYPES = [
  'src/amqp/promise-api.ts',
  'src/amqp/callback-api.ts',
  ...['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--rootDir', 'src'],
  ...['--outDir', 'dist-node/types', '--target', 'es2023', '--lib', 'es2023,dom', '--types', 'node'],
  ...['--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions'],
  ...['--strict', '--skipLibCheck', '--exactOptionalPropertyTypes'],
];

ensurePackages();
must('The build of the command line', run(bin('vite'), ['build', '--mode', 'cli', '--logLevel', 'warn']));
must('The build of the broker', run(bin('vite'), ['build', '--mode', 'amqp', '--logLevel', 'warn']));
must("The types of the broker's library", run(bin('tsc'), TYPES));

mkdirSync(inRoot('src', 'generated'), { recursive: true });
const boot = inRoot('src', 'generated', 'boot.trace.ndjson');
const novascope = inRoot('dist-node', 'novascope.js');
must(
  'The run of the boot',
  run(process.execPath, [novascope, 'simulate', 'boot', '--format', 'facts', '--out', boot]),
);

must('The build of the page', run(bin('vite'), ['build']));
const weight = startWeight(inRoot('dist')).toFixed(1);
const later = followingWeight(inRoot('dist')).toFixed(1);
console.log(
  `JavaScript of the page's start: ${weight} KiB gzip (aim: at most ${START_AIM}); ${later} KiB after the first picture`,
);
