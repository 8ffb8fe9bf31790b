/** Databases as SQLite files: one alone, or several in a ZIP archive. */
import { zipSync } from 'fflate';
import type { DatabaseTables } from '../core/databases/catalogue.ts';
import { createSql } from '../core/databases/sqlite-ddl.ts';
import type { Rows } from '../core/trace/trace.ts';
import { fill } from './build.ts';
import { loadSqlite } from './load.ts';

interface FilesRequest {
  readonly databases: readonly DatabaseTables[];
  /** rows by `database.table` */
  readonly rows: Rows;
  /** file name of each in the archive, without `.sqlite` */
  readonly name: (database: string) => string;
}

/** The bytes of each database as a file of its own, its tables in `main`. */
export async function sqliteFiles(
  { databases, rows, name }: FilesRequest,
  wasm?: ArrayBuffer | Uint8Array,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const sqlJs = await loadSqlite({ wasm });
  const files = new Map<string, Uint8Array>();
  for (const database of databases) {
    const copy = new sqlJs.Database();
    try {
      copy.exec(`PRAGMA page_size = 1024; BEGIN; ${createSql('main', database.tables).join('; ')}; COMMIT;`);
      fill(copy, database, rows, {}, 'main');
      files.set(`${name(database.name)}.sqlite`, copy.export());
    } finally {
      copy.close();
    }
  }
  return files;
}

/** Stored times would make two exports of one moment differ: the archive carries the earliest that ZIP knows. */
export function archiveOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 6, mtime: new Date('1980-01-01T00:00:00') });
}
