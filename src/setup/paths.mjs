/** Where things stand, and how a child process is run: shared by every script of this folder. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** The program of an installed package, by its name in node_modules/.bin. @param {string} name */
export const bin = (name) =>
  inRoot('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

const options = { cwd: root, shell: process.platform === 'win32' };

/**
 * Runs a program to its end with its output on this terminal; its exit code (1 when it cannot start).
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
export function run(command, args, env = {}) {
  const done = spawnSync(command, args, { ...options, stdio: 'inherit', env: { ...process.env, ...env } });
  if (done.error) console.error(`${command} cannot start: ${done.error.message}`);
  return done.status ?? 1;
}

/**
 * Starts a program whose output goes to a file, so that it goes on while `run` holds this process; gives the promise of its
 * exit code.
 * @param {string} command @param {string[]} args @param {string} file @param {NodeJS.ProcessEnv} [env] @returns {Promise<number>}
 */
export function begin(command, args, file, env = {}) {
  const out = openSync(file, 'w');
  const child = spawn(command, args, {
    ...options,
    stdio: ['ignore', out, out],
    env: { ...process.env, ...env },
  });
  closeSync(out);
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(`${command} cannot start: ${error.message}`);
      done(1);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}

/**
 * Runs a program and keeps what it prints.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{code: number, output: string}>}
 */
export function capture(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, env: { ...process.env, ...env } });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('error', (error) => resolve({ code: 1, output: `${command} cannot start: ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Latest change under a file or folder, in milliseconds; 0 when there is none. @param {string} path @returns {number} */
export function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'generated');
  return names.reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}
