/** What the editor can complete: databases, tables and columns of a layout. */
import type { Layout } from '../../core/databases/layouts.ts';
import { tablesIn } from '../../core/databases/mysql/answers.ts';
import { INFORMATION_TABLES } from '../../core/databases/mysql/information-schema.ts';
import type { Table } from '../../core/databases/schema.ts';
import type { CompletionNames } from './editor.ts';

const columnsByTable = (tables: readonly Table[]): { readonly [table: string]: readonly string[] } =>
  Object.fromEntries(tables.map((table) => [table.name, table.columns.map((column) => column.name)]));

export function namesOf(layout: Layout, physical: boolean, current: string | null): CompletionNames {
  const databases = layout.databases.map(({ name, tables }) => {
    const all = physical ? tablesIn(layout, name) : tables.map((one) => one.table);
    return [name, columnsByTable(all)] as const;
  });
  const schema = ['information_schema', columnsByTable(INFORMATION_TABLES)] as const;
  return { databases: Object.fromEntries([...databases, schema]), current };
}
