import { describe, expect, test } from 'vitest';
import { CodedError } from '../base/assert.ts';
import { fromMs, micros } from '../base/time.ts';
import { select } from '../databases/builder.ts';
import {
  beginAnew,
  emit,
  execute,
  http,
  makeInbox,
  post,
  receive,
  sleep,
  spawn,
  type Task,
  TIMED_OUT,
} from '../service/effects.ts';
import { give, ofKind, testKernel, testService } from './kernel.fixture.ts';

const mark = (name: string): Task<number> => emit({ kind: 'process.failed', process: name, error: '' });
const marks = (facts: Parameters<typeof ofKind>[0]): string[] =>
  ofKind(facts, 'process.failed').map((fact) => `${fact.at} ${fact.process}`);

describe('processes', () => {
  test('sleep wakes a process after exactly that much virtual time', () => {
    const kernel = testKernel();
    give(
      kernel,
      'a',
      (function* (): Task {
        yield* mark('begin');
        yield* sleep(fromMs(250));
        yield* mark('end');
      })(),
    );
    kernel.run(null);
    expect(marks(kernel.facts)).toEqual(['0 begin', '250000 end']);
  });

  test('a spawned process begins after its parent has gone on, at the same moment', () => {
    const kernel = testKernel();
    give(
      kernel,
      'a',
      (function* (): Task {
        yield* spawn('child', mark('child') as unknown as Task);
        yield* mark('parent');
      })(),
    );
    kernel.run(null);
    expect(marks(kernel.facts)).toEqual(['0 parent', '0 child']);
  });

  test('what was posted arrives in order, and who takes it follows from who posted it', () => {
    const kernel = testKernel();
    const inbox = makeInbox<string>('test');
    const taken: unknown[] = [];
    give(
      kernel,
      'taker',
      (function* (): Task {
        taken.push(yield* receive(inbox), yield* receive(inbox));
        yield* mark('taken');
      })(),
    );
    give(
      kernel,
      'poster',
      (function* (): Task {
        yield* sleep(micros(10));
        yield* post(inbox, 'one');
        yield* mark('between');
        yield* post(inbox, 'two');
      })(),
    );
    kernel.run(null);
    expect(taken).toEqual(['one', 'two']);
    const [between, after] = ofKind(kernel.facts, 'process.failed');
    expect(after?.cause).toBe(between?.index);
  });

  test('a wait that is over gives TIMED_OUT, and what comes later stays for the next', () => {
    const kernel = testKernel();
    const inbox = makeInbox<string>('test');
    const taken: unknown[] = [];
    give(
      kernel,
      'taker',
      (function* (): Task {
        taken.push(yield* receive(inbox, fromMs(5)));
        taken.push(yield* receive(inbox));
      })(),
    );
    give(
      kernel,
      'poster',
      (function* (): Task {
        yield* sleep(fromMs(9));
        yield* post(inbox, 'late');
      })(),
    );
    kernel.run(null);
    expect(taken).toEqual([TIMED_OUT, 'late']);
  });
});

describe('the run', () => {
  test('ends when only periodic work is left', () => {
    const kernel = testKernel();
    kernel.addService(
      testService('ticker', function* (): Task {
        for (;;) {
          yield* beginAnew();
          yield* mark('tick');
          yield* sleep(fromMs(10));
        }
      }),
    );
    kernel.startService('ticker');
    give(kernel, 'worker', sleep(fromMs(35)));
    kernel.run(null);
    expect(marks(kernel.facts)).toEqual(['0 tick', '10000 tick', '20000 tick', '30000 tick']);
    expect(kernel.busy).toBe(false);
  });

  test('up to a moment runs all that is due at it', () => {
    const kernel = testKernel();
    give(
      kernel,
      'a',
      (function* (): Task {
        yield* sleep(fromMs(10));
        yield* mark('due');
        yield* sleep(micros(1));
        yield* mark('not yet');
      })(),
    );
    kernel.run(fromMs(10));
    expect(marks(kernel.facts)).toEqual(['10000 due']);
    expect(kernel.now()).toBe(10_000);
  });

  test('an error that nothing catches ends its process with a fact that names it', () => {
    const kernel = testKernel();
    give(
      kernel,
      'a',
      (function* (): Task {
        yield* mark('begin');
        throw new CodedError('broken', 'the disk is on fire');
      })(),
    );
    kernel.run(null);
    expect(ofKind(kernel.facts, 'process.failed').map((f) => f.error)).toEqual([
      '',
      'broken: the disk is on fire',
    ]);
  });
});

