/** oslo.messaging's message: the outer envelope 2.0 and the inner JSON text (`_drivers/common.py:serialize_msg`). */
import { assert, CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { pythonRepr } from '../base/python.ts';
import type { MessageProperties } from '../trace/fact.ts';
import { pythonJson } from './python-json.ts';

const ENVELOPE_VERSION = '2.0';

/** `{"oslo.version": "2.0", "oslo.message": "<JSON text>"}` */
export function pack(message: JsonObject): string {
  return pythonJson({ 'oslo.version': ENVELOPE_VERSION, 'oslo.message': pythonJson(message) });
}

/** Errors: `CodedError` `bad_envelope` for a body that is no such message. */
export function unpack(body: string): JsonObject {
  const outer = parseJson(body);
  if (!isObject(outer)) throw new CodedError('bad_envelope', 'the body is no JSON object');
  const version = outer['oslo.version'];
  const inner = outer['oslo.message'];
  if (typeof version !== 'string' || typeof inner !== 'string') return outer as JsonObject;
  if (version.split('.')[0] !== '2') throw new CodedError('bad_envelope', `envelope version ${version}`);
  const message = parseJson(inner);
  if (!isObject(message)) throw new CodedError('bad_envelope', 'oslo.message is no JSON object');
  return message as JsonObject;
}

/** Properties of every publication; `ttlSeconds` only on the request of a call. */
export function properties(ttlSeconds: number | null): MessageProperties {
  assert(ttlSeconds === null || ttlSeconds > 0, `a time to live of ${ttlSeconds} s`);
  const always: MessageProperties = {
    priority: 0,
    delivery_mode: 2,
    content_encoding: 'utf-8',
    content_type: 'application/json',
  };
  return ttlSeconds === null ? always : { expiration: String(ttlSeconds * 1000), ...always };
}

/** A remote exception as it travels in `failure`: JSON text inside the reply. */
export function packFailure(failure: RemoteError): string {
  const { code, module, message } = failure;
  const raised = failure instanceof RaisedError ? failure : null;
  return pythonJson({
    class: code,
    module,
    message,
    tb: raised?.trace ?? [`${module}.${code}: ${message}\n`],
    args: [message],
    kwargs: raised?.kwargs ?? {},
  });
}

/** What a worker raised, as its caller sees it; `code` = the exception class (`NoValidHost`). */
export class RemoteError extends CodedError {
  override readonly name = 'RemoteError';
  readonly module: string;
  /** lines of the worker's own traceback, as they travelled (`tb`) */
  readonly trace: readonly string[];

  constructor(exceptionClass: string, module: string, message: string, trace: readonly string[] = []) {
    super(exceptionClass, message);
    this.module = module;
    this.trace = trace;
  }
}

/** Raised by a worker that knows what Python prints of it, and with which arguments it was made. */
export class RaisedError extends RemoteError {
  readonly kwargs: JsonObject;

  constructor(o: {
    code: string;
    module: string;
    message: string;
    trace: readonly string[];
    kwargs: JsonObject;
  }) {
    super(o.code, o.module, o.message, o.trace);
    this.kwargs = o.kwargs;
  }
}

/** Exceptions of these may travel (`nova/rpc.py:ALLOWED_EXMODS`, `oslo_messaging/_drivers/common.py:deserialize_remote_exception`). */
const TRAVELS: readonly string[] = ['nova.exception', 'builtins'];

/**
 * As the caller raises it: an exception of a module that may not travel is an oslo.messaging `RemoteError` there, so that a
 * time-out that its worker had is none of the caller's own.
 */
export function raisedAtCaller(failure: RemoteError): RemoteError {
  const { code, module, message, trace } = failure;
  if (TRAVELS.includes(module)) return failure;
  const said = `Remote error: ${code} ${message}\n${pythonRepr(trace)}.`;
  return new RemoteError('RemoteError', 'oslo_messaging.rpc.client', said);
}

export function unpackFailure(failure: string): RemoteError {
  const parsed = parseJson(failure);
  const field = (name: string): string => {
    const value: Json | undefined = isObject(parsed) ? (parsed[name] as Json) : undefined;
    return typeof value === 'string' ? value : 'unknown';
  };
  const tb = isObject(parsed) && Array.isArray(parsed.tb) ? parsed.tb.map(String) : [];
  return new RemoteError(field('class'), field('module'), field('message'), tb);
}
