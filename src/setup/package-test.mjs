/**
 * The package as its users have it: a fresh clone is packed, the tarball is installed into an empty folder, and page, simulator and
 * broker are used from there. `node src/setup/package-test.mjs [report.json]`; what needs packages that cannot be had is skipped,
 * and says so.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/** Runners of tests that people use the broker in; the others have the version that this project has. */
const JEST = '30.5.2';
const MINUTES = 10;

const top = mkdtempSync(join(tmpdir(), 'novascope-package-'));
const clone = join(top, 'clone');
const user = join(top, 'user');
/** @type {{passed: number, failed: number, skipped: string[]}} */
const count = { passed: 0, failed: 0, skipped: [] };

/** @param {string} program @param {readonly string[]} args @param {string} cwd */
function run(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: MINUTES * 60_000,
    shell: process.platform === 'win32',
  });
  if (status === 0) return stdout;
  throw new Error(
    `${program} ${args.join(' ')} ended with ${status ?? error?.message}\n${stdout}\n${stderr}`,
  );
}

/** @param {string} name @param {() => void | Promise<void>} check */
async function test(name, check) {
  try {
    await check();
    count.passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    count.failed += 1;
    console.error(`FAILED  ${name}\n${error instanceof Error ? error.message : error}`);
  }
}

