/** The model's exchanges and bindings: two lists. */
import type { Channel, ExchangeBind, ExchangeDeclare } from './api.ts';
import type { Model } from './model.fixture.ts';
import { refuse } from './model-refusal.fixture.ts';
import type { ModelBinding } from './model-routing.fixture.ts';

const exists = (model: Model, name: string): boolean => model.exchanges.some((each) => each.name === name);

/** An auto-delete exchange goes with the last binding that leads away from it. */
export function unbind(model: Model, which: (binding: ModelBinding) => boolean): void {
  const removed = model.bindings.filter(which);
  model.bindings = model.bindings.filter((binding) => !which(binding));
  for (const { source } of removed) {
    const exchange = model.exchanges.find((each) => each.name === source);
    const used = model.bindings.some((binding) => binding.source === source);
    if (exchange?.autoDelete && !used) deleteExchange(model, source);
  }
}

export function deleteExchange(model: Model, name: string): void {
  model.exchanges = model.exchanges.filter((each) => each.name !== name);
  unbind(
    model,
    (binding) => binding.source === name || (binding.kind === 'exchange' && binding.destination === name),
  );
}

function declare(model: Model, options: ExchangeDeclare): void {
  const { exchange: name, type = 'direct', durable = false, autoDelete = false, internal = false } = options;
  if (options.passive) {
    if (!exists(model, name)) refuse(404, 'channel');
    return;
  }
  if (!['direct', 'fanout', 'topic', 'headers'].includes(type)) refuse(503, 'connection');
  const made = { name, type, durable, autoDelete, internal, args: options.arguments ?? {} };
  const known = model.exchanges.find((each) => each.name === name);
  if (!known) model.exchanges.push(made);
  else if (JSON.stringify(made) !== JSON.stringify(known)) refuse(406, 'channel');
}

function bind(model: Model, options: ExchangeBind): void {
  const { source, destination, routingKey: key = '', arguments: args = {} } = options;
  if (source === '' || destination === '') refuse(403, 'channel');
  if (!exists(model, source) || !exists(model, destination)) refuse(404, 'channel');
  const binding = { source, kind: 'exchange', destination, key, args } as const;
  const same = JSON.stringify(binding);
  if (!model.bindings.some((each) => JSON.stringify(each) === same)) model.bindings.push(binding);
}

type Exchanges = Pick<Channel, 'exchangeDeclare' | 'exchangeDelete' | 'exchangeBind' | 'exchangeUnbind'>;

export const exchangeMethods = (model: Model): Exchanges => ({
  exchangeDeclare: (options) => declare(model, options),
  exchangeDelete({ exchange: name, ifUnused }) {
    if (name === '' || name.startsWith('amq.')) refuse(403, 'channel');
    if (ifUnused && model.bindings.some((binding) => binding.source === name)) refuse(406, 'channel');
    if (exists(model, name)) deleteExchange(model, name);
  },
  exchangeBind: (options) => bind(model, options),
  exchangeUnbind({ source, destination, routingKey: key = '', arguments: args = {} }) {
    if (source === '' || destination === '') refuse(403, 'channel');
    const same = JSON.stringify({ source, kind: 'exchange', destination, key, args });
    unbind(model, (each) => JSON.stringify(each) === same);
  },
});
