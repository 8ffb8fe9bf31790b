/**
 * Faults that wait for a message strike here: between a service and its broker, at the very method that they concern.
 * Each strike is a fact; what follows from it is the broker's and oslo.messaging's own doing.
 */
import { CodedError } from '../base/assert.ts';
import type { AmqpAction } from '../service/effects.ts';
import type { Actor, FactBody, MessageId } from '../trace/fact.ts';
import type { AmqpSide, PublishAction } from './amqp-side.ts';
import type { Arm, Faults } from './faults.ts';
import type { KernelParts } from './parts.ts';
import type { Process } from './process.ts';

export interface StrikeHost {
  readonly faults: Faults;
  readonly amqp: AmqpSide;
  emit(process: Process, body: FactBody): number;
  /** The process's service dies with all its processes, this one too. */
  kill(process: Process): void;
  summarize: KernelParts['summarize'];
}

/** What became of the method: its value, or the service is dead and nobody waits for it. */
type Struck = { readonly dead: false; readonly value: unknown } | { readonly dead: true };

export interface Strikes {
  isArmed(actor: Actor): boolean;
  /** Does an AMQP method of a service for which a fault waits. */
  act(process: Process, action: AmqpAction): Struck;
  /** A worker began a request: it may be doomed to die at its first wait. */
  dispatched(process: Process, message: MessageId, method: string): void;
  /** The doomed process waits: its service is killed. */
  atWait(process: Process): void;
}

export function makeStrikes(host: StrikeHost): Strikes {
  const { faults, amqp } = host;
  const tell = (process: Process, arm: Arm, message: MessageId, method: string | null): void => {
    const { fault, when, command } = arm;
    host.emit(process, { kind: 'fault.struck', fault, when, message, method, command });
  };
  return {
    isArmed: faults.isArmed,
    act(process, action) {
      const request = action.method === 'basic.ack' ? requestOf(host, action) : null;
      if (action.method === 'basic.ack' && request) return ack(host, tell, process, action, request);
      if (action.method === 'basic.publish') return publish(host, tell, process, action);
      return { dead: false, value: amqp.act(process.actor, action) };
    },
    dispatched(process, message, method) {
      const arm = faults.take(process.actor, ['in_work'], method);
      if (arm) process.doom = { arm, message, method };
    },
    atWait(process) {
      if (!process.doom) return;
      const { arm, message, method } = process.doom;
      tell(process, arm, message, method);
      host.kill(process);
    },
  };
}

type Tell = (process: Process, arm: Arm, message: MessageId, method: string | null) => void;

type AckAction = Extract<AmqpAction, { readonly method: 'basic.ack' }>;

interface StruckRequest {
  readonly message: MessageId;
  readonly method: string;
}

/** null for a reply, and for what is no RPC */
function requestOf(
  { amqp, summarize }: StrikeHost,
  { connection, deliveryTag }: AckAction,
): StruckRequest | null {
  const delivery = amqp.unacked(connection, deliveryTag);
  if (!delivery) return null;
  const { method, type } = summarize(delivery);
  return method === undefined || type === 'reply' ? null : { message: delivery.message, method };
}

function ack(
  host: StrikeHost,
  tell: Tell,
  process: Process,
  action: AckAction,
  { message, method }: StruckRequest,
): Struck {
  const { faults, amqp } = host;
  const before = faults.take(process.actor, ['before_ack', 'ack_on_its_way'], method);
  if (before) {
    tell(process, before, message, method);
    if (before.fault === 'kill') {
      host.kill(process);
      return { dead: true };
    }
    // the client has written the ack to its socket and goes on; the broker never reads it
    amqp.breakOne(action.connection);
    return { dead: false, value: undefined };
  }
  const value = amqp.act(process.actor, action);
  const after = faults.take(process.actor, ['after_ack'], method);
  if (!after) return { dead: false, value };
  tell(process, after, message, method);
  host.kill(process);
  return { dead: true };
}

/** The broker has the message; its confirm finds no connection, so the publisher cannot know that. */
function publish(host: StrikeHost, tell: Tell, process: Process, action: PublishAction): Struck {
  const method = host.summarize(action).method ?? null;
  const arm = host.faults.take(process.actor, ['before_confirm'], method);
  if (!arm) return { dead: false, value: host.amqp.act(process.actor, action) };
  const message = host.amqp.publishUnconfirmed(process.actor, action);
  tell(process, arm, message, method);
  host.amqp.breakOne(action.connection);
  throw new CodedError('connection_lost', `connection ${action.connection} broke before the confirm`);
}
