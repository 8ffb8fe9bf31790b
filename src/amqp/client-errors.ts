/** Errors as amqplib's users see them: its sentences around RabbitMQ's own text, with `code`, `classId`, `methodId`. */
import { type AmqpError, type AmqpMethod, METHODS } from '../core/amqp/errors.ts';

/** The broker closed a channel or a connection. */
class ClosedByBroker extends Error {
  override readonly name = 'Error';
  /** AMQP's reply code, e.g. 404 */
  readonly code: number;
  readonly classId: number;
  readonly methodId: number;

  constructor(sentence: string, refusal: AmqpError) {
    super(sentence);
    this.code = refusal.replyCode;
    this.classId = refusal.classId;
    this.methodId = refusal.methodId;
  }
}

/** Something was asked of a channel or connection that is closed or closing. It has no code. */
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

export const channelClosed = (refusal: AmqpError): ClosedByBroker =>
  new ClosedByBroker(`Channel closed by server: ${told(refusal)}`, refusal);

export const connectionClosed = (refusal: AmqpError): ClosedByBroker =>
  new ClosedByBroker(`Connection closed: ${told(refusal)}`, refusal);

/** For the call that waits for an answer: its own failure, or the channel's because of something sent before. */
export function callFailed(method: AmqpMethod, refusal: AmqpError): ClosedByBroker {
  const [classId, methodId] = METHODS[method];
  if (classId !== refusal.classId || methodId !== refusal.methodId) return channelClosed(refusal);
  return new ClosedByBroker(`Operation failed: ${frameName(method)}; ${told(refusal)}`, refusal);
}
