/** A file of rabbitmq_tracing in JSON: a record a line, the payload in base64 and perhaps cut (formats of `rabbit_tracing_consumer.erl`). */
import type { Redactor } from '../redact/redactor.ts';
import { textOfBase64 } from './bytes.ts';
import { epochMsOf } from './clock.ts';
import type { LineReader } from './own-lines.ts';
import { makeMessageReader } from './wire-message.ts';

export function tracingLines(redact: Redactor): LineReader {
  const { read: message } = makeMessageReader(redact);
  return (line) => {
    const { timestamp, type, vhost, exchange, payload } = line;
    const t = typeof timestamp === 'string' ? epochMsOf(timestamp) : null;
    if (t === null) return '`timestamp` is no time';
    if (type !== 'published' && type !== 'received') return '`type` is neither published nor received';
    if (typeof vhost !== 'string' || typeof exchange !== 'string') return '`vhost` or `exchange` is missing';
    if (typeof payload !== 'string') return '`payload` is missing';
    const body = textOfBase64(payload);
    if (body === null) return '`payload` is no base64';
    const key = Array.isArray(line.routing_keys) ? line.routing_keys[0] : undefined;
    const way = type === 'published' ? 'publish' : 'deliver';
    // a queue may be called "none": the type decides
    const queues: unknown = way === 'publish' ? line.routed_queues : [line.queue];
    if (!Array.isArray(queues)) return '`routed_queues` is no list';
    return message(
      {
        t,
        way,
        vhost,
        exchange,
        routing_key: typeof key === 'string' ? key : '',
        queues: queues.filter((queue) => typeof queue === 'string'),
        routed: true,
        redelivered: null,
        properties: line.properties,
        headers: undefined,
        connection: typeof line.connection === 'string' ? line.connection : '',
        user: typeof line.user === 'string' ? line.user : '',
        group: null,
      },
      body,
    );
  };
}
