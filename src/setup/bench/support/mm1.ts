/** The same M/M/1 queue at a load of 0.8 on the kernel and on other simulators: one server, arrivals at random. */
import { makeRandom } from '../../../core/base/random.ts';
import { micros } from '../../../core/base/time.ts';
import { makeKernel } from '../../../core/kernel/kernel.ts';
import { KEEP_NONE } from '../../../core/kernel/options.ts';
import { exponential } from '../../../core/lab/exponential.ts';
import { makeInbox, post, receive, sleep, type Task } from '../../../core/service/effects.ts';
import type { Load } from './peers.ts';

/** Runs `arrivals` of them; gives the mean wait in service times, which theory puts at 4. */
export type QueueRun = (arrivals: number) => number | Promise<number>;

const GAP = 1.25;
const SECOND = 1_000_000;

/** Two processes and an inbox: who arrives, who serves. */
export const onKernel: QueueRun = (arrivals) => {
  const random = makeRandom(1);
  const kernel = makeKernel({
    options: { random, epochMs: 0, keep: KEEP_NONE },
    engine: {
      execute: () => ({ rows: [], changes: [], lastInsertId: null }),
      rows: () => [],
      dump: () => ({}),
      close: () => undefined,
    },
    vhosts: [],
    summarize: () => ({ type: 'other' }),
    mayUse: () => false,
  });
  const line = makeInbox<number>('line');
  let waited = 0;
  const arrive = function* (): Task {
    const stream = random.stream('arrivals');
    for (let i = 0; i < arrivals; i += 1) {
      yield* sleep(exponential(stream, micros(GAP * SECOND)));
      yield* post(line, kernel.now());
    }
  };
  const serve = function* (): Task {
    const stream = random.stream('service');
    for (;;) {
      const since = (yield* receive(line)) as number;
      waited += kernel.now() - since;
      yield* sleep(exponential(stream, micros(SECOND)));
    }
  };
  const group = 'scenario';
  const body = { kind: 'command.given', name: 'arrivals', args: {} } as const;
  const cause = kernel.emit('client', body, { cause: null, group });
  kernel.spawn('client', 'serve', serve(), { cause: null, group });
  kernel.spawn('client', 'arrive', arrive(), { cause, group });
  kernel.run(null);
  return waited / arrivals / SECOND;
};

/** simjs has no exports: it hangs itself on `window`. */
export function onSimjs(load: Load): QueueRun {
  const scope = globalThis as { window?: unknown };
  const page: { Sim?: Record<string, never> } = {};
  scope.window = page;
  load('simjs');
  delete scope.window;
  // biome-ignore lint/suspicious/noExplicitAny: a package without types
  const { Sim, Entity, Facility, Random } = page.Sim as any;
  return (arrivals) => {
    const random = new Random(1);
    const sim = new Sim();
    const server = new Facility('server');
    class Client extends Entity {
      left = arrivals;
      start(): void {
        this.next();
      }
      next(): void {
        if (this.left === 0) return;
        this.left -= 1;
        this.setTimer(random.exponential(1 / GAP)).done(() => {
          this.useFacility(server, random.exponential(1));
          this.next();
        });
      }
    }
    sim.addEntity(Client, 'client');
    sim.simulate(Number.MAX_VALUE);
    return server.queueStats().durationSeries.average();
  };
}

export function onSimscript(load: Load): QueueRun {
  const scope = globalThis as { requestAnimationFrame?: unknown };
  scope.requestAnimationFrame ??= (run: () => void) => setImmediate(run);
  const { Simulation, Entity, Queue: Line, Exponential } = load('simscript');
  return (arrivals) =>
    new Promise((resolve) => {
      class Customer extends Entity {
        async script(): Promise<void> {
          const { service, waiting, work } = this.simulation;
          await this.enterQueue(waiting);
          await this.enterQueue(service);
          this.leaveQueue(waiting);
          await this.delay(work.sample());
          this.leaveQueue(service);
        }
      }
      class Shop extends Simulation {
        service = new Line('service', 1);
        waiting = new Line('waiting');
        work = new Exponential(1, 2);
        onStarting(): void {
          super.onStarting();
          this.generateEntities(Customer, new Exponential(GAP, 1), arrivals);
        }
        onFinished(): void {
          super.onFinished();
          resolve(this.waiting.averageDwell);
        }
      }
      void new Shop().start();
    });
}
