/** RabbitMQ's own exchanges, and the type of any. */
import type { VhostState } from '../trace/world.ts';
import type { ExchangeType } from './api.ts';

/** They stand in every vhost from the start. */
export const BUILT_IN: readonly (readonly [string, ExchangeType])[] = [
  ['', 'direct'],
  ['amq.direct', 'direct'],
  ['amq.fanout', 'fanout'],
  ['amq.topic', 'topic'],
  ['amq.headers', 'headers'],
  ['amq.match', 'headers'],
  ['amq.rabbitmq.trace', 'topic'],
];

export const isBuiltIn = (name: string): boolean => BUILT_IN.some(([own]) => own === name);

const builtInType = (name: string): ExchangeType | null =>
  BUILT_IN.find(([own]) => own === name)?.[1] ?? null;

/** Of an exchange as it stands in the World; null = it is not there, or nobody saw it declared. */
export function exchangeType(vhost: VhostState | undefined, exchange: string): ExchangeType | null {
  return builtInType(exchange) ?? vhost?.exchanges.get(exchange)?.type ?? null;
}
