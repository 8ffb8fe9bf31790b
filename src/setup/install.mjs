/**
 * What a fresh machine lacks: packages, a Chromium, a font with Chinese characters. Each part looks first, then says in
 * one line what it does, and in one what is left to do by hand.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { inRoot, run } from './paths.mjs';

const say = (/** @type {string} */ line) => console.log(`[set-up] ${line}`);

/** Vite of package-lock.json asks for `^20.19.0 || >=22.12.0`. @param {string} version @returns {string | null} why it is too old */
export function nodeTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return null;
  return `Node ${version} is too old for the tools that build the page: 20.19 or later, or 22.12 or later`;
}

/** `ensurePackages`, or the end of the program with its sentence. */
export function packagesOrEnd() {
  try {
    ensurePackages();
  } catch (error) {
    console.error(`[set-up] ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}

/** Installs the packages of the lock file when they are missing or older than it. Throws when npm fails, or Node is too old. */
export function ensurePackages() {
  const tooOld = nodeTooOld(process.versions.node);
  if (tooOld !== null) throw new Error(tooOld);
  const mark = inRoot('node_modules', '.package-lock.json');
  const lock = inRoot('package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing the packages of package-lock.json (npm install)');
  const code = run('npm', ['install', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  });
  if (code !== 0) throw new Error(`npm install failed with exit code ${code}: what it said stands above`);
  const now = new Date();
  utimesSync(mark, now, now);
}

/** Chromium without a window: the browser tests take 0.6 of the time that they take with a whole Chromium. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @param {string[]} names */
function onPath(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync) ?? null;
}

/**
 * Whether a browser does more than lie there: Ubuntu's `chromium-browser` may be a note that asks for a snap, and one that
 * was downloaded may lack libraries. @param {string} path @returns {string | null} what it says instead
 */
export function whyNoStart(path) {
  // Chrome on Windows opens a window for it
  if (process.platform === 'win32') return null;
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (asked.status === 0) return null;
  const said = `${asked.stderr ?? ''}\n${asked.stdout ?? ''}`.split('\n').find((line) => line.trim() !== '');
  return said?.trim() ?? asked.error?.message ?? `it ended with ${asked.status ?? asked.signal}`;
}

const browsersThere = () =>
  [onPath(SHELLS), downloadedBrowser(), onPath(WHOLE)].filter((path) => path !== null);

/**
 * A Chromium that is there already and starts: on PATH, in /usr/bin, or downloaded by Playwright before. Looked for once:
 * the workers of the tests inherit it by the environment. @returns {string | null}
 */
export function findBrowser() {
  const known = process.env.NOVASCOPE_BROWSER;
  if (known) return known;
  const found = browsersThere().find((path) => whyNoStart(path) === null) ?? null;
  if (found !== null) process.env.NOVASCOPE_BROWSER = found;
  return found;
}

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
  if (path) return path;
  const there = browsersThere().map((one) => `${one} does not start: ${whyNoStart(one)}`);
  throw new Error(
    `${there.length > 0 ? there.join('; ') : 'no Chromium is there'}. Install chromium or google-chrome, or what it lacks (as root: npx playwright install-deps chromium), and run this again`,
  );
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
