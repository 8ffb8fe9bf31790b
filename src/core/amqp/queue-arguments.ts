/** The arguments of queue.declare and basic.consume that mean something: checked once, then read as settings. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { type AmqpMethod, refuse, resource } from './errors.ts';
import { bareValue } from './wire-class.ts';
import { erlangShown, isInteger, wireType } from './wire-value.ts';

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
  /** `Infinity`: something that RabbitMQ takes and never reaches */
  readonly deliveryLimit: number | null;
}

type QueueKind = 'classic' | 'quorum';

/** Ten years: no time of a queue or message is longer. */
export const LONGEST_MS = 315_360_000_000;

/** The complaint in RabbitMQ's (Erlang's) spelling, or null. */
type ArgumentCheck = (value: Json, all: JsonTable) => string | null;

const integer: ArgumentCheck = (value) =>
  isInteger(value) ? null : `"expected integer, got ${wireType(value)}"`;
const fromZero: ArgumentCheck = (value, all) =>
  integer(value, all) ?? (Number(bareValue(value)) < 0 ? `{value_negative,${erlangShown(value)}}` : null);
const fromOne: ArgumentCheck = (value, all) =>
  fromZero(value, all) ?? (bareValue(value) === 0 ? '{value_zero,0}' : null);
const milliseconds =
  (check: ArgumentCheck): ArgumentCheck =>
  (value, all) =>
    check(value, all) ??
    (Number(bareValue(value)) > LONGEST_MS ? `{value_too_large,${erlangShown(value)}}` : null);
const level: ArgumentCheck = (value, all) =>
  fromZero(value, all) ??
  (Number(bareValue(value)) > 255 ? `{max_value_exceeded,${erlangShown(value)}}` : null);
const version: ArgumentCheck = (value, all) =>
  fromZero(value, all) ??
  ([1, 2].includes(Number(bareValue(value))) ? null : `"unsupported queue version '${erlangShown(value)}'"`);
const text: ArgumentCheck = (value) =>
  typeof value === 'string' ? null : `{unacceptable_type,${wireType(value)}}`;
const flag: ArgumentCheck = (value) =>
  typeof value === 'boolean' ? null : `{unacceptable_type,${wireType(value)}}`;
const oneOf =
  (words: readonly string[], complaint: (value: string) => string): ArgumentCheck =>
  (value, all) =>
    text(value, all) ?? (words.includes(String(value)) ? null : complaint(String(value)));
const routingKey: ArgumentCheck = (value, all) =>
  text(value, all) ?? ('x-dead-letter-exchange' in all ? null : 'routing_key_but_no_dlx_defined');
const anything: ArgumentCheck = () => null;

const CHECKS: Readonly<Record<string, ArgumentCheck>> = {
  'x-expires': milliseconds(fromOne),
  'x-message-ttl': milliseconds(fromZero),
  // looked at before all checks: its refusal has words of its own
  'x-dead-letter-exchange': anything,
  'x-dead-letter-routing-key': routingKey,
  'x-dead-letter-strategy': oneOf(['at-most-once', 'at-least-once'], () => 'invalid_dlx_strategy'),
  'x-max-length': fromZero,
  'x-max-length-bytes': fromZero,
  'x-max-in-memory-length': fromZero,
  'x-max-in-memory-bytes': fromZero,
  'x-max-priority': level,
  'x-overflow': oneOf(['drop-head', 'reject-publish', 'reject-publish-dlx'], () => 'invalid_overflow'),
  'x-queue-mode': oneOf(['default', 'lazy'], (value) => `"unsupported queue mode '${value}'"`),
  'x-queue-version': version,
  'x-single-active-consumer': flag,
  'x-quorum-initial-group-size': fromOne,
  'x-max-age': text,
  'x-stream-max-segment-size-bytes': fromZero,
  'x-initial-cluster-size': fromOne,
  'x-queue-leader-locator': oneOf(
    ['client-local', 'balanced', 'random', 'least-leaders'],
    () => 'invalid_queue_locator_arg',
  ),
  'x-delivery-limit': anything,
  'x-queue-master-locator': anything,
};
const TYPE = 'x-queue-type';

