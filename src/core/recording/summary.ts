/**
 * What kind of message it is, and the few fields of its body that views need: the same function for the simulator and for
 * the readers, so that both say the same of the same body. Field order is the recorder's (`rpc` of a line of
 * `trace.ndjson`).
 */
import { isObject, type JsonObject, parseJson } from '../base/json.ts';
import { innerMessage, textAt } from '../trace/body.ts';
import type { MessageProperties, RpcSummary, RpcType } from '../trace/fact.ts';

/**
 * `in_reply_to` of a reply needs its call: see `makeReplyPairer`. An unreadable body is `{type: 'other'}` (or `reply`,
 * by its exchange and key).
 */
export function summarizeBody(
  exchange: string,
  routingKey: string,
  body: string,
  _properties: MessageProperties,
): RpcSummary {
  return summarizeMessage(exchange, routingKey, innerMessage(body));
}

/** As `summarizeBody`, for an inner message that is parsed already. */
export function summarizeMessage(
  exchange: string,
  routingKey: string,
  message: JsonObject | null,
): RpcSummary {
  const type = typeOf(exchange, routingKey, message);
  if (message === null) return { type };
  if (type === 'reply') return summarizeReply(message);
  if (type === 'notification') return summarizeNotification(message);
  if (type === 'other') return { type };
  return summarizeRequest(type, message);
}

/** Signs: a reply goes over the default exchange to `reply_...`; a fanout's exchange ends in `_fanout`; a call has `_msg_id` and `_reply_q`. */
function typeOf(exchange: string, routingKey: string, message: JsonObject | null): RpcType {
  if (exchange === '' && routingKey.startsWith('reply_')) return 'reply';
  if (message === null) return 'other';
  if (textAt(message, 'publisher_id') && textAt(message, 'event_type')) return 'notification';
  if (!textAt(message, 'method')) return 'other';
  if (textAt(message, '_msg_id') && textAt(message, '_reply_q')) return 'call';
  return exchange.endsWith('_fanout') ? 'fanout' : 'cast';
}

type Summary = { -readonly [K in keyof RpcSummary]: RpcSummary[K] };

/** Takes a text of the message under the summary's name for it. */
function take(
  summary: Summary,
  name: Exclude<keyof RpcSummary, 'type' | 'timeout' | 'ending' | 'body_bytes' | 'only_delivered'>,
  text: string | undefined,
): void {
  if (text !== undefined) summary[name] = text;
}

function summarizeRequest(type: RpcType, message: JsonObject): RpcSummary {
  const summary: Summary = { type };
  const timeout = message._timeout;
  take(summary, 'method', textAt(message, 'method'));
  take(summary, 'version', textAt(message, 'version'));
  take(summary, 'namespace', textAt(message, 'namespace'));
  take(summary, 'msg_id', textAt(message, '_msg_id'));
  take(summary, 'unique_id', textAt(message, '_unique_id'));
  take(summary, 'reply_q', textAt(message, '_reply_q'));
  if (typeof timeout === 'number') summary.timeout = timeout;
  take(summary, 'request_id', textAt(message, '_context_request_id'));
  take(summary, 'global_request_id', textAt(message, '_context_global_request_id'));
  take(summary, 'detail', detailOf(message));
  return summary;
}

function summarizeReply(message: JsonObject): RpcSummary {
  const summary: Summary = { type: 'reply' };
  const failure = message.failure;
  const failed = typeof failure === 'string' ? parseJson(failure) : failure;
  take(summary, 'msg_id', textAt(message, '_msg_id'));
  take(summary, 'unique_id', textAt(message, '_unique_id'));
  if (typeof message.ending === 'boolean') summary.ending = message.ending;
  take(summary, 'failure', textAt(failed, 'class'));
  return summary;
}

function summarizeNotification(message: JsonObject): RpcSummary {
  const summary: Summary = { type: 'notification' };
  take(summary, 'method', textAt(message, 'event_type'));
  take(summary, 'unique_id', textAt(message, '_unique_id') ?? textAt(message, 'message_id'));
  take(summary, 'request_id', textAt(message, '_context_request_id'));
  take(summary, 'global_request_id', textAt(message, '_context_global_request_id'));
  take(summary, 'detail', textAt(message, 'publisher_id'));
  return summary;
}

/** `Instance.save` of a conductor call, the event names of external_instance_event, `updated Port` of neutron's push. */
function detailOf(message: JsonObject): string | undefined {
  const args = message.args;
  if (!isObject(args)) return undefined;
  if (message.method === 'object_action') {
    return `${textAt(args.objinst, 'nova_object.name') ?? '?'}.${textAt(args, 'objmethod') ?? '?'}`;
  }
  if (typeof message.method === 'string' && message.method.startsWith('object_class_action')) {
    return `${textAt(args, 'objname') ?? '?'}.${textAt(args, 'objmethod') ?? '?'}`;
  }
  if (message.method === 'external_instance_event' && Array.isArray(args.events)) {
    return args.events
      .map((event) => textAt(isObject(event) ? event['nova_object.data'] : null, 'name') ?? '?')
      .join(',');
  }
  if (message.method === 'push' && Array.isArray(args.resource_list)) {
    const name = textAt(args.resource_list[0], 'versioned_object.name');
    return `${textAt(args, 'event_type') ?? '?'} ${name ?? '?'}`;
  }
  return undefined;
}

/** Remembers calls by msg id and completes their replies with `in_reply_to` (`object_action Instance.save`). */
interface ReplyPairer {
  /** Hand in every summary in the order of publication; gives it back, a reply completed where its call is known. */
  pair(rpc: RpcSummary): RpcSummary;
  /** the call of a msg id, if it was handed in */
  callOf(msgId: string): RpcSummary | null;
}

export function makeReplyPairer(): ReplyPairer {
  const calls = new Map<string, RpcSummary>();
  return {
    pair(rpc) {
      if (rpc.msg_id === undefined) return rpc;
      if (rpc.type === 'call') calls.set(rpc.msg_id, rpc);
      if (rpc.type !== 'reply' || rpc.in_reply_to !== undefined) return rpc;
      const call = calls.get(rpc.msg_id);
      if (!call?.method) return rpc;
      return { ...rpc, in_reply_to: call.detail ? `${call.method} ${call.detail}` : call.method };
    },
    callOf: (msgId) => calls.get(msgId) ?? null,
  };
}
