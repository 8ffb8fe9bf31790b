/** What a caller asks for, the message made of it, and what the request is called. */
import { isObject, type Json, type JsonObject } from '../base/json.ts';

/** Where a message goes: `topic` alone = any worker of it; with `server` = that host's. */
export interface Target {
  readonly topic: string;
  readonly server?: string;
  readonly namespace?: string;
  readonly version: string;
}

export interface Outgoing {
  readonly target: Target;
  readonly method: string;
  readonly args: JsonObject;
  /** `context.to_dict()`: flattened as `_context_<key>` */
  readonly context: JsonObject;
}

export interface CallTimes {
  /** seconds until MessagingTimeout; also the request's time to live in its queue */
  readonly timeout: number;
  /** seconds of silence that end a monitored call; null = not monitored */
  readonly monitor: number | null;
}

/** `extra` = what the way of sending adds: ids, the reply queue. */
export function messageOf(out: Outgoing, extra: JsonObject): JsonObject {
  const { method, args, target, context } = out;
  const message: { [key: string]: Json } = { method, args };
  if (target.namespace !== undefined) message.namespace = target.namespace;
  message.version = target.version;
  for (const key of Object.keys(extra)) message[key] = extra[key] as Json;
  for (const key of Object.keys(context)) message[`_context_${key}`] = context[key] as Json;
  return message;
}

/** `Instance.save` of a call that runs a method of an object; null for every other. */
export function objectMethodOf({ args }: Outgoing): string | null {
  const { objmethod, objinst, objname } = args;
  const name = isObject(objinst) ? objinst['nova_object.name'] : objname;
  return typeof objmethod === 'string' && typeof name === 'string' ? `${name}.${objmethod}` : null;
}
