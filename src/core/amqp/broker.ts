/** The broker's front door. Mutable and fast inside; facts come out. It behaves like RabbitMQ 3.10 with classic queues. */
import { defined } from '../base/assert.ts';
import type { Broker, BrokerHost } from './api.ts';
import { connect } from './connection.ts';
import { deadLetter } from './dead-letter.ts';
import { makeVhost } from './exchange.ts';
import { inspectVhost } from './inspect.ts';
import { loseConsumers } from './lose-consumers.ts';
import { pauseConsumers } from './pause.ts';
import { start, stop } from './restart.ts';
import type { BrokerState } from './state.ts';
import { dropHead, duplicateHead } from './thought.ts';

export type {
  Broker,
  Channel,
  ChannelOptions,
  Connection,
  Returned,
} from './api.ts';
export { AmqpError } from './errors.ts';

/** A running broker with the vhost `/`. No fact tells of a vhost or of RabbitMQ's own exchanges: they are a given. */
export function makeBroker(host: BrokerHost): Broker {
  const state: BrokerState = {
    host,
    vhosts: new Map([['/', makeVhost('/')]]),
    connections: new Map(),
    names: new Map(),
    replyTokens: new Map(),
    running: true,
    nextMessage: 1,
    nextSequence: 0,
    generated: 0,
    deadLetter: (copy, reason, cause) => deadLetter(state, copy, reason, cause),
  };
  return {
    get running() {
      return state.running;
    },
    connect: (options) => connect(state, options),
    addVhost(name) {
      if (!state.vhosts.has(name)) state.vhosts.set(name, makeVhost(name));
    },
    stop(reason) {
      if (state.running) stop(state, reason);
    },
    start(reason) {
      if (!state.running) start(state, reason);
    },
    pauseConsumers: (options) => pauseConsumers(state, options),
    loseConsumers: (user, fits) => loseConsumers(state, user, fits),
    dropHead: (vhost, queue) => dropHead(state, vhost, queue),
    duplicateHead: (vhost, queue, who) => duplicateHead(state, vhost, queue, who),
    inspect: (vhost) => inspectVhost(state, defined(state.vhosts.get(vhost), `vhost ${vhost}`)),
  };
}
