/** RabbitMQ's own exchanges. */
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

export const builtInType = (name: string): ExchangeType | null =>
  BUILT_IN.find(([own]) => own === name)?.[1] ?? null;
