/** Errors as amqplib's users see them: its sentences around RabbitMQ's own text, with `code`, `classId`, `methodId`. */
import { type AmqpError, type AmqpMethod, METHODS } from '../core/amqp/errors.ts';

/** A call on what is closed or closing. */
export class IllegalOperationError extends Error {
  override readonly name = 'IllegalOperationError';
  /** where it was closed */
  readonly stackAtStateChange: string | undefined;

  constructor(message: string, stack?: string) {
    super(message);
    this.stackAtStateChange = stack;
  }
}

/** `404 (NOT-FOUND) with message "NOT_FOUND - no queue 'q' in vhost '/'"` */
const told = (refusal: AmqpError): string =>
  `${refusal.replyCode} (${refusal.code.replaceAll('_', '-')}) with message "${refusal.message}"`;

/** `queue.declare` -> `QueueDeclare` */
function frameName(method: AmqpMethod): string {
  return method.replace(/(^|\.)(\w)/g, (_, _dot, letter: string) => letter.toUpperCase());
}

const byBroker = (sentence: string, { replyCode, classId, methodId }: AmqpError): Error =>
  Object.assign(new Error(sentence), { code: replyCode, classId, methodId });

export const channelClosed = (refusal: AmqpError): Error =>
  byBroker(`Channel closed by server: ${told(refusal)}`, refusal);

export const connectionClosed = (refusal: AmqpError): Error =>
  Object.assign(new Error(`Connection closed: ${told(refusal)}`), { code: refusal.replyCode });

/** For the call that waits for an answer: its own failure, or the channel's because of something sent before. */
export function callFailed(method: AmqpMethod, refusal: AmqpError): Error {
  const [classId, methodId] = METHODS[method];
  if (classId !== refusal.classId || methodId !== refusal.methodId) return channelClosed(refusal);
  return byBroker(`Operation failed: ${frameName(method)}; ${told(refusal)}`, refusal);
}
