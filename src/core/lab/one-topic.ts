/**
 * The simplest service there is, to be held against theory: one topic, one client that casts to it, one process that
 * serves it, on the kernel, broker and RPC that carry Nova, with no Nova and no SQL. The server's threads (oslo.messaging's
 * executor) are the servers of theory and the process's backlog is its queue; the broker's own delay is set to nothing,
 * so that waiting is waiting for a thread. Several processes on a topic would not be M/M/c: RabbitMQ deals messages
 * out in turn, to the busy too, since oslo.messaging acks before it works.
 */
import { defined } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { makeRandom, type Stream } from '../base/random.ts';
import { type Micros, micros } from '../base/time.ts';
import type { SqlEngine } from '../databases/engine.ts';
import { type Kernel, makeKernel } from '../kernel/kernel.ts';
import { KEEP_NONE, type Observe } from '../kernel/options.ts';
import { cast } from '../rpc/client.ts';
import { serve } from '../rpc/server.ts';
import { makeTransport } from '../rpc/transport.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../service/service.ts';
import type { MessageId } from '../trace/fact.ts';
import { type MeanWithInterval, makeBatchMeans } from './batch-means.ts';
import { exponential } from './exponential.ts';
import { meanWaitMD1, meanWaitMMc } from './theory.ts';

export interface OneTopic {
  readonly seed: number;
  readonly arrivals: number;
  /** threads that serve the topic */
  readonly servers: number;
  readonly service: 'exponential' | 'fixed';
  /** mean time in service and between two arrivals */
  readonly serviceMean: Micros;
  readonly gapMean: Micros;
}

export interface OneTopicOutcome {
  readonly arrivals: number;
  readonly served: number;
  /** microseconds from publication to dispatch, over all */
  readonly meanWait: number;
  /** the same by batches; null for runs that are too short for it */
  readonly interval: MeanWithInterval | null;
  /** both sides of Little's law, in microseconds: they are equal in a run that starts and ends empty */
  readonly inSystemIntegral: number;
  readonly sojournSum: number;
  readonly mostInSystem: number;
  readonly endedAt: Micros;
}

/** Mean wait by theory, microseconds; null where no formula of ours holds (several servers with a fixed time). */
export function theoryOf(run: Omit<OneTopic, 'seed' | 'arrivals'>): number | null {
  const offered = { rate: 1 / run.gapMean, service: run.serviceMean, servers: run.servers };
  if (run.service === 'exponential') return meanWaitMMc(offered);
  return run.servers === 1 ? meanWaitMD1(offered) : null;
}

const TOPIC = 'work';
const CLIENT = 'client';

export function runOneTopic(run: OneTopic): OneTopicOutcome {
  const meter = makeMeter(run.arrivals);
  const kernel = makeKernel({
    options: {
      random: makeRandom(run.seed),
      epochMs: 0,
      keep: KEEP_NONE,
      observe: meter.observe,
      brokerMs: 0,
    },
    engine: NO_ROWS,
    vhosts: ['/'],
    summarize: () => ({ type: 'cast' }),
    mayUse: () => false,
  });
  let client: ServiceHost | null = null;
  kernel.addService(
    serviceOf(CLIENT, (host) => {
      client = host;
      return sleep(micros(0));
    }),
  );
  kernel.addService({
    ...serviceOf('worker', (host) => worker(host, run)),
    conf: { workers: run.servers },
  });
  kernel.startService('worker');
  kernel.startService(CLIENT);
  kernel.run(micros(0));
  const host: ServiceHost = defined(client as ServiceHost | null, 'client');
  inForeground(kernel, arrive(host, run));
  kernel.run(null);
  return meter.outcome(kernel.now());
}

function* worker(host: ServiceHost, run: OneTopic): Task {
  const stream = host.stream('service');
  yield* serve(makeTransport(host, '/'), { topic: TOPIC, server: host.place.host }, [
    { version: '1.0', methods: { work: () => work(stream, run) } },
  ]);
}

function* work(stream: Stream, run: OneTopic): Task<Json> {
  yield* sleep(run.service === 'fixed' ? run.serviceMean : exponential(stream, run.serviceMean));
  return null;
}

function* arrive(host: ServiceHost, run: OneTopic): Task {
  const transport = makeTransport(host, '/');
  const stream = host.stream('arrivals');
  const message = { target: { topic: TOPIC, version: '1.0' }, method: 'work', args: {}, context: {} };
  for (let i = 0; i < run.arrivals; i += 1) {
    yield* sleep(exponential(stream, run.gapMean));
    yield* cast(transport, message);
  }
}

/** As a command would: the run goes on until all that follows from it has ended. */
function inForeground(kernel: Kernel, task: Task): void {
  const group = 'scenario';
  const body = { kind: 'command.given', name: 'arrivals', args: {} } as const;
  kernel.spawn(CLIENT, 'arrivals', task, { cause: kernel.emit(CLIENT, body, { cause: null, group }), group });
}

interface TopicMeter {
  readonly observe: Observe;
  outcome(endedAt: Micros): OneTopicOutcome;
}

/** All sums are of whole microseconds, so that nothing is rounded before the end. */
function makeMeter(expected: number): TopicMeter {
  const since = new Map<MessageId, Micros>();
  const batches = expected >= 1000 ? makeBatchMeans(expected) : null;
  let [arrived, served, waitSum, sojournSum, integral, most, changedAt] = [0, 0, 0, 0, 0, 0, 0];
  const moveTo = (at: Micros): void => {
    integral += since.size * (at - changedAt);
    changedAt = at;
  };
  return {
    observe(at, _actor, body) {
      if (body.kind === 'message.published') {
        moveTo(at);
        arrived += 1;
        since.set(body.message, at);
        if (since.size > most) most = since.size;
      } else if (body.kind === 'rpc.dispatched') {
        const wait = at - defined(since.get(body.message), 'arrival');
        waitSum += wait;
        batches?.add(wait);
      } else if (body.kind === 'rpc.completed') {
        moveTo(at);
        sojournSum += at - defined(since.get(body.message), 'arrival');
        since.delete(body.message);
        served += 1;
      }
    },
    outcome: (endedAt) => ({
      arrivals: arrived,
      served,
      meanWait: waitSum / served,
      interval: batches?.result() ?? null,
      inSystemIntegral: integral,
      sojournSum,
      mostInSystem: most,
      endedAt,
    }),
  };
}

const NO_ROWS: SqlEngine = {
  execute: () => ({ rows: [], changes: [], lastInsertId: null }),
  rows: () => [],
  dump: () => ({}),
  close: () => undefined,
};

function serviceOf(actor: string, main: (host: ServiceHost) => Task): ServiceDefinition {
  const place = {
    actor,
    program: actor,
    host: actor,
    machine: 'lab',
    kind: 'client' as const,
    vhosts: ['/'],
    databases: [],
  };
  return { place, start: (host) => ({ main: main(host) }) };
}
