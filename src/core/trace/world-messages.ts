/** How publications, deliveries, acks, requeues and drops change the World. */
import { unreachable } from '../base/assert.ts';
import { micros } from '../base/time.ts';
import type { FactOf, MessageId, Published } from './fact.ts';
import type { DropCounts, LiveMessage, QueueState, Wait } from './world.ts';
import {
  addService,
  changeExchange,
  changeQueue,
  changeService,
  type Draft,
  ownList,
  pushed,
  setMessage,
  without,
  withoutWait,
} from './world-draft.ts';

type MessageFact = FactOf<
  'message.published' | 'message.delivered' | 'message.acked' | 'message.requeued' | 'message.dropped'
>;

export const EVENT_START = 'InstanceActionEvent.event_start';
const EVENT_FINISH = 'InstanceActionEvent.event_finish_with_failure';

export function foldMessage(draft: Draft, fact: MessageFact): void {
  switch (fact.kind) {
    case 'message.published':
      foldPublished(draft, fact);
      return;
    case 'message.delivered':
      foldDelivered(draft, fact);
      return;
    case 'message.acked':
      foldAcked(draft, fact);
      return;
    case 'message.requeued':
      foldRequeued(draft, fact);
      return;
    case 'message.dropped':
      foldDropped(draft, fact);
      return;
    default:
      unreachable(fact);
  }
}

function foldPublished(draft: Draft, fact: Published): void {
  const { vhost, message, queues, rpc } = fact;
  changeExchange(draft, vhost, fact.exchange, (exchange) => ({ published: exchange.published + 1 }));
  for (const queue of queues) {
    changeQueue(draft, vhost, queue, (state) => {
      return { ready: pushed(draft, state.ready, message), enqueued: state.enqueued + 1 };
    });
  }
  const copies = queues.map((queue) => ({ queue, place: 'ready' }) as const);
  if (copies.length > 0) setMessage(draft, { message, vhost, index: fact.index, copies });
  if (!draft.context.simulated) foldRecordedWork(draft, fact);
  if (rpc.type === 'call' && rpc.msg_id !== undefined) {
    const wait = waitOf(fact, rpc.msg_id);
    const begun = rpc.detail === EVENT_START ? 1 : rpc.detail === EVENT_FINISH ? -1 : 0;
    changeService(draft, fact.actor, (service) => ({
      waits: pushed(draft, withoutWait(draft, service.waits, wait.msg_id), wait),
      acts: Math.max(0, service.acts + begun),
    }));
  }
}

function waitOf(fact: Published, msgId: string): Wait {
  const expiration = fact.properties.expiration;
  return {
    msg_id: msgId,
    message: fact.message,
    method: fact.rpc.method ?? '',
    detail: fact.rpc.detail ?? null,
    since: fact.at,
    deadline: expiration === undefined ? null : micros(fact.at + Number(expiration) * 1000),
  };
}

/** Recorded: a reply ends the work on its call; any other publication ends what had no answer to give. */
function foldRecordedWork(draft: Draft, fact: Published): void {
  const { context } = draft;
  const { index } = fact;
  addService(draft, fact.actor);
  const answered =
    fact.rpc.type === 'reply' ? context.call(fact.rpc.msg_id ?? '', index)?.message : undefined;
  const service = draft.services.get(fact.actor);
  const goesOn = (id: MessageId): boolean =>
    fact.rpc.type === 'reply' ? id !== answered : context.published(id, index)?.rpc.type === 'call';
  if (!service || service.working.every(goesOn)) return;
  changeService(draft, fact.actor, () => ({ working: service.working.filter(goesOn) }));
}

function placeCopy(draft: Draft, id: MessageId, queue: string, place: 'ready' | 'unacked' | null): void {
  const live = draft.messages.get(id);
  if (!live) return;
  const copies = live.copies.flatMap((copy) =>
    copy.queue !== queue ? [copy] : place === null ? [] : [{ queue, place }],
  );
  setMessage(draft, { ...live, copies } satisfies LiveMessage);
}

function foldDelivered(draft: Draft, fact: FactOf<'message.delivered'>): void {
  const { vhost, queue, message } = fact;
  const { simulated } = draft.context;
  const consumer = draft.vhosts
    .get(vhost)
    ?.queues.get(queue)
    ?.consumers.find((c) => c.consumer === fact.consumer && c.connection === fact.connection);
  const ends = !simulated || consumer?.no_ack === true;
  changeQueue(draft, vhost, queue, (state) => ({
    ready: without(draft, state.ready, message),
    delivered: state.delivered + 1,
    unacked: ends || state.unacked === null ? state.unacked : pushed(draft, state.unacked, message),
  }));
  placeCopy(draft, message, queue, ends ? null : 'unacked');
  const rpc = draft.context.published(message, fact.index)?.rpc;
  if (simulated || !rpc) return;
  addService(draft, fact.actor);
  if (rpc.type === 'reply') {
    if (rpc.ending === false) return;
    changeService(draft, fact.actor, (service) => ({
      waits: withoutWait(draft, service.waits, rpc.msg_id ?? ''),
    }));
  } else if (rpc.type !== 'notification' && rpc.type !== 'other') {
    changeService(draft, fact.actor, (service) => ({
      working: pushed(draft, without(draft, service.working, message), message),
    }));
  }
}

function foldAcked(draft: Draft, fact: FactOf<'message.acked'>): void {
  const { vhost, queue, message } = fact;
  changeQueue(draft, vhost, queue, (state) => ({
    unacked: state.unacked && without(draft, state.unacked, message),
    acked: state.acked === null ? null : state.acked + 1,
  }));
  placeCopy(draft, message, queue, null);
  const type = draft.context.published(message, fact.index)?.rpc.type;
  if (type !== 'call' && type !== 'cast' && type !== 'fanout') return;
  changeService(draft, fact.actor, (service) => ({
    in_memory: service.in_memory && pushed(draft, service.in_memory, message),
  }));
}

/** A copy that comes back stands before the copies that came in after it (law M5, core/checks/README.md). */
function foldRequeued(draft: Draft, fact: FactOf<'message.requeued'>): void {
  const { vhost, queue, message } = fact;
  changeQueue(draft, vhost, queue, (state) => {
    const ready = ownList(draft, state.ready);
    const place = ready.findIndex((id) => id > message);
    ready.splice(place < 0 ? ready.length : place, 0, message);
    return { ready, unacked: state.unacked && without(draft, state.unacked, message) };
  });
  placeCopy(draft, message, queue, 'ready');
}

function foldDropped(draft: Draft, fact: FactOf<'message.dropped'>): void {
  const { vhost, queue, message, reason } = fact;
  if (queue === null) {
    const exchange = draft.context.published(message, fact.index)?.exchange;
    if (exchange === undefined) return;
    changeExchange(draft, vhost, exchange, (state) => ({ unroutable: state.unroutable + 1 }));
    return;
  }
  // the queue may be gone: its copies are dropped with it
  if (draft.vhosts.get(vhost)?.queues.has(queue)) {
    changeQueue(draft, vhost, queue, (state) => ({
      ready: without(draft, state.ready, message),
      unacked: state.unacked && without(draft, state.unacked, message),
      dropped: counted(state, reason),
    }));
  }
  placeCopy(draft, message, queue, null);
}

function counted(state: QueueState, reason: FactOf<'message.dropped'>['reason']): DropCounts {
  return { ...state.dropped, [reason]: (state.dropped[reason] ?? 0) + 1 };
}
