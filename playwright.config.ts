/**
 * Browser tests run against the built page, served with its real headers. A failed one is tried once more, since a busy
 * machine can take a page's minute away; what passed at the second try only is named at the end of `npm test`.
 */
import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './src/setup/install.mjs';

const PROBE = `const s = require('net').createServer().listen(0, '127.0.0.1', () => {
  console.log(s.address().port); s.close(); })`;
/** Chosen once: the workers inherit it by the environment. */
process.env.NOVASCOPE_E2E_PORT ??= execFileSync(process.execPath, ['-e', PROBE], { encoding: 'utf8' }).trim();
const url = `http://127.0.0.1:${process.env.NOVASCOPE_E2E_PORT}/`;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  retries: 1,
  forbidOnly: true,
  // a busy machine may take its time: nothing here measures speed
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  // without a font for Chinese every picture is false: that is asked first
  projects: [
    { name: 'font', testMatch: 'han-font.spec.ts' },
    { name: 'page', testIgnore: 'han-font.spec.ts', dependencies: ['font'] },
  ],
  use: {
    baseURL: url,
    viewport: { width: 1280, height: 720 },
    // what is kept for a time without a network is asked for by the tests that are about it
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(findBrowser() ? { executablePath: findBrowser() ?? '' } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // letters stand where a Chromium with a window puts them
        '--font-render-hinting=none',
      ],
    },
  },
  webServer: {
    command: `node src/setup/serve.mjs ${process.env.NOVASCOPE_E2E_PORT}`,
    url,
    reuseExistingServer: false,
  },
});
