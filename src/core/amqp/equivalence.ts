/** A second declare must be equivalent to the first, else 406 with RabbitMQ's words. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { type AmqpMethod, refuse } from './errors.ts';
import { wireType } from './queue-arguments.ts';

type Scalar = string | boolean;

/** `what` = `queue 'q' in vhost '/'`. */
export function assertSame(
  what: string,
  name: string,
  received: Scalar,
  current: Scalar,
  method: AmqpMethod,
): void {
  if (received === current) return;
  const text = `inequivalent arg '${name}' for ${what}: received '${received}' but current is '${current}'`;
  refuse('PRECONDITION_FAILED', text, method);
}

const shown = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
const described = (value: Json): string => `the value '${shown(value)}' of type '${wireType(value)}'`;

/** Compares the named arguments; all others are ignored. */
export function assertSameArguments(
  what: string,
  names: readonly string[],
  received: JsonTable,
  current: JsonTable,
  method: AmqpMethod,
): void {
  for (const name of names) {
    const got = received[name];
    const is = current[name];
    if (got === undefined && is === undefined) continue;
    if (got !== undefined && is !== undefined) {
      assertSame(what, name, shown(got), shown(is), method);
      continue;
    }
    const sides = `received ${got === undefined ? 'none' : described(got)} but current is ${is === undefined ? 'none' : described(is)}`;
    refuse('PRECONDITION_FAILED', `inequivalent arg '${name}' for ${what}: ${sides}`, method);
  }
}
