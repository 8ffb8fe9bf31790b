import { expect, test } from 'vitest';
import { fromMs } from '../base/time.ts';
import { give, ofKind, testKernel, testService } from '../kernel/kernel.fixture.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { ServiceDefinition } from '../service/service.ts';
import { call, cast, fanout } from './client.ts';
import { echo, MINUTE, out, result, worker } from './rpc.fixture.ts';
import { makeTransport, type Transport } from './transport.ts';

const DIRECT = { conf: { wiring: 'direct' }, listens: { vhost: '/', topic: 'work' } } as const;
const directWorker = (actor: string): ServiceDefinition => {
  const made = worker(actor, { echo });
  return { ...made, ...DIRECT, place: { ...made.place, host: actor } };
};

/** Workers of topic `work`, and a caller whose transport is handed out by `transport()`. */
function cloud(...names: string[]): { kernel: Kernel; transport: () => Transport } {
  const kernel = testKernel();
  for (const name of names) kernel.addService(directWorker(name));
  let transport: Transport | null = null;
  const caller = testService('caller', (host) => {
    transport = makeTransport(host, '/');
    return sleep(fromMs(0));
  });
  kernel.addService({ ...caller, conf: DIRECT.conf });
  for (const name of [...names, 'caller']) kernel.startService(name);
  kernel.run(fromMs(10));
  return { kernel, transport: () => transport as unknown as Transport };
}

const askedOf = (kernel: Kernel): readonly string[] =>
  ofKind(kernel.facts, 'http.requested').map(({ to }) => to);

test('a call is one request and its answer, and opens no connection to a broker', () => {
  const { kernel, transport } = cloud('worker1');
  expect(result(kernel, call(transport(), out('echo', { x: 1 }), MINUTE))).toEqual({
    value: { got: 1, by: 'req-1' },
  });
  expect(ofKind(kernel.facts, 'http.requested')[0]).toMatchObject({ method: 'POST', path: '/rpc/echo' });
  expect(ofKind(kernel.facts, 'connection.opened')).toEqual([]);
});

test('a cast waits for the answer as a call does', () => {
  const { kernel, transport } = cloud('worker1');
  let doneAt = 0;
  give(
    kernel,
    'caller',
    (function* (): Task {
      yield* cast(transport(), out('echo'));
      doneAt = kernel.now();
    })(),
  );
  kernel.run(null);
  expect(doneAt).toBeGreaterThan(ofKind(kernel.facts, 'http.answered')[0]?.at ?? Number.NaN);
});

test('requests go to the known addresses in turn', () => {
  const { kernel, transport } = cloud('worker1', 'worker2');
  for (let i = 0; i < 3; i += 1) result(kernel, call(transport(), out('echo'), MINUTE));
  expect(askedOf(kernel)).toEqual(['worker1', 'worker2', 'worker1']);
});

test('a fanout is one request to each address', () => {
  const { kernel, transport } = cloud('worker1', 'worker2');
  give(kernel, 'caller', fanout(transport(), out('echo')));
  kernel.run(null);
  expect(askedOf(kernel)).toEqual(['worker1', 'worker2']);
});

test('a worker that is added later is not asked by who runs already, until that one starts anew', () => {
  const { kernel, transport } = cloud('worker1');
  kernel.addService(directWorker('worker2'));
  kernel.startService('worker2');
  kernel.run(fromMs(20));
  for (let i = 0; i < 4; i += 1) result(kernel, call(transport(), out('echo'), MINUTE));
  expect(new Set(askedOf(kernel))).toEqual(new Set(['worker1']));
  kernel.stopService('caller', 'stop');
  kernel.startService('caller');
  kernel.run(fromMs(200));
  for (let i = 0; i < 2; i += 1) result(kernel, call(transport(), out('echo'), MINUTE));
  expect(askedOf(kernel).slice(4)).toEqual(['worker1', 'worker2']);
});

test('a dead address is an error at once, and no other is tried for it', () => {
  const { kernel, transport } = cloud('worker1', 'worker2');
  kernel.stopService('worker1', 'kill');
  expect(result(kernel, call(transport(), out('echo'), MINUTE))).toEqual({
    code: 'MessageDeliveryFailure',
    message: 'worker1 does not answer: connection refused',
  });
  expect(askedOf(kernel)).toEqual(['worker1']);
  expect(result(kernel, call(transport(), out('echo'), MINUTE))).toMatchObject({ value: { got: null } });
});

test('who is named and not known cannot be asked', () => {
  const { kernel, transport } = cloud('worker1');
  expect(result(kernel, call(transport(), out('echo', {}, 'worker7'), MINUTE))).toEqual({
    code: 'MessageDeliveryFailure',
    message: 'No address of work.worker7 is known',
  });
});

test('a remote exception comes back with its class', () => {
  const { kernel, transport } = cloud('worker1');
  expect(result(kernel, call(transport(), out('missing'), MINUTE))).toMatchObject({
    message: expect.stringContaining('Remote error: NoSuchMethod '),
  });
  expect(ofKind(kernel.facts, 'http.answered')[0]?.status).toBe(500);
});
