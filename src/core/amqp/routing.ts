/**
 * From an exchange to the set of queues: exchanges are walked, each once, so circles end; a queue gets one copy however
 * many ways lead to it.
 */
import type { Json } from '../base/json.ts';
import type { JsonTable, MessageProperties } from '../trace/fact.ts';
import { refuse } from './errors.ts';
import { alternateOf } from './exchange.ts';
import type { Exchange, Queue } from './state.ts';

/** The queues that get a copy, in the order in which the walk finds them. */
export function route(from: Exchange, routingKeys: readonly string[], headers: JsonTable): Queue[] {
  const queues = new Set<Queue>();
  const seen = new Set<Exchange>([from]);
  for (const exchange of seen) {
    for (const next of step(exchange, routingKeys, headers, queues)) seen.add(next);
  }
  return [...queues];
}

/** One exchange: adds the queues it finds, returns the exchanges it leads to. */
function step(
  exchange: Exchange,
  routingKeys: readonly string[],
  headers: JsonTable,
  queues: Set<Queue>,
): readonly Exchange[] {
  const next: Exchange[] = [];
  let matched = false;
  for (const key of routingKeys) {
    const byName = exchange.name === '' ? exchange.vhost.queues.get(key) : undefined;
    if (byName) {
      queues.add(byName);
      matched = true;
    }
    exchange.table.match(key, headers, (binding) => {
      matched = true;
      if ('bindings' in binding.destination) queues.add(binding.destination);
      else next.push(binding.destination);
    });
  }
  const alternate = matched ? undefined : alternateOf(exchange);
  return alternate ? [alternate] : next;
}

function keysIn(headers: JsonTable, name: 'CC' | 'BCC'): readonly string[] {
  const value: Json | undefined = headers[name];
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((key) => typeof key === 'string')) return value;
  const text = `invalid type of value for the '${name}' header: expected an array of strings`;
  return refuse('PRECONDITION_FAILED', text, 'basic.publish');
}

/** The publish's own key and those in the CC header: what a dead letter is published with again. */
export function visibleKeys(routingKey: string, properties: MessageProperties): readonly string[] {
  return [routingKey, ...keysIn(properties.headers ?? {}, 'CC')];
}

/** All keys that a publish is routed by, and its properties as they are delivered: without BCC. */
export function addressOf(
  routingKey: string,
  properties: MessageProperties,
): { readonly keys: readonly string[]; readonly delivered: MessageProperties } {
  const headers = properties.headers;
  if (!headers) return { keys: [routingKey], delivered: properties };
  const keys = [...visibleKeys(routingKey, properties), ...keysIn(headers, 'BCC')];
  if (!('BCC' in headers)) return { keys, delivered: properties };
  const { BCC: _, ...rest } = headers;
  return { keys, delivered: { ...properties, headers: rest } };
}
