/** A queue's life: made, purged, deleted with all that hangs on it, and its lease (`x-expires`). */
import { micros, plus } from '../base/time.ts';
import type { DropReason, FactBodies, JsonTable } from '../trace/fact.ts';
import { dropCopy } from './copy.ts';
import { removeBinding } from './exchange.ts';
import { armExpiry } from './expiry.ts';
import type { QueueArguments } from './queue-arguments.ts';
import { makeReadyStore } from './ready.ts';
import type { BrokerState, ConnectionState, Consumer, Copy, Queue, Vhost } from './state.ts';
import { because, type Doing, tell } from './telling.ts';

type QueueEnd = FactBodies['queue.deleted']['reason'];

interface QueueSpec {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly owner: ConnectionState | null;
  readonly arguments: JsonTable;
  readonly settings: QueueArguments;
}

export function addQueue(state: BrokerState, vhost: Vhost, spec: QueueSpec): Queue {
  const queue: Queue = {
    ...spec,
    vhost,
    ready: makeReadyStore(spec.settings.maxLengthBytes !== null),
    unacked: new Set(),
    consumers: [],
    active: null,
    bindings: new Set(),
    underWay: 0,
    generation: 0,
    lastDue: state.host.now(),
    timed: false,
    expiry: null,
    lease: null,
    deleted: false,
  };
  vhost.queues.set(spec.name, queue);
  spec.owner?.exclusive.add(queue);
  renewLease(state, queue);
  return queue;
}

/** Use of a queue: its lease begins anew; it has none while somebody consumes from it. */
export function renewLease(state: BrokerState, queue: Queue): void {
  queue.lease?.cancel();
  queue.lease = null;
  const { expires } = queue.settings;
  if (expires === null || queue.deleted || !state.running || queue.consumers.length > 0) return;
  const at = plus(state.host.now(), micros(expires * 1000));
  const cancel = state.host.schedule(at, () => deleteQueue(state, because(null), queue, 'expired'), 'timer');
  queue.lease = { at, cancel };
}

const DROPPED_WITH: Readonly<Record<QueueEnd, DropReason>> = {
  deleted: 'queue_deleted',
  auto_delete: 'queue_deleted',
  exclusive_owner_gone: 'queue_deleted',
  expired: 'queue_expired',
  broker_restart: 'broker_restart',
};

/** Consumers are cancelled, copies dropped (ready and unacknowledged), bindings removed; nothing is dead-lettered. */
export function deleteQueue(state: BrokerState, doing: Doing, queue: Queue, reason: QueueEnd): void {
  queue.deleted = true;
  queue.vhost.queues.delete(queue.name);
  queue.owner?.exclusive.delete(queue);
  queue.lease?.cancel();
  queue.lease = null;
  const where = { vhost: queue.vhost.name, queue: queue.name };
  const deleted = tell(state, doing, { kind: 'queue.deleted', ...where, reason });
  for (const consumer of [...queue.consumers]) cancelByBroker(state, deleted, consumer);
  queue.consumers = [];
  queue.active = null;
  const copies = [...queue.ready.clear(), ...queue.unacked].sort(inOrder);
  armExpiry(state, queue);
  for (const copy of copies) dropCopy(state, because(deleted), copy, DROPPED_WITH[reason]);
  for (const binding of [...queue.bindings]) removeBinding(state, because(deleted), binding);
}

const inOrder = (a: Copy, b: Copy): number => a.sequence - b.sequence;

function cancelByBroker(state: BrokerState, cause: number, consumer: Consumer): void {
  const { channel, queue, tag, onCancel } = consumer;
  channel.consumers.delete(tag);
  const where = { vhost: queue.vhost.name, queue: queue.name };
  const who = { consumer: tag, connection: channel.connection.id };
  const fact = tell(state, because(cause), {
    kind: 'consumer.cancelled',
    ...where,
    ...who,
    reason: 'queue_deleted',
  });
  if (!onCancel) return;
  state.host.schedule(state.host.now(), () => {
    if (channel.open) onCancel(fact);
  });
}

/** Drops the ready copies only; returns how many. */
export function purgeQueue(state: BrokerState, doing: Doing, queue: Queue): number {
  const copies = queue.ready.clear();
  for (const copy of copies) dropCopy(state, doing, copy, 'purged');
  armExpiry(state, queue);
  return copies.length;
}
