/**
 * `npm run build`: the command line and the broker as a library (dist-node), then with the first the boot that the page opens with (src/generated, the same
 * function as at run time), then the page for a host and, beside it, the page as one file (dist).
 */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { buildLibrary } from './build-library.mjs';
import { packagesOrEnd } from './install.mjs';
import { bin, capture, inRoot, run } from './paths.mjs';
import { followingWeight, START_AIM, startWeight } from './start-weight.mjs';

const ONE_FILE = 'novascope.html';
/** Bytes. */
const ONE_FILE_AIM = 3_500_000;

/** @param {string} what @param {number} code */
function must(what, code) {
  if (code === 0) return;
  console.error(`${what} failed.`);
  process.exit(code);
}

packagesOrEnd();
must('The build of the command line', run(bin('vite'), ['build', '--mode', 'cli', '--logLevel', 'warn']));
must('The build of the broker', buildLibrary() ? 0 : 1);

mkdirSync(inRoot('src', 'generated'), { recursive: true });
const boot = inRoot('src', 'generated', 'boot.trace.ndjson');
const novascope = inRoot('dist-node', 'novascope.js');
must(
  'The run of the boot',
  run(process.execPath, [novascope, 'simulate', 'boot', '--format', 'facts', '--out', boot]),
);

const alone = capture(bin('vite'), ['build', '--mode', 'one-file', '--logLevel', 'warn']);
const hosted = await capture(bin('vite'), ['build']);
console.log(hosted.output);
must('The build of the page', hosted.code);
const { code, output } = await alone;
if (code !== 0) console.error(output);
must('The build of the one file', code);
const file = inRoot('dist', ONE_FILE);
renameSync(inRoot('dist-node', 'one-file', ONE_FILE), file);
const weight = startWeight(inRoot('dist')).toFixed(1);
const later = followingWeight(inRoot('dist')).toFixed(1);
console.log(
  `JavaScript of the page's start: ${weight} KiB gzip (aim: at most ${START_AIM}); ${later} KiB after the first picture`,
);
const size = statSync(file).size;
console.log(`dist/${ONE_FILE}: ${(size / 1e6).toFixed(2)} MB (aim: at most ${ONE_FILE_AIM / 1e6})`);
must('The size of the one file', size > ONE_FILE_AIM ? 1 : 0);
