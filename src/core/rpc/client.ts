/**
 * The caller's side: cast, fanout, call (`rpc/client.py`, `_drivers/amqpdriver.py:_send`). A cast ends when the broker
 * has confirmed the publication; a call waits for its reply, a remote error or its time-out.
 */
import { CodedError } from '../base/assert.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { type Micros, micros, plus } from '../base/time.ts';
import {
  amqp,
  type Delivered,
  emit,
  makeInbox,
  post,
  receive,
  spawn,
  type Task,
  TIMED_OUT,
} from '../service/effects.ts';
import { REPLIES } from '../words/queues.ts';
import { askAll, askOne } from './direct.ts';
import { pack, properties, raisedAtCaller, unpack, unpackFailure } from './envelope.ts';
import { type CallTimes, messageOf, type Outgoing, objectMethodOf, type Target } from './request.ts';
import { keepConsuming, publish, type Transport, takeAndAck, transientArguments } from './transport.ts';

export type { CallTimes, Outgoing } from './request.ts';

/** `control_exchange`: nova sets it (`nova/rpc.py:set_defaults`). */
export const CONTROL_EXCHANGE = 'nova';

function request(transport: Transport, out: Outgoing, reply: JsonObject): JsonObject {
  return messageOf(out, { ...reply, _unique_id: transport.host.stream('id/message').hex(32) });
}

const keyOf = (target: Target): string =>
  target.server === undefined ? target.topic : `${target.topic}.${target.server}`;

/** Of a cast that the deployment makes a call of: the process's own `rpc_response_timeout`. */
const usualTimes = ({ responseTimeout }: Transport): CallTimes => ({
  timeout: responseTimeout,
  monitor: null,
});

/** How the deployment wants this request sent; `usual` = as Nova sends it. */
function hopOf({ host }: Transport, out: Outgoing, usual: 'cast' | 'call'): 'cast' | 'call' {
  return host.conf.hops?.[objectMethodOf(out) ?? out.method] ?? usual;
}

/** One message to one worker; nobody answers, nobody is waited for. */
export function* cast(transport: Transport, out: Outgoing): Task {
  if (transport.direct) yield* askOne(transport.direct, out);
  else if (hopOf(transport, out, 'cast') === 'call') yield* callQueued(transport, out, usualTimes(transport));
  else yield* castQueued(transport, out);
}

function* castQueued(transport: Transport, out: Outgoing): Task {
  yield* publish(transport, {
    exchange: CONTROL_EXCHANGE,
    exchangeType: 'topic',
    routingKey: keyOf(out.target),
    body: pack(request(transport, out, {})),
    properties: properties(null),
    mandatory: false,
    method: objectMethodOf(out) ?? out.method,
  });
}

/** One publication, a copy for each listening worker of the topic. */
export function* fanout(transport: Transport, out: Outgoing): Task {
  if (transport.direct) {
    yield* askAll(transport.direct, out);
    return;
  }
  yield* publish(transport, {
    exchange: `${out.target.topic}_fanout`,
    exchangeType: 'fanout',
    routingKey: '',
    body: pack(request(transport, out, {})),
    properties: properties(null),
    mandatory: false,
    method: objectMethodOf(out) ?? out.method,
  });
}

/**
 * The result of one worker; null where the deployment makes a cast of it: nobody answers. Errors: `CodedError`
 * `MessagingTimeout`, or `MessageDeliveryFailure` without a queue; `RemoteError` with the exception's class as code.
 */
export function* call(transport: Transport, out: Outgoing, times: CallTimes): Task<Json> {
  if (transport.direct) return yield* askOne(transport.direct, out);
  if (hopOf(transport, out, 'call') === 'call') return yield* callQueued(transport, out, times);
  yield* castQueued(transport, out);
  return null;
}

function* callQueued(transport: Transport, out: Outgoing, times: CallTimes): Task<Json> {
  const replyQueue = yield* ensureReplyQueue(transport);
  const msgId = transport.host.stream('id/message').hex(32);
  const inbox = makeInbox<JsonObject>(`reply to ${msgId}`);
  transport.waiters.set(msgId, { inbox });
  try {
    yield* publish(transport, {
      exchange: CONTROL_EXCHANGE,
      exchangeType: 'topic',
      routingKey: keyOf(out.target),
      body: pack(request(transport, out, { _msg_id: msgId, _reply_q: replyQueue, _timeout: times.monitor })),
      properties: properties(times.timeout),
      mandatory: false,
      method: objectMethodOf(out) ?? out.method,
    });
    return yield* awaitReply(transport, msgId, times);
  } finally {
    transport.waiters.delete(msgId);
  }
}

function* awaitReply(transport: Transport, msgId: string, times: CallTimes): Task<Json> {
  const { host } = transport;
  const inbox = transport.waiters.get(msgId)?.inbox ?? makeInbox<JsonObject>('none');
  const end = plus(host.now(), seconds(times.timeout));
  let silence: Micros = times.monitor === null ? end : plus(host.now(), seconds(times.monitor));
  for (;;) {
    const reply = yield* receive(inbox, silence < end ? silence : end);
    if (reply === TIMED_OUT) {
      yield* emit({ kind: 'rpc.resolved', msg_id: msgId, resolution: 'MessagingTimeout', failure: null });
      throw new CodedError('MessagingTimeout', `Timed out waiting for a reply to message ID ${msgId}`);
    }
    if (reply.ending === false) {
      if (times.monitor !== null) silence = plus(host.now(), seconds(times.monitor));
      continue;
    }
    const { failure, result } = reply;
    if (typeof failure === 'string') {
      const error = unpackFailure(failure);
      yield* emit({ kind: 'rpc.resolved', msg_id: msgId, resolution: 'remote_error', failure: error.code });
      throw raisedAtCaller(error);
    }
    yield* emit({ kind: 'rpc.resolved', msg_id: msgId, resolution: 'result', failure: null });
    return result ?? null;
  }
}

const seconds = (n: number): Micros => micros(n * 1_000_000);

/** One reply queue per process and transport, shared by all its calls; declared at the first. */
function* ensureReplyQueue(transport: Transport): Task<string> {
  if (transport.replyQueue !== null) return transport.replyQueue;
  const queue = `${REPLIES}${transport.host.stream('id/message').hex(32)}`;
  transport.replyQueue = queue;
  const inbox = makeInbox<Delivered>(queue);
  yield* keepConsuming(transport, queue, function* (connection, cancelled) {
    const args = transientArguments(transport.host);
    yield* amqp({ method: 'queue.declare', connection, queue, arguments: args });
    yield* amqp({ method: 'basic.consume', connection, queue, consumerTag: '1', inbox, cancelled });
  });
  yield* spawn(`listen ${queue}`, listenForReplies(transport, inbox), 'service');
  return queue;
}

function* listenForReplies(transport: Transport, inbox: ReturnType<typeof makeInbox<Delivered>>): Task {
  for (;;) {
    const delivered = yield* takeAndAck(inbox);
    if (!delivered) continue;
    const reply = unpack(delivered.body);
    const msgId = String(reply._msg_id);
    const waiter = transport.waiters.get(msgId);
    if (waiter) yield* post(waiter.inbox, reply);
    else yield* emit({ kind: 'rpc.late_reply', msg_id: msgId, message: delivered.message });
  }
}
