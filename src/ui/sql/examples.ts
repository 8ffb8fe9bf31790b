/** Questions that fit the step: what it changed, what its services read, and some that always fit. Made from the facts. */

import { quoted } from '../../core/databases/catalogue.ts';
import {
  cellCountOf,
  type LayoutId,
  layoutOf,
  ownLayoutOf,
  recordedName,
} from '../../core/databases/layouts.ts';
import { mysqlLiteral } from '../../core/databases/mysql/literal.ts';
import type { Step } from '../../core/story/step.ts';
import { changedColumns } from '../../core/trace/cells.ts';
import type { Cell, FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { DataTexts } from '../../i18n/index.ts';

interface Example {
  readonly what: string;
  readonly sql: string;
}

const MOST_CHANGED = 4;
const MOST_READ = 3;

export function examplesFor(
  trace: Trace,
  step: Step | null,
  layout: LayoutId,
  t: DataTexts['sql'],
): readonly Example[] {
  const names = placesIn(trace, layout);
  return [...changedRows(trace, step, names, t), ...readRows(trace, step, names, t), ...always(layout, t)];
}

/** `database.table` of the trace to its name in the layout; absent = it does not stand there. */
type Places = ReadonlyMap<string, string>;

function placesIn(trace: Trace, id: LayoutId): Places {
  const own = ownLayoutOf(trace);
  const there = new Map<string, string>();
  for (const { name, tables } of layoutOf(id, cellCountOf(trace)).databases) {
    for (const { table, from } of tables) {
      for (const one of from) there.set(one, `${name}.${quoted(table.name)}`);
    }
  }
  const places = new Map<string, string>();
  for (const { name, tables } of own.databases) {
    for (const { table } of tables) {
      const place = there.get(recordedName(own, `${name}.${table.name}`));
      if (place) places.set(`${name}.${table.name}`, place);
    }
  }
  return places;
}

function changedRows(trace: Trace, step: Step | null, places: Places, t: DataTexts['sql']): Example[] {
  const found = new Map<string, Example>();
  for (const index of step?.rows ?? []) {
    const fact = trace.facts[index];
    if (fact?.kind !== 'row.changed' || fact.after === null) continue;
    const place = places.get(`${fact.database}.${fact.table}`);
    if (!place || found.has(place)) continue;
    found.set(place, { what: t.exampleChanged(place), sql: rowQuery(place, fact) });
  }
  return [...found.values()].slice(0, MOST_CHANGED);
}

function rowQuery(place: string, fact: FactOf<'row.changed'>): string {
  const { before, after, key } = fact;
  const keys = Object.keys(after ?? {})
    .filter((column) => key.includes(after?.[column] ?? null))
    .slice(0, key.length);
  const columns = before && after ? changedColumns(before, after) : [];
  const list = columns.length === 0 ? '*' : [...new Set([...keys, ...columns])].map(quoted).join(', ');
  const where = keys.map((column, i) => `${quoted(column)} = ${cellSql(key[i] ?? null)}`).join(' AND ');
  return `SELECT ${list}\nFROM ${place}\nWHERE ${where};`;
}

/** The statements of the step as its services ran them, with their values. */
function readRows(trace: Trace, step: Step | null, places: Places, t: DataTexts['sql']): Example[] {
  if (!step) return [];
  const first = trace.facts[step.main]?.index ?? 0;
  const found: Example[] = [];
  for (const fact of trace.facts.slice(first, step.last + 1)) {
    if (fact.kind !== 'sql.executed' || fact.verb !== 'SELECT' || fact.group === 'periodic') continue;
    const own = `${fact.database}.${fact.table}`;
    if (places.get(own) !== own || found.length >= MOST_READ) continue;
    const sql = `${filledIn(fact.statement, fact.parameters)};`;
    if (!found.some((one) => one.sql === sql)) found.push({ what: t.exampleRead(fact.actor), sql });
  }
  return found;
}

function filledIn(statement: string, parameters: readonly Cell[]): string {
  let next = 0;
  return statement.replace(/\?/g, () => {
    const value = cellSql(parameters[next] ?? null);
    next += 1;
    return value;
  });
}

const cellSql = (cell: Cell): string => (cell === null ? 'NULL' : mysqlLiteral(cell));

function always(layout: LayoutId, t: DataTexts['sql']): Example[] {
  const hasCells = layoutOf(layout).databases.some((one) => one.name === 'nova_cell1');
  const main = hasCells ? 'nova_cell1' : 'nova';
  const placement = layout === 'devstack-2019' ? 'nova_api' : 'placement';
  return [
    { what: t.exampleDatabases, sql: 'SHOW DATABASES;' },
    {
      what: t.exampleInstances,
      sql: `SELECT uuid, display_name, vm_state, task_state, host\nFROM ${main}.instances;`,
    },
    {
      what: t.exampleServices,
      sql: `SELECT host, \`binary\`, report_count, last_seen_up\nFROM ${main}.services;`,
    },
    ...(hasCells
      ? [
          {
            what: t.exampleCells,
            sql: 'SELECT name, database_connection, transport_url\nFROM nova_api.cell_mappings;',
          },
          {
            what: t.exampleFailed,
            sql: 'SELECT i.display_name, i.vm_state, f.message\nFROM nova_cell0.instances AS i\nLEFT JOIN nova_cell0.instance_faults AS f ON f.instance_uuid = i.uuid;',
          },
          {
            what: t.exampleAllocations,
            sql: `SELECT p.name AS host, c.name AS resource, a.used, a.consumer_id\nFROM ${placement}.allocations AS a\nJOIN ${placement}.resource_providers AS p ON p.id = a.resource_provider_id\nJOIN ${placement}.resource_classes AS c ON c.id = a.resource_class_id\nORDER BY 1, 4, 2;`,
          },
        ]
      : []),
    {
      what: t.exampleColumns,
      sql: "SELECT TABLE_SCHEMA, TABLE_NAME\nFROM information_schema.COLUMNS\nWHERE COLUMN_NAME = 'instance_uuid';",
    },
  ];
}
