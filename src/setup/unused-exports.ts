/** Which exports nobody imports, as sentences: each names the file, the name and the way out. */
import { posix } from 'node:path';
import { parseSync } from 'vite';

export interface ModuleFile {
  /** below the project's root, with forward slashes: `src/core/base/time.ts` */
  readonly path: string;
  readonly text: string;
}

/** Files whose exports are for others than the project, or that are run by their name. */
const ENTRIES: readonly RegExp[] = [
  /^[\w-]+\.config\.ts$/,
  /\.(test|spec)\.tsx?$/,
  /^src\/ui\/main\.tsx$/,
  /\.worker\.ts$/,
  /^src\/cli\/main\.ts$/,
  /^src\/amqp\/(promise-api|callback-api|conformance-driver)\.ts$/,
  /^src\/setup\/(start|test|check|build|bench)\.mjs$/,
  /^src\/setup\/bench\/([\w-]+\.ts|pages\/[\w-]+\.tsx)$/,
];

const isEntry = (path: string): boolean => ENTRIES.some((entry) => entry.test(path));

interface Module {
  readonly file: ModuleFile;
  readonly exports: readonly string[];
  /** name by name, from a module of the project; `*` = all of it, and what is used of it is looked for in the text */
  readonly imports: readonly { readonly from: string; readonly name: string }[];
}

/** Exports that no other file imports, and files that nothing reaches. What a test alone imports is there for the test. */
export function unusedExports(files: readonly ModuleFile[]): string[] {
  const modules = files.map(moduleOf);
  const texts = new Map<string, string[]>();
  const names = new Map<string, Set<string>>();
  for (const { file, imports } of modules) {
    for (const { from, name } of imports) {
      const used = names.get(from) ?? new Set();
      names.set(from, used.add(name));
      if (name === '*') texts.set(from, [...(texts.get(from) ?? []), file.text]);
    }
  }
  const isUsed = (path: string, name: string): boolean =>
    names.get(path)?.has(name) === true ||
    (texts.get(path) ?? []).some((text) => wordsLike(name, text).length > 0);
  return modules
    .filter(({ file }) => !isEntry(file.path))
    .flatMap(({ file, exports }) => {
      if (!names.has(file.path)) return [`${file.path}: no file imports it. Delete it.`];
      const unused = exports.filter((name) => !isUsed(file.path, name));
      return unused.map((name) => `${file.path}: ${name} ${remedy(file.text, name)}`);
    });
}

function remedy(text: string, name: string): string {
  return wordsLike(name, text).length > 1
    ? 'is used only in its own file. Leave its "export" out.'
    : 'is used nowhere. Delete it.';
}

const wordsLike = (name: string, text: string): readonly string[] =>
  text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g')) ?? [];

function moduleOf(file: ModuleFile): Module {
  const { module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const to = (target: string): string => posix.join(posix.dirname(file.path), target.replace(/\?.*$/, ''));
  const isOwn = (target: string): boolean => target.startsWith('.');
  const named = module.staticImports.flatMap(({ moduleRequest, entries }) => {
    const from = to(moduleRequest.value);
    const found = entries.map(({ importName }) => ({ from, name: importName.name ?? '*' }));
    return isOwn(moduleRequest.value) ? (found.length > 0 ? found : [{ from, name: '' }]) : [];
  });
  const all = module.staticExports.flatMap(({ entries }) => entries);
  const passedOn = all.flatMap(({ moduleRequest, importName }) =>
    moduleRequest && isOwn(moduleRequest.value)
      ? [{ from: to(moduleRequest.value), name: importName.name ?? '*' }]
      : [],
  );
  // `import('./x.ts')` as a value, as a type and in JSDoc, and a worker's URL: the names stand somewhere in the text
  const loose = file.text.matchAll(/\b(?:import|new\s+URL)\(\s*(['"])(\.[^'"\n]+)\1/g);
  return {
    file,
    exports: all.flatMap(({ exportName }) => (exportName.name === null ? [] : [exportName.name])),
    imports: [...named, ...passedOn, ...[...loose].map((match) => ({ from: to(match[2] ?? ''), name: '*' }))],
  };
}
