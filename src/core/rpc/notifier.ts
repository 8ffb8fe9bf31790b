/**
 * Notifications (`oslo_messaging/notify/messaging.py`, driver `messagingv2`): a topic for each kind and priority, its queue
 * made by who reports, so that what nobody consumes waits there. Nobody is waited for and nobody answers.
 */
import type { Json, JsonObject } from '../base/json.ts';
import type { Task } from '../service/effects.ts';
import { CONTROL_EXCHANGE } from './client.ts';
import { pack, properties } from './envelope.ts';
import { publish, type Transport } from './transport.ts';

interface Report {
  /** `notifications`, `versioned_notifications` */
  readonly topic: string;
  readonly publisher: string;
  readonly event: string;
  readonly priority: 'INFO' | 'ERROR';
  readonly payload: Json;
  /** of the request; what a stranger need not know is left out of it */
  readonly context: JsonObject;
}

export function* notify(transport: Transport, report: Report): Task {
  const { host } = transport;
  // without a broker there is nobody who could take it
  if (transport.direct) return;
  const { topic, publisher, event, priority, payload } = report;
  const queue = `${topic}.${priority.toLowerCase()}`;
  const ids = host.stream('id/notification');
  const now = host.wall().isoMicros;
  const message = {
    message_id: ids.uuid(),
    publisher_id: publisher,
    event_type: event,
    priority,
    payload,
    timestamp: now.replace('T', ' '),
    _unique_id: ids.hex(32),
    ...contextOf(report.context, now),
  };
  yield* publish(transport, {
    exchange: CONTROL_EXCHANGE,
    exchangeType: 'topic',
    routingKey: queue,
    body: pack(message),
    properties: properties(null),
    mandatory: false,
    method: null,
    ensures: queue,
  });
}

/** `redacted_copy` of the request's context. */
function contextOf(context: JsonObject, now: string): JsonObject {
  const told = { ...context, auth_token: null, remote_address: null, service_catalog: [], timestamp: now };
  return Object.fromEntries(Object.entries(told).map(([key, value]) => [`_context_${key}`, value]));
}
