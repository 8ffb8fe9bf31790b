/** The two layers of an oslo.messaging body: an envelope, and inside it the message as a JSON text (formats of `oslo_messaging/_drivers/common.py`). */
import { isObject, type Json, type JsonObject, parseJson } from '../base/json.ts';

/** The inner message of a wire body; null when the body is no oslo.messaging envelope (or was cut). */
export function innerMessage(body: string): JsonObject | null {
  const envelope = parseJson(body);
  if (!isObject(envelope)) return null;
  const inner = envelope['oslo.message'];
  const message = typeof inner === 'string' ? parseJson(inner) : inner;
  return isObject(message) ? (message as JsonObject) : null;
}

/** What the recorder writes as `payload`: the body parsed, and the inner message parsed too. Not JSON = the text itself. */
export function toPayload(body: string): Json {
  const envelope = parseJson(body);
  if (envelope === undefined) return body;
  if (!isObject(envelope) || typeof envelope['oslo.message'] !== 'string') return envelope;
  const inner = parseJson(envelope['oslo.message']);
  return inner === undefined ? envelope : ({ ...envelope, 'oslo.message': inner } as Json);
}

/** The wire string of a recorded `payload`: the inverse of `toPayload`. */
export function toWire(payload: Json): string {
  if (typeof payload === 'string') return payload;
  if (!isObject(payload) || !('oslo.message' in payload)) return JSON.stringify(payload);
  return JSON.stringify({ ...payload, 'oslo.message': JSON.stringify(payload['oslo.message']) });
}

/** A body as it would be on the wire: a recording keeps the inner message parsed, which is a text within the text there. */
export function wireText(body: string): string {
  const envelope = parseJson(body);
  return isObject(envelope) && isObject(envelope['oslo.message']) ? toWire(envelope as Json) : body;
}

/** The text under `key`, or undefined when it is missing, empty or no text. */
export function textAt(object: unknown, key: string): string | undefined {
  if (!isObject(object)) return undefined;
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
