/**
 * `/embed/`, the player that a course page frames: an HTML of its own over the scripts that the page has. It is the one
 * address that may be framed (`headers.mjs`).
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { defined } from '../core/base/assert.ts';
import { EMBED_FOLDER, META_POLICY } from './headers.mjs';

const ENTRY = 'src/ui/app/embed/main.tsx';
const UP = '../';
const NOSCRIPT = /<noscript>[\s\S]*<\/noscript>/;

const isEntry = (output: Emitted): output is Rolldown.OutputChunk =>
  output.type === 'chunk' && (output.facadeModuleId?.endsWith(ENTRY) ?? false);

type Emitted = Rolldown.OutputBundle[string];

/** By static imports, itself left out. */
function importsOf(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): readonly string[] {
  const found = new Set(chunk.imports);
  for (const name of found) {
    const next = bundle[name];
    if (next?.type === 'chunk') for (const one of next.imports) found.add(one);
  }
  return [...found];
}

interface Parts {
  readonly script: string;
  readonly imports: readonly string[];
  readonly sheet: string;
  readonly boot: string;
  /** as the page has it */
  readonly noscript: string;
}

function htmlOf({ script, imports, sheet, boot, noscript }: Parts): string {
  const preloads = imports.map((name) => `    <link rel="modulepreload" crossorigin href="${UP}${name}">`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${META_POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" crossorigin href="${UP}${sheet}">
    <link rel="icon" type="image/svg+xml" href="${UP}favicon.svg">
    <title>Novascope</title>
    <script type="module" crossorigin src="${UP}${script}"></script>
${preloads.join('\n')}
    <link rel="preload" as="fetch" crossorigin data-boot-trace href="${UP}${boot}">
  </head>
  <body>
    <div id="root"></div>
    ${noscript}
  </body>
</html>
`;
}

export function embedPage(): Plugin {
  let root = '';
  return {
    name: 'novascope-embed-page',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(root, ENTRY), name: 'embed' });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const emitted = Object.values(bundle);
        const asset = (end: RegExp): string =>
          defined(
            emitted.find(({ fileName }) => end.test(fileName)),
            String(end),
          ).fileName;
        const script = defined(emitted.find(isEntry), ENTRY);
        const [noscript = ''] = NOSCRIPT.exec(readFileSync(join(root, 'index.html'), 'utf8')) ?? [];
        const source = htmlOf({
          script: script.fileName,
          imports: importsOf(script, bundle),
          sheet: asset(/\.css$/),
          boot: asset(/boot\.trace-.*\.ndjson$/),
          noscript,
        });
        this.emitFile({ type: 'asset', fileName: posix.join(EMBED_FOLDER, 'index.html'), source });
      },
    },
  };
}
