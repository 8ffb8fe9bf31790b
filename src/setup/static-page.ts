/**
 * Writes into index.html what is true before any script runs: the topology of the default deployment as a picture and
 * the first sentence; and what is to be fetched at once: the boot that was computed at build time and, by a script of its
 * own, the texts of the language that the page opens in. Markup only, no style attributes (the page's policy forbids
 * them).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HtmlTagDescriptor, type Plugin, type Rolldown, runnerImport } from 'vite';
import { defined } from '../core/base/assert.ts';
import { META_POLICY } from './headers.mjs';

const MARK = '<!--static-topology-->';
const BOOT = 'src/generated/boot.trace.ndjson';
const FIRST_TEXTS = 'src/ui/first-texts.ts';
const MARKUP = 'src/setup/static-markup.ts';

/** Read by Vite when a page is made, so that its configuration stays small and texts are found by their languages' names. */
async function staticMarkup(root: string): Promise<string> {
  const { module } = await runnerImport<typeof import('./static-markup.ts')>(join(root, MARKUP));
  return module.staticMarkup();
}

/** Runs as soon as it is there, beside the page's own script. */
function firstTexts(src: string): HtmlTagDescriptor {
  const attrs = { type: 'module', async: true, crossorigin: true, src };
  return { tag: 'script', attrs, injectTo: 'head-prepend' };
}

/** The page finds its boot by this element (`worker/parts.ts`). */
function bootLink(href: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'fetch', crossorigin: true, 'data-boot-trace': true, href };
  return { tag: 'link', attrs, injectTo: 'head' };
}

/** Stands before all that it is for. */
const POLICY: HtmlTagDescriptor = {
  tag: 'meta',
  attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
  injectTo: 'head-prepend',
};

const SHEET = /^ *<link rel="stylesheet"[^>]* href="([^"]+)">\n/m;

/** Nothing is painted before the stylesheet is there: it is asked for before the scripts. */
function sheetLink(html: string): HtmlTagDescriptor {
  const [, href = ''] = defined(SHEET.exec(html) ?? undefined, 'a stylesheet of the page');
  return {
    tag: 'link',
    attrs: { rel: 'stylesheet', crossorigin: true, href },
    injectTo: 'head-prepend',
  };
}

/** `isAlone` = nothing is fetched beside the HTML: the markup only. */
export function staticPage(isAlone = false): Plugin {
  let root = '';
  let building = false;
  return {
    name: 'novascope-static-page',
    configResolved(config) {
      root = config.root;
      building = config.command === 'build';
    },
    buildStart() {
      if (!building || isAlone) return;
      const source = readFileSync(join(root, BOOT));
      this.emitFile({ type: 'asset', name: 'boot.trace.ndjson', source });
      this.emitFile({ type: 'chunk', id: join(root, FIRST_TEXTS), name: 'first-texts' });
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        const page = html.replace(MARK, await staticMarkup(root));
        if (isAlone) return page;
        if (!building) {
          const boot = existsSync(join(root, BOOT)) ? [bootLink(`/${BOOT}`)] : [];
          return { html: page, tags: [firstTexts(`/${FIRST_TEXTS}`), ...boot] };
        }
        const emitted = Object.values(bundle ?? {});
        const boot = defined(emitted.find(isBoot), BOOT);
        const script = defined(emitted.find(isFirstTexts), FIRST_TEXTS);
        const tags = [
          POLICY,
          sheetLink(html),
          firstTexts(`./${script.fileName}`),
          bootLink(`./${boot.fileName}`),
        ];
        return { html: page.replace(SHEET, ''), tags };
      },
    },
  };
}

type Emitted = Rolldown.OutputBundle[string];

function isBoot(output: Emitted): boolean {
  return output.type === 'asset' && /boot\.trace-.*\.ndjson$/.test(output.fileName);
}

function isFirstTexts(output: Emitted): boolean {
  return output.type === 'chunk' && (output.facadeModuleId?.endsWith(FIRST_TEXTS) ?? false);
}
