/**
 * Three builds and the unit tests: the page (`vite build`), the command line (`vite build --mode cli`), the broker as a
 * library (`vite build --mode amqp`), vitest. The page
 * has no inline script or style and no data: asset, so that it runs under the policy of src/setup/headers.mjs.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { BuildEnvironmentOptions, PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';
import { embedPage } from './src/setup/embed-page.ts';
import { WORKER_FOLDER } from './src/setup/headers.mjs';
import { offline } from './src/setup/offline.ts';
import { oneFile } from './src/setup/one-file.ts';
import { ownIcons } from './src/setup/own-icons.ts';
import { pageFlow } from './src/setup/page-flow/plugin.mjs';
import { plainImports } from './src/setup/plain-imports.ts';
import { startChunks } from './src/setup/start-chunks.ts';
import { staticPage } from './src/setup/static-page.ts';
import { tightStart } from './src/setup/tight-start.ts';
import { unitReporters } from './src/setup/unit-reporters.ts';

const TARGET = 'es2023';
/** The mode that makes the page as one file. */
const ONE_FILE = 'one-file';
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const cli: BuildEnvironmentOptions = {
  target: 'node20',
  ssr: 'src/cli/main.ts',
  outDir: 'dist-node',
  copyPublicDir: false,
  rolldownOptions: {
    output: { entryFileNames: 'novascope.js', banner: '#!/usr/bin/env node', codeSplitting: false },
  },
};

/** The broker as a library: both APIs in one build, so that they share their brokers. */
const LIBRARY = { amqp: 'src/amqp/module.ts', 'amqp-callback': 'src/amqp/callback-module.ts' };
const SCRIPTS = { entryFileNames: '[name].js', chunkFileNames: 'amqp-[name].js' };

/** For Node, in both kinds of module, with its conformance driver. */
const amqp: BuildEnvironmentOptions = {
  target: 'node20',
  ssr: true,
  outDir: 'dist-node',
  emptyOutDir: false,
  copyPublicDir: false,
  rolldownOptions: {
    input: { ...LIBRARY, 'conformance-driver': 'src/amqp/conformance-driver.ts' },
    output: [
      { format: 'es', ...SCRIPTS },
      { format: 'cjs', exports: 'named', dir: 'dist-node/cjs', ...SCRIPTS },
    ],
  },
};

/** For browsers, where nothing of Node is: `ownPlatform` stands in. */
const amqpBrowser: BuildEnvironmentOptions = {
  ...amqp,
  target: TARGET,
  outDir: 'dist-node/browser',
  rolldownOptions: { input: LIBRARY, output: SCRIPTS },
};

const inSrc = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/**
 * A pack of texts by its subject and language: all files of a language have one name. Of a hash as few characters as the bundler
 * takes for so many files: the start names each of them.
 */
function chunkName(module: string | null): string {
  const [, subject, lang] = /\/src\/i18n\/([^/]+)\/([^/]+)\.ts$/.exec(module ?? '') ?? [];
  return `assets/${subject && lang ? `texts-${subject}-${lang}` : '[name]'}-[hash:7].js`;
}

const page: BuildEnvironmentOptions = {
  target: TARGET,
  outDir: 'dist',
  assetsInlineLimit: 0,
  cssCodeSplit: false,
  // a panel's few small parts are found by its own script: naming them all here would weigh more at every start
  modulePreload: {
    polyfill: false,
    resolveDependencies: (_, deps, { hostType }) => (hostType === 'html' ? deps : []),
  },
  reportCompressedSize: true,
  rolldownOptions: {
    output: {
      chunkFileNames: ({ facadeModuleId }) => chunkName(facadeModuleId),
      codeSplitting: { groups: [startChunks(inSrc('ui/main.tsx'), inSrc('ui/first-texts.ts'))] },
    },
    // what they make is left out where nothing uses it: React Flow brings controls, a small map and more
    treeshake: { manualPureFunctions: ['memo', 'forwardRef', 'createContext'] },
  },
};

/** The same page as one file, beside the command line until it is moved to the page (src/setup/build.mjs). */
const file: BuildEnvironmentOptions = {
  ...page,
  outDir: 'dist-node/one-file',
  assetsInlineLimit: Number.POSITIVE_INFINITY,
  copyPublicDir: false,
  reportCompressedSize: false,
  chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
  rolldownOptions: { ...page.rolldownOptions, output: { codeSplitting: false } },
};

