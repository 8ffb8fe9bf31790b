/**
 * Lines as the plugin rabbitmq_tracing writes them in its format `json` (`rabbit_tracing_consumer.erl`). It writes no acks and not
 * whether a message was delivered before, and times in whole milliseconds.
 */
import { textToBase64 } from '../base/base64.ts';
import { type Micros, wallTime } from '../base/time.ts';
import { merged } from '../reading/facts-after.ts';
import { indexOf } from '../reading/trace-index.ts';
import { wireText } from '../trace/body.ts';
import type { FactOf, Published } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { type MadeBy, madeText } from './made.ts';

/** The plugin's words for what does not apply. */
const NONE = 'none';

export function* toRabbitmqTracing(trace: Trace, made: MadeBy): Iterable<string> {
  const index = indexOf(trace);
  const told: readonly (Published | FactOf<'message.delivered'>)[][] = [
    [...index.of('message.published')],
    [...index.of('message.delivered')],
  ];
  const by = madeText(made);
  for (const fact of merged(told)) {
    const message = index.messages.get(fact.message)?.published;
    // what was published before the recording began has no body
    if (!message || !index.isTold(message)) continue;
    const isPublished = fact.kind === 'message.published';
    const line = {
      timestamp: timestamp(trace, fact.at),
      type: isPublished ? 'published' : 'received',
      node: 'rabbit@ctl',
      connection: fact.connection,
      vhost: fact.vhost,
      user: fact.actor,
      channel: 1,
      exchange: message.exchange,
      queue: isPublished ? NONE : fact.queue,
      routed_queues: isPublished ? fact.queues : NONE,
      routing_keys: [message.routing_key],
      properties: message.properties,
      payload: textToBase64(wireText(message.body)),
      // a key of ours: readers of this format pass over what they do not know
      made_by: by,
    };
    yield `${JSON.stringify(line)}\n`;
  }
}

/** `2024-12-02T13:04:49.342+00:00` */
const timestamp = ({ epoch_ms }: Trace, at: Micros): string =>
  `${wallTime(epoch_ms, at).isoMicros.slice(0, -3)}+00:00`;
