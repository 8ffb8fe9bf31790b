/**
 * Writes into index.html what is true before any script runs: the topology of the default deployment as a picture and
 * the first sentence; and where the boot lies that was computed at build time, so that it is fetched at once. Markup
 * only, no style attributes (the page's policy forbids them).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { topologyOf } from '../core/nova/deployment.ts';
import { deploymentOf } from '../core/nova/deployment-keys.ts';
import { textsOf } from '../i18n/index.ts';
import { renderStaticPage } from '../ui/canvas/static-svg.ts';

const MARK = '<!--static-topology-->';
const BOOT = 'src/generated/boot.trace.ndjson';

/** The markup that stands in the page's root until the page itself is drawn. */
function renderStaticTopology(): string {
  const topology = topologyOf(deploymentOf(undefined));
  return renderStaticPage(topology, textsOf('en').page, textsOf('zh-CN').page);
}

/** The page finds its boot by this element (`worker/boot-trace.ts`). */
function bootLink(href: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'fetch', crossorigin: true, 'data-boot-trace': true, href };
  return { tag: 'link', attrs, injectTo: 'head' };
}

export function staticPage(): Plugin {
  let file = '';
  let building = false;
  return {
    name: 'novascope-static-page',
    configResolved({ root, command }) {
      file = join(root, BOOT);
      building = command === 'build';
    },
    buildStart() {
      if (!building) return;
      const source = readFileSync(file);
      this.emitFile({ type: 'asset', name: 'boot.trace.ndjson', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const page = html.replace(MARK, renderStaticTopology());
        if (!building) return { html: page, tags: existsSync(file) ? [bootLink(`/${BOOT}`)] : [] };
        const emitted = Object.values(bundle ?? {}).find((each) => isBoot(each));
        if (!emitted) throw new Error(`${BOOT} is not in the bundle`);
        return { html: page, tags: [bootLink(`/${emitted.fileName}`)] };
      },
    },
  };
}

function isBoot(output: { readonly type: string; readonly fileName: string }): boolean {
  return output.type === 'asset' && /boot\.trace-.*\.ndjson$/.test(output.fileName);
}
