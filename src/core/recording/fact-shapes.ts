/** The fields of every kind of fact, for readers that are strict about our own format. The compiler keeps the table whole. */
import type { FactBodies, FactKind } from '../trace/fact.ts';

/** text, number, true/false, list, object, text or null, number or null, object or null */
export type FieldType = 's' | 'n' | 'b' | 'l' | 'o' | 's?' | 'n?' | 'l?' | 'o?';

export const HEAD_FIELDS: { readonly [field: string]: FieldType } = {
  index: 'n',
  at: 'n',
  actor: 's',
  cause: 'n?',
  group: 's',
  kind: 's',
};

export const FACT_FIELDS: { readonly [K in FactKind]: { readonly [F in keyof FactBodies[K]]: FieldType } } = {
  'connection.opened': { connection: 's', vhost: 's', user: 's' },
  'connection.closed': { connection: 's', reason: 's' },
  'exchange.declared': {
    vhost: 's',
    exchange: 's',
    type: 's',
    durable: 'b',
    auto_delete: 'b',
    internal: 'b',
    arguments: 'o',
  },
  'exchange.deleted': { vhost: 's', exchange: 's', reason: 's' },
  'queue.declared': {
    vhost: 's',
    queue: 's',
    durable: 'b',
    auto_delete: 'b',
    exclusive: 'b',
    arguments: 'o',
  },
  'queue.deleted': { vhost: 's', queue: 's', reason: 's' },
  'binding.added': {
    vhost: 's',
    source: 's',
    destination: 's',
    destination_type: 's',
    routing_key: 's',
    arguments: 'o',
  },
  'binding.removed': {
    vhost: 's',
    source: 's',
    destination: 's',
    destination_type: 's',
    routing_key: 's',
    arguments: 'o',
  },
  'consumer.paused': { vhost: 's', queue: 's', consumer: 's', connection: 's', paused: 'b' },
  'amqp.refused': {
    vhost: 's',
    reply_code: 'n',
    reply_text: 's',
    class_id: 'n',
    method_id: 'n',
    scope: 's',
  },
  'consumer.added': {
    vhost: 's',
    queue: 's',
    consumer: 's',
    connection: 's',
    user: 's',
    prefetch: 'n',
    no_ack: 'b',
    arguments: 'o',
  },
  'consumer.cancelled': { vhost: 's', queue: 's', consumer: 's', connection: 's', reason: 's' },
  'message.published': {
    message: 'n',
    vhost: 's',
    exchange: 's',
    routing_key: 's',
    properties: 'o',
    mandatory: 'b',
    connection: 's',
    queues: 'l',
    body: 's',
    rpc: 'o',
  },
  'message.delivered': {
    message: 'n',
    vhost: 's',
    queue: 's',
    consumer: 's',
    connection: 's',
    redelivered: 'b',
  },
  'message.acked': { message: 'n', vhost: 's', queue: 's' },
  'message.requeued': { message: 'n', vhost: 's', queue: 's', reason: 's' },
  'message.dropped': { message: 'n', vhost: 's', queue: 's?', reason: 's' },
  'message.returned': { message: 'n', vhost: 's', reply_code: 'n', reply_text: 's' },
  'message.confirmed': { message: 'n', ack: 'b' },
  'broker.stopped': { reason: 's' },
  'broker.started': { reason: 's' },
  'rpc.dispatched': { message: 'n', method: 's' },
  'rpc.completed': { message: 'n', method: 's', failure: 's?' },
  'rpc.resolved': { msg_id: 's', resolution: 's', failure: 's?' },
  'rpc.late_reply': { msg_id: 's', message: 'n' },
  'rpc.publish_blocked': { vhost: 's', exchange: 's', routing_key: 's', method: 's?' },
  'rpc.publish_unblocked': { blocked: 'n' },
  'rpc.duplicate_discarded': { message: 'n', unique_id: 's' },
  'rpc.reply_abandoned': { msg_id: 's', reply_q: 's', reason: 's' },
  'http.requested': {
    exchange_id: 'n',
    to: 's',
    method: 's',
    path: 's',
    microversion: 's',
    global_request_id: 's?',
    body: 's?',
  },
  'http.accepted': { exchange_id: 'n', from: 's' },
  'http.refused': { exchange_id: 'n', to: 's', reason: 's' },
  'http.answered': { exchange_id: 'n', to: 's', status: 'n', request_id: 's', body: 's?' },
  'sql.executed': {
    database: 's',
    verb: 's',
    table: 's',
    statement: 's',
    parameters: 'l',
    rows: 'n',
    keys: 'l?',
  },
  'row.changed': { database: 's', table: 's', key: 'l', before: 'o?', after: 'o?' },
  'service.started': { host: 's', program: 's' },
  'service.stopped': { how: 's' },
  'command.given': { name: 's', args: 'o' },
  'fault.struck': { fault: 's', when: 's', message: 'n', method: 's?', command: 'n' },
  'scheduler.filtered': { filter: 's', hosts: 'l', passed: 'l' },
  'scheduler.weighed': { hosts: 'l' },
  'scheduler.selected': { instance_uuid: 's', host: 's', alternates: 'l' },
  'process.failed': { process: 's', error: 's' },
};

export function hasType(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 's':
      return typeof value === 'string';
    case 'n':
      return Number.isSafeInteger(value);
    case 'b':
      return typeof value === 'boolean';
    case 'l':
      return Array.isArray(value);
    case 'o':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 's?':
      return value === null || typeof value === 'string';
    case 'n?':
      return value === null || Number.isSafeInteger(value);
    case 'l?':
      return value === null || hasType(value, 'l');
    case 'o?':
      return value === null || hasType(value, 'o');
  }
}

export const TYPE_WORDS: { readonly [T in FieldType]: string } = {
  s: 'a text',
  n: 'a whole number',
  b: 'true or false',
  l: 'a list',
  o: 'an object',
  's?': 'a text or null',
  'n?': 'a whole number or null',
  'l?': 'a list or null',
  'o?': 'an object or null',
};
