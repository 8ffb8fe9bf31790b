/** `npm run check`: format and lint, both type checks, the architecture, exports that nobody uses; every failure is printed. */
import { packagesOrEnd } from './install.mjs';
import { bin, capture } from './paths.mjs';

packagesOrEnd();

/** @type {[string, string, string[]][]} */
const PARTS = [
  [
    'format and lint',
    bin('biome'),
    ['ci', '--colors=off', '--diagnostic-level=error', '--max-diagnostics=none', '.'],
  ],
  ['types of the core', bin('tsc'), ['-p', 'src/core', '--pretty', 'false']],
  ['types', bin('tsc'), ['-p', '.', '--pretty', 'false']],
  [
    'architecture and unused exports',
    bin('vitest'),
    ['run', '--reporter=dot', 'src/setup/architecture.test.ts', 'src/setup/unused-exports.test.ts'],
  ],
];

const results = await Promise.all(
  PARTS.map(async ([name, command, args]) => ({
    name,
    ...(await capture(command, args, { NO_COLOR: '1' })),
  })),
);
for (const { name, code, output } of results) {
  if (code === 0) console.log(`ok      ${name}`);
  else console.log(`FAILED  ${name}\n${output.trimEnd()}\n`);
}
if (results.some((result) => result.code !== 0)) process.exitCode = 1;
