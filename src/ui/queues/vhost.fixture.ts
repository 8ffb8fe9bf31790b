/** Parts of a vhost and messages for the tests of this room. */
import type { Binding, FactOf } from '../../core/trace/fact.ts';
import type { ExchangeState } from '../../core/trace/world.ts';

type Counts = Partial<Pick<ExchangeState, 'published' | 'unroutable'>>;

export const exchange = (
  name: string,
  type: ExchangeState['type'],
  counts: Counts = {},
): [string, ExchangeState] => [
  name,
  {
    vhost: '/',
    exchange: name,
    type,
    durable: false,
    auto_delete: false,
    internal: false,
    arguments: {},
    published: 0,
    unroutable: 0,
    ...counts,
  },
];

export const binding = (source: string, routing_key: string, destination = routing_key): Binding => ({
  vhost: '/',
  source,
  destination,
  destination_type: 'queue',
  routing_key,
  arguments: {},
});

export const message = (to: string, key: string, queues: string[]) =>
  ({
    vhost: '/',
    exchange: to,
    routing_key: key,
    queues,
    properties: {},
  }) as unknown as FactOf<'message.published'>;
