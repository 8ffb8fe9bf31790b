/**
 * The notation of the files under `schema/`: one line a column, as `DESCRIBE` prints it.
 *
 *     id      int(11)      primary auto
 *     host    varchar(255) not_null
 *     cell_id int(11)      ref=cell_mappings.id
 *
 *     UNIQUE  uniq_things0host0cell_id (host, cell_id)
 *
 * Words after the type: `primary` (part of the key, in the order of the lines; `primary=2` where the key has another
 * order), `auto` (AUTO_INCREMENT), `not_null`, `unique` (a key of its own, named like the column), `json` (text that
 * holds JSON), `default=...` (the model's default, else NULL), `server_default=...` (the same, given by the database),
 * `ref=table.column`, and the source of the fact where it is not the file's own. Lines that begin with UNIQUE or INDEX
 * are the other keys; `host(100)` = the first hundred characters of it.
 */
import { assert, defined } from '../base/assert.ts';
import type { Column, ColumnKind, ForeignKey, Key, Table } from './schema.ts';

type Source = Column['source'];

/** A table from its name and its lines; `source` holds for the columns that do not name theirs. */
export function table(name: string, lines: string, source: Source = 'both'): Table {
  const all = lines.trim().split('\n');
  const parsed = all.filter((line) => !KEY.test(line)).map((line) => parseLine(name, line, source));
  const key = parsed.filter((p) => p.rank > 0).sort((a, b) => a.rank - b.rank);
  assert(key.length > 0, `table ${name} has no primary key`);
  const columns = parsed.map((p) => p.column);
  const own = parsed.filter((p) => p.isUnique).map((p) => uniqueOf(p.column.name));
  const keys = [...own, ...all.filter((line) => KEY.test(line)).map((line) => parseKey(name, line, columns))];
  return { name, columns, primary_key: key.map((p) => p.column.name), keys };
}

const KEY = /^\s*(UNIQUE|INDEX)\s/;

const uniqueOf = (column: string): Key => ({
  name: column,
  unique: true,
  columns: [{ name: column, length: null }],
});

function parseKey(table: string, line: string, columns: readonly Column[]): Key {
  const match = /^\s*(UNIQUE|INDEX)\s+(\w+)\s+\(([^)]*(?:\(\d+\)[^)]*)*)\)\s*$/.exec(line);
  assert(match, `table ${table}: cannot read the key "${line.trim()}"`);
  const [, word, name = '', list = ''] = match;
  const parts = list.split(',').map((part) => {
    const [, column = '', length] = /^\s*(\w+)(?:\((\d+)\))?\s*$/.exec(part) ?? [];
    assert(
      columns.some((one) => one.name === column),
      `table ${table}: the key ${name} names "${part.trim()}"`,
    );
    return { name: column, length: length === undefined ? null : Number(length) };
  });
  return { name, unique: word === 'UNIQUE', columns: parts };
}

interface ParsedLine {
  readonly column: Column;
  /** place in the primary key, from 1; 0 = not part of it */
  readonly rank: number;
  readonly isUnique: boolean;
}

const SOURCES: readonly Source[] = ['both', 'later', 'recorded', 'ours', 'dead'];
const FLAGS = ['auto', 'not_null', 'unique', 'json'];

function parseLine(table: string, line: string, fileSource: Source): ParsedLine {
  const [name, mysql, ...words] = line.trim().split(/\s+/);
  assert(name !== undefined && mysql !== undefined, `table ${table}: cannot read "${line}"`);
  const flags = new Set<string>();
  let rank = 0;
  let fallback: string | number | null = null;
  let byServer = false;
  let references: ForeignKey | null = null;
  let source = fileSource;
  for (const word of words) {
    const [key, value] = split(word);
    if (key === 'primary') rank = value === null ? 1 : Number(value);
    else if (key === 'default' || key === 'server_default') {
      fallback = parseDefault(defined(value, `default of ${name}`));
      byServer = key === 'server_default';
    } else if (key === 'ref') references = parseReference(defined(value, `reference of ${name}`));
    else if (SOURCES.includes(key as Source)) source = key as Source;
    else {
      assert(FLAGS.includes(key), `table ${table}, column ${name}: unknown word "${word}"`);
      flags.add(key);
    }
  }
  const column: Column = {
    name,
    kind: flags.has('json') ? 'json' : kindOf(mysql),
    mysql,
    nullable: rank === 0 && !flags.has('not_null'),
    default: fallback,
    server_default: byServer,
    auto_increment: flags.has('auto'),
    references,
    source,
  };
  return { column, rank, isUnique: flags.has('unique') };
}

function split(word: string): readonly [string, string | null] {
  const at = word.indexOf('=');
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
}

function parseDefault(text: string): string | number {
  return /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : text;
}

function parseReference(text: string): ForeignKey {
  const [table, column] = text.split('.');
  return { table: defined(table, 'table'), column: defined(column, `column of ${text}`) };
}

function kindOf(mysql: string): ColumnKind {
  if (mysql === 'tinyint(1)') return 'boolean';
  if (/^(tinyint|smallint|int|bigint)\b/.test(mysql)) return 'integer';
  if (/^(float|double)\b/.test(mysql)) return 'real';
  if (/^(datetime|timestamp)\b/.test(mysql)) return 'datetime';
  assert(/^(varchar|char|text|mediumtext|longtext|enum)\b/.test(mysql), `unknown type ${mysql}`);
  return 'text';
}