/** What each kind of queue knows, in the order in which a second declare is compared with the first. */
export const QUEUE_ARGUMENTS: Readonly<Record<QueueKind, readonly string[]>> = {
  classic: [
    'x-expires',
    'x-message-ttl',
    'x-dead-letter-exchange',
    'x-dead-letter-routing-key',
    'x-max-length',
    'x-max-length-bytes',
    'x-max-priority',
    'x-overflow',
    'x-queue-mode',
    'x-queue-version',
    'x-single-active-consumer',
    TYPE,
    'x-queue-master-locator',
  ],
  quorum: [
    'x-dead-letter-exchange',
    'x-dead-letter-routing-key',
    'x-dead-letter-strategy',
    'x-expires',
    'x-max-length',
    'x-max-length-bytes',
    'x-max-in-memory-length',
    'x-max-in-memory-bytes',
    'x-overflow',
    'x-single-active-consumer',
    TYPE,
    'x-quorum-initial-group-size',
    'x-delivery-limit',
    'x-message-ttl',
    'x-queue-leader-locator',
  ],
};

const CONSUMER_CHECKS: Readonly<Record<string, ArgumentCheck>> = {
  'x-priority': integer,
  'x-cancel-on-ha-failover': flag,
  'x-stream-offset': anything,
};
const CONSUMER_ARGUMENTS: Readonly<Record<QueueKind, readonly string[]>> = {
  classic: ['x-priority', 'x-cancel-on-ha-failover'],
  quorum: ['x-priority'],
};

interface AskedArguments {
  readonly what: string;
  readonly kind: QueueKind;
  readonly given: JsonTable;
  readonly method: AmqpMethod;
}

/** First the values of those that the kind of queue knows, in RabbitMQ's order; then, as given, those that it does not. */
function checkArguments(
  checks: Readonly<Record<string, ArgumentCheck>>,
  known: readonly string[],
  { what, kind, given, method }: AskedArguments,
): void {
  for (const [name, check] of Object.entries(checks)) {
    const value = given[name];
    if (value === undefined || !known.includes(name)) continue;
    const complaint = check(value, given);
    if (complaint === null) continue;
    refuse('PRECONDITION_FAILED', `invalid arg '${name}' for ${what}: ${complaint}`, method);
  }
  const foreign = Object.keys(given).find((name) => name in checks && !known.includes(name));
  if (foreign === undefined) return;
  const text = `invalid arg '${foreign}' for ${what} of queue type rabbit_${kind}_queue`;
  refuse('PRECONDITION_FAILED', text, method);
}

function kindOf(what: string, given: JsonTable): QueueKind {
  const asked = given[TYPE];
  if (asked === undefined) return 'classic';
  const known = oneOf(['classic', 'quorum', 'stream'], (value) => `"unsupported queue type '${value}'"`)(
    asked,
    given,
  );
  if (known !== null)
    refuse('PRECONDITION_FAILED', `invalid arg '${TYPE}' for ${what}: ${known}`, 'queue.declare');
  if (asked === 'stream') {
    refuse('PRECONDITION_FAILED', `${what}: streams are not modelled here`, 'queue.declare');
  }
  return asked as QueueKind;
}

/** Throws 406 for a bad argument. */
export function readQueueArguments(queue: string, vhost: string, given: JsonTable): QueueArguments {
  const what = resource('queue', queue, vhost);
  const exchange = given['x-dead-letter-exchange'];
  if (exchange !== undefined && typeof exchange !== 'string') {
    const text = `invalid type '${wireType(exchange)}' for arg 'x-dead-letter-exchange' in ${what}`;
    refuse('PRECONDITION_FAILED', text, 'queue.declare');
  }
  const kind = kindOf(what, given);
  checkArguments(CHECKS, QUEUE_ARGUMENTS[kind], { what, kind, given, method: 'queue.declare' });
  const number = (name: string): number | null => {
    const value = given[name];
    return value === undefined ? null : Number(bareValue(value));
  };
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
    quorum: kind === 'quorum',
    deliveryLimit: limitOf(given['x-delivery-limit']),
  };
}

/** RabbitMQ takes anything for a limit; to Erlang every text is greater than every number. */
function limitOf(given: Json | undefined): number | null {
  if (given === undefined) return null;
  const bare = bareValue(given);
  return typeof bare === 'number' ? bare : Number.POSITIVE_INFINITY;
}

/** Throws 406 for a bad argument of a consumer; its priority. */
export function readConsumerArguments(
  queue: {
    readonly name: string;
    readonly vhost: { readonly name: string };
    readonly settings: QueueArguments;
  },
  given: JsonTable,
): number {
  const what = resource('queue', queue.name, queue.vhost.name);
  const kind = queue.settings.quorum ? 'quorum' : 'classic';
  const method = 'basic.consume';
  checkArguments(CONSUMER_CHECKS, CONSUMER_ARGUMENTS[kind], { what, kind, given, method });
  if (given['x-credit'] !== undefined) {
    refuse('NOT_IMPLEMENTED', `x-credit of a consumer of ${what} is not modelled here`, method);
  }
  const priority = given['x-priority'];
  return priority === undefined ? 0 : Number(bareValue(priority));
}
