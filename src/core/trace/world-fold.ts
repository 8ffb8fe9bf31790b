/** How each kind of fact changes the World. */
import { unreachable } from '../base/assert.ts';
import { canonicalJson } from '../base/json.ts';
import { leaves } from '../words/commands.ts';
import { actorOn } from '../words/services.ts';
import { directMethod } from './direct.ts';
import { type Binding, type Fact, type FactOf, isOfChoice } from './fact.ts';
import {
  addService,
  changeExchange,
  changeQueue,
  changeService,
  type Draft,
  pushed,
  removeExchange,
  removeQueue,
  setConnection,
  setHttp,
  withOrWithout,
  without,
  withoutWait,
  writeVhost,
} from './world-draft.ts';
import { EVENT_START, foldMessage } from './world-messages.ts';
import { newService } from './world-start.ts';

export { makeDraft, toWorld } from './world-draft.ts';

/** Folds one fact into the draft; `undefined` (no such fact) changes nothing. */
export function foldFact(draft: Draft, fact: Fact | undefined): void {
  if (!fact || fact.kind === 'log.written') return;
  draft.index = fact.index;
  draft.at = fact.at;
  if (isOfChoice(fact)) return;
  switch (fact.kind) {
    case 'message.published':
    case 'message.delivered':
    case 'message.acked':
    case 'message.requeued':
    case 'message.dropped':
      foldMessage(draft, fact);
      return;
    case 'exchange.declared':
    case 'exchange.deleted':
    case 'queue.declared':
    case 'queue.deleted':
    case 'binding.added':
    case 'binding.removed':
    case 'consumer.added':
    case 'consumer.cancelled':
    case 'consumer.paused':
      foldTopology(draft, fact);
      return;
    case 'rpc.dispatched':
    case 'rpc.completed':
    case 'rpc.resolved':
    case 'rpc.duplicate_discarded':
      foldRpc(draft, fact);
      return;
    case 'http.requested':
    case 'http.accepted':
    case 'http.refused':
    case 'http.answered':
      foldHttp(draft, fact);
      return;
    case 'rpc.publish_blocked':
    case 'rpc.publish_unblocked':
      foldBlocked(draft, fact);
      return;
    case 'service.started':
    case 'service.stopped':
      foldService(draft, fact);
      return;
    case 'broker.stopped':
    case 'broker.started':
      draft.broker_running = fact.kind === 'broker.started';
      return;
    case 'connection.opened':
    case 'connection.closed':
      setConnection(draft, fact.connection, fact.kind === 'connection.opened' ? fact.user : null);
      return;
    case 'command.given':
      foldCommand(draft, fact);
      return;
    case 'amqp.refused':
    case 'message.returned':
    case 'message.confirmed':
    case 'recording.gap':
    case 'rpc.late_reply':
    case 'rpc.reply_abandoned':
    case 'sql.executed':
    case 'row.changed':
    case 'fault.struck':
    case 'service.stopping':
    case 'thread.failed':
    case 'process.failed':
      return;
    default:
      unreachable(fact);
  }
}

type TopologyFact = FactOf<
  | 'exchange.declared'
  | 'exchange.deleted'
  | 'queue.declared'
  | 'queue.deleted'
  | 'binding.added'
  | 'binding.removed'
  | 'consumer.added'
  | 'consumer.cancelled'
  | 'consumer.paused'
>;

function foldTopology(draft: Draft, fact: TopologyFact): void {
  switch (fact.kind) {
    case 'exchange.declared': {
      const { type, durable, auto_delete, internal } = fact;
      const declared = { type, durable, auto_delete, internal, arguments: fact.arguments };
      changeExchange(draft, fact.vhost, fact.exchange, () => declared);
      return;
    }
    case 'exchange.deleted':
      removeExchange(draft, fact.vhost, fact.exchange);
      return;
    case 'queue.declared': {
      const { durable, auto_delete, exclusive } = fact;
      const declared = { durable, auto_delete, exclusive, arguments: fact.arguments };
      changeQueue(draft, fact.vhost, fact.queue, () => ({ declared }));
      return;
    }
    case 'queue.deleted':
      removeQueue(draft, fact.vhost, fact.queue);
      return;
    case 'binding.added':
    case 'binding.removed':
      foldBinding(draft, fact);
      return;
    case 'consumer.added': {
      const { consumer, connection, user, no_ack, prefetch } = fact;
      const rest = { arguments: fact.arguments, paused: false };
      const added = { consumer, connection, user, no_ack, prefetch, ...rest };
      changeQueue(draft, fact.vhost, fact.queue, (queue) => ({ consumers: [...queue.consumers, added] }));
      return;
    }
    case 'consumer.paused':
      changeQueue(draft, fact.vhost, fact.queue, (queue) => ({
        consumers: queue.consumers.map((c) =>
          c.consumer === fact.consumer && c.connection === fact.connection
            ? { ...c, paused: fact.paused }
            : c,
        ),
      }));
      return;
    case 'consumer.cancelled':
      // with its queue a consumer is gone already
      if (!draft.vhosts.get(fact.vhost)?.queues.has(fact.queue)) return;
      changeQueue(draft, fact.vhost, fact.queue, (queue) => ({
        consumers: queue.consumers.filter(
          (c) => c.consumer !== fact.consumer || c.connection !== fact.connection,
        ),
      }));
      return;
    default:
      unreachable(fact);
  }
}

