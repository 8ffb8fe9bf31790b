/**
 * The rows of a recorded cloud at a moment (a `before.json` or `after.json`), for a run to begin with. What the recorder
 * leaves out (keystone, traits, resource classes, security group rules, glance's and neutron's standard attributes) stays
 * as it is in the seed, keystone's with the recorded ids of its two projects and their users.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json } from '../../base/json.ts';
import { secondsOf } from '../../base/time.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import type { Rows } from '../../trace/trace.ts';
import { tableOf } from '../catalogue.ts';
import type { Column } from '../schema.ts';
import { json } from './part.ts';

/** All that a run begins with in place of the seed. */
interface RecordedRows {
  readonly rows: Rows;
  /** wall time of the run's beginning: just after the last heartbeat that stands in them */
  readonly epoch_ms: number;
  /** largest ids ever used where they are above those of the rows */
  readonly counters: { readonly [table: string]: number };
}

/** Tables that the recorder leaves out. */
const LEFT_OUT =
  /^(keystone\..*|placement\.(traits|resource_classes|resource_provider_traits)|neutron\.(securitygrouprules|standardattributes)|glance\.metadef_.*)$/;

/** `given` as parsed; `seed` = what stands where the recorder left a table out. Errors: `CodedError` `bad_rows`. */
export function recordedRows(given: unknown, seed: Rows): RecordedRows {
  if (!isObject(given)) refuse('must be a JSON object, {"<database>.<table>": [row, ...]}');
  const rows: { [table: string]: readonly Row[] } = {};
  for (const [name, list] of Object.entries(given)) rows[name] = tableRows(name, list);
  const mappings = rows['nova_api.instance_mappings'] ?? [];
  const rename = renames(rows, seed);
  for (const [name, list] of Object.entries(seed)) {
    if (LEFT_OUT.test(name)) rows[name] ??= list.map(rename);
  }
  rows[PROVIDER_TRAITS] ??= traitsOfDisabled(rows);
  const attributes = Object.values(rows).flatMap((list) => list.map((row) => Number(row.standard_attr_id ?? 0)));
  rows[ATTRIBUTES] = [...(rows[ATTRIBUTES] ?? []), ...unrecordedAttributes(rows)];
  const counters = {
    // a build request came and went with each server that was asked for
    'nova_api.build_requests': mappings.map((row) => Number(row.id)),
    'neutron.standardattributes': attributes,
  };
  return { rows, epoch_ms: beginning(rows), counters: mapValues(counters, (ids) => Math.max(0, ...ids)) };
}

const ATTRIBUTES = 'neutron.standardattributes';
const PROVIDER_TRAITS = 'placement.resource_provider_traits';

/** What a compute sets where its service is disabled, and takes away where it is enabled; other traits weigh on nothing here. */
function traitsOfDisabled(rows: Rows): readonly Row[] {
  const trait = rows['placement.traits']?.find(({ name }) => name === 'COMPUTE_STATUS_DISABLED');
  const disabled = Object.entries(rows).flatMap(([name, list]) =>
    name.endsWith('.services')
      ? list.filter((row) => row.binary === 'nova-compute' && row.disabled === 1 && row.deleted === 0)
      : [],
  );
  const hosts = new Set(disabled.map(({ host }) => host));
  const providers = rows['placement.resource_providers']?.filter(({ name }) => hosts.has(name)) ?? [];
  return providers.map(({ id = null }) => ({
    trait_id: trait?.id ?? null,
    resource_provider_id: id,
    created_at: null,
    updated_at: null,
  }));
}

/** Attributes that a recorded row refers to and the seed has not: of ports that came later. Their times are not known. */
function unrecordedAttributes(rows: Rows): readonly Row[] {
  const known = new Set(rows[ATTRIBUTES]?.map((row) => row.id));
  return Object.entries(rows).flatMap(([name, list]) => {
    const resource_type = name.split('.')[1] ?? name;
    return list.flatMap(({ standard_attr_id: id = null }) => {
      if (id === null || known.has(id)) return [];
      known.add(id);
      const blank = { description: '', revision_number: 1, created_at: null, updated_at: null };
      return [{ id, resource_type, ...blank }];
    });
  });
}

const mapValues = <A, B>(from: { readonly [key: string]: A }, make: (value: A) => B) =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, make(value)]));

function refuse(sentence: string): never {
  throw new CodedError('bad_rows', sentence);
}

function tableRows(name: string, list: unknown): readonly Row[] {
  const dot = name.indexOf('.');
  const { columns } = knownTable(name, dot);
  if (!Array.isArray(list)) refuse(`${name} must be a list of rows`);
  return (list as readonly unknown[]).map((row, i) => {
    const where = `${name}, row ${i + 1}`;
    if (!isObject(row)) return refuse(`${where} must be an object`);
    const stranger = Object.keys(row).find((key) => !columns.some((column) => column.name === key));
    if (stranger !== undefined) refuse(`${where} has a column ${stranger}, which the table has not`);
    return Object.fromEntries(
      columns.map((column) => [column.name, cellOf(column, (row[column.name] ?? null) as Json)]),
    );
  });
}

function knownTable(name: string, dot: number) {
  try {
    return tableOf(name.slice(0, dot), name.slice(dot + 1));
  } catch (error) {
    if (error instanceof CodedError) refuse(error.message);
    throw error;
  }
}

/** The recorder writes DATETIME with a `T`, and JSON that stands in a text parsed. */
function cellOf({ kind }: Column, value: Json): Cell {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'object' && value !== null) return json(value);
  return kind === 'datetime' && typeof value === 'string' ? value.replace('T', ' ') : value;
}

/** The images for everybody belong to the administrator's project; who else has servers is the demo user. */
function renames(rows: Rows, seed: Rows): (row: Row) => Row {
  const pairs = new Map<Cell, Cell>();
  const note = (from: Cell | undefined, to: Cell | undefined): void => {
    if (typeof from === 'string' && typeof to === 'string') pairs.set(from, to);
  };
  const admin = (of: Rows): Cell | undefined =>
    of['glance.images']?.find(({ visibility }) => visibility === 'public')?.owner;
  note(admin(seed), admin(rows));
  for (const isAdmin of [true, false]) {
    const its = (of: Rows): Row | undefined =>
      of['nova_api.instance_mappings']?.find((row) => (row.project_id === admin(of)) === isAdmin);
    note(its(seed)?.project_id, its(rows)?.project_id);
    const user = isAdmin ? userOf(seed, 'admin') : its(seed)?.user_id;
    note(user, its(rows)?.user_id);
  }
  return (row) =>
    Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, pairs.get(cell) ?? cell]));
}

const userOf = (rows: Rows, name: string): Cell | undefined =>
  rows['keystone.local_user']?.find((row) => row.name === name)?.user_id;

function beginning(rows: Rows): number {
  const beats = Object.entries(rows)
    .filter(([name]) => name.endsWith('.services'))
    .flatMap(([, list]) => list.map((row) => row.updated_at))
    .filter((cell) => typeof cell === 'string');
  if (beats.length === 0) refuse('hold no service that has ever reported: there is no moment to begin at');
  return (Math.max(...beats.map(secondsOf)) + 1) * 1000;
}
