/**
 * Which facts are told as the broker's own: known from the start, while the sentences come with the first run that has such
 * a fact.
 */
import type { Fact } from '../../core/trace/fact.ts';
import { type HandName, isByHand } from '../../core/words/commands.ts';

/** What RabbitMQ does of itself and is told. */
export const BROKER_DOINGS = ['requeued', 'returned', 'refused', 'dropped', 'dead_letter'] as const;

/** What is told: a command by hand, or what RabbitMQ did. */
export type BrokerStep = HandName | (typeof BROKER_DOINGS)[number];

/** Of which of these a fact is; null for what Nova does. */
export function brokerStepOf(main: Fact): BrokerStep | null {
  switch (main.kind) {
    case 'command.given':
      return isByHand(main.name) ? main.name : null;
    case 'message.requeued':
      return 'requeued';
    case 'message.returned':
      return 'returned';
    case 'message.dropped':
      return main.queue === null ? null : 'dropped';
    case 'amqp.refused':
      return 'refused';
    case 'message.published':
      return main.rpc.type === 'other' && main.actor === 'rabbitmq' ? 'dead_letter' : null;
    default:
      return null;
  }
}
