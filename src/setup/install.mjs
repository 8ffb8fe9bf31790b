/**
 * What a fresh machine lacks: packages, a Chromium, a font with Chinese characters. Each part looks first, then says in
 * one line what it does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { inRoot, run } from './paths.mjs';

const say = (/** @type {string} */ line) => console.log(`[set-up] ${line}`);

/** Installs the packages of the lock file when they are missing or older than it. Throws when npm fails. */
export function ensurePackages() {
  const mark = inRoot('node_modules', '.package-lock.json');
  const lock = inRoot('package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing the packages of package-lock.json (npm install)');
  const code = run('npm', ['install', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  });
  if (code !== 0) throw new Error(`npm install failed with exit code ${code}`);
  const now = new Date();
  utimesSync(mark, now, now);
}

/** Chromium without a window: the browser tests take 0.6 of the time that they take with a whole Chromium. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @param {string[]} names */
function onPath(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  for (const name of names) {
    for (const folder of folders) if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** A Chromium that is there already: on PATH, in /usr/bin, or downloaded by Playwright before. @returns {string | null} */
export const findBrowser = () => onPath(SHELLS) ?? downloadedBrowser() ?? onPath(WHOLE);

function downloadedBrowser() {
  try {
    const path = createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

const hasApt = () => process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;

/** @param {string[]} packages */
function aptInstall(packages) {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], quiet);
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet) === 0;
}

/**
 * The path of a Chromium, installed when there is none; where a Debian package can be installed, one without a window
 * comes beside a whole one. Throws when that fails. @returns {string}
 */
export function ensureBrowser() {
  if (!onPath(SHELLS) && !downloadedBrowser() && hasApt()) {
    say(
      'installing Chromium without a window for the browser tests (apt-get install chromium-headless-shell)',
    );
    aptInstall(['chromium-headless-shell']);
  }
  if (!findBrowser() && hasApt()) {
    say('installing Chromium for the browser tests (apt-get install chromium)');
    aptInstall(['chromium']);
  }
  if (!findBrowser()) {
    say('installing Chromium for the browser tests (playwright install chromium)');
    run('npx', ['playwright', 'install', 'chromium']);
  }
  const path = findBrowser();
  if (!path) throw new Error('no Chromium: install chromium or google-chrome and run this again');
  return path;
}

const hasHanFont = () => {
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
};

/** A font with Chinese characters, or one line that says what to install: the page works without, its pictures do not. */
export function ensureHanFont() {
  if (process.platform !== 'linux' || hasHanFont()) return;
  if (hasApt()) {
    say('installing a font with Chinese characters (apt-get install fontconfig fonts-wqy-microhei)');
    aptInstall(['fontconfig', 'fonts-wqy-microhei']);
  }
  if (!hasHanFont())
    say('no font with Chinese characters found: install one, e.g. fonts-wqy-microhei or Noto Sans CJK');
}
