import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRoot } from './paths.mjs';
import { type ModuleFile, unusedExports } from './unused-exports.ts';

/** Files of the project that are modules, below a folder or in it alone. */
function modulesIn(folder: string, isDeep: boolean): string[] {
  return readdirSync(inRoot(folder)).flatMap((name) => {
    const path = join(folder, name).replaceAll('\\', '/');
    if (path === 'src/generated' || name === 'node_modules') return [];
    if (statSync(inRoot(path)).isDirectory()) return isDeep ? modulesIn(path, true) : [];
    return /\.(ts|tsx|mjs)$/.test(name) ? [path] : [];
  });
}

const FILES: readonly ModuleFile[] = [
  ...modulesIn('src', true),
  ...modulesIn('e2e', true),
  ...modulesIn('.', false),
].map((path) => ({ path, text: readFileSync(inRoot(path), 'utf8') }));

it('every export of the project is imported by another file', () => {
  expect(FILES.length).toBeGreaterThan(300);
  expect(unusedExports(FILES).join('\n')).toBe('');
});

/** What is said of `src/a.ts` where `src/b.test.ts` is the only other file. */
const said = (a: string, b: string): string[] =>
  unusedExports([
    { path: 'src/a.ts', text: a },
    { path: 'src/b.test.ts', text: b },
  ]);

describe('an export', () => {
  it('that nobody imports is named, be it a value, a type, or passed on from elsewhere', () => {
    expect(said('export const x = 1, y = 2;', "import { y } from './a.ts';")).toEqual([
      'src/a.ts: x is used nowhere. Delete it.',
    ]);
    expect(said('export interface X {}', "import './a.ts';")).toEqual([
      'src/a.ts: X is used nowhere. Delete it.',
    ]);
    expect(said("export { x } from './b.test.ts';", "import './a.ts';")).toEqual([
      'src/a.ts: x is used nowhere. Delete it.',
    ]);
  });

  it('that only its own file uses is named with another way out', () => {
    const text = 'export type X = 1; export function f(): X { return 1; }';
    expect(said(text, "import { f } from './a.ts';")).toEqual([
      'src/a.ts: X is used only in its own file. Leave its "export" out.',
    ]);
  });

  it.each([
    ['by its name', "import { x as z } from './a.ts';"],
    ['as a type', "import type { x } from './a.ts';"],
    ['through a namespace', "import * as a from './a.ts'; a.x();"],
    ['by a namespace that is handed on', "import * as a from './a.ts'; f({ ...a });"],
    ['later', "const { x } = await import('./a.ts');"],
    ['by a path that is chosen later', `await import(\`./\${name}.ts\`);`],
    ['by passing it on', "export { x } from './a.ts';"],
    ['in a comment of types', "/** @type {import('./a.ts').x} */"],
  ])('is used %s', (_, b) => {
    expect(said('export const x = 1;', b)).toEqual([]);
  });

  it('of a namespace of which another name is used is named', () => {
    expect(said('export const x = 1; export const y = 2;', "import * as a from './a.ts'; a.y();")).toEqual([
      'src/a.ts: x is used nowhere. Delete it.',
    ]);
  });
});

it('what is passed on by a star is used by who imports it from there', () => {
  const files = [
    { path: 'src/a.ts', text: 'export const x = 1; export const y = 2;' },
    { path: 'src/all.ts', text: "export * from './a.ts';" },
    { path: 'src/b.test.ts', text: "import { y } from './all.ts';" },
  ];
  expect(unusedExports(files)).toEqual(['src/a.ts: x is used nowhere. Delete it.']);
});

it('a file that nothing imports is named, an entry is not', () => {
  expect(unusedExports([{ path: 'src/core/a.ts', text: 'const x = 1;' }])).toEqual([
    'src/core/a.ts: no file imports it. Delete it.',
  ]);
  expect(unusedExports([{ path: 'src/cli/main.ts', text: 'export const x = 1;' }])).toEqual([]);
});
