/** The arguments of queue.declare that mean something: checked once, then read as settings. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { refuse, resource } from './errors.ts';

export interface QueueArguments {
  /** milliseconds; null = none */
  readonly messageTtl: number | null;
  /** milliseconds of disuse after which the queue goes; null = never */
  readonly expires: number | null;
  readonly maxLength: number | null;
  readonly maxLengthBytes: number | null;
  readonly overflow: 'drop-head' | 'reject-publish' | 'reject-publish-dlx';
  readonly deadLetterExchange: string | null;
  readonly deadLetterRoutingKey: string | null;
  readonly maxPriority: number | null;
  readonly singleActiveConsumer: boolean;
  readonly quorum: boolean;
  readonly deliveryLimit: number | null;
}

/** AMQP's name of a value's type, as amqplib would send it and RabbitMQ would say it. */
export function wireType(value: Json): string {
  if (typeof value === 'string') return 'longstr';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number') return value === null ? 'void' : Array.isArray(value) ? 'array' : 'table';
  if (!Number.isInteger(value)) return 'double';
  if (value >= -128 && value < 128) return 'byte';
  if (value >= -32768 && value < 32768) return 'short';
  return value >= -2147483648 && value < 2147483648 ? 'signedint' : 'long';
}

/** The complaint in RabbitMQ's (Erlang's) spelling, or null. */
type ArgumentCheck = (value: Json, all: JsonTable) => string | null;

function integer(value: Json): string | null {
  return typeof value === 'number' && Number.isInteger(value)
    ? null
    : `"expected integer, got ${wireType(value)}"`;
}
const fromZero: ArgumentCheck = (value) =>
  integer(value) ?? (Number(value) < 0 ? `{value_negative,${String(value)}}` : null);
const fromOne: ArgumentCheck = (value) => fromZero(value, {}) ?? (value === 0 ? '{value_zero,0}' : null);
const priority: ArgumentCheck = (value) =>
  fromZero(value, {}) ?? (Number(value) > 255 ? `{max_value_exceeded,${String(value)}}` : null);
const text: ArgumentCheck = (value) =>
  typeof value === 'string' ? null : `{unacceptable_type,${wireType(value)}}`;
const flag: ArgumentCheck = (value) =>
  typeof value === 'boolean' ? null : `{unacceptable_type,${wireType(value)}}`;
const oneOf =
  (words: readonly string[], complaint: (value: string) => string): ArgumentCheck =>
  (value) =>
    text(value, {}) ?? (words.includes(String(value)) ? null : complaint(String(value)));

const QUEUE_ARGUMENTS: Readonly<Record<string, ArgumentCheck>> = {
  'x-expires': fromOne,
  'x-message-ttl': fromZero,
  'x-dead-letter-exchange': text,
  'x-dead-letter-routing-key': (value, all) =>
    text(value, all) ?? ('x-dead-letter-exchange' in all ? null : 'routing_key_but_no_dlx_defined'),
  'x-max-length': fromZero,
  'x-max-length-bytes': fromZero,
  'x-overflow': oneOf(['drop-head', 'reject-publish', 'reject-publish-dlx'], () => 'invalid_overflow'),
  'x-max-priority': priority,
  'x-single-active-consumer': flag,
  'x-queue-type': oneOf(['classic', 'quorum'], (value) => `"unsupported queue type '${value}'"`),
  'x-queue-mode': oneOf(['default', 'lazy'], () => 'invalid_queue_mode'),
  'x-delivery-limit': fromZero,
};

/** Those that a second declare must give alike; others are ignored in the comparison. */
export const COMPARED_QUEUE_ARGUMENTS: readonly string[] = Object.keys(QUEUE_ARGUMENTS);

/** Throws 406 for a bad argument. */
export function readQueueArguments(queue: string, vhost: string, given: JsonTable): QueueArguments {
  for (const [name, check] of Object.entries(QUEUE_ARGUMENTS)) {
    const value = given[name];
    if (value === undefined) continue;
    const complaint = check(value, given);
    if (complaint === null) continue;
    const what = `invalid arg '${name}' for ${resource('queue', queue, vhost)}: ${complaint}`;
    refuse('PRECONDITION_FAILED', what, 'queue.declare');
  }
  const number = (name: string): number | null => (given[name] === undefined ? null : Number(given[name]));
  const string = (name: string): string | null => (given[name] === undefined ? null : String(given[name]));
  const overflow = string('x-overflow');
  return {
    messageTtl: number('x-message-ttl'),
    expires: number('x-expires'),
    maxLength: number('x-max-length'),
    maxLengthBytes: number('x-max-length-bytes'),
    overflow: overflow === 'reject-publish' || overflow === 'reject-publish-dlx' ? overflow : 'drop-head',
    deadLetterExchange: string('x-dead-letter-exchange'),
    deadLetterRoutingKey: string('x-dead-letter-routing-key'),
    maxPriority: number('x-max-priority'),
    singleActiveConsumer: given['x-single-active-consumer'] === true,
    quorum: given['x-queue-type'] === 'quorum',
    deliveryLimit: number('x-delivery-limit'),
  };
}