const TESTS = ['src/**/*.test.ts', 'src/**/*.test.tsx'];
/** They change what a module or the process holds: a mock, a broken broker, SQLite's settings, a worker's scope, packs not loaded yet. */
const ALONE = [
  'src/cli/cli.test.ts',
  'src/cli/hostile.test.ts',
  'src/cli/packs-to-tell.test.ts',
  'src/core/amqp/model-faults.test.ts',
  'src/i18n/packs.test.ts',
  'src/store/set-lang.test.ts',
  'src/store/settings.test.ts',
  'src/store/told.test.ts',
  'src/worker/simulate.test.ts',
];
/** Real processes, brokers and databases: what a busy machine does to their times is tried once more, and told. */
const LIVE = ['src/real/**/*.test.ts', 'src/tap/**/*.test.ts'];
/** What React Flow brings and the page needs a small part of: each file says which. */
const ownD3 = (name: string): string => inSrc(`setup/page-d3/${name}.js`);

/** By mode. */
const nodeBuilds: Readonly<Record<string, BuildEnvironmentOptions>> = {
  cli,
  amqp,
  'amqp-browser': amqpBrowser,
};

/** The library's own part for browsers in the place of the one for Node. */
const ownPlatform: PluginOption = {
  name: 'own-platform',
  enforce: 'pre',
  resolveId: (asked) => (asked.endsWith('/platform.ts') ? inSrc('amqp/browser/platform.ts') : null),
};
const pluginsOfNodeBuild = (mode: string): PluginOption[] => (mode === 'amqp-browser' ? [ownPlatform] : []);

const pagePlugins = (isOneFile: boolean): PluginOption[] => [
  plainImports(),
  ownIcons(),
  pageFlow(),
  react(),
  tailwindcss(),
  staticPage(isOneFile),
  ...(isOneFile ? oneFile(TARGET) : [embedPage(), offline(), tightStart()]),
];

export default defineConfig(({ mode }) => ({
  plugins:
    process.env.VITEST || mode in nodeBuilds ? pluginsOfNodeBuild(mode) : pagePlugins(mode === ONE_FILE),
  // wherever it is put: every address is told from the file that names it
  base: './',
  // the command line unpacks recordings with it, and the package brings sql.js alone
  ssr: { noExternal: ['fflate'] },
  build: nodeBuilds[mode] ?? (mode === ONE_FILE ? file : page),
  resolve: {
    alias: {
      ...Object.fromEntries(
        ['d3-drag', 'd3-interpolate', 'd3-transition'].map((name) => [name, ownD3(name)]),
      ),
      '@xyflow/system': inSrc('setup/page-flow/system.js'),
      // what it stands in for is in React itself
      // one of them, not two
      'zustand/traditional': fileURLToPath(
        new URL('./node_modules/zustand/esm/traditional.mjs', import.meta.url),
      ),
      'zustand/shallow': fileURLToPath(new URL('./node_modules/zustand/esm/shallow.mjs', import.meta.url)),
      'use-sync-external-store/shim/with-selector.js': 'use-sync-external-store/with-selector.js',
    },
  },
  define: { __NOVASCOPE_VERSION__: JSON.stringify(version) },
  worker: {
    format: 'es' as const,
    rolldownOptions: {
      output: {
        entryFileNames: `${WORKER_FOLDER}[name]-[hash].js`,
        chunkFileNames: `${WORKER_FOLDER}[name]-[hash].js`,
      },
    },
  },
  test: {
    environment: 'node',
    // vitest keeps a core for itself: on two it would run one file at a time
    maxWorkers: '100%',
    // a law over many seeds takes its time on a busy machine: this bound is for what hangs
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: unitReporters(process.env.UNIT_REPORTS),
    projects: [
      // modules, and what is kept for a run (the recorded boot, SQLite), are there once a worker
      {
        extends: true,
        test: { name: 'together', include: TESTS, exclude: [...ALONE, ...LIVE], isolate: false },
      },
      { extends: true, test: { name: 'live', include: LIVE, isolate: false, retry: 1 } },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
}));
