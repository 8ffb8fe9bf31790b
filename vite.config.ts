/**
 * Two builds and the unit tests: the page (`vite build`), the command line (`vite build --mode cli`), vitest. The page
 * has no inline script or style and no data: asset, so that it runs under the policy of src/setup/headers.mjs.
 */
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { BuildEnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { WORKER_FOLDER } from './src/setup/headers.mjs';
import { staticPage } from './src/setup/static-page.ts';

const TARGET = 'es2023';

const cli: BuildEnvironmentOptions = {
  target: 'node20',
  ssr: 'src/cli/main.ts',
  outDir: 'dist-node',
  copyPublicDir: false,
  rolldownOptions: {
    output: { entryFileNames: 'novascope.js', banner: '#!/usr/bin/env node', codeSplitting: false },
  },
};

const page: BuildEnvironmentOptions = {
  target: TARGET,
  outDir: 'dist',
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  reportCompressedSize: true,
};

export default defineConfig(({ mode }) => ({
  plugins: process.env.VITEST || mode === 'cli' ? [] : [react(), tailwindcss(), staticPage()],
  build: mode === 'cli' ? cli : page,
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
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    environment: 'node',
  },
}));
