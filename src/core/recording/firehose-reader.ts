/**
 * Reads a recorded firehose (trace.ndjson) into facts: publications, deliveries, and drops where a publication was
 * routed nowhere. What the firehose does not see (acks, declarations, work inside a service) has no fact.
 */
import { CodedError } from '../base/assert.ts';
import { isObject } from '../base/json.ts';
import { type Micros, micros } from '../base/time.ts';
import type { Cell, MessageId, Row } from '../trace/fact.ts';
import { type FactLog, makeFactLog } from '../trace/log.ts';
import type { Rows, ServicePlace, Topology, Trace } from '../trace/trace.ts';
import { parseRecordedLine, type RecordedLine } from './firehose-line.ts';
import { makeReplyPairer } from './summary.ts';

interface FirehoseReading {
  readonly trace: Trace;
  /** broken lines, left out: number from 1, and what is wrong */
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  /** deliveries whose publication is not in the recording: kept, with a message of their own */
  readonly unpaired: number;
  /** lines whose time lay before the line above: kept in file order, at that line's time */
  readonly reordered: number;
}

interface ReaderOptions {
  /** the recorder's `before.json`: rows by `database.table` */
  readonly before?: unknown;
}

/** `lines` may come one by one from a stream. Refuses (`empty_recording`) when not one line can be read. */
export function readFirehose(lines: Iterable<string>, options: ReaderOptions = {}): FirehoseReading {
  const skipped: { line: number; reason: string }[] = [];
  const records: RecordedLine[] = [];
  let number = 0;
  for (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const record = parseRecordedLine(text);
    if (typeof record === 'string') skipped.push({ line: number, reason: record });
    else records.push(record);
  }
  const first = records[0];
  if (!first) {
    const why = skipped[0] ? `line ${skipped[0].line} ${skipped[0].reason}` : 'it is empty';
    throw new CodedError('empty_recording', `no line of the recording can be read: ${why}`);
  }
  const epoch = Math.floor(first.t);
  const seed = rowsOf(options.before);
  const { log, unpaired, reordered } = toFacts(records, epoch);
  const trace: Trace = {
    v: 1,
    source: 'recorded',
    experiment: null,
    epoch_ms: epoch,
    topology: inferTopology(records, seed),
    seed,
    facts: log.facts,
    error: null,
  };
  return { trace, skipped, unpaired, reordered };
}

const copyKey = (record: RecordedLine): string => `${record.vhost}\n${record.rpc.unique_id ?? record.body}`;

/** Facts in file order; a delivery that was recorded before its publication is put right after it. */
function toFacts(
  records: readonly RecordedLine[],
  epoch: number,
): { log: FactLog; unpaired: number; reordered: number } {
  const log = makeFactLog();
  const pairer = makeReplyPairer();
  const toCome = new Map<string, number>();
  for (const r of records) {
    if (r.kind === 'publish') toCome.set(copyKey(r), (toCome.get(copyKey(r)) ?? 0) + 1);
  }
  const published = new Map<string, { message: MessageId; index: number }>();
  const callDelivered = new Map<string, number>();
  const early = new Map<string, RecordedLine[]>();
  let messages = 0;
  let unpaired = 0;
  let reordered = 0;
  let now = 0;
  const timeOf = (record: RecordedLine): Micros => {
    const at = Math.round((record.t - epoch) * 1000);
    if (at < now) reordered += 1;
    now = Math.max(now, at);
    return micros(now);
  };
  const deliver = (record: RecordedLine): void => {
    const known = published.get(copyKey(record));
    if (!known) unpaired += 1;
    if (!known) messages += 1;
    const index = log.add(timeOf(record), record.user, known?.index ?? null, record.group, {
      kind: 'message.delivered',
      message: known?.message ?? messages,
      vhost: record.vhost,
      queue: record.queues[0] ?? '',
      consumer: '',
      connection: record.connection,
      redelivered: record.redelivered,
    });
    if (record.rpc.type === 'call' && record.rpc.msg_id) callDelivered.set(record.rpc.msg_id, index);
  };
  for (const record of records) {
    const key = copyKey(record);
    if (record.kind === 'deliver') {
      if (!published.has(key) && (toCome.get(key) ?? 0) > 0) {
        early.set(key, [...(early.get(key) ?? []), record]);
      } else deliver(record);
      continue;
    }
    messages += 1;
    const rpc = pairer.pair(record.rpc);
    const cause = rpc.type === 'reply' && rpc.msg_id ? (callDelivered.get(rpc.msg_id) ?? null) : null;
    published.set(key, {
      message: messages,
      index: addPublished(log, timeOf(record), messages, cause, { ...record, rpc }),
    });
    for (const waiting of early.get(key) ?? []) deliver(waiting);
    early.delete(key);
  }
  return { log, unpaired, reordered };
}

function addPublished(
  log: FactLog,
  at: Micros,
  message: MessageId,
  cause: number | null,
  record: RecordedLine,
): number {
  const { vhost, exchange, routing_key, properties, connection, queues, body, rpc, group } = record;
  const index = log.add(at, record.user, cause, group, {
    kind: 'message.published',
    message,
    vhost,
    exchange,
    routing_key,
    properties,
    mandatory: rpc.type === 'reply',
    connection,
    queues,
    body,
    rpc,
  });
  if (queues.length === 0) {
    log.add(at, 'rabbitmq', index, group, {
      kind: 'message.dropped',
      message,
      vhost,
      queue: null,
      reason: 'unroutable',
    });
  }
  return index;
}

const PROGRAMS = ['nova-api', 'nova-conductor', 'nova-scheduler', 'nova-compute', 'neutron-server'];

/** From broker users and vhosts alone. A host is known only for nova-compute, whose user ends with it; else it is the empty text. */
function inferTopology(records: readonly RecordedLine[], seed: Rows): Topology {
  const vhosts = new Map<string, Set<string>>();
  for (const { user, vhost } of records) {
    vhosts.set(user, (vhosts.get(user) ?? new Set<string>()).add(vhost));
  }
  const services = [...vhosts.keys()].sort().map((actor): ServicePlace => {
    const program = PROGRAMS.find((name) => actor === name || actor.startsWith(`${name}-`)) ?? actor;
    const host = program === 'nova-compute' ? actor.slice(program.length + 1) : '';
    return {
      actor,
      program,
      host,
      machine: host === '' ? 'controller' : host,
      kind: program.startsWith('nova-') ? 'nova' : 'peer',
      vhosts: [...(vhosts.get(actor) ?? [])].sort(),
      databases: [],
    };
  });
  const databases = new Set(Object.keys(seed).map((table) => table.split('.')[0] ?? ''));
  return {
    vhosts: [...new Set(records.map((r) => r.vhost))].sort(),
    databases: [...databases].sort(),
    services,
  };
}

/** `before.json` holds JSON columns parsed and booleans as such: back to what a cell can hold. */
function rowsOf(before: unknown): Rows {
  if (!isObject(before)) return {};
  const rows: { [table: string]: readonly Row[] } = {};
  for (const [table, list] of Object.entries(before)) {
    if (!Array.isArray(list)) continue;
    rows[table] = list.filter(isObject).map((row) => {
      const cells = Object.entries(row).map(([column, value]) => [column, toCell(value)] as const);
      return Object.fromEntries(cells);
    });
  }
  return rows;
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return JSON.stringify(value);
}
