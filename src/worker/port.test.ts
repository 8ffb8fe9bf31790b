import { describe, expect, it, vi } from 'vitest';
import { CodedError } from '../core/base/assert.ts';
import { answerAt, type DoorAnswers, type Turn } from './answering.ts';
import { LONGEST_MS, makeConsoleClient } from './console-client.ts';
import type { ConsoleDoor, Conversation } from './doors.ts';
import { openPort } from './port.ts';
import { standIn } from './stand-in.fixture.ts';

type Sums = {
  readonly sum: Conversation<readonly number[], number, number>;
  readonly never: Conversation<null, string, string>;
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const SUMS: DoorAnswers<Sums> = {
  async sum(numbers, { tell }) {
    let sum = 0;
    for (const each of numbers) {
      if (each < 0) throw new CodedError('below_zero', `${each} is below zero`);
      if (!Number.isInteger(each)) throw new TypeError('not whole');
      sum += each;
      tell(sum);
      await pause();
    }
    return sum;
  },
  async never(_, { tell, isCancelled }: Turn<string>) {
    tell('begun');
    while (!isCancelled()) await pause();
    return 'cancelled';
  },
};

/** A port to as many workers as it opens, which are kept in the order of opening. */
function port() {
  const workers: Worker[] = [];
  const made = openPort<Sums>(() => {
    const worker = standIn((scope) => answerAt<Sums>(scope, SUMS, 'sum_failed'));
    workers.push(worker);
    return worker;
  }, 'worker_failed');
  return { ...made, workers };
}

const crash = (worker: Worker | undefined, message: string): void =>
  void worker?.dispatchEvent(Object.assign(new Event('error'), { message }));

describe('a port', () => {
  it('opens its worker with the first question, and answers each question to the one who asked', async () => {
    const { ask, workers } = port();
    expect(workers.length).toBe(0);
    const news: number[] = [];
    const sums = await Promise.all([
      ask('sum', [1, 2, 3], (sum) => void news.push(sum)),
      ask('sum', [10]),
      ask('sum', []),
    ]);
    expect(sums).toEqual([6, 10, 0]);
    expect(news).toEqual([1, 3, 6]);
    expect(workers.length).toBe(1);
  });

  it('gives the error of a question with its code, and is asked again', async () => {
    const { ask } = port();
    await expect(ask('sum', [1, -1])).rejects.toMatchObject({
      code: 'below_zero',
      message: '-1 is below zero',
    });
    await expect(ask('sum', [0.5])).rejects.toMatchObject({ code: 'sum_failed', message: 'not whole' });
    expect(await ask('sum', [4])).toBe(4);
  });

  it('cancels what is being answered, which ends with what it has', async () => {
    const { ask, cancel } = port();
    const asked = ask('never', null, () => cancel());
    expect(await asked).toBe('cancelled');
    expect(await ask('sum', [4])).toBe(4);
  });

  it('rejects all that a worker was asked when it dies, ends it, and opens another at the next question', async () => {
    const { ask, workers } = port();
    const asked = [ask('never', null), ask('sum', [1])];
    crash(workers[0], 'out of memory');
    for (const one of asked)
      await expect(one).rejects.toMatchObject({ code: 'worker_failed', message: 'out of memory' });
    expect(await ask('sum', [2])).toBe(2);
    expect(workers.length).toBe(2);
    const later = ask('sum', [3]);
    crash(workers[0], 'a late error of the first one');
    expect(await later).toBe(3);
  });

  it('that is closed says why to all that wait', async () => {
    const { ask, close } = port();
    const asked = ask('never', null);
    close('enough');
    await expect(asked).rejects.toMatchObject({ code: 'worker_failed', message: 'enough' });
  });

  it('rejects where there is no worker', async () => {
    const { ask } = openPort<Sums>(() => {
      throw new TypeError('refused by policy');
    }, 'worker_failed');
    await expect(ask('sum', [])).rejects.toMatchObject({
      code: 'worker_failed',
      message: 'refused by policy',
    });
  });
});

describe("the console's client", () => {
  /** Answers the first question, `loop` never; `broken` does not load. */
  function client(o: { readonly broken?: true } = {}) {
    let opened = 0;
    const made = makeConsoleClient({
      open() {
        opened += 1;
        return standIn((scope) =>
          answerAt<ConsoleDoor>(
            scope,
            {
              warm: () => (o.broken ? Promise.reject(new CodedError('no_sqlite', 'not there')) : null),
              run({ script }, { tell }) {
                tell(used(script));
                return script === 'loop' ? new Promise(() => undefined) : null;
              },
              files: ({ prefix }) => ({ name: prefix, bytes: new Uint8Array([1]) }),
            },
            'console_failed',
          ),
        );
      },
    });
    return { ...made, opened: () => opened };
  }
  const used = (database: string) => ({ kind: 'used', database, start: 0, vertical: false }) as const;
  const asked = (script: string) => ({ script }) as ConsoleDoor['run']['given'];

  it('takes a fresh worker for each question, made ready before it is wanted', async () => {
    const { warm, run, files, opened } = client();
    warm();
    warm();
    expect(opened()).toBe(1);
    const heard: unknown[] = [];
    expect(await run(asked('SELECT 1'), (answer) => void heard.push(answer))).toBe('done');
    expect(heard).toEqual([used('SELECT 1')]);
    expect(opened()).toBe(2);
    expect(await files({ layout: 'recorded', databases: [], rows: {}, prefix: 'nova' })).toMatchObject({
      name: 'nova',
    });
    expect(opened()).toBe(3);
  });

  it('stops a question that does not end, and keeps what it was told', async () => {
    const { run, stop } = client();
    const heard: unknown[] = [];
    const end = await run(asked('loop'), (answer) => {
      heard.push(answer);
      stop();
    });
    expect(end).toBe('stopped');
    expect(heard.length).toBe(1);
    expect(await run(asked('SELECT 2'), () => undefined)).toBe('done');
  });

  it('ends a question that takes too long', async () => {
    vi.useFakeTimers();
    try {
      const end = client().run(asked('loop'), () => undefined);
      await vi.advanceTimersByTimeAsync(LONGEST_MS);
      expect(await end).toBe('too_long');
    } finally {
      vi.useRealTimers();
    }
  });

  it('says why SQLite is not there to the one who asks', async () => {
    const { warm, run } = client({ broken: true });
    warm();
    await expect(run(asked('SELECT 1'), () => undefined)).rejects.toMatchObject({ code: 'no_sqlite' });
  });
});
