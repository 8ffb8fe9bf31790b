/** Exchanges and bindings: what is declared, joined and taken apart again. */
import { canonicalJson } from '../base/json.ts';
import type { Binding, FactBodies, JsonTable } from '../trace/fact.ts';
import type { ExchangeType } from './api.ts';
import { makeBindingTable } from './binding-table.ts';
import { BUILT_IN } from './built-in.ts';
import type { BindingRecord, BrokerState, Exchange, Queue, Vhost } from './state.ts';
import { because, type Doing, tell } from './telling.ts';

export const EXCHANGE_TYPES: readonly string[] = ['direct', 'topic', 'fanout', 'headers'];

interface ExchangeSpec {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: JsonTable;
  readonly builtIn: boolean;
}

export function addExchange(vhost: Vhost, spec: ExchangeSpec): Exchange {
  const table = makeBindingTable(spec.type);
  const exchange: Exchange = { ...spec, vhost, outgoing: new Map(), incoming: new Set(), table };
  vhost.exchanges.set(spec.name, exchange);
  return exchange;
}

/** A vhost with RabbitMQ's own exchanges; they are there from the start, so no fact tells of them. */
export function makeVhost(name: string): Vhost {
  const vhost: Vhost = { name, exchanges: new Map(), queues: new Map() };
  for (const [exchange, type] of BUILT_IN) {
    const internal = exchange === 'amq.rabbitmq.trace';
    const flags = { durable: true, autoDelete: false, internal, arguments: {}, builtIn: true };
    addExchange(vhost, { name: exchange, type, ...flags });
  }
  return vhost;
}

/** The exchange that takes what this one finds no binding for. */
export function alternateOf(exchange: Exchange): Exchange | undefined {
  const name = exchange.arguments['alternate-exchange'];
  return typeof name === 'string' ? exchange.vhost.exchanges.get(name) : undefined;
}

export function bindingIdentity(
  destinationType: 'queue' | 'exchange',
  destination: string,
  routingKey: string,
  args: JsonTable,
): string {
  return canonicalJson([destinationType, destination, routingKey, args]);
}

const factOf = (binding: BindingRecord): Binding => ({
  vhost: binding.source.vhost.name,
  source: binding.source.name,
  destination: binding.destination.name,
  destination_type: binding.destinationType,
  routing_key: binding.routingKey,
  arguments: binding.arguments,
});

/** Binding twice is one binding, and no fact. */
export function addBinding(
  state: BrokerState,
  doing: Doing,
  source: Exchange,
  end: { readonly queue: Queue } | { readonly exchange: Exchange },
  routingKey: string,
  args: JsonTable,
): void {
  const destinationType = 'queue' in end ? 'queue' : 'exchange';
  const destination = 'queue' in end ? end.queue : end.exchange;
  const identity = bindingIdentity(destinationType, destination.name, routingKey, args);
  if (source.outgoing.has(identity)) return;
  const binding = { source, destination, destinationType, routingKey, arguments: args, identity } as const;
  source.outgoing.set(identity, binding);
  source.table.add(binding);
  if ('queue' in end) end.queue.bindings.add(binding);
  else end.exchange.incoming.add(binding);
  tell(state, doing, { kind: 'binding.added', ...factOf(binding) });
}

/** An auto-delete exchange goes with its last binding as a source. */
export function removeBinding(state: BrokerState, doing: Doing, binding: BindingRecord): void {
  const { source, destination } = binding;
  source.outgoing.delete(binding.identity);
  source.table.remove(binding);
  if ('bindings' in destination) destination.bindings.delete(binding);
  else destination.incoming.delete(binding);
  const removed = tell(state, doing, { kind: 'binding.removed', ...factOf(binding) });
  const stands = source.vhost.exchanges.get(source.name) === source;
  if (state.running && stands && source.autoDelete && source.outgoing.size === 0) {
    deleteExchange(state, because(removed), source, 'auto_delete');
  }
}

export function deleteExchange(
  state: BrokerState,
  doing: Doing,
  exchange: Exchange,
  reason: FactBodies['exchange.deleted']['reason'],
): void {
  exchange.vhost.exchanges.delete(exchange.name);
  const deleted = tell(state, doing, {
    kind: 'exchange.deleted',
    vhost: exchange.vhost.name,
    exchange: exchange.name,
    reason,
  });
  for (const binding of [...exchange.outgoing.values(), ...exchange.incoming]) {
    if (binding.source.outgoing.has(binding.identity)) removeBinding(state, because(deleted), binding);
  }
}
