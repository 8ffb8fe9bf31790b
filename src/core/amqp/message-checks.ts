/** What basic.publish checks in the properties before it routes, in RabbitMQ's order and words. */
import type { Actor, MessageProperties } from '../trace/fact.ts';
import { refuse } from './errors.ts';
import { LONGEST_MS } from './queue-arguments.ts';

function expirationComplaint(text: string): string | null {
  const match = /^([+-]?\d+)(.*)$/s.exec(text);
  if (!match) return 'no_integer';
  if (match[2] !== '') return `{leftover_string,"${match[2]}"}`;
  const value = BigInt(match[1] ?? 0);
  if (value < 0n) return `{value_negative,${value}}`;
  return value > BigInt(LONGEST_MS) ? `{value_too_large,${value}}` : null;
}

/** Throws 406 for a user_id of somebody else, an expiration that is no number of milliseconds, an unknown delivery mode. */
export function checkProperties(user: Actor, properties: MessageProperties): void {
  const { user_id: claimed, expiration, delivery_mode: mode } = properties;
  if (claimed !== undefined && claimed !== user) {
    const text = `user_id property set to '${claimed}' but authenticated user was '${user}'`;
    refuse('PRECONDITION_FAILED', text, 'basic.publish');
  }
  const complaint = expiration === undefined ? null : expirationComplaint(expiration);
  if (complaint !== null) {
    refuse('PRECONDITION_FAILED', `invalid expiration '${expiration}': ${complaint}`, 'basic.publish');
  }
  if (mode !== undefined && mode !== 1 && mode !== 2) {
    const text = `invalid message: {delivery_mode_unknown,${mode}}`;
    refuse('PRECONDITION_FAILED', text, 'basic.publish');
  }
}
