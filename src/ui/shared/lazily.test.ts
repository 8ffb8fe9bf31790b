/** What is loaded when it is drawn names each subject whose texts it reads: the imports are followed, file by file. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PACKS } from '../../i18n/packs.ts';
import { withImports } from './imports.fixture.ts';

const SRC = fileURLToPath(new URL('../../', import.meta.url));
const LATER = PACKS.filter((pack) => pack !== 'start');

const read = (file: string): string => readFileSync(file, 'utf8');

/** `textsOf(lang).lab`, `texts.panels`, `const { search } = texts`; `page.panels` and the like are of the start. */
function subjectsIn(source: string): readonly string[] {
  const dots = source.matchAll(/(?:textsOf\([^()]*\)|(?<!\.)\btexts)\s*\.(\w+)/g);
  const named = source.matchAll(/const \{([^{}]*)\} = (?:textsOf\([^()]*\)|texts);/g);
  const names = [...dots, ...named].flatMap(([, list = '']) => list.split(',').map((name) => name.trim()));
  return names.filter((name) => (LATER as readonly string[]).includes(name));
}

interface Lazy {
  readonly file: string;
  readonly packs: readonly string[];
}

function lazies(files: Iterable<string>): readonly Lazy[] {
  return [...files].flatMap((file) =>
    [...read(file).matchAll(/lazily\(\s*\[([^\]]*)\],\s*async \(\) => \(await import\('([^']+)'\)\)/g)].map(
      ([, list = '', path = '']) => ({
        file: resolve(dirname(file), path),
        packs: [...list.matchAll(/'(\w+)'/g)].map(([, pack = '']) => pack),
      }),
    ),
  );
}

const start = withImports(resolve(SRC, 'ui/main.tsx'));
const first = lazies(start);
const all = [...first, ...first.flatMap(({ file }) => lazies(withImports(file)))].filter(
  ({ file }, i, list) => list.findIndex((one) => one.file === file) === i,
);

test('panels, the search and the lessons are found', () => {
  expect(all.length).toBeGreaterThan(12);
  for (const { file } of all) expect(existsSync(file), file).toBe(true);
});

test.each(all.map((one) => [relative(SRC, one.file), one] as const))(
  '%s names the texts that it reads, and no others',
  (_name, { file, packs }) => {
    const own = [...withImports(file)].filter((one) => !start.has(one));
    const subjects = new Set(own.flatMap((one) => subjectsIn(read(one))));
    expect([...packs].sort()).toEqual([...subjects].sort());
  },
);
