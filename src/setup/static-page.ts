/**
 * Writes into index.html what is true before any script runs: the topology of the default deployment as a picture, and
 * the first sentence. Markup only, no style attributes (the page's policy forbids them).
 */
import type { Plugin } from 'vite';

const MARK = '<!--static-topology-->';

/** The markup that stands in the page's root until the page itself is drawn; empty until the page has a renderer for it. */
function renderStaticTopology(): string {
  return '';
}

export function staticPage(): Plugin {
  return {
    name: 'novascope-static-page',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(MARK, renderStaticTopology()),
    },
  };
}
