import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CodedError } from '../base/assert.ts';
import { autoIncrementOf, schemaOf, tableOf } from './catalogue.ts';
import { layoutOf, tablesOfLayout } from './layouts.ts';
import { table } from './notation.ts';
import { createSql, indexSql } from './sqlite-ddl.ts';

interface ModelColumn {
  readonly name: string;
  readonly nullable: boolean;
  readonly primary_key: boolean;
}
interface Models {
  readonly databases: {
    readonly [name: string]: {
      readonly tables: {
        readonly [name: string]: {
          readonly columns: readonly ModelColumn[];
          readonly primary_key: readonly string[];
        };
      };
    };
  };
}

const DATABASES = tablesOfLayout(layoutOf('recorded'));

const MODELS = '../shared/reference/nova/schema.json';

test('each database has its number of tables and columns', () => {
  const counts = DATABASES.map(({ name, tables }) => {
    return [name, tables.length, tables.reduce((sum, t) => sum + t.columns.length, 0)];
  });
  expect(counts).toEqual([
    ['nova_api', 20, 140],
    ['nova_cell0', 30, 414],
    ['nova_cell1', 30, 414],
    ['placement', 12, 66],
    ['keystone', 24, 116],
    ['glance', 5, 53],
    ['neutron', 52, 257],
  ]);
});

test('two columns are known from recorded rows alone, two from the later release alone', () => {
  const marked = schemaOf('nova_cell1').tables.flatMap((t) =>
    t.columns.filter((c) => c.source !== 'both').map((c) => `${t.name}.${c.name} ${c.source}`),
  );
  expect(marked).toEqual([
    'instance_extra.vpmems recorded',
    'instances.internal_id recorded',
    'instances.compute_id later',
    'migrations.dest_compute_id later',
  ]);
});

test('every column of the models is there, with its key and nullability', () => {
  if (!existsSync(MODELS)) {
    console.warn(`skipped: ${MODELS} is absent, so the schemas were not compared with the models`);
    return;
  }
  const { databases } = JSON.parse(readFileSync(MODELS, 'utf8')) as Models;
  for (const [name, model] of Object.entries(databases)) {
    const database = name === 'cell' ? 'nova_cell1' : name;
    expect(
      schemaOf(database)
        .tables.map((t) => t.name)
        .sort(),
    ).toEqual(Object.keys(model.tables).sort());
    for (const [tableName, { columns, primary_key }] of Object.entries(model.tables)) {
      const ours = tableOf(database, tableName);
      expect(ours.primary_key, tableName).toEqual(primary_key);
      for (const column of columns) {
        const own = ours.columns.find((c) => c.name === column.name);
        expect(own?.nullable, `${tableName}.${column.name}`).toBe(column.nullable && !column.primary_key);
      }
      const extra = ours.columns.filter((c) => !columns.some((m) => m.name === c.name));
      expect(extra.every((c) => c.source === 'recorded')).toBe(true);
    }
  }
});

test('every key and every reference names a column that exists', () => {
  for (const { tables } of DATABASES) {
    for (const t of tables) {
      const names = t.columns.map((c) => c.name);
      expect(new Set(names).size, t.name).toBe(names.length);
      expect(names, t.name).toEqual(expect.arrayContaining([...t.primary_key]));
      for (const { references } of t.columns) {
        if (!references) continue;
        const found = tables.find((other) => other.name === references.table);
        expect(
          found?.columns.map((c) => c.name),
          `${t.name} -> ${references.table}`,
        ).toContain(references.column);
      }
    }
  }
});

test('a number that MySQL gives out is a primary key of its own', () => {
  for (const { tables } of DATABASES) {
    for (const t of tables) {
      const auto = autoIncrementOf(t);
      if (auto !== null) expect(t.primary_key, t.name).toEqual([auto]);
    }
  }
});

test('every cell database has the same schema, and an unknown name is refused with a code', () => {
  expect(schemaOf('nova_cell7')).toBe(schemaOf('nova_cell0'));
  const codeOf = (action: () => unknown): string | null => {
    try {
      action();
      return null;
    } catch (error) {
      return error instanceof CodedError ? error.code : String(error);
    }
  };
  expect(codeOf(() => schemaOf('nova'))).toBe('unknown_database');
  expect(codeOf(() => tableOf('nova_api', 'instances'))).toBe('unknown_table');
});

test('a table becomes one statement: numbers continue, reserved names stand in backticks', () => {
  const statements = createSql('neutron', schemaOf('neutron').tables);
  expect(statements).toHaveLength(52);
  expect(statements.find((s) => s.includes('neutron.quotas '))).toBe(
    'CREATE TABLE neutron.quotas (id TEXT NOT NULL, project_id TEXT, resource TEXT, `limit` INTEGER, ' +
      'PRIMARY KEY (id)) WITHOUT ROWID',
  );
  expect(createSql('placement', schemaOf('placement').tables).find((s) => s.includes('.users '))).toBe(
    'CREATE TABLE placement.users (created_at TEXT, updated_at TEXT, id INTEGER PRIMARY KEY AUTOINCREMENT, ' +
      'external_id TEXT NOT NULL, CONSTRAINT uniq_users0external_id UNIQUE (external_id))',
  );
});

test('what makes reading faster are the keys of the schema and of its references, none that a unique key begins with', () => {
  const made = indexSql('nova_cell1', schemaOf('nova_cell1').tables);
  expect(made).toContain(
    'CREATE INDEX nova_cell1.instances_host_node_deleted ON instances (host, node, deleted)',
  );
  expect(made.filter((one) => one.includes(' ON instance_info_caches '))).toEqual([]);
  expect(new Set(made).size).toBe(made.length);
});

test('a line that the notation does not know fails with the table and the word', () => {
  expect(() => table('things', 'id int(11) primary automatic')).toThrow(
    'table things, column id: unknown word "automatic"',
  );
  expect(() => table('things', 'name varchar(255)')).toThrow('table things has no primary key');
});
