/** The bindings that end at a queue of a playground, and whether the step's messages went through them. */
import { exchangeType } from '../../core/amqp/built-in.ts';
import { type ExchangeType, explainBinding } from '../../core/amqp/match.ts';
import type { Binding, FactOf } from '../../core/trace/fact.ts';
import type { World } from '../../core/trace/world.ts';

interface ShownBinding {
  readonly id: string;
  readonly source: string;
  /** what the exchange compares: a key, a pattern, the headers asked for; '' where nothing is compared */
  readonly key: string;
  /** null = no message of this step was put to it */
  readonly match: 'yes' | 'no' | null;
}

export function bindingsInto(
  world: World,
  vhost: string,
  queue: string,
  sent: readonly FactOf<'message.published'>[],
): readonly ShownBinding[] {
  const all = world.vhosts.get(vhost)?.bindings ?? [];
  return all
    .filter((one) => one.source !== '' && one.destination === queue && one.destination_type === 'queue')
    .map((binding) => {
      const type = exchangeType(world.vhosts.get(vhost), binding.source);
      const key = type === null ? binding.routing_key : askedBy(type, binding);
      const put = sent.filter((fact) => fact.vhost === vhost && fact.exchange === binding.source);
      const matches = put.some(
        ({ routing_key, properties }) =>
          type !== null &&
          explainBinding(type, binding, { routing_key, headers: properties.headers ?? {} }).matches,
      );
      const match = put.length === 0 ? null : matches ? 'yes' : 'no';
      return {
        id: JSON.stringify([binding.source, binding.routing_key, key]),
        source: binding.source,
        key,
        match,
      };
    });
}

function askedBy(type: ExchangeType, binding: Binding): string {
  switch (type) {
    case 'fanout':
      return '';
    case 'headers': {
      const { 'x-match': how, ...asked } = binding.arguments;
      const pairs = Object.entries(asked).map(([name, value]) => `${name}=${String(value)}`);
      return `${String(how ?? 'all')}: ${pairs.join(' ')}`;
    }
    default:
      return binding.routing_key === '' ? "''" : binding.routing_key;
  }
}
