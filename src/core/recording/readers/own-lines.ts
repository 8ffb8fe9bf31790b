/**
 * Lines of our own recorder (`../shared/reference/recorded`, and of our own exports): messages, statements, requests. Each is
 * checked field by field; unknown keys are passed over, since the recorder adds some.
 */
import { isObject } from '../../base/json.ts';
import type { Cell, Group, Row } from '../../trace/fact.ts';
import { parseBounded } from '../redact/measure.ts';
import { isPlain } from '../redact/names.ts';
import { pathKept } from '../redact/path.ts';
import type { Redactor } from '../redact/redactor.ts';
import { makeStatements } from '../redact/statement.ts';
import { isTime } from './clock.ts';
import type { RecordedThing } from './records.ts';
import { makeMessageReader, type RawMessage } from './wire-message.ts';

type Line = { readonly [key: string]: unknown };

/** The record of a line that need not be parsed whole; null where it must be. */
export type QuickReader = (text: string) => RecordedThing | null;

/** The record of a line, a text that says what is wrong with it, or null for a line that tells nothing. */
export type LineReader = (line: Line) => RecordedThing | string | null;

const GROUPS: readonly unknown[] = ['scenario', 'neutron', 'periodic'];

/** What a line tells of its message beside the body; a text says what is wrong. */
function headOf(line: Line, group: unknown): RawMessage | string {
  const { kind, t, vhost, exchange, user, redelivered } = line;
  if (!isTime(t)) return '`t` is no time in milliseconds';
  if (kind !== 'publish' && kind !== 'deliver') return '`kind` is neither publish nor deliver';
  if (typeof vhost !== 'string') return '`vhost` is missing';
  if (typeof exchange !== 'string') return '`exchange` is missing';
  if (typeof user !== 'string') return '`user` is missing';
  const key = Array.isArray(line.routing_keys) ? line.routing_keys[0] : undefined;
  if (typeof key !== 'string') return '`routing_keys` holds no text';
  const queues: unknown = kind === 'publish' ? line.routed_queues : [line.queue];
  if (!Array.isArray(queues) || !queues.every((queue) => typeof queue === 'string')) {
    return kind === 'publish' ? '`routed_queues` is no list of texts' : '`queue` is missing';
  }
  return {
    t,
    way: kind,
    vhost,
    exchange,
    routing_key: key,
    queues,
    routed: true,
    redelivered: redelivered === 1 || redelivered === true ? true : redelivered === null ? null : false,
    properties: line.properties,
    headers: line.headers,
    connection: typeof line.connection === 'string' ? line.connection : '',
    user,
    detail: isObject(line.rpc) ? line.rpc.detail : undefined,
    group: GROUPS.includes(group) ? (group as Group) : null,
  };
}

interface FirehoseReader {
  readonly line: LineReader;
  readonly quick: QuickReader;
  /** Messages that are kept no longer, by `pair`. */
  forget(pairs: Iterable<string>): void;
}

/** `kind` publish or deliver, or a gap that a tap has written. */
export function firehoseLines(redact: Redactor): FirehoseReader {
  const message = makeMessageReader(redact);
  return {
    forget: (pairs) => message.forget(pairs),
    line(line) {
      const { kind, t, lost, payload } = line;
      if (kind === 'gap' && isTime(t))
        return { kind: 'gap', t, lost: Number.isSafeInteger(lost) ? Number(lost) : null };
      const head = headOf(line, line.group);
      if (typeof head === 'string') return head;
      return payload === undefined ? '`payload` is missing' : message.read(head, payload);
    },
    quick(text) {
      const at = text.startsWith('"kind":"deliver"', text.indexOf('"kind"'))
        ? text.indexOf(',"payload":')
        : -1;
      // what was cut is read whole, and found out
      if (at < 0 || !text.endsWith('}')) return null;
      const head = text.slice(0, at);
      const line = parseBounded(`${head}}`);
      const id = isObject(line) && isObject(line.rpc) ? line.rpc.unique_id : undefined;
      if (!isObject(line) || typeof id !== 'string') return null;
      const raw = headOf(line, GROUP.exec(text.slice(-40))?.[1]);
      return typeof raw === 'string' ? null : message.readAgain(raw, id);
    },
  };
}

