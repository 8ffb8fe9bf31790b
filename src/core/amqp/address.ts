/** The keys that a publish is routed by: its own and those of the headers CC and BCC. */
import type { Json } from '../base/json.ts';
import type { JsonTable, MessageProperties } from '../trace/fact.ts';
import { refuse } from './errors.ts';

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
