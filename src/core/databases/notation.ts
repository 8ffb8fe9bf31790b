/**
 * The notation of the files under `schema/`: one line a column, as `DESCRIBE` prints it.
 *
 *     id      int(11)      primary auto
 *     host    varchar(255) not_null
 *     cell_id int(11)      ref=cell_mappings.id
 *
 * Words after the type: `primary` (part of the key, in the order of the lines; `primary=2` where the key has another
 * order), `auto` (AUTO_INCREMENT), `not_null`, `unique`, `json` (text that holds JSON), `default=...` (the model's
 * default, else NULL), `ref=table.column`, and the source of the fact where it is not the file's own.
 */
import { assert, defined } from '../base/assert.ts';
import type { Column, ColumnKind, ForeignKey, Table } from './schema.ts';

type Source = Column['source'];

/** A table from its name and its lines; `source` holds for the columns that do not name theirs. */
export function table(name: string, lines: string, source: Source = 'both'): Table {
  const parsed = lines
    .trim()
    .split('\n')
    .map((line) => parseLine(name, line, source));
  const key = parsed.filter((p) => p.rank > 0).sort((a, b) => a.rank - b.rank);
  assert(key.length > 0, `table ${name} has no primary key`);
  return { name, columns: parsed.map((p) => p.column), primary_key: key.map((p) => p.column.name) };
}

interface ParsedLine {
  readonly column: Column;
  /** place in the primary key, from 1; 0 = not part of it */
  readonly rank: number;
}

const SOURCES: readonly Source[] = ['both', 'later', 'recorded', 'ours'];
const FLAGS = ['auto', 'not_null', 'unique', 'json'];

function parseLine(table: string, line: string, fileSource: Source): ParsedLine {
  const [name, mysql, ...words] = line.trim().split(/\s+/);
  assert(name !== undefined && mysql !== undefined, `table ${table}: cannot read "${line}"`);
  const flags = new Set<string>();
  let rank = 0;
  let fallback: string | number | null = null;
  let references: ForeignKey | null = null;
  let source = fileSource;
  for (const word of words) {
    const [key, value] = split(word);
    if (key === 'primary') rank = value === null ? 1 : Number(value);
    else if (key === 'default') fallback = parseDefault(defined(value, `default of ${name}`));
    else if (key === 'ref') references = parseReference(defined(value, `reference of ${name}`));
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
    auto_increment: flags.has('auto'),
    unique: flags.has('unique'),
    references,
    source,
  };
  return { column, rank };
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