/** @param {boolean} holds @param {string} sentence */
function must(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

/** @param {string} why */
function skip(why) {
  count.skipped.push(`package: ${why}`);
  console.log(`SKIPPED ${why}`);
}

/** Every file that a value of `exports` or `bin` names. @param {unknown} value @returns {string[]} */
function filesIn(value) {
  if (typeof value === 'string') return [value.replace(/^\.\//, '')];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(filesIn) : [];
}

/** @param {string} from @param {string} to */
const give = (from, to) => copyFileSync(inRoot('src', 'setup', 'packed', from), join(user, to));

/** The address that the page is served at, as the program prints it. @param {import('node:child_process').ChildProcess} child */
const addressOf = (child) =>
  new Promise((found, fail) => {
    let text = '';
    child.stdout?.on('data', (data) => {
      text += data;
      const [address] = /http:\S+/.exec(text) ?? [];
      if (address) found(address);
    });
    child.on('exit', (code) => fail(new Error(`it ended with ${code} and printed ${text}`)));
  });

/** @param {string} name */
function versionHere(name) {
  const { devDependencies, optionalDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const version = devDependencies[name] ?? optionalDependencies[name];
  if (version === undefined) throw new Error(`package.json names no ${name}`);
  return version;
}

let tarball = '';
/** @type {string[]} */
let packed = [];

async function packing() {
  run('git', ['clone', '-q', '--no-hardlinks', inRoot(), clone], top);
  // the packages that are here already: the clone would fetch the same ones
  symlinkSync(inRoot('node_modules'), join(clone, 'node_modules'), 'junction');
  utimesSync(join(clone, 'package-lock.json'), 0, 0);
  const printed = run('npm', ['pack', '--json', '--pack-destination', top], clone);
  // behind what the build has printed
  const [told] = JSON.parse(printed.slice(printed.lastIndexOf('\n[\n') + 1));
  tarball = join(top, told.filename);
  packed = told.files.map((/** @type {{path: string}} */ file) => file.path);
}

async function contents() {
  const { exports, bin } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const missing = filesIn([exports, bin]).filter((file) => !packed.includes(file));
  must(missing.length === 0, `not in the tarball: ${missing.join(', ')}`);
  for (const file of [
    'dist/index.html',
    'dist/novascope.html',
    'dist/embed/index.html',
    'README.md',
    'LICENSE',
  ])
    must(packed.includes(file), `${file} is not in the tarball`);
  const strangers = packed.filter((file) => /^(src|e2e|test-results)\//.test(file));
  must(strangers.length === 0, `in the tarball: ${strangers.slice(0, 5).join(', ')}`);
}

async function installing() {
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "private": true }\n');
  // amqplib and mysql2 are the engine's alone, and npm brings them where nothing else is said
  run('npm', ['install', '--omit=optional', '--no-audit', '--no-fund', tarball], user);
  const installed = readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'));
  must(installed.join() === 'novascope,sql.js', `it brings ${installed.join(', ')}`);
  const up = spawnSync('npx', ['--no-install', 'novascope', 'up'], { cwd: user, encoding: 'utf8' });
  must(
    up.status === 2 && up.stderr.includes('npm install amqplib'),
    `without amqplib, up says: ${up.stderr}`,
  );
}

const npx = (/** @type {string[]} */ ...args) => run('npx', ['--no-install', 'novascope', ...args], user);

async function page() {
  const child = spawn(
    process.execPath,
    ['node_modules/novascope/dist-node/novascope.js', 'serve', '--port', '0'],
    { cwd: user },
  );
  try {
    const answer = await fetch(await addressOf(child));
    must((await answer.text()).includes('<title>'), 'no page');
    must(Boolean(answer.headers.get('content-security-policy')), 'no policy');
  } finally {
    child.kill();
  }
}

async function commands() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  must(npx('--version').trim() === version, 'another version');
  must(npx('--help').includes('novascope simulate'), 'no help');
}

async function simulator() {
  must(/schedule_and_build_instances/.test(npx('simulate', 'boot')), 'no boot');
  must(/nova_cell1/.test(npx('sql', 'boot', 'show databases')), 'no databases');
}

async function types() {
  give('typed.txt', 'typed.mts');
  give('typed.txt', 'typed.cts');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  run('npx', ['--no-install', 'tsc', ...options, 'typed.mts', 'typed.cts'], user);
}

async function jest() {
  give('program.txt', 'program.cjs');
  give('jest.txt', 'greet.test.cjs');
  run('npx', ['--no-install', 'jest', '--testMatch', '**/greet.test.cjs'], user);
}

async function vitest() {
  give('vitest.txt', 'greet.vitest.mjs');
  run(
    'npx',
    ['--no-install', 'vitest', 'run', '--dir', '.', 'greet.vitest.mjs', '--config', 'vitest.config.mjs'],
    user,
  );
}

async function runners() {
  const names = ['amqplib', 'typescript', 'vitest', '@types/node'].map(
    (name) => `${name}@${versionHere(name)}`,
  );
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `jest@${JEST}`, ...names], user);
  writeFileSync(join(user, 'vitest.config.mjs'), "export default { test: { include: ['*.vitest.mjs'] } };\n");
}

async function all() {
  await test('a fresh clone packs', packing);
  if (!existsSync(tarball)) return;
  await test('what exports and bin name is in the tarball, the page too, and no source', contents);
  await test(
    'it installs into an empty folder, and brings sql.js only where the engine is not wanted',
    installing,
  );
  if (count.failed > 0) return;
  await test('the program serves the page with its headers', page);
  await test('the program says its version and its help', commands);
  await test('the program simulates, and answers SQL', simulator);
  for (const [from, to] of [
    ['broker-module.txt', 'broker.mjs'],
    ['broker-script.txt', 'broker.cjs'],
  ]) {
    await test(`the broker is loaded by ${to}`, () => {
      give(from, to);
      run(process.execPath, [to], user);
    });
  }
  try {
    await runners();
  } catch (error) {
    skip(
      `TypeScript, Jest and vitest on the package (${error instanceof Error ? error.message.split('\n')[0] : error})`,
    );
    return;
  }
  await test('TypeScript reads its declarations in both kinds of modules', types);
  await test('it stands in for amqplib under Jest', jest);
  await test('it stands in for amqplib under vitest', vitest);
}

if (spawnSync('git', ['rev-parse', '--git-dir'], { cwd: inRoot() }).status === 0) await all();
else skip('there is no git repository to clone');
rmSync(top, { recursive: true, force: true });
const [, , report] = process.argv;
if (report) writeFileSync(report, JSON.stringify(count));
process.exitCode = count.failed > 0 ? 1 : 0;
