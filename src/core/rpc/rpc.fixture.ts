/** A worker that listens on topic `work` and a caller, for the tests of RPC. */
import type { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { fromMs } from '../base/time.ts';
import { give, testKernel, testService } from '../kernel/kernel.fixture.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { ServiceConf, ServiceHost } from '../service/service.ts';
import type { Outgoing } from './client.ts';
import { type Method, serve } from './server.ts';
import { makeTransport, type Transport } from './transport.ts';

export const out = (method: string, args: { [key: string]: Json } = {}, server?: string): Outgoing => ({
  target:
    server === undefined ? { topic: 'work', version: '1.0' } : { topic: 'work', server, version: '1.0' },
  method,
  args,
  context: { request_id: 'req-1', user_id: null },
});

export function worker(
  actor: string,
  methods: { [name: string]: (host: ServiceHost) => Method },
): ReturnType<typeof testService> {
  return testService(actor, (host) => {
    const made = Object.fromEntries(Object.entries(methods).map(([name, make]) => [name, make(host)]));
    return serve(makeTransport(host, '/'), { topic: 'work', server: actor }, [
      { version: '1.2', methods: made },
    ]);
  });
}

export const echo = () =>
  function* (incoming: Parameters<Method>[0]): Task<Json> {
    yield* sleep(fromMs(5));
    return { got: incoming.args.x ?? null, by: incoming.context.request_id ?? null };
  };

/** A service that waits to be given work; its transport is handed out. */
function caller(kernel: Kernel, conf: ServiceConf): Transport {
  let transport: Transport | null = null;
  const definition = testService('caller', (host) => {
    transport = makeTransport(host, '/');
    return sleep(fromMs(0));
  });
  kernel.addService({ ...definition, conf });
  kernel.startService('caller');
  return transport as unknown as Transport;
}

/** Runs a task in the caller and gives what it came to. */
export function result(
  kernel: Kernel,
  task: Task<Json>,
): { value: Json } | { code: string; message: string } | null {
  let end: { value: Json } | { code: string; message: string } | null = null;
  give(
    kernel,
    'caller',
    (function* (): Task {
      try {
        end = { value: yield* task };
      } catch (error) {
        end = { code: (error as CodedError).code, message: (error as CodedError).message };
      }
    })(),
  );
  kernel.run(null);
  return end;
}

/** `conf` = what the deployment sets for the caller. */
export function cloud(
  methods: Parameters<typeof worker>[1] = { echo },
  conf: ServiceConf = {},
): {
  kernel: Kernel;
  transport: Transport;
} {
  const kernel = testKernel();
  kernel.addService(worker('worker1', methods));
  kernel.startService('worker1');
  kernel.run(fromMs(10));
  return { kernel, transport: caller(kernel, conf) };
}

export const MINUTE = { timeout: 60, monitor: null };
