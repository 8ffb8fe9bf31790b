/**
 * A file has the icons that it draws, each from its own script: lucide's one list of all icons would bring those of every panel
 * with the start, since the start reads that list too. What makes a component of an icon is the page's own (page-icons).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defined } from '../core/base/assert.ts';

const LIST = new URL('../../node_modules/lucide-react/dist/esm/lucide-react.mjs', import.meta.url);
const MAKER = fileURLToPath(new URL('./page-icons/create-icon.js', import.meta.url));
const IMPORT = /import \{([^{}]*)\} from ['"]lucide-react['"];/g;

/** Names of icons, and the script of each. */
function scriptsOfIcons(): ReadonlyMap<string, string> {
  const lines = readFileSync(LIST, 'utf8').matchAll(/export \{([^{}]*)\} from .(\.\/icons\/[\w-]+\.mjs)/g);
  const pairs = [...lines].flatMap(([, names = '', script = '']) =>
    names.split(',').map((name) => [name.replace('default as', '').trim(), script] as const),
  );
  return new Map(pairs);
}

export function ownIcons(): Plugin {
  let scripts: ReadonlyMap<string, string> | undefined;
  /** `written`: `Database`, or `Database as DatabaseIcon` */
  const importOf = (written: string): string => {
    scripts ??= scriptsOfIcons();
    const [name = '', own = name] = written.split(' as ');
    const script = defined(scripts.get(name), `an icon ${name}`);
    return `import ${own} from ${JSON.stringify(fileURLToPath(new URL(script, LIST)))};`;
  };
  return {
    name: 'novascope-own-icons',
    enforce: 'pre',
    resolveId: (asked, importer) =>
      asked.endsWith('/createLucideIcon.mjs') && importer?.includes('/lucide-react/dist/esm/icons/')
        ? MAKER
        : null,
    transform(code, id) {
      if (!/\/src\/ui\/.*\.tsx$/.test(id) || !code.includes("'lucide-react'")) return null;
      const own = code.replaceAll(IMPORT, (_, names: string) =>
        names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type '))
          .map(importOf)
          .join(' '),
      );
      return { code: own, map: null };
    },
  };
}
