/**
 * What is loaded when it is used is asked for by its own `import()` and nothing else: Vite's helper would look for styles and
 * scripts to fetch beside it, of which this page has none (one sheet, no scripts named ahead).
 */
import type { Plugin } from 'vite';

const HELPER = '\0vite/preload-helper.js';

export function plainImports(): Plugin {
  return {
    name: 'novascope-plain-imports',
    enforce: 'pre',
    load: (id) => (id === HELPER ? 'export const __vitePreload = (load) => load();' : null),
  };
}
