/** The texts of the five panels; functions where a number or a name is said. */
import type { Actor } from '../../core/trace/fact.ts';

/** Fields of a message that the inspector explains. */
export const FIELDS = [
  'kind',
  'vhost',
  'exchange',
  'routing_key',
  'queues',
  'routed_how',
  'publisher',
  'published_at',
  'connection',
  'size',
  'method',
  'version',
  'namespace',
  'msg_id',
  'reply_q',
  'unique_id',
  'request_id',
  'timeout',
  'expiration',
  'delivery_mode',
  'priority',
  'content_type',
  'content_encoding',
  'headers',
  'mandatory',
  'group',
  'failure',
  'delivered',
  'redelivered',
  'acked',
  'dispatched',
  'completed',
  'dropped',
] as const;
export type Field = (typeof FIELDS)[number];

export interface FieldText {
  readonly label: string;
  readonly meaning: string;
}

export interface PanelTexts {
  readonly common: {
    readonly unknown: string;
    readonly unknownWhy: string;
    readonly none: string;
    readonly yes: string;
    readonly no: string;
    readonly defaultExchange: string;
    readonly emptyText: string;
    readonly copy: string;
    readonly copied: string;
    readonly more: string;
    readonly less: string;
    /** between the parts of a spoken name */
    readonly comma: string;
  };
  readonly narration: {
    readonly step: (n: number, count: number) => string;
    readonly empty: string;
    readonly waits: (ms: string | null) => string;
    readonly goesOn: string;
    readonly sender: (actor: Actor) => string;
    readonly nobody: string;
    readonly fromTo: (from: string, to: string, kind: string) => string;
    readonly message: string;
    readonly tables: (changed: number) => string;
    readonly at: (time: string) => string;
  };
  readonly steps: {
    readonly label: string;
    readonly level: string;
    readonly teaching: string;
    readonly messages: string;
    readonly entry: (n: number, kind: string, title: string) => string;
    readonly current: string;
    readonly later: string;
    readonly rows: (n: number) => string;
    readonly empty: string;
    readonly earlierSteps: (n: number) => string;
    readonly laterSteps: (n: number) => string;
    nextError: string;
    nextErrorTitle: string;
    noError: string;
    bookmark: string;
    bookmarkTitle: string;
    unbookmarkTitle: string;
    bookmarks: (n: number) => string;
    bookmarked: string;
  };
  readonly inspector: {
    readonly empty: string;
    readonly facts: (n: number) => string;
    readonly moreFacts: (n: number) => string;
    readonly envelope: string;
    readonly message: string;
    readonly delivery: string;
    readonly body: string;
    readonly context: (n: number) => string;
    readonly pretty: string;
    readonly raw: string;
    readonly fields: { readonly [F in Field]: FieldText };
    readonly explain: string;
    readonly routed: {
      readonly default: string;
      readonly direct: string;
      readonly topic: string;
      readonly fanout: string;
      readonly nowhere: string;
    };
    readonly bytes: (n: number) => string;
    readonly toReply: (ms: string) => string;
    readonly toCall: (ms: string) => string;
    readonly noReply: string;
    readonly waitsFor: string;
    readonly timeoutNone: string;
    readonly seconds: (n: number) => string;
    readonly milliseconds: (n: string) => string;
    readonly request: string;
    readonly answer: string;
    readonly status: string;
    readonly path: string;
    readonly microversion: string;
    readonly noBody: string;
    readonly noJson: string;
    readonly items: (n: number) => string;
    readonly keys: (n: number) => string;
    readonly object: (name: string, version: string) => string;
    readonly changed: string;
    readonly service: {
      readonly host: string;
      readonly machine: string;
      readonly program: string;
      readonly state: string;
      readonly queues: string;
      readonly vhosts: string;
      readonly databases: string;
      readonly noDatabase: string;
      readonly states: {
        readonly idle: string;
        readonly working: string;
        readonly waiting: string;
        readonly stopped: string;
      };
      readonly traffic: string;
      readonly noVhost: string;
    };
    readonly queue: {
      readonly ready: string;
      readonly unacked: string;
      readonly inMemory: string;
      readonly inMemoryWhy: string;
      readonly consumers: string;
      readonly bindings: string;
      readonly noMessage: string;
      readonly gone: string;
    };
    readonly row: {
      readonly history: string;
      readonly gone: string;
      readonly version: (n: number) => string;
    };
    readonly toStep: (n: number) => string;
    readonly seeTables: string;
    readonly seeQueues: string;
    /** back to what the step itself shows */
    readonly follow: string;
    readonly writtenIn: (n: number) => string;
    readonly beforeTrace: string;
  };
  readonly tables: {
    readonly list: string;
    readonly rows: (n: number) => string;
    readonly changedHere: (n: number) => string;
    readonly inserted: string;
    readonly updated: string;
    readonly deleted: string;
    readonly change: string;
    readonly filter: string;
    readonly filterLabel: (table: string) => string;
    readonly allColumns: string;
    readonly onlyChanged: string;
    readonly sortBy: (column: string) => string;
    readonly empty: string;
    readonly emptyUntil: (n: number) => string;
    readonly noMatch: string;
    readonly choose: string;
    readonly provenance: string;
    readonly noChange: string;
    readonly through: (actor: string, database: string) => string;
    readonly why: {
      readonly call: (method: string, from: string) => string;
      readonly cast: (method: string, from: string) => string;
      readonly http: (request: string, from: string) => string;
      readonly own: string;
      readonly command: (name: string) => string;
    };
    readonly showMessage: string;
    readonly who: (column: string) => string;
    readonly null: string;
    readonly emptyCell: string;
    readonly was: string;
    readonly is: string;
    readonly database: (name: string) => string;
    readonly users: (actors: string) => string;
    readonly noUsers: string;
    readonly follow: string;
    readonly followTitle: string;
    readonly hideEmpty: string;
    readonly history: (row: string) => string;
    readonly shown: (n: number, of: number) => string;
  };
  readonly queues: {
    readonly vhost: (name: string) => string;
    readonly exchange: string;
    readonly type: string;
    readonly routingKey: string;
    readonly queue: string;
    readonly ready: string;
    readonly unacked: string;
    readonly inMemory: string;
    readonly consumers: string;
    readonly thisStep: string;
    readonly noBinding: string;
    readonly everyQueue: string;
    readonly noMessage: string;
    readonly exchanges: string;
    readonly replyQueues: string;
    readonly types: {
      readonly direct: string;
      readonly topic: string;
      readonly fanout: string;
      readonly headers: string;
    };
    readonly queuesTable: string;
    readonly note: string;
  };
}
