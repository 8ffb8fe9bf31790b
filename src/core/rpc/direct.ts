/**
 * The thought experiment: the same requests without a queue. A process holds the addresses of the others, fixed when it
 * starts; each request, also what was a cast, goes to one of them in turn, and the caller waits until it has answered. An
 * address where nobody listens is an error at once; none is tried again.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../base/json.ts';
import { type HttpAnswer, type HttpIncoming, http, type Task } from '../service/effects.ts';
import type { Listener, ServiceHost } from '../service/service.ts';
import { directPath } from '../trace/direct.ts';
import { packFailure, type RemoteError, raisedAtCaller, unpackFailure } from './envelope.ts';
import { pythonJson } from './python-json.ts';
import { messageOf, type Outgoing, objectMethodOf } from './request.ts';

export interface DirectWiring {
  readonly addresses: readonly Listener[];
  /** requests sent so far, by topic and server: the next one goes to the next address */
  readonly turns: Map<string, number>;
}

/** Everybody who listens in this vhost's part of the cloud, as far as it is there now. */
export function makeDirectWiring(host: ServiceHost, vhost: string): DirectWiring {
  const addresses = host.listeners().filter((one) => one.vhost === vhost && one.actor !== host.actor);
  return { addresses, turns: new Map() };
}

function addressesOf({ addresses }: DirectWiring, { target }: Outgoing): readonly Listener[] {
  const { topic, server } = target;
  return addresses.filter((one) => one.topic === topic && (server === undefined || one.server === server));
}

/** Errors: `CodedError` `MessageDeliveryFailure` (no address, refused, broken off); `RemoteError`. */
export function* askOne(wiring: DirectWiring, out: Outgoing): Task<Json> {
  const { topic, server } = out.target;
  const key = server === undefined ? topic : `${topic}.${server}`;
  const known = addressesOf(wiring, out);
  const turn = wiring.turns.get(key) ?? 0;
  wiring.turns.set(key, turn + 1);
  const address = known[turn % Math.max(1, known.length)];
  if (!address) throw new CodedError('MessageDeliveryFailure', `No address of ${key} is known`);
  return yield* ask(address, out);
}

/** A fanout: each address one after the other. The first error is raised when all have been asked. */
export function* askAll(wiring: DirectWiring, out: Outgoing): Task {
  let failure: CodedError | null = null;
  for (const address of addressesOf(wiring, out)) {
    try {
      yield* ask(address, out);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      failure ??= error;
    }
  }
  if (failure) throw failure;
}

function* ask(address: Listener, out: Outgoing): Task<Json> {
  const id = out.context.request_id;
  let answer: HttpAnswer;
  try {
    answer = yield* http({
      to: address.actor,
      method: 'POST',
      path: directPath(out.method, objectMethodOf(out)),
      ...(typeof id === 'string' ? { globalRequestId: id } : {}),
      body: pythonJson(messageOf(out, {})),
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError('MessageDeliveryFailure', error.message);
  }
  const body = parseJson(answer.body);
  if (answer.status === 200) return isObject(body) ? ((body.result as Json) ?? null) : null;
  const failure = isObject(body) && typeof body.failure === 'string' ? body.failure : '{}';
  throw raisedAtCaller(unpackFailure(failure));
}

/** The answering side: `run` gives a method's result, or the exception that it raised. */
export function answerBy(
  run: (message: JsonObject) => Task<{ readonly result: Json } | { readonly failure: RemoteError }>,
): (request: HttpIncoming) => Task<HttpAnswer> {
  return function* (request) {
    const message = parseJson(request.body ?? '{}');
    const end = yield* run(isObject(message) ? (message as JsonObject) : {});
    if ('result' in end) return { status: 200, body: pythonJson({ result: end.result }) };
    return { status: 500, body: pythonJson({ failure: packFailure(end.failure) }) };
  };
}
