/**
 * The script of the page's start is made smaller by terser before the build's own minifier names things: one part in a hundred
 * of it, which is what a panel's sign or a button at the start weighs. Of the other scripts it would take twice the build's time.
 */
import { minify } from 'terser';
import type { Plugin } from 'vite';

export function tightStart(): Plugin {
  return {
    name: 'novascope-tight-start',
    apply: 'build',
    async renderChunk(code, { name }) {
      if (name !== 'start') return null;
      const tight = await minify(code, {
        module: true,
        mangle: false,
        compress: { ecma: 2020, passes: 2 },
        ecma: 2020,
      });
      return tight.code ?? null;
    },
  };
}
