/**
 * A long trace for measuring: the boot's own facts again and again, each time later, with ids and rows of their own. It is
 * no run of the simulator (the quota ends that after ten instances) and tells nothing about Nova.
 */
import { tableOf } from '../../../core/databases/catalogue.ts';
import type { Cell, Fact, FactOf, Row } from '../../../core/trace/fact.ts';
import type { Trace } from '../../../core/trace/trace.ts';

const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g;
/** Broad enough that ids and numbers of two copies never meet. */
const STRIDE = 100_000;
/** Texts that only the inspector parses: shared by the copies. */
const SHARED = new Set([
  'kind',
  'actor',
  'group',
  'body',
  'statement',
  'vhost',
  'queue',
  'queues',
  'exchange',
]);
const NUMBERED = new Set(['message', 'exchange_id']);

type RowValues = { readonly [column: string]: Cell };
const rowName = (database: string, table: string, key: readonly Cell[]): string =>
  `${database}.${table} ${JSON.stringify(key)}`;

/** The trace with its story (from the first command on) told `times` times. */
export function repeated(trace: Trace, times: number): Trace {
  const first = trace.facts.findIndex((fact) => fact.kind === 'command.given');
  const story = trace.facts.slice(first);
  const later = story.filter((fact) => !/^(connection|queue|exchange|consumer|binding)\./.test(fact.kind));
  const known = idsOf([trace.seed, trace.facts.slice(0, first)]);
  const span = (story.at(-1)?.at ?? 0) - (story[0]?.at ?? 0) + 1000;
  const standing = standingRows(trace);
  const facts: Fact[] = trace.facts.slice();
  for (let n = 1; n < times; n += 1) {
    const places = new Map<number, number>();
    const fresh = fresher(known, n);
    for (const fact of later) {
      const index = facts.length;
      places.set(fact.index, index);
      const cause = fact.cause === null ? null : (places.get(fact.cause) ?? Math.min(fact.cause, first - 1));
      const copy = { ...(fresh(fact, '') as Fact), index, at: fact.at + n * span, cause } as Fact;
      facts.push(
        copy.kind === 'row.changed' ? chained(copy, fact as FactOf<'row.changed'>, n, standing) : copy,
      );
    }
  }
  return { ...trace, facts };
}

function idsOf(value: unknown): Set<string> {
  return new Set(JSON.stringify(value).match(UUID) ?? []);
}

/** Copies a value with fresh ids in the place of those that the story made. */
function fresher(known: ReadonlySet<string>, n: number): (value: unknown, field: string) => unknown {
  const mark = n.toString(16).padStart(4, '0');
  const text = (value: string): string =>
    value.length < 32 ? value : value.replace(UUID, (id) => (known.has(id) ? id : `${mark}${id.slice(4)}`));
  const fresh = (value: unknown, field: string): unknown => {
    if (SHARED.has(field)) return value;
    if (typeof value === 'string') return text(value);
    if (typeof value === 'number') return NUMBERED.has(field) ? value + n * STRIDE : value;
    if (Array.isArray(value)) return value.map((one) => fresh(one, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fresh(inner, key)]));
  };
  return fresh;
}

/** Rows after the story was told once. */
function standingRows(trace: Trace): Map<string, RowValues> {
  const rows = new Map<string, RowValues>();
  for (const [name, list] of Object.entries(trace.seed)) {
    const [database = '', table = ''] = name.split('.');
    const { primary_key } = tableOf(database, table);
    for (const row of list) {
      const key = primary_key.map((column) => row[column] ?? null);
      rows.set(rowName(database, table, key), row);
    }
  }
  for (const fact of trace.facts) {
    if (fact.kind !== 'row.changed') continue;
    const name = rowName(fact.database, fact.table, fact.key);
    if (fact.after) rows.set(name, fact.after);
    else rows.delete(name);
  }
  return rows;
}

/**
 * A change that begins where its row stands. A row that the story inserted is another one in each copy; one that was there
 * before (a compute node) goes on from the copy before.
 */
function chained(
  copy: FactOf<'row.changed'>,
  original: FactOf<'row.changed'>,
  n: number,
  standing: Map<string, RowValues>,
): FactOf<'row.changed'> {
  const { database, table } = copy;
  const columns = tableOf(database, table).primary_key;
  const old = rowName(database, table, original.key);
  const isOwn = original.before === null || standing.has(`${old} ${n}`);
  if (isOwn && original.before === null) standing.set(`${old} ${n}`, {});
  const key = isOwn
    ? copy.key.map((cell) => (typeof cell === 'number' ? cell + n * STRIDE : cell))
    : original.key;
  const name = rowName(database, table, key);
  const before = standing.get(name) ?? null;
  const own = Object.fromEntries(columns.map((column, i) => [column, key[i] ?? null]));
  const after =
    copy.after && original.after
      ? { ...(before ?? copy.after), ...changed(original, copy.after), ...own }
      : null;
  if (after) standing.set(name, after);
  else standing.delete(name);
  return { ...copy, key, before, after };
}

function changed(original: FactOf<'row.changed'>, after: Row): RowValues {
  const { before } = original;
  if (before === null) return after;
  return Object.fromEntries(
    Object.entries(after).filter(([column]) => original.after?.[column] !== before[column]),
  );
}
