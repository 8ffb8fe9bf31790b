/** A second declare must be equivalent to the first, else 406 with RabbitMQ's words. */
import { canonicalJson, type Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { type AmqpMethod, refuse } from './errors.ts';
import { exactWorth } from './wire-class.ts';
import { erlangShown, wireType } from './wire-value.ts';

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

const described = (value: Json): string => `the value '${erlangShown(value)}' of type '${wireType(value)}'`;

const isSame = (one: Json, other: Json): boolean =>
  canonicalJson(exactWorth(one)) === canonicalJson(exactWorth(other));

/** No type of queue means a classic one. */
const isUnsaidClassic = (name: string, one: Json | undefined, other: Json | undefined): boolean =>
  name === 'x-queue-type' && (one ?? 'classic') === 'classic' && (other ?? 'classic') === 'classic';

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
    if ((got === undefined && is === undefined) || isUnsaidClassic(name, got, is)) continue;
    if (got !== undefined && is !== undefined && isSame(got, is)) continue;
    refuse('PRECONDITION_FAILED', `inequivalent arg '${name}' for ${what}: ${sides(got, is)}`, method);
  }
}

function sides(got: Json | undefined, is: Json | undefined): string {
  if (got !== undefined && is !== undefined) {
    const received = got === null ? 'none' : `'${erlangShown(got)}'`;
    return `received ${received} but current is '${erlangShown(is)}'`;
  }
  const [received, current] = [got, is].map((side) => (side === undefined ? 'none' : described(side)));
  return `received ${received} but current is ${current}`;
}
