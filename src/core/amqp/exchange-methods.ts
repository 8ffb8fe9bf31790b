/** The exchange class of AMQP: declare, delete, bind, unbind. */
import type { JsonTable } from '../trace/fact.ts';
import { exchangeFor, notDefaultExchange, notReserved } from './access.ts';
import type { ExchangeBind, ExchangeDeclare, ExchangeType } from './api.ts';
import { assertSame, assertSameArguments } from './equivalence.ts';
import { type AmqpMethod, refuse, resource } from './errors.ts';
import {
  addBinding,
  addExchange,
  bindingIdentity,
  deleteExchange,
  EXCHANGE_TYPES,
  removeBinding,
} from './exchange.ts';
import { X_MATCH } from './headers-match.ts';
import type { BrokerState, ChannelState, Exchange } from './state.ts';
import { by, tell } from './telling.ts';
import { erlangShown, wireType } from './wire-value.ts';

const DECLARE = 'exchange.declare';

function assertEquivalent(exchange: Exchange, type: string, options: ExchangeDeclare): void {
  const what = resource('exchange', exchange.name, exchange.vhost.name);
  const flags = [
    ['type', type, exchange.type],
    ['durable', String(options.durable ?? false), String(exchange.durable)],
    ['auto_delete', String(options.autoDelete ?? false), String(exchange.autoDelete)],
    ['internal', String(options.internal ?? false), String(exchange.internal)],
  ] as const;
  for (const [name, received, current] of flags) assertSame(what, name, received, current, DECLARE);
  assertSameArguments(what, ['alternate-exchange'], options.arguments ?? {}, exchange.arguments, DECLARE);
}

export function exchangeDeclare(state: BrokerState, channel: ChannelState, options: ExchangeDeclare): void {
  const { exchange: name, type = 'direct' } = options;
  const { vhost, options: login } = channel.connection;
  if (options.passive) {
    notDefaultExchange(name, DECLARE);
    exchangeFor(channel, name, DECLARE);
    return;
  }
  if (!EXCHANGE_TYPES.includes(type)) refuse('COMMAND_INVALID', `unknown exchange type '${type}'`, DECLARE);
  notDefaultExchange(name, DECLARE);
  const known = vhost.exchanges.get(name);
  if (known) {
    assertEquivalent(known, type, options);
    return;
  }
  notReserved('exchange', name, DECLARE);
  const alternate = options.arguments?.['alternate-exchange'];
  if (alternate !== undefined && typeof alternate !== 'string') {
    const what = resource('exchange', name, vhost.name);
    const text = `invalid type '${wireType(alternate)}' for arg 'alternate-exchange' in ${what}`;
    refuse('PRECONDITION_FAILED', text, DECLARE);
  }
  const made = addExchange(vhost, {
    name,
    type: type as ExchangeType,
    durable: options.durable ?? false,
    autoDelete: options.autoDelete ?? false,
    internal: options.internal ?? false,
    arguments: options.arguments ?? {},
    builtIn: false,
  });
  tell(state, by(login.user), {
    kind: 'exchange.declared',
    vhost: vhost.name,
    exchange: name,
    type: made.type,
    durable: made.durable,
    auto_delete: made.autoDelete,
    internal: made.internal,
    arguments: made.arguments,
  });
}

/** Deleting what does not exist is no error. */
export function exchangeDelete(
  state: BrokerState,
  channel: ChannelState,
  options: { readonly exchange: string; readonly ifUnused?: boolean },
): void {
  const method = 'exchange.delete';
  const { vhost, options: login } = channel.connection;
  notDefaultExchange(options.exchange, method);
  const exchange = vhost.exchanges.get(options.exchange);
  const what = resource('exchange', options.exchange, vhost.name);
  if (options.exchange.startsWith('amq.')) {
    refuse('ACCESS_REFUSED', `deletion of system ${what} not allowed`, method);
  }
  if (!exchange) return;
  if (options.ifUnused && exchange.outgoing.size > 0) refuse('PRECONDITION_FAILED', `${what} in use`, method);
  deleteExchange(state, by(login.user), exchange, 'deleted');
}

/** Throws 406 for an unknown x-match at a headers exchange. */
export function checkBinding(source: Exchange, args: JsonTable, method: AmqpMethod): void {
  if (source.type !== 'headers') return;
  const how = args['x-match'];
  if (how === undefined || X_MATCH.some((known) => known === how)) return;
  const text =
    typeof how === 'string'
      ? `value <<"${how}">>; expected all, any, all-with-x, or any-with-x`
      : `type ${wireType(how)} (value ${erlangShown(how)}); expected longstr`;
  refuse('PRECONDITION_FAILED', `Invalid x-match field ${text}`, method);
}

export function exchangeBind(state: BrokerState, channel: ChannelState, options: ExchangeBind): void {
  const method = 'exchange.bind';
  notDefaultExchange(options.destination, method);
  notDefaultExchange(options.source, method);
  const source = exchangeFor(channel, options.source, method);
  const destination = exchangeFor(channel, options.destination, method);
  const { routingKey = '', arguments: args = {} } = options;
  checkBinding(source, args, method);
  const doing = by(channel.connection.options.user);
  addBinding(state, doing, source, { exchange: destination }, routingKey, args);
}

/** Unbinding what is not bound, or does not exist, is no error. */
export function exchangeUnbind(state: BrokerState, channel: ChannelState, options: ExchangeBind): void {
  const method = 'exchange.unbind';
  notDefaultExchange(options.destination, method);
  notDefaultExchange(options.source, method);
  const { routingKey = '', arguments: args = {} } = options;
  const source = channel.connection.vhost.exchanges.get(options.source);
  const binding = source?.outgoing.get(bindingIdentity('exchange', options.destination, routingKey, args));
  if (binding) removeBinding(state, by(channel.connection.options.user), binding);
}
