/** Locks of a service, in virtual time. */
import { expect, test } from 'vitest';
import { fromMs } from '../base/time.ts';
import { acquire, beginAnew, emit, makeLock, release, sleep, type Task } from '../service/effects.ts';
import { give, ofKind, testKernel, testService } from './kernel.fixture.ts';

const mark = (name: string): Task<number> => emit({ kind: 'process.failed', process: name, error: '' });
const marks = (facts: Parameters<typeof ofKind>[0]): string[] =>
  ofKind(facts, 'process.failed').map((fact) => `${fact.at} ${fact.process}`);

test('a lock is held by one process at a time and is no cause', () => {
  const kernel = testKernel();
  const lock = makeLock('test');
  const hold = function* (name: string): Task {
    yield* mark(`${name} asks`);
    yield* acquire(lock);
    yield* mark(`${name} has it`);
    yield* sleep(fromMs(1));
    yield* release(lock);
  };
  give(kernel, 'a', hold('a'));
  give(kernel, 'b', hold('b'));
  kernel.run(null);
  expect(marks(kernel.facts)).toEqual(['0 a asks', '0 a has it', '0 b asks', '1000 b has it']);
  const facts = ofKind(kernel.facts, 'process.failed');
  expect(facts[3]?.cause).toBe(facts[2]?.index);
});

test('the run waits for who waits its turn behind periodic work', () => {
  const kernel = testKernel();
  const lock = makeLock('test');
  kernel.addService(
    testService('ticker', function* (): Task {
      for (;;) {
        yield* beginAnew();
        yield* acquire(lock);
        yield* sleep(fromMs(10));
        yield* release(lock);
        yield* sleep(fromMs(10));
      }
    }),
  );
  kernel.startService('ticker');
  kernel.run(fromMs(1));
  const work = function* (): Task {
    yield* acquire(lock);
    yield* mark('its turn');
    yield* release(lock);
  };
  give(kernel, 'ticker', work());
  kernel.run(null);
  expect(marks(kernel.facts)).toEqual(['10000 its turn']);
  expect(kernel.busy).toBe(false);
});
