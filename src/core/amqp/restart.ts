/**
 * The broker stops and starts. Only what is durable comes back: durable exchanges and queues, bindings between two
 * such, persistent copies in durable queues. What was outstanding comes back redelivered, in its place.
 */

import { BROKER } from '../trace/fact.ts';
import type { StartReason, StopReason } from './api.ts';
import { takeHeld } from './connection.ts';
import { removeConsumer } from './consuming.ts';
import { dropCopy, isPersistent } from './copy.ts';
import { dropOverflow, requeue } from './enqueue.ts';
import { connectionForced } from './errors.ts';
import { deleteExchange } from './exchange.ts';
import { armExpiry, expireHeads } from './expiry.ts';
import { deleteQueue, renewLease } from './queue.ts';
import type { BrokerState, ConnectionState, Queue } from './state.ts';
import { because, type Doing, tell } from './telling.ts';

export function stop(state: BrokerState, reason: StopReason): void {
  state.running = false;
  const doing = because(state.host.emit(BROKER, { kind: 'broker.stopped', reason }));
  const connections = [...state.connections.values()];
  const channels = connections.flatMap((connection) => [...connection.channels.values()]);
  for (const connection of connections) cut(state, doing, connection);
  for (const vhost of state.vhosts.values()) {
    for (const queue of [...vhost.queues.values()]) settleQueue(state, doing, queue);
    for (const exchange of [...vhost.exchanges.values()]) {
      if (!exchange.durable) deleteExchange(state, doing, exchange, 'broker_restart');
    }
  }
  const error = connectionForced();
  for (const channel of channels) channel.options.onClosed?.(error);
  for (const connection of connections) connection.options.onClosed?.('broker_restart', error);
}

/** The connection and its consumers end; the copies that it held stay unacknowledged for the moment. */
function cut(state: BrokerState, doing: Doing, connection: ConnectionState): void {
  connection.open = false;
  state.connections.delete(connection.id);
  const body = { kind: 'connection.closed', connection: connection.id, reason: 'broker_restart' } as const;
  const closed = because(tell(state, doing, body));
  for (const channel of connection.channels.values()) {
    for (const consumer of [...channel.consumers.values()]) {
      removeConsumer(state, closed, consumer, 'broker_restart');
    }
    takeHeld(state, channel);
  }
  connection.channels.clear();
}

function settleQueue(state: BrokerState, doing: Doing, queue: Queue): void {
  queue.underWay = 0;
  queue.generation += 1;
  if (!queue.durable || queue.owner) {
    deleteQueue(state, doing, queue, 'broker_restart');
    return;
  }
  queue.lease?.cancel();
  queue.lease = null;
  queue.expiry?.cancel();
  queue.expiry = null;
  const held = [...queue.unacked];
  for (const copy of held) if (!isPersistent(copy)) dropCopy(state, doing, copy, 'broker_restart');
  requeue(state, doing, held.filter(isPersistent), 'connection_closed');
  const ready = queue.ready.clear();
  for (const copy of ready) if (!isPersistent(copy)) dropCopy(state, doing, copy, 'broker_restart');
  queue.ready.restore(ready.filter(isPersistent));
}

/**
 * Durable queues begin a new lease; what expired meanwhile goes when it is at the head, and what came back over a
 * queue's length goes too.
 */
export function start(state: BrokerState, reason: StartReason): void {
  state.running = true;
  const started = because(state.host.emit(BROKER, { kind: 'broker.started', reason }));
  for (const vhost of state.vhosts.values()) {
    for (const queue of vhost.queues.values()) {
      queue.lastDue = state.host.now();
      renewLease(state, queue);
      expireHeads(state, queue, state.host.now());
      dropOverflow(state, started, queue);
      armExpiry(state, queue);
    }
  }
}
