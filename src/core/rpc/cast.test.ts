import { describe, expect, test } from 'vitest';
import type { Json } from '../base/json.ts';
import { fromMs } from '../base/time.ts';
import { give, ofKind } from '../kernel/kernel.fixture.ts';
import type { Task } from '../service/effects.ts';
import type { ServiceConf } from '../service/service.ts';
import { call, cast, fanout } from './client.ts';
import { pythonJson } from './python-json.ts';
import { cloud, echo, MINUTE, out, result, worker } from './rpc.fixture.ts';

describe('a cast', () => {
  test('is over for its sender when the broker has it; no reply queue is made', () => {
    const { kernel, transport } = cloud();
    const before = kernel.now();
    let after = -1;
    give(
      kernel,
      'caller',
      (function* (): Task {
        yield* cast(transport, out('echo'));
        after = transport.host.now();
      })(),
    );
    kernel.run(null);
    expect(after).toBe(before);
    expect(ofKind(kernel.facts, 'rpc.completed')).toHaveLength(1);
    expect(transport.replyQueue).toBeNull();
    expect(ofKind(kernel.facts, 'message.published')[0]?.properties.expiration).toBeUndefined();
  });

  test('waits in the queue of a stopped host and is done when it comes back', () => {
    const { kernel, transport } = cloud();
    kernel.stopService('worker1', 'stop');
    give(kernel, 'caller', cast(transport, out('echo', {}, 'worker1')));
    kernel.run(fromMs(90_000));
    expect(ofKind(kernel.facts, 'rpc.dispatched')).toEqual([]);
    kernel.startService('worker1');
    kernel.run(fromMs(91_000));
    expect(ofKind(kernel.facts, 'rpc.completed')).toHaveLength(1);
  });
});

describe('a cast that the deployment makes a call of', () => {
  const endOf = (conf: ServiceConf) => {
    const { kernel, transport } = cloud({ echo }, { hops: { echo: 'call' }, ...conf });
    kernel.stopService('worker1', 'stop');
    const began = kernel.now();
    const end = result(kernel, cast(transport, out('echo')) as unknown as Task<Json>);
    const [request] = ofKind(kernel.facts, 'message.published');
    const [resolved] = ofKind(kernel.facts, 'rpc.resolved');
    return { end, waited: (resolved?.at ?? 0) - began, expiration: request?.properties.expiration };
  };

  test("waits as long as its own process's rpc_response_timeout says, and its request lives no longer", () => {
    const short = endOf({ responseTimeout: 7 });
    expect(short.end).toMatchObject({ code: 'MessagingTimeout' });
    expect(short).toMatchObject({ waited: 7_000_000, expiration: '7000' });
    expect(endOf({ responseTimeout: 90 })).toMatchObject({ waited: 90_000_000, expiration: '90000' });
  });

  test('waits a minute where the deployment says nothing', () => {
    expect(endOf({})).toMatchObject({ waited: 60_000_000, expiration: '60000' });
  });
});

describe('a fanout', () => {
  test('reaches each listening worker once', () => {
    const { kernel, transport } = cloud();
    kernel.addService(worker('worker2', { echo }));
    kernel.startService('worker2');
    kernel.run(fromMs(20));
    give(kernel, 'caller', fanout(transport, out('echo')));
    kernel.run(null);
    const [published] = ofKind(kernel.facts, 'message.published');
    expect(published).toMatchObject({ exchange: 'work_fanout', routing_key: '' });
    expect(published?.queues).toHaveLength(2);
    expect(
      ofKind(kernel.facts, 'rpc.completed')
        .map((f) => f.actor)
        .sort(),
    ).toEqual(['worker1', 'worker2']);
  });
});

describe('the broker away', () => {
  test('a sender is blocked, not failed; it goes on when the broker is back and its call gets its full time', () => {
    const { kernel, transport } = cloud();
    result(kernel, call(transport, out('echo'), MINUTE));
    kernel.broker.stop('restart');
    let end: Json = null;
    give(
      kernel,
      'caller',
      (function* (): Task {
        end = yield* call(transport, out('echo', { x: 7 }), { timeout: 5, monitor: null });
      })(),
    );
    kernel.run(fromMs(70_000));
    expect(end).toBeNull();
    expect(ofKind(kernel.facts, 'rpc.resolved')).toHaveLength(1);
    kernel.broker.start('restart');
    kernel.run(null);
    kernel.run(fromMs(140_000));
    expect(end).toMatchObject({ got: 7 });
  });

  test('a worker declares and consumes again under the same names', () => {
    const { kernel } = cloud();
    const names = (): string[] =>
      ofKind(kernel.facts, 'queue.declared')
        .filter((f) => f.actor === 'worker1')
        .map((f) => f.queue);
    const before = names();
    kernel.broker.stop('restart');
    kernel.broker.start('restart');
    kernel.run(fromMs(30_000));
    expect(names()).toEqual([...before, ...before]);
  });
});

describe('the text of a body', () => {
  test('is written as Python writes JSON', () => {
    expect(pythonJson({ a: [1, null, true], b: 'é"\n', rxtx_factor: 1 })).toBe(
      '{"a": [1, null, true], "b": "\\u00e9\\"\\n", "rxtx_factor": 1.0}',
    );
  });
});
