/**
 * What a service above the cells tells of an instance (`nova/compute/utils.py:notify_about_instance_usage`,
 * `notify_about_instance_action`): by the plain event of old, and by a versioned one in the name of the service.
 */
import type { JsonObject } from '../base/json.ts';
import type { Transport } from '../rpc/transport.ts';
import type { Task } from '../service/effects.ts';
import { type PayloadName, payloadOf, tell } from './notifications.ts';
import { instancePayload, usageOf } from './notify-instance.ts';

interface ToldInstance {
  readonly context: JsonObject;
  /** of the Instance, with its flavor, its metadata and its cache */
  readonly data: JsonObject;
  readonly source: 'nova-api' | 'nova-conductor';
  /** `delete.start` of `instance.delete.start` */
  readonly event: string;
  /** the plain event, where it is not called so; null: there is none */
  readonly plain?: string | null;
  /** the payload's object; default `InstanceActionPayload` */
  readonly payload?: PayloadName;
  /** fields of the payload beside those of every act */
  readonly more?: JsonObject;
  /** in whose host's name the versioned one is sent; default: the service's own */
  readonly host?: string;
}

/** `top` = the broker above the cells, where such a service's notifications go. */
export function* tellInstance(top: Transport, o: ToldInstance): Task {
  const own = top.host.place.host;
  const { context, data, event, plain = event, payload = 'InstanceActionPayload', host = own } = o;
  const unversioned = {
    publisher: `compute.${own}`,
    event: `compute.instance.${plain}`,
    payload: () => usageOf(data, false),
  };
  yield* tell(top, {
    context,
    ...(plain === null ? {} : { unversioned }),
    versioned: {
      publisher: `${o.source}:${host}`,
      event: `instance.${event}`,
      payload: () => payloadOf(payload, { fault: null, ...instancePayload(data, context, false), ...o.more }),
    },
  });
}
