/** What every reader makes of its format, before the records of all files are woven into one trace. Redacted already. */
import type { Group, JsonTable, MessageProperties, Row, RpcSummary } from '../../trace/fact.ts';
import type { PoliciesRead } from './policies.ts';

interface RecordHead {
  /** epoch milliseconds */
  readonly t: number;
}

/** A message as a broker's tracing shows it, or as both ends of it log it. */
export interface MessageRecord extends RecordHead {
  readonly kind: 'message';
  readonly way: 'publish' | 'deliver';
  readonly vhost: string;
  readonly exchange: string;
  readonly routing_key: string;
  /** publish: the queues it went to; deliver: the one queue */
  readonly queues: readonly string[];
  /** publish: whether the format tells where it was routed to */
  readonly routed: boolean;
  /** null = the format does not tell */
  readonly redelivered: boolean | null;
  readonly properties: MessageProperties;
  readonly connection: string;
  /** broker user or service; whether it names a service is found when all files are read */
  readonly user: string;
  readonly body: string;
  readonly rpc: RpcSummary;
  readonly group: Group | null;
  /** equal for a publication and its deliveries, and for nothing else */
  readonly pair: string;
}

export interface HttpRecord extends RecordHead {
  readonly kind: 'http';
  readonly from: string | null;
  readonly to: string;
  readonly method: string;
  readonly path: string;
  readonly microversion: string;
  readonly global_request_id: string | null;
  /** null = no answer was recorded */
  readonly status: number | null;
  readonly request_id: string;
  /** milliseconds until the answer */
  readonly ms: number;
}

export interface SqlRecord extends RecordHead {
  readonly kind: 'sql';
  readonly actor: string;
  readonly database: string;
  /** the connection: its COMMIT or ROLLBACK ends what was written on it */
  readonly thread: number;
  readonly verb: string;
  readonly table: string;
  readonly statement: string;
  /**
   * What a write sets and where, as it was recorded: used to find rows while the import runs, and redacted before a fact is made
   * of it. null = a read.
   */
  readonly write: { readonly values: Row; readonly where: string } | null;
}

export interface LogRecord extends RecordHead {
  readonly kind: 'log';
  readonly actor: string;
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';
  readonly logger: string;
  /** of what is kept: a known line with its ids, or the sign that it was hidden */
  readonly text: string;
  readonly request_id: string | null;
  readonly global_request_id: string | null;
  readonly instance: string | null;
  readonly trace: string | null;
}

/** Something is missing here: lines that could not be read, or a tap that lost messages. */
export interface GapRecord extends RecordHead {
  readonly kind: 'gap';
  /** how many; null = nobody knows */
  readonly lost: number | null;
}

export type RecordedThing = MessageRecord | HttpRecord | SqlRecord | LogRecord | GapRecord;

/** A broker's entities as they were read at one moment. */
export interface BrokerSnapshot {
  readonly exchanges: readonly {
    readonly vhost: string;
    readonly name: string;
    readonly type: 'direct' | 'topic' | 'fanout' | 'headers';
    readonly durable: boolean;
    readonly auto_delete: boolean;
    readonly internal: boolean;
    readonly arguments: JsonTable;
  }[];
  readonly queues: readonly {
    readonly vhost: string;
    readonly name: string;
    readonly durable: boolean;
    readonly auto_delete: boolean;
    readonly exclusive: boolean;
    readonly arguments: JsonTable;
  }[];
  readonly bindings: readonly {
    readonly vhost: string;
    readonly source: string;
    readonly destination: string;
    readonly destination_type: 'queue' | 'exchange';
    readonly routing_key: string;
    readonly arguments: JsonTable;
  }[];
  readonly consumers: readonly {
    readonly vhost: string;
    readonly queue: string;
    readonly tag: string;
    readonly prefetch: number;
    readonly no_ack: boolean;
  }[];
  readonly vhosts: readonly string[];
  readonly policies: PoliciesRead;
}

/** Rows as they were read at one moment, by `database.table`; raw: redacted when a fact or the seed is made of them. */
export interface RowsRead {
  readonly rows: { readonly [table: string]: readonly Row[] };
  /** the latest moment that stands in them, as text; '' = none */
  readonly latest: string;
}

/** What one file gave. */
export interface FileRead {
  readonly records: RecordedThing[];
  readonly snapshots: BrokerSnapshot[];
  readonly rows: RowsRead[];
  /** program names of connections (`rabbitmqctl list_connections name user_provided_name`), by the connection's name */
  readonly connections: Map<string, string>;
}

export const emptyRead = (): FileRead => ({ records: [], snapshots: [], rows: [], connections: new Map() });
