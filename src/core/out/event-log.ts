/** The facts of a trace as a table for spreadsheets: a fact a line, without bodies. */
import { type Micros, wallTime } from '../base/time.ts';
import { toCsv } from '../databases/table-out.ts';
import { indexOf } from '../reading/trace-index.ts';
import type { Trace } from '../trace/trace.ts';
import type { MadeBy } from './made.ts';

/** Columns of a fact's own fields, by their names; those that hold a list are written with commas. */
const FIELDS = [
  ...[
    'message',
    'vhost',
    'exchange',
    'routing_key',
    'queue',
    'queues',
    'redelivered',
    'msg_id',
    'resolution',
  ],
  ...['exchange_id', 'to', 'method', 'path', 'status', 'request_id', 'global_request_id'],
  ...[
    'database',
    'verb',
    'table',
    'key',
    'reason',
    'failure',
    'error',
    'name',
    'host',
    'how',
    'level',
    'text',
  ],
] as const;
/** Of a message's summary. */
const RPC = [
  'type',
  'method',
  'version',
  'detail',
  'request_id',
  'msg_id',
  'in_reply_to',
  'failure',
] as const;

export function* toEventLog(trace: Trace, made: MadeBy): Iterable<string> {
  const { facts, isTold } = indexOf(trace);
  const columns = [
    ...['fact', 'seconds', 'utc', 'kind', 'actor', 'group', 'cause'],
    ...FIELDS,
    ...RPC.map((name) => `rpc ${name}`),
    ...['product', 'version', 'source'],
  ];
  const rows = facts
    .filter(isTold)
    .map((fact) => [
      ...[
        fact.index,
        fact.at / 1_000_000,
        utcOf(trace, fact.at),
        fact.kind,
        fact.actor,
        fact.group,
        fact.cause,
      ],
      ...FIELDS.map((name) => cellOf(Object.hasOwn(fact, name) ? fact[name as keyof typeof fact] : null)),
      ...RPC.map((name) => cellOf(fact.kind === 'message.published' ? fact.rpc[name] : null)),
      ...[made.product, made.version, made.source],
    ]);
  yield toCsv({ columns, rows });
}

const utcOf = ({ epoch_ms }: Trace, at: Micros): string => `${wallTime(epoch_ms, at).isoMicros}Z`;

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return Array.isArray(value) ? value.map(String).join(', ') : JSON.stringify(value);
}
