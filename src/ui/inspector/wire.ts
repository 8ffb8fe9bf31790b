/** Reads an oslo.messaging body as it is on the wire: the outer envelope, the inner message, its context apart. */
import { isObject, type Json, type JsonObject, parseJson } from '../../core/base/json.ts';

export interface MessageWire {
  /** the whole text is JSON */
  readonly json: boolean;
  /** `oslo.version` and whatever else stands beside the message */
  readonly outer: JsonObject;
  /** `method`, `args`, `result`, `failure` and other plain keys of the inner message */
  readonly content: JsonObject;
  /** `_msg_id`, `_reply_q`, `_unique_id`, `_timeout` and the like */
  readonly protocol: JsonObject;
  /** keys `_context_*`, without that prefix */
  readonly context: JsonObject;
}

const CONTEXT = '_context_';

/** Recordings may hold the inner message parsed already; both forms are read. */
export function readWire(body: string): MessageWire {
  const parsed = parseJson(body);
  if (!isJsonObject(parsed))
    return { json: parsed !== undefined, outer: {}, content: {}, protocol: {}, context: {} };
  const { 'oslo.message': inner, ...outer } = parsed;
  const message = typeof inner === 'string' ? parseJson(inner) : inner;
  if (!isJsonObject(message)) return { json: true, outer: {}, content: parsed, protocol: {}, context: {} };
  const content: { [key: string]: Json } = {};
  const protocol: { [key: string]: Json } = {};
  const context: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(message)) {
    if (key.startsWith(CONTEXT)) context[key.slice(CONTEXT.length)] = value;
    else if (key.startsWith('_')) protocol[key] = value;
    else content[key] = value;
  }
  return { json: true, outer, content, protocol, context };
}

/** A value of a body as a tree shows it: a leaf, a list, a plain object, or an object of Nova with name and version. */
export type TreeNode =
  | { readonly kind: 'leaf'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Json[] }
  | {
      readonly kind: 'object';
      readonly entries: readonly (readonly [key: string, value: Json])[];
      /** of an o.vo object: `Instance 2.7`; null for a plain one */
      readonly name: string | null;
      readonly version: string | null;
      /** fields named in `nova_object.changes` */
      readonly changed: ReadonlySet<string>;
    };

export function nodeOf(value: Json): TreeNode {
  if (Array.isArray(value)) return { kind: 'list', items: value as readonly Json[] };
  if (!isJsonObject(value)) return { kind: 'leaf', value: value as string | number | boolean | null };
  const data = value['nova_object.data'];
  const name = value['nova_object.name'];
  if (typeof name !== 'string' || !isJsonObject(data)) {
    return { kind: 'object', entries: Object.entries(value), name: null, version: null, changed: new Set() };
  }
  const changes = value['nova_object.changes'];
  const changed = Array.isArray(changes) ? changes.filter((one) => typeof one === 'string') : [];
  const entries = Object.entries(data);
  entries.sort(([a], [b]) => Number(changed.includes(b)) - Number(changed.includes(a)));
  return {
    kind: 'object',
    entries,
    name,
    version: String(value['nova_object.version'] ?? ''),
    changed: new Set(changed),
  };
}

function isJsonObject(value: unknown): value is JsonObject {
  return isObject(value);
}
