/** A machine that lacks something is told what, in a sentence and without a stack of calls. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeTooOld, whyNoStart } from './install.mjs';
import { inRoot } from './paths.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'novascope-install-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, lines: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return path;
}

describe('what a fresh machine lacks', () => {
  it('may be a Node that the build tools know', () => {
    for (const version of ['20.19.0', '20.20.2', '22.12.0', '24.0.0']) expect(nodeTooOld(version)).toBeNull();
    for (const version of ['18.20.4', '20.18.3', '21.7.3', '22.11.0'])
      expect(nodeTooOld(version)).toMatch(`Node ${version} is too old`);
  });

  it('may be a browser that starts, where one only lies there', () => {
    const snap = program('chromium-browser', 'echo "This needs the chromium snap." >&2; exit 1');
    expect(whyNoStart(snap)).toBe('This needs the chromium snap.');
    expect(whyNoStart(program('chromium', 'echo Chromium 1'))).toBeNull();
    expect(whyNoStart(join(folder, 'nothing'))).toMatch('ENOENT');
  });

  it.each([
    ['start.mjs', 2, ''],
    ['build.mjs', 2, ''],
    ['test.mjs', 1, '0 passed, 1 failed'],
  ])('%s says that npm failed, and no more', (script, code, last) => {
    program('npm', 'echo "npm error network" >&2; exit 1');
    cpSync(inRoot('src', 'setup'), join(folder, 'src', 'setup'), { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) cpSync(inRoot(name), join(folder, name));
    const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
    const ended = spawnSync(process.execPath, [join(folder, 'src', 'setup', script)], {
      encoding: 'utf8',
      env,
    });
    expect(ended.stderr).toMatch(
      /set-up\S* npm install failed with exit code 1: what it said stands above\n$/,
    );
    expect(ended.stderr).not.toMatch(/^ +at /m);
    expect(ended.stdout.trimEnd()).toMatch(new RegExp(`${last}$`));
    expect(ended.stdout).not.toContain('== ');
    expect(ended.status).toBe(code);
  });
});
