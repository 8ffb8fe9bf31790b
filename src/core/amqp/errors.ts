/** Refusals of the broker: RabbitMQ's reply codes, its own texts, and what each of them closes. */
import { CodedError } from '../base/assert.ts';

/** What a refusal closes: the channel only, or its whole connection. */
type ClosedScope = 'channel' | 'connection';

/** A method of AMQP 0-9-1 by name; its class and method numbers go into the close frame. */
export const METHODS = {
  'connection.open': [10, 40],
  'connection.close': [10, 50],
  'channel.open': [20, 10],
  'exchange.declare': [40, 10],
  'exchange.delete': [40, 20],
  'exchange.bind': [40, 30],
  'exchange.unbind': [40, 40],
  'queue.declare': [50, 10],
  'queue.bind': [50, 20],
  'queue.purge': [50, 30],
  'queue.delete': [50, 40],
  'queue.unbind': [50, 50],
  'basic.qos': [60, 10],
  'basic.consume': [60, 20],
  'basic.cancel': [60, 30],
  'basic.publish': [60, 40],
  'basic.get': [60, 70],
  'basic.ack': [60, 80],
  'basic.reject': [60, 90],
  'basic.recover': [60, 110],
  'basic.nack': [60, 120],
  'confirm.select': [85, 10],
} as const;
export type AmqpMethod = keyof typeof METHODS;

const CODES = {
  CONNECTION_FORCED: [320, 'connection'],
  ACCESS_REFUSED: [403, 'channel'],
  NOT_FOUND: [404, 'channel'],
  RESOURCE_LOCKED: [405, 'channel'],
  PRECONDITION_FAILED: [406, 'channel'],
  COMMAND_INVALID: [503, 'connection'],
  NOT_ALLOWED: [530, 'connection'],
  NOT_IMPLEMENTED: [540, 'connection'],
} as const;
type ReplyName = keyof typeof CODES;

/**
 * `code` is AMQP's name (`NOT_FOUND`), `replyCode` its number (404), `message` the whole reply text. `classId` and
 * `methodId` are those of the method that was refused (0 and 0 when the broker closed by itself).
 */
export class AmqpError extends CodedError {
  override readonly name = 'AmqpError';
  readonly replyCode: number;
  readonly scope: ClosedScope;
  readonly classId: number;
  readonly methodId: number;

  constructor(reply: ReplyName, text: string, ids: readonly [number, number]) {
    super(reply, `${reply} - ${text}`);
    this.replyCode = CODES[reply][0];
    this.scope = CODES[reply][1];
    this.classId = ids[0];
    this.methodId = ids[1];
  }
}

export function refuse(reply: ReplyName, text: string, method: AmqpMethod): never {
  throw new AmqpError(reply, text, METHODS[method]);
}

/** A delivery stayed unacknowledged too long; `within` in milliseconds. */
export function overdue(channel: number, within: number): AmqpError {
  const what = `delivery acknowledgement on channel ${channel} timed out. Timeout value used: ${within} ms.`;
  const advice = 'This timeout value can be configured, see consumers doc guide to learn more';
  return new AmqpError('PRECONDITION_FAILED', `${what} ${advice}`, [0, 0]);
}

export const connectionForced = (): AmqpError =>
  new AmqpError('CONNECTION_FORCED', "broker forced connection closure with reason 'shutdown'", [0, 0]);

/** `queue 'q' in vhost '/'`, as RabbitMQ names an entity in a text. */
export const resource = (kind: 'queue' | 'exchange', name: string, vhost: string): string =>
  `${kind} '${name}' in vhost '${vhost}'`;

export function notFound(kind: 'queue' | 'exchange', name: string, vhost: string, method: AmqpMethod): never {
  return refuse('NOT_FOUND', `no ${resource(kind, name, vhost)}`, method);
}

export function locked(name: string, vhost: string, method: AmqpMethod): never {
  const why =
    'It could be originally declared on another connection or the exclusive property value does not match that of the original declaration.';
  return refuse(
    'RESOURCE_LOCKED',
    `cannot obtain exclusive access to locked ${resource('queue', name, vhost)}. ${why}`,
    method,
  );
}

export function unknownDeliveryTag(tag: number, method: AmqpMethod): never {
  return refuse('PRECONDITION_FAILED', `unknown delivery tag ${tag}`, method);
}
