/** Whole JSON documents: what stood at a broker, rows, definitions. Read strictly where they are used, and passed over elsewhere. */
import { isObject } from '../../base/json.ts';
import type { Cell, JsonTable, Row } from '../../trace/fact.ts';
import { isPlain } from '../redact/names.ts';
import type { Redactor } from '../redact/redactor.ts';
import { cellOf, isColumn } from './own-lines.ts';
import { NO_POLICIES, type PolicyTarget, policiesOf } from './policies.ts';
import type { BrokerSnapshot, RowsRead } from './records.ts';

type JsonPart = { readonly [key: string]: unknown };

const tablesIn = (value: unknown): readonly JsonPart[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const textIn = (table: JsonPart, key: string): string =>
  typeof table[key] === 'string' ? String(table[key]) : '';

const ARGUMENTS = /^(x-[a-z-]{1,40}|alternate-exchange)$/;
const TYPES: readonly unknown[] = ['direct', 'topic', 'fanout', 'headers'];

/** Arguments of a declaration: numbers, flags and names of the broker's own; lists of `[name, type, value]` as erlang has them. */
function argumentsOf(given: unknown, redact: Redactor): JsonTable {
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(given)
    ? given.flatMap((one) => (Array.isArray(one) ? [[one[0], one[2]] as const] : []))
    : isObject(given)
      ? Object.entries(given)
      : [];
  const kept = new Map<string, number | boolean | string>();
  for (const [name, value] of entries) {
    if (typeof name !== 'string' || !ARGUMENTS.test(name)) continue;
    if (typeof value === 'number' && Number.isFinite(value)) kept.set(name, value);
    else if (typeof value === 'boolean') kept.set(name, value);
    else if (typeof value === 'string') kept.set(name, redact.name(value, 'broker'));
  }
  return Object.fromEntries(kept);
}

/** Our recorder's `topology.json`: by vhost. */
export function snapshotOf(document: JsonPart, redact: Redactor): BrokerSnapshot {
  const name = (text: string): string => redact.name(text, 'broker');
  const vhosts = Array.isArray(document.vhosts)
    ? document.vhosts.filter((vhost) => typeof vhost === 'string')
    : [];
  const parts = vhosts.map((vhost) => ({ vhost: name(vhost), part: document[vhost] }));
  const each = <T>(key: string, make: (table: JsonPart, vhost: string) => T | null): T[] =>
    parts.flatMap(({ vhost, part }) =>
      isObject(part)
        ? tablesIn(part[key]).flatMap((table) => {
            const made = make(table, vhost);
            return made === null ? [] : [made];
          })
        : [],
    );
  return {
    policies: NO_POLICIES,
    vhosts: parts.map(({ vhost }) => vhost),
    exchanges: each('exchanges', (one, vhost) => exchangeOf(one, vhost, redact)),
    queues: each('queues', (one, vhost) => queueOf(one, vhost, redact)),
    bindings: each('bindings', (one, vhost) => ({
      vhost,
      source: name(textIn(one, 'source_name')),
      destination: name(textIn(one, 'destination_name')),
      destination_type: one.destination_kind === 'exchange' ? 'exchange' : 'queue',
      routing_key: name(textIn(one, 'routing_key')),
      arguments: argumentsOf(one.arguments, redact),
    })),
    consumers: each('consumers', (one, vhost) => ({
      vhost,
      queue: name(textIn(one, 'queue_name')),
      tag: name(textIn(one, 'consumer_tag')),
      prefetch: Number.isSafeInteger(one.prefetch_count) ? Number(one.prefetch_count) : 0,
      no_ack: one.ack_required === false,
    })),
  };
}

function exchangeOf(
  one: JsonPart,
  vhost: string,
  redact: Redactor,
): BrokerSnapshot['exchanges'][number] | null {
  const name = textIn(one, 'name');
  if (!TYPES.includes(one.type)) return null;
  return {
    vhost,
    name: redact.name(name, 'broker'),
    type: one.type as 'direct',
    durable: one.durable === true,
    auto_delete: one.auto_delete === true,
    internal: one.internal === true,
    arguments: argumentsOf(one.arguments, redact),
  };
}

function queueOf(one: JsonPart, vhost: string, redact: Redactor): BrokerSnapshot['queues'][number] | null {
  const name = textIn(one, 'name');
  if (name === '') return null;
  return {
    vhost,
    name: redact.name(name, 'broker'),
    durable: one.durable === true,
    auto_delete: one.auto_delete === true,
    exclusive: one.exclusive === true,
    arguments: argumentsOf(one.arguments, redact),
  };
}

/** `rabbitmqctl export_definitions` / the management API's `/api/definitions`: the same, each with its vhost. */
export function definitionsOf(document: JsonPart, redact: Redactor): BrokerSnapshot {
  const name = (text: string): string => redact.name(text, 'broker');
  const vhostOf = (one: JsonPart): string => name(textIn(one, 'vhost') || '/');
  const exchanges = tablesIn(document.exchanges).flatMap(
    (one) => exchangeOf(one, vhostOf(one), redact) ?? [],
  );
  const queues = tablesIn(document.queues).flatMap((one) => queueOf(one, vhostOf(one), redact) ?? []);
  const targetsIn = (kind: PolicyTarget['kind'], list: unknown): readonly PolicyTarget[] =>
    tablesIn(list).map((one) => {
      const raw = textIn(one, 'name');
      return { kind, vhost: vhostOf(one), raw, name: name(raw) };
    });
  const targets = [...targetsIn('queue', document.queues), ...targetsIn('exchange', document.exchanges)];
  return {
    policies: policiesOf(document, targets, redact, vhostOf),
    vhosts: [
      ...new Set([
        ...tablesIn(document.vhosts).map((one) => name(textIn(one, 'name'))),
        ...queues.map((one) => one.vhost),
      ]),
    ],
    exchanges,
    queues,
    bindings: tablesIn(document.bindings).map((one) => ({
      vhost: vhostOf(one),
      source: name(textIn(one, 'source')),
      destination: name(textIn(one, 'destination')),
      destination_type: one.destination_type === 'exchange' ? 'exchange' : 'queue',
      routing_key: name(textIn(one, 'routing_key')),
      arguments: argumentsOf(one.arguments, redact),
    })),
    consumers: [],
  };
}

const TABLE = /^\w{1,64}\.\w{1,64}$/;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

/** `{"database.table": [row, ...]}`: columns that hold JSON come parsed, and are a cell's text again. */
export function rowsOf(document: JsonPart): RowsRead {
  const rows = new Map<string, readonly Row[]>();
  let latest = '';
  for (const [table, list] of Object.entries(document)) {
    if (!TABLE.test(table) || !isPlain(table) || !Array.isArray(list)) continue;
    rows.set(
      table,
      tablesIn(list).map((row) => {
        const cells: [string, Cell][] = [];
        for (const [column, value] of Object.entries(row)) {
          if (!isColumn(column)) continue;
          cells.push([column, cellOf(value)]);
          if (typeof value === 'string' && value > latest && TIME.test(value)) latest = value.slice(0, 19);
        }
        return Object.fromEntries(cells);
      }),
    );
  }
  return { rows: Object.fromEntries(rows), latest };
}
