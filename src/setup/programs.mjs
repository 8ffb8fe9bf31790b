/**
 * Programs over amqplib's best known users, with the built broker in amqplib's place (e2e/programs): each is run by itself,
 * all at once. Their packages are their own and are had once; where they cannot be had, the programs are skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { capture, inRoot } from './paths.mjs';

const FOLDER = inRoot('e2e', 'programs');
/** The last one is over no library: the kinds of module in which the broker is built. */
const PROGRAMS = [
  'amqp-connection-manager',
  'rascal',
  'amqplib-rpc',
  'nestjs-rabbitmq',
  'moleculer',
  'module-kinds',
];
const INSTALL_MS = 120_000;

/** What npm could not do, or null. @returns {string | null} */
function ensureTheirPackages() {
  const mark = inRoot('e2e', 'programs', 'node_modules', '.package-lock.json');
  const lock = inRoot('e2e', 'programs', 'package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return null;
  console.log('[set-up] installing the packages of e2e/programs (npm ci)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--prefer-offline'], {
    cwd: FOLDER,
    encoding: 'utf8',
    timeout: INSTALL_MS,
    shell: process.platform === 'win32',
  });
  if (done.status === 0) {
    const now = new Date();
    utimesSync(mark, now, now);
    return null;
  }
  return (done.stderr || done.error?.message || 'npm ci failed').trim().split('\n').slice(0, 2).join(' ');
}

/** @returns {Promise<{passed: number, failed: number, skipped: string[]}>} */
export async function runPrograms() {
  const missing = ensureTheirPackages();
  if (missing !== null) {
    console.log(
      `!! the programs over amqplib's users are SKIPPED, their packages cannot be had: ${missing} !!`,
    );
    return { passed: 0, failed: 0, skipped: PROGRAMS.map((name) => `program over ${name} (no packages)`) };
  }
  const place = inRoot('e2e', 'programs', 'in-place.cjs');
  const { dependencies } = JSON.parse(readFileSync(inRoot('e2e', 'programs', 'package.json'), 'utf8'));
  console.log(
    Object.entries(dependencies)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  );
  const ran = await Promise.all(
    PROGRAMS.map(async (name) => {
      const done = await capture(process.execPath, [
        '--require',
        place,
        inRoot('e2e', 'programs', `${name}.cjs`),
      ]);
      return { name, ...done };
    }),
  );
  for (const { name, code, output } of ran) {
    console.log(code === 0 ? `ok ${name}` : `FAILED ${name}\n${output}`);
  }
  const failed = ran.filter(({ code }) => code !== 0).length;
  return { passed: ran.length - failed, failed, skipped: [] };
}
