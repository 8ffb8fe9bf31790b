/**
 * What a bench may use: the sources built for Node, pages built into a folder of their own, and a Chromium that opens
 * them. Everything is made in temporary folders beside node_modules' packages and is gone at the end.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from './install.mjs';
import { serve } from './page-server.mjs';
import { inRoot } from './paths.mjs';

/** As the browser tests start it (playwright.config.ts). */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {object} Lab
 * @property {string} dist the built page
 * @property {(file: string) => string} source path of a file of src
 * @property {(entry: string) => Promise<string>} buildPage a page whose one script is a module of src; returns its folder
 * @property {<T>(folder: string, use: (page: Page, url: string) => Promise<T>) => Promise<T>} open serves a folder and opens
 *   a fresh browser context of 1280 x 720 on nothing yet; without the page's policy, so that a bench may start a worker of
 *   its own. An error of the page is one of the bench: what fails is fast, and measures nothing
 */

/** @returns {Promise<{lab: Lab, measurer: (file: string) => Promise<(lab: Lab) => Promise<unknown>>, end: () => Promise<void>}>} */
export async function makeLab() {
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  const { default: tailwindcss } = await import('@tailwindcss/vite');
  const { chromium } = await import('@playwright/test');
  const out = mkdtempSync(inRoot('node_modules', '.bench-'));
  const path = findBrowser();
  const browser = await chromium.launch({ args: FLAGS, ...(path ? { executablePath: path } : {}) });
  let made = 0;

  /** @type {Lab} */
  const lab = {
    dist: inRoot('dist'),
    source: (file) => inRoot('src', file),
    async buildPage(entry) {
      made += 1;
      const from = join(out, `page-${made}`);
      mkdirSync(from);
      const script = JSON.stringify(`/@fs${inRoot('src', entry)}`);
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title><body><div id="root"></div><script type="module">import ${script};</script>`;
      writeFileSync(join(from, 'index.html'), html);
      await build({
        root: from,
        configFile: false,
        logLevel: 'error',
        plugins: [fromDisk, react(), tailwindcss()],
        define: { __NOVASCOPE_VERSION__: JSON.stringify('bench') },
        publicDir: false,
        build: {
          target: 'es2023',
          outDir: join(from, 'dist'),
          assetsInlineLimit: 0,
          modulePreload: { polyfill: false },
        },
        worker: { format: 'es' },
      });
      return join(from, 'dist');
    },
    async open(folder, use) {
      const server = await serve(folder, 0);
      const context = await browser.newContext({
        viewport: { width: 1280, height: 720 },
        bypassCSP: true,
        // what a page keeps for later would be fetched while it is measured
        serviceWorkers: 'block',
        locale: 'en',
      });
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(120_000);
        /** @type {Error[]} */
        const errors = [];
        page.on('pageerror', (error) => errors.push(error));
        const used = await use(page, `http://127.0.0.1:${server.port}/`);
        if (errors[0]) throw new Error(`The page failed: ${errors[0].message}`);
        return used;
      } finally {
        await context.close();
        server.close();
      }
    },
  };
  return {
    lab,
    measurer: (file) => measurerOf(build, file, out),
    async end() {
      await browser.close();
      rmSync(out, { recursive: true, force: true });
    },
  };
}

/** A build takes modules from anywhere on the disk, by the address that the development server knows. @type {import('vite').Plugin} */
const fromDisk = {
  name: 'from-disk',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith('/@fs/') ? id.slice('/@fs'.length) : null),
};

/**
 * Compiles a bench for Node, beside node_modules so that its packages are found.
 * @param {typeof import('vite').build} build @param {string} file @param {string} out
 */
async function measurerOf(build, file, out) {
  const name = `${made(file)}.mjs`;
  const output = { entryFileNames: name, codeSplitting: false };
  await build({
    mode: 'cli',
    logLevel: 'error',
    build: { ssr: file, outDir: out, emptyOutDir: false, rolldownOptions: { output } },
  });
  return (await import(pathToFileURL(join(out, name)).href)).measure;
}

const made = (/** @type {string} */ file) => file.replace(/\W+/g, '-');
