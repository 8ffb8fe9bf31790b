/** What basic.publish checks in the properties before it routes, in RabbitMQ's order and words. */
import type { Actor, MessageProperties } from '../trace/fact.ts';
import { refuse } from './errors.ts';

function expirationComplaint(text: string): string | null {
  const match = /^([+-]?\d+)(.*)$/s.exec(text);
  if (!match) return 'no_integer';
  if (match[2] !== '') return `{leftover_string,"${match[2]}"}`;
  return Number(match[1]) < 0 ? `{value_negative,${Number(match[1])}}` : null;
}

/** Throws 406 for a user_id of somebody else and for an expiration that is no number of milliseconds. */
export function checkProperties(user: Actor, properties: MessageProperties): void {
  const { user_id: claimed, expiration } = properties;
  if (claimed !== undefined && claimed !== user) {
    const text = `user_id property set to '${claimed}' but authenticated user was '${user}'`;
    refuse('PRECONDITION_FAILED', text, 'basic.publish');
  }
  const complaint = expiration === undefined ? null : expirationComplaint(expiration);
  if (complaint !== null) {
    refuse('PRECONDITION_FAILED', `invalid expiration '${expiration}': ${complaint}`, 'basic.publish');
  }
}