const GROUP = /,"group":"(\w+)"\}$/;

const WRITES = ['INSERT', 'UPDATE', 'DELETE'];
const TOLD = [...WRITES, 'SELECT', 'COMMIT', 'ROLLBACK'];
const WORD = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The name of a table or a column; what is none is left out, with what stands under it. */
const isWord = (name: string): boolean => WORD.test(name) && isPlain(name);

let columns = new Map<string, boolean>();

/** As a table's rows name one: asked of each cell, and there are few. */
export function isColumn(name: string): boolean {
  const known = columns.get(name);
  if (known !== undefined) return known;
  if (columns.size > 5000) columns = new Map();
  const is = isWord(name);
  columns.set(name, is);
  return is;
}

/** A statement; what only keeps a connection alive tells nothing. */
export function sqlLines(redact: Redactor): LineReader {
  const statementKept = makeStatements(redact);
  return (line) => {
    const { t, service, database, thread, verb, table, statement, values } = line;
    if (!isTime(t)) return '`t` is no time in milliseconds';
    if (typeof statement !== 'string' || typeof verb !== 'string') return '`statement` or `verb` is missing';
    if (!TOLD.includes(verb) || statement === 'SELECT ?') return null;
    if (typeof service !== 'string') return '`service` is missing';
    const given = isObject(values) ? values : {};
    const { __where, ...sets } = given;
    return {
      kind: 'sql',
      t,
      actor: redact.shapedName(service, SERVICE, 'statement'),
      database: redact.shapedName(typeof database === 'string' ? database : '', /^\w{0,64}$/, 'statement'),
      thread: Number.isSafeInteger(thread) ? Number(thread) : -1,
      verb,
      table: typeof table === 'string' && isColumn(table) ? table : '',
      statement: statementKept(statement),
      write: WRITES.includes(verb)
        ? { values: rowOf(sets), where: typeof __where === 'string' ? __where : '' }
        : null,
    };
  };
}

function rowOf(sets: Line): Row {
  const row = new Map<string, Cell>();
  for (const [column, value] of Object.entries(sets)) {
    if (isColumn(column)) row.set(column, value === null ? null : cellOf(value));
  }
  return Object.fromEntries(row);
}

/** JSON of a cell as the cell's own text; booleans as MySQL keeps them. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return JSON.stringify(value);
}

/** A service as our recorder names one. */
const SERVICE = /^[\w.@-]{1,64}$/;

/** Of an answer by HTTP. */
export const isStatus = (status: unknown): status is number =>
  Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599;

const MICROVERSION = /^[a-z]{1,20} \d{1,3}\.\d{1,4}$/;

/** A REST request with its answer. */
export function httpLines(redact: Redactor): LineReader {
  return (line) => {
    const { t, from, to, method, path, status, ms } = line;
    if (!isTime(t)) return '`t` is no time in milliseconds';
    if (typeof to !== 'string' || typeof method !== 'string' || typeof path !== 'string')
      return '`to`, `method` or `path` is missing';
    const text = (value: unknown, look: Parameters<Redactor['text']>[1]): string =>
      typeof value === 'string' ? redact.text(value, look, 'address') : '';
    const query = typeof line.query === 'string' && line.query !== '' ? `?${line.query}` : '';
    return {
      kind: 'http',
      t,
      from: typeof from === 'string' ? redact.shapedName(from, SERVICE, 'address') : null,
      to: redact.shapedName(to, SERVICE, 'address'),
      method: text(method, /^[A-Z]{3,7}$/),
      path: pathKept(path + query, redact),
      microversion: text(line.microversion, MICROVERSION),
      global_request_id:
        typeof line.global_request_id === 'string' ? text(line.global_request_id, 'request') : null,
      status: isStatus(status) ? status : null,
      request_id: text(line.request_id, 'request'),
      ms: typeof ms === 'number' && ms >= 0 && ms < 1e9 ? ms : 0,
    };
  };
}
