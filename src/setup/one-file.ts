/**
 * The page as one file, `novascope.html`: scripts, styles, fonts, the stored boot, SQLite and the workers stand in its HTML,
 * so that it opens from a disk, asks for nothing and needs no host. Its policy names its own script and style by their
 * hashes; what else is compiled is SQLite, and a worker comes from a blob of the page and has the page's policy.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';
import { defined } from '../core/base/assert.ts';

/** What the page finds otherwise when it is one file. */
const STAND_INS: { readonly [path: string]: string } = {
  'src/worker/parts.ts': 'src/worker/one-file/parts.ts',
  'src/worker/wasm.ts': 'src/worker/one-file/wasm.ts',
};
const WORKERS = 'src/worker/one-file/all.worker.ts';
const BOOT = 'src/generated/boot.trace.ndjson';
const SQLITE = 'sql.js/dist/sql-wasm.wasm';
const FILE = 'novascope.html';
const OPENER = './one-file-opener.js';

/** What of the page's HTML asks for another file. */
const LINKS = /^ *(?:<link rel="(?!icon")[^>]*>|<script type="module"[^>]* src="[^>]*><\/script>)\n/gm;
const ICON = /href="[^"]*(favicon\.svg)"/;
const CHARSET = /<meta charset="utf-8" \/>/;
const END = '</body>';

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

const packed = (content: string | Uint8Array): string => base64(deflateRawSync(content, { level: 9 }));

/** As a policy names what stands in the HTML. */
const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Scripts and style as they stand in the file. */
const policyFor = (scripts: readonly string[], style: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(hashed).join(' ')} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src ${hashed(style)}`,
    'img-src data: blob:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types app-worker one-file',
  ].join('; ');

function standIns(root: string): Plugin {
  return {
    name: 'novascope-stand-ins',
    enforce: 'pre',
    async resolveId(source, importer) {
      const found = importer ? await this.resolve(source, importer, { skipSelf: true }) : null;
      const standIn = found && STAND_INS[found.id.slice(root.length + 1)];
      return standIn ? join(root, standIn) : null;
    },
  };
}

/** All workers as one script. */
async function workersOf(root: string, target: string): Promise<string> {
  const made = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [standIns(root)],
    build: {
      target,
      write: false,
      copyPublicDir: false,
      rolldownOptions: { input: join(root, WORKERS), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [script] = (made as Rolldown.RolldownOutput).output;
  return script.code;
}

interface Contents {
  /** the page's own script */
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** what the page finds in the file by these names */
  readonly parts: { readonly [name: string]: string | Uint8Array };
}

function htmlOf(html: string, { script, style, icon, parts }: Contents): string {
  const opener = readFileSync(new URL(OPENER, import.meta.url), 'utf8');
  const policy = policyFor([opener, script], style);
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <style>${style}</style>`;
  const data = Object.entries({ page: script, ...parts }).map(
    ([name, content]) => `<script type="text/plain" data-part="${name}">${packed(content)}</script>`,
  );
  const body = [...data, `<script type="module">${opener}</script>`].join('\n');
  return html
    .replace(LINKS, '')
    .replace(ICON, () => `href="data:image/svg+xml;base64,${base64(icon)}"`)
    .replace(CHARSET, (charset) => `${charset}\n    ${head}`)
    .replace(END, () => `${body}\n  ${END}`);
}

export function oneFile(target: string): Plugin[] {
  const root = process.cwd();
  const read = (path: string): Buffer => readFileSync(join(root, path));
  return [
    standIns(root),
    {
      name: 'novascope-one-file',
      apply: 'build',
      generateBundle: {
        order: 'post',
        async handler(_options, bundle) {
          const all = Object.values(bundle);
          const chunks = all.filter((output) => output.type === 'chunk');
          const asset = (end: string): string => {
            const found = all.find((output) => output.type === 'asset' && output.fileName.endsWith(end));
            return String((defined(found, end) as Rolldown.OutputAsset).source);
          };
          const [chunk] = chunks;
          if (!chunk || chunks.length > 1) throw new TypeError(`one script, not ${chunks.length}`);
          const workers = await workersOf(root, target);
          const source = htmlOf(asset('.html'), {
            script: chunk.code,
            style: asset('.css'),
            icon: read('public/favicon.svg').toString(),
            parts: {
              boot: read(BOOT),
              workers,
              sqlite: readFileSync(createRequire(import.meta.url).resolve(SQLITE)),
            },
          });
          for (const name of Object.keys(bundle)) delete bundle[name];
          this.emitFile({ type: 'asset', fileName: FILE, source });
        },
      },
    },
  ];
}
