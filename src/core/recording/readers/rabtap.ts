/**
 * Recordings of rabtap: documents one after the other. One that was tapped at the firehose's exchange tells of the message in its
 * headers; any other is a message as it passed an exchange, and where it was routed to is not known.
 */
import { isObject, type Json } from '../../base/json.ts';
import { UNKNOWN_ACTOR } from '../../trace/fact.ts';
import { textOfBase64 } from './bytes.ts';
import { epochMsOf } from './clock.ts';
import { jsonDocuments } from './json-lines.ts';
import type { FormatReader, ReaderContext } from './reader.ts';
import { makeMessageReader } from './wire-message.ts';

const FIREHOSE = 'amq.rabbitmq.trace';

export function rabtapDocuments(context: ReaderContext): FormatReader {
  const { read: message } = makeMessageReader(context.redact);
  const one = (document: { readonly [key: string]: unknown }): string | null => {
    const { Exchange: exchange, RoutingKey: key, Body: packed, XRabtapReceivedTimestamp: time } = document;
    const t = typeof time === 'string' ? epochMsOf(time) : null;
    if (t === null) return '`XRabtapReceivedTimestamp` is no time';
    if (typeof exchange !== 'string' || typeof key !== 'string')
      return '`Exchange` or `RoutingKey` is missing';
    const payload = typeof packed === 'string' ? textOfBase64(packed) : '';
    if (payload === null) return '`Body` is no base64';
    const headers = isObject(document.Headers) ? document.Headers : {};
    const text = (name: string): string => (typeof headers[name] === 'string' ? String(headers[name]) : '');
    const isTrace = exchange === FIREHOSE;
    const way = isTrace && key.startsWith('deliver.') ? 'deliver' : 'publish';
    const keys = headers.routing_keys;
    const routed = headers.routed_queues;
    context.out.records.push(
      message(
        {
          t,
          way,
          vhost: isTrace ? text('vhost') : UNKNOWN_ACTOR,
          exchange: isTrace ? text('exchange_name') : exchange,
          routing_key: isTrace ? String(Array.isArray(keys) ? (keys[0] ?? '') : '') : key,
          queues:
            way === 'deliver'
              ? [key.slice('deliver.'.length)]
              : Array.isArray(routed)
                ? routed.filter((queue) => typeof queue === 'string')
                : [],
          routed: isTrace && Array.isArray(routed),
          redelivered:
            way === 'deliver' && typeof headers.redelivered === 'number' ? headers.redelivered === 1 : null,
          properties: isTrace ? headers.properties : propertiesOf(document),
          headers: isTrace ? undefined : document.Headers,
          connection: text('connection'),
          user: text('user'),
          group: null,
        },
        payload,
      ),
    );
    return null;
  };
  return jsonDocuments(context, (value: Json) => {
    if (Array.isArray(value)) {
      const wrong = value.map((each) => (isObject(each) ? one(each) : 'is no JSON object'));
      return wrong.find((problem) => problem !== null) ?? null;
    }
    return isObject(value) ? one(value) : 'is no JSON object';
  });
}

const propertiesOf = (document: { readonly [key: string]: unknown }): object => ({
  content_type: document.ContentType,
  delivery_mode: document.DeliveryMode,
  priority: document.Priority,
  correlation_id: document.CorrelationID,
  reply_to: document.ReplyTo,
  expiration: document.Expiration === '' ? undefined : document.Expiration,
  message_id: document.MessageID,
});
