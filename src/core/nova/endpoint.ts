/** A service's RPC endpoint, written as a table: each method gets what the process holds, and the request. */
import { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import type { Endpoint, Incoming, Method } from '../rpc/server.ts';
import type { Task } from '../service/effects.ts';
import { loggerOf } from './log.ts';
import { frame, raisedFrom } from './python-trace.ts';

const LOG = loggerOf('oslo_messaging.rpc.server');

type MethodOf<Service> = (service: Service, incoming: Incoming) => Task<Json>;

export interface EndpointTable<Service> {
  readonly namespace?: string;
  /** the highest that it understands */
  readonly version: string;
  readonly methods: { readonly [name: string]: MethodOf<Service> };
  /** what a method may raise without a line in the log (`@messaging.expected_exceptions`); `any` = whatever it is, of every method */
  readonly expected?: 'any' | { readonly [method: string]: readonly string[] };
}

export function endpointOf<Service>(service: Service, table: EndpointTable<Service>): Endpoint {
  const entries = Object.entries(table.methods).map(([name, method]): [string, Method] => [
    name,
    (incoming) =>
      table.expected === 'any'
        ? method(service, incoming)
        : logged(method(service, incoming), incoming, table.expected?.[name] ?? []),
  ]);
  return { ...table, methods: Object.fromEntries(entries) };
}

/** `oslo_messaging/rpc/server.py:_process_incoming`: what a method raises is logged, whether or not anybody waits for it. */
function* logged(work: Task<Json>, { context }: Incoming, expected: readonly string[]): Task<Json> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (!expected.includes(error.code))
      yield* LOG.exception(
        { context },
        'Exception during message handling',
        error,
        raisedFrom(error, DISPATCH),
      );
    throw error;
  }
}

const DISPATCHER = 'oslo_messaging/rpc/dispatcher.py';
const DISPATCH = [
  frame(
    'oslo_messaging/rpc/server.py',
    165,
    '_process_incoming',
    'res = self.dispatcher.dispatch(message)',
    'self.dispatcher.dispatch(message)',
  ),
  frame(
    DISPATCHER,
    309,
    'dispatch',
    'return self._do_dispatch(endpoint, method, ctxt, args)',
    'self._do_dispatch(endpoint, method, ctxt, args)',
  ),
  frame(DISPATCHER, 229, '_do_dispatch', 'result = func(ctxt, **new_args)', 'func(ctxt, **new_args)'),
];
