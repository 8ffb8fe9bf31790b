/** Applies the tables of `architecture.ts` to one file: a list of sentences, each naming the file, the rule, the way out. */
import { posix } from 'node:path';
import { LONG_FILES, MAX_LINES, PACKAGES, ROOMS, SERVICES, UI_COMPOSERS, UI_SHARED } from './architecture.ts';
import { BANS, type Ban } from './architecture-bans.ts';

export interface SourceFile {
  /** below src, with forward slashes: `core/base/time.ts` */
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a file, as sentences; empty when nothing is. */
export function violations(file: SourceFile): string[] {
  const text = withoutComments(file.text);
  const code = text.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
  const found = [...lengthProblems(file), ...BANS.flatMap((ban) => banProblems(file, ban, text, code))];
  if (/\.(ts|tsx|mjs)$/.test(file.path) && !isTest(file.path)) {
    for (const target of importsOf(text)) found.push(...importProblems(file.path, target));
  }
  return found.map((problem) => `src/${file.path}: ${problem}`);
}

/** Tests and what only tests import look wherever they must. */
function isTest(path: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(path);
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => {
    const names = place.split('/');
    return (
      path
        .split('/')
        .slice(0, names.length)
        .every((name, i) => names[i] === '*' || names[i] === name) && path.split('/').length >= names.length
    );
  });
}

function lengthProblems({ path, text }: SourceFile): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  if (lines <= MAX_LINES || isIn(path, LONG_FILES)) return [];
  return [
    `has ${lines} lines that hold something, more than ${MAX_LINES}. One file, one idea: split it by subject.`,
  ];
}

function banProblems({ path, text: whole }: SourceFile, ban: Ban, text: string, code: string): string[] {
  if (ban.only && !isIn(path, ban.only)) return [];
  if (ban.except && isIn(path, ban.except)) return [];
  if (isTest(path) && (ban.inTests || ban.only)) return [];
  const searched = { all: whole, text, code }[ban.in];
  const at = searched.search(ban.pattern);
  if (at < 0) return [];
  const line = searched.slice(0, at).split('\n').length;
  return [`line ${line} uses ${ban.what}. Use ${ban.instead}.`];
}

/** Everything that a module names as another module. */
function importsOf(text: string): string[] {
  const named = text.matchAll(/\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g);
  const urls = text.matchAll(/\bnew\s+URL\(\s*(['"])([^'"\n]+)\1\s*,\s*import\.meta\.url/g);
  return [...named, ...urls].flatMap((match) => (match[2] ? [match[2].replace(/\?.*$/, '')] : []));
}

function importProblems(path: string, target: string): string[] {
  const room = ROOMS.find((each) => isIn(path, [each.path]));
  if (!room) {
    return [
      'lies in no room. Put it on a floor of src/setup/architecture.ts: rooms by subject, never by kind.',
    ];
  }
  if (!target.startsWith('.')) return packageProblems(path, target);
  const to = posix.normalize(posix.join(posix.dirname(path), target));
  if (to.startsWith('..'))
    return room.path === 'setup' ? [] : [`imports ${target}, outside src. Bring it into a room.`];
  return [
    ...roomProblems(room.path, room.may, to),
    ...siblingProblems(path, to),
    ...serviceProblems(path, to),
  ];
}

function roomProblems(room: string, may: readonly string[], to: string): string[] {
  if (isIn(to, [room, ...may])) return [];
  const allowed = may.length === 0 ? 'nothing outside itself' : `only ${may.join(', ')}`;
  return [
    `imports ${to}, but ${room} may import ${allowed}. Imports run down only: move what both need to a lower floor, or hand it in.`,
  ];
}

function packageProblems(path: string, target: string): string[] {
  const name = target.startsWith('node:') ? 'node:' : packageName(target);
  const rooms = PACKAGES[name];
  if (!rooms)
    return [
      `imports the package ${name}, which no room may. Add it to PACKAGES with its rooms, or do without.`,
    ];
  if (isIn(path, rooms)) return [];
  return [`imports ${target}, which only ${rooms.join(' and ')} may. Go through that room's exports.`];
}

function packageName(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A panel imports ui/shared, never its sibling. */
function siblingProblems(path: string, to: string): string[] {
  const own = uiFolder(path);
  const other = uiFolder(to);
  if (own === null || other === null || own === other || other === UI_SHARED) return [];
  if (UI_COMPOSERS.includes(own)) return [];
  return [
    `imports ${to}, of the sibling panel ${other}. Move what both need to ui/${UI_SHARED}, or meet in the store.`,
  ];
}

/** The folder of ui that a file lies in; null outside ui and for files that lie in ui itself. */
function uiFolder(path: string): string | null {
  return path.match(/^ui\/([^/]+)\//)?.[1] ?? null;
}

/** Services know each other by messages only. */
function serviceProblems(path: string, to: string): string[] {
  const own = serviceOf(path);
  const other = serviceOf(to);
  if (own === null || other === null || own === other) return [];
  return [
    `imports ${to}, of the service ${other}. Services meet by messages only: send one, or move words to core/nova.`,
  ];
}

function serviceOf(path: string): string | null {
  const name = path.match(/^core\/nova\/(?:peers\/)?([^/.]+)\//)?.[1];
  return name !== undefined && SERVICES.includes(name) ? name : null;
}

const TOKENS =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|(?<=[=(,:[!&|?{};]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

/** The text with comments blanked, line numbers kept; strings and regular expressions that look like comments stay. */
function withoutComments(text: string): string {
  return text.replace(TOKENS, (token) =>
    token.startsWith('//') || token.startsWith('/*') ? token.replace(/[^\n]/g, ' ') : token,
  );
}
