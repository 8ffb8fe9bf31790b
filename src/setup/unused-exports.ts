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
  /^src\/ui\/(main\.tsx|app\/embed\/main\.tsx|first-texts\.ts)$/,
  /\.worker\.ts$/,
  // they stand in for worker/parts.ts and worker/wasm.ts
  /^src\/worker\/one-file\/(parts|wasm)\.ts$/,
  /^src\/cli\/main\.ts$/,
  /^src\/amqp\/(module|callback-module|conformance-driver|browser\/platform)\.ts$/,
  /^src\/setup\/(start|test|check|build|bench|icons|serve|package-test)\.mjs$/,
  /^src\/setup\/bench\/([\w-]+\.ts|pages\/[\w-]+\.tsx)$/,
];

const isEntry = (path: string): boolean => ENTRIES.some((entry) => entry.test(path));

interface Use {
  /** the module that is imported from */
  readonly from: string;
  /** an export's name, or `ALL` of them, `NONE`, or those that stand `SOMEWHERE` in the importing text */
  readonly name: string;
}
const ALL = '*';
const NONE = '';
const SOMEWHERE = '?';

interface Module {
  readonly file: ModuleFile;
  readonly exports: readonly string[];
  readonly uses: readonly Use[];
  /** modules all of whose exports it passes on (`export * from`) */
  readonly passesOn: readonly string[];
}

/** Exports that no other file imports, and files that nothing reaches. What a test alone imports is there for the test. */
export function unusedExports(files: readonly ModuleFile[]): string[] {
  const paths = files.map((file) => file.path);
  const modules = files.map((file) => moduleOf(file, paths));
  const names = usedNames(modules);
  return modules
    .filter(({ file }) => !isEntry(file.path))
    .flatMap(({ file, exports }) => {
      const used = names.get(file.path);
      if (!used) return [`${file.path}: no file imports it. Delete it.`];
      const unused = used.has(ALL) ? [] : exports.filter((name) => !used.has(name));
      return unused.map((name) => `${file.path}: ${name} ${remedy(file.text, name)}`);
    });
}

/** By module, the names that others import of it; a module that nobody imports has no entry. */
function usedNames(modules: readonly Module[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  const namesOf = (path: string): Set<string> => {
    const known = used.get(path) ?? new Set();
    used.set(path, known);
    return known;
  };
  for (const { file, uses } of modules) {
    for (const { from, name } of uses) {
      const found = name === SOMEWHERE ? (file.text.match(/[\w$]+/g) ?? []) : [name];
      for (const each of found) namesOf(from).add(each);
    }
  }
  // what is imported of a module that passes all on is imported of those it passes on; twice, for one that passes on another
  for (const { file, passesOn } of [...modules, ...modules]) {
    for (const to of passesOn) for (const name of used.get(file.path) ?? []) namesOf(to).add(name);
  }
  return used;
}

function remedy(text: string, name: string): string {
  return wordsLike(name, text).length > 1
    ? 'is used only in its own file. Leave its "export" out.'
    : 'is used nowhere. Delete it.';
}

const wordsLike = (name: string, text: string): readonly string[] =>
  text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g')) ?? [];

function moduleOf(file: ModuleFile, paths: readonly string[]): Module {
  const { module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const to = (target: string): string => posix.join(posix.dirname(file.path), target.replace(/\?.*$/, ''));
  const named = module.staticImports.flatMap(({ moduleRequest, entries }): Use[] => {
    const from = to(moduleRequest.value);
    if (entries.length === 0) return [{ from, name: NONE }];
    return entries.flatMap(({ importName, localName }) =>
      importName.name === null
        ? spaceUses(file.text, from, localName.value)
        : [{ from, name: importName.name }],
    );
  });
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  const passed = exported.flatMap(({ moduleRequest, importName }) =>
    moduleRequest ? [{ from: to(moduleRequest.value), name: importName.name ?? NONE }] : [],
  );
  const chosen = [...file.text.matchAll(/\bimport\(`(\.[^`\n]+)`\)/g)].flatMap((match) =>
    pathsLike(to(match[1] ?? ''), paths).map((from) => ({ from, name: ALL })),
  );
  // `import('./x.ts')` as a value, as a type and in JSDoc, and a worker's URL
  const loose = [...file.text.matchAll(/\b(?:import|new\s+URL)\(\s*(['"])(\.[^'"\n]+)\1/g)];
  return {
    file,
    exports: exported.flatMap(({ exportName }) => (exportName.name === null ? [] : [exportName.name])),
    uses: [
      ...named,
      ...passed,
      ...chosen,
      ...loose.map((match) => ({ from: to(match[2] ?? ''), name: SOMEWHERE })),
    ],
    passesOn: exported.flatMap(({ moduleRequest, exportName }) =>
      moduleRequest && exportName.name === null ? [to(moduleRequest.value)] : [],
    ),
  };
}

/** Files that a path with places left open (`texts/${lang}.ts`) may mean, each place a folder's or a file's name. */
function pathsLike(path: string, paths: readonly string[]): string[] {
  const parts = path.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()[\]\\|]/g, '\\$&'));
  const like = new RegExp(`^${parts.join('[^/]+')}$`);
  return paths.filter((each) => like.test(each));
}

/** `import * as space`: the names behind its dots; all, when it is handed on whole. */
function spaceUses(text: string, from: string, space: string): Use[] {
  const uses = [...text.matchAll(new RegExp(`(?<![\\w$]|\\w\\.)${space}(?![\\w$])(?:\\.(\\w+))?`, 'g'))];
  return uses.slice(1).map((match) => ({ from, name: match[1] ?? ALL }));
}
