/**
 * The hosted page's service worker as it is delivered: in front of its script stands which files belong to this build. It
 * lies beside index.html under a name that stays, since a browser asks for it again by this name to learn of a newer build.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Plugin } from 'vite';
import type { OfflineBuild } from '../worker/offline.worker.ts';
import { OFFLINE_FILE } from './headers.mjs';

const SCRIPT = 'src/worker/offline.worker.ts';
/** Pictures of the README. */
const NOT_KEPT = /^picture-/;
/** Names in this folder tell their content. */
const HASHED = 'assets/';

type Content = string | Uint8Array;

const hash = (content: Content): string => createHash('sha256').update(content).digest('base64');

/** The front of the script, for the files of a build by their paths in its folder; `isOff` = keep nothing, delete what was kept. */
export function offlineFront(contents: ReadonlyMap<string, Content>, isOff = false): string {
  const names = [...contents.keys()].sort();
  const hashes = names.map((name) => `${name} ${hash(contents.get(name) ?? '')}`);
  const short = (name: string): string => name.replace(/(^|\/)index\.html$/, '$1');
  const build: OfflineBuild = {
    version: isOff ? null : hash(hashes.join('\n')).replace(/\W/g, '').slice(0, 12),
    files: isOff ? [] : names.map(short),
    integrity: Object.fromEntries(
      names
        .filter((name) => !name.startsWith(HASHED))
        .map((name) => [short(name), `sha256-${hash(contents.get(name) ?? '')}`]),
    ),
  };
  return `self.offlineBuild=${JSON.stringify(build)};`;
}

/** Every file below a folder, by its path there. */
export function filesBelow(folder: string, path = ''): ReadonlyMap<string, Content> {
  return new Map(
    readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
      const below = posix.join(path, entry.name);
      const one: readonly (readonly [string, Content])[] = entry.isDirectory()
        ? [...filesBelow(folder, below)]
        : [[below, readFileSync(join(folder, below))]];
      return one;
    }),
  );
}

/** `NOVASCOPE_OFFLINE=off npm run build` makes a site that keeps nothing any more and deletes what it kept. */
export function offline(): Plugin {
  let root = '';
  let publicDir = '';
  return {
    name: 'novascope-offline',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      publicDir = config.publicDir;
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(root, SCRIPT), fileName: OFFLINE_FILE });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const contents = new Map<string, Content>();
        for (const [name, content] of filesBelow(publicDir))
          if (!NOT_KEPT.test(name)) contents.set(name, content);
        for (const output of Object.values(bundle))
          if (output.fileName !== OFFLINE_FILE)
            contents.set(output.fileName, output.type === 'chunk' ? output.code : output.source);
        const script = bundle[OFFLINE_FILE];
        if (script?.type !== 'chunk' || script.imports.length > 0 || script.exports.length > 0)
          throw new TypeError(`${SCRIPT} has to be one script of its own`);
        script.code = offlineFront(contents, process.env.NOVASCOPE_OFFLINE === 'off') + script.code;
      },
    },
  };
}