describe('a bug in a service', () => {
  test('ends the run after a fact that names it; what was there before stays', () => {
    const kernel = testKernel();
    give(
      kernel,
      'a',
      (function* (): Task {
        yield* mark('good');
        yield* sleep(fromMs(1));
        throw new TypeError('undefined is not a function');
      })(),
    );
    expect(() => kernel.run(null)).toThrow(TypeError);
    expect(ofKind(kernel.facts, 'process.failed').map((f) => `${f.process}: ${f.error}`)).toEqual([
      'good: ',
      'test: TypeError: undefined is not a function',
    ]);
  });
});

describe('services', () => {
  test('a killed service does not go on, and what it held in memory is gone', () => {
    const kernel = testKernel();
    kernel.addService(
      testService('a', function* (): Task {
        yield* sleep(fromMs(5));
        yield* mark('never');
      }),
    );
    kernel.startService('a');
    kernel.run(fromMs(1));
    kernel.stopService('a', 'kill');
    kernel.run(fromMs(20));
    expect(marks(kernel.facts)).toEqual([]);
    expect(kernel.isRunning('a')).toBe(false);
    kernel.startService('a');
    kernel.run(fromMs(40));
    expect(marks(kernel.facts)).toEqual(['25000 never']);
  });

  test('a REST call waits for the answer, which carries an id given out by the server', () => {
    const kernel = testKernel();
    kernel.addService(
      testService('server', () => ({
        main: sleep(micros(0)),
        *answer(request) {
          yield* sleep(fromMs(3));
          return { status: 200, body: JSON.stringify({ path: request.path }) };
        },
      })),
    );
    kernel.startService('server');
    const answers: unknown[] = [];
    give(
      kernel,
      'client',
      (function* (): Task {
        answers.push(yield* http({ to: 'server', method: 'GET', path: '/x' }));
      })(),
    );
    kernel.run(null);
    expect(answers).toEqual([{ status: 200, body: '{"path":"/x"}' }]);
    const [answered] = ofKind(kernel.facts, 'http.answered');
    expect(answered?.request_id).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(answered?.cause).toBe(ofKind(kernel.facts, 'http.requested')[0]?.index);
  });

  test('a REST call to a service that does not run is refused, and one that dies meanwhile is broken off', () => {
    const kernel = testKernel();
    kernel.addService(
      testService('server', () => ({
        main: sleep(micros(0)),
        *answer() {
          yield* sleep(fromMs(50));
          return { status: 200, body: '' };
        },
      })),
    );
    const codes: string[] = [];
    const ask = function* (): Task {
      try {
        yield* http({ to: 'server', method: 'GET', path: '/x' });
      } catch (error) {
        codes.push((error as CodedError).code);
      }
    };
    give(kernel, 'client', ask());
    kernel.run(null);
    kernel.startService('server');
    give(kernel, 'client', ask());
    kernel.run(fromMs(10));
    kernel.stopService('server', 'kill');
    kernel.run(null);
    expect(codes).toEqual(['connection_refused', 'connection_reset']);
  });

  test('a statement of a service without a connection raises DBNotAllowed and reaches no row', () => {
    const kernel = testKernel({ mayUse: false });
    let code = '';
    give(
      kernel,
      'nova-compute-cpu1',
      (function* (): Task {
        try {
          yield* execute(select({ database: 'nova_cell1', table: 'instances' }));
        } catch (error) {
          code = (error as CodedError).code;
        }
      })(),
    );
    kernel.run(null);
    expect(code).toBe('DBNotAllowed');
    expect(ofKind(kernel.facts, 'sql.executed')).toEqual([]);
  });
});