function foldBinding(draft: Draft, fact: FactOf<'binding.added' | 'binding.removed'>): void {
  const { vhost, source, destination, destination_type, routing_key } = fact;
  const binding: Binding = {
    vhost,
    source,
    destination,
    destination_type,
    routing_key,
    arguments: fact.arguments,
  };
  const place = writeVhost(draft, vhost);
  const others = place.bindings.filter(
    (b) =>
      b.source !== source ||
      b.destination !== destination ||
      b.destination_type !== destination_type ||
      b.routing_key !== routing_key ||
      canonicalJson(b.arguments) !== canonicalJson(fact.arguments),
  );
  place.bindings = fact.kind === 'binding.added' ? [...others, binding] : others;
}

type RpcFact = FactOf<'rpc.dispatched' | 'rpc.completed' | 'rpc.resolved' | 'rpc.duplicate_discarded'>;

function foldRpc(draft: Draft, fact: RpcFact): void {
  changeService(draft, fact.actor, (service) => {
    if (fact.kind === 'rpc.resolved') {
      // what could not be noted as begun is not begun
      const isUnbegun =
        fact.resolution !== 'result' &&
        service.waits.some((one) => one.msg_id === fact.msg_id && one.detail === EVENT_START);
      const acts = Math.max(0, service.acts - (isUnbegun ? 1 : 0));
      return { acts, waits: withoutWait(draft, service.waits, fact.msg_id) };
    }
    const in_memory = service.in_memory && without(draft, service.in_memory, fact.message);
    // the same message may be in work already: its ack was lost, and it was delivered again
    if (fact.kind === 'rpc.duplicate_discarded') return { in_memory };
    const working = without(draft, service.working, fact.message);
    return {
      in_memory,
      working: fact.kind === 'rpc.dispatched' ? pushed(draft, working, fact.message) : working,
    };
  });
}

type HttpFact = FactOf<'http.requested' | 'http.accepted' | 'http.refused' | 'http.answered'>;

function foldHttp(draft: Draft, fact: HttpFact): void {
  const { exchange_id, at } = fact;
  const known = draft.http.get(exchange_id);
  if (fact.kind === 'http.accepted') {
    if (known) setHttp(draft, exchange_id, { ...known, accepted: at });
    return;
  }
  if (fact.kind === 'http.requested') {
    const { to, method, path, actor: from } = fact;
    const open = { exchange_id, from, to, method, path, since: at, accepted: null, index: fact.index };
    setHttp(draft, exchange_id, open);
    changeService(draft, to, (service) => ({ serving: [...service.serving, exchange_id] }));
    if (directMethod(path) === null) return;
    changeService(draft, from, (service) => ({ asking: [...service.asking, exchange_id] }));
    return;
  }
  setHttp(draft, exchange_id, null);
  const [asker, server] = fact.kind === 'http.answered' ? [fact.to, fact.actor] : [fact.actor, fact.to];
  const others = (ids: readonly number[]): readonly number[] => ids.filter((id) => id !== exchange_id);
  changeService(draft, server, (service) => ({ serving: others(service.serving) }));
  if (!draft.services.get(asker)?.asking.includes(exchange_id)) return;
  changeService(draft, asker, (service) => ({ asking: others(service.asking) }));
}

function foldBlocked(draft: Draft, fact: FactOf<'rpc.publish_blocked' | 'rpc.publish_unblocked'>): void {
  changeService(draft, fact.actor, ({ blocked }) => {
    if (fact.kind === 'rpc.publish_unblocked')
      return { blocked: blocked.filter(({ index }) => index !== fact.blocked) };
    const { index, at: since, routing_key, method } = fact;
    return { blocked: [...blocked, { index, since, routing_key, method }] };
  });
}

/** The commands by which services come into the cloud and leave it, and hosts lose the network and get it back. */
function foldCommand(draft: Draft, { name, args }: FactOf<'command.given'>): void {
  const { host, service, program } = args;
  const left = leaves(name);
  if ((left === 'host cut' || left === 'host joined') && typeof host === 'string')
    draft.cut = withOrWithout(draft.cut, host, left === 'host cut');
  else if (left === 'service gone' && typeof service === 'string')
    draft.present = withOrWithout(draft.present, service, false);
  else if (left === 'service there' && typeof program === 'string' && typeof host === 'string') {
    const added = actorOn(draft.context.topology.services, program, host);
    draft.present = withOrWithout(draft.present, added, true);
  }
}

/** A process that ends takes its memory, its work and its open calls with it. */
function foldService(draft: Draft, fact: FactOf<'service.started' | 'service.stopped'>): void {
  addService(draft, fact.actor);
  const running = fact.kind === 'service.started';
  changeService(draft, fact.actor, () => newService(fact.actor, running, draft.context.simulated));
  if (running) return;
  for (const http of draft.http.values()) {
    if (http.from === fact.actor || http.to === fact.actor) setHttp(draft, http.exchange_id, null);
  }
}
