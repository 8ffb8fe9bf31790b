/**
 * A second interpreter of the effects, as small as can be: promises, real timers, and a broker behind amqplib's API (here
 * the one in memory). It keeps no cause and no group; what it has no use for it passes over.
 */
import { CodedError } from '../core/base/assert.ts';
import { makeRandom } from '../core/base/random.ts';
import { fromMs, type Micros, micros, wallTime } from '../core/base/time.ts';
import {
  type Effect,
  type HttpAnswer,
  type HttpIncoming,
  type HttpRequest,
  type Inbox,
  type Task,
  TIMED_OUT,
} from '../core/service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../core/service/service.ts';
import type { FactBody } from '../core/trace/fact.ts';
import { type LiveBroker, makeLiveBroker } from './live-broker.fixture.ts';

export interface Live {
  /** Starts a service. */
  start(definition: ServiceDefinition): void;
  /** Runs a task in the name of a service that was started. */
  run<T>(actor: string, task: Task<T>): Promise<T>;
  /** what processes told, in order */
  readonly told: readonly FactBody[];
  /** processes that ended by an error which nothing caught */
  readonly failed: readonly unknown[];
  stop(): Promise<void>;
}

interface Service {
  readonly definition: ServiceDefinition;
  answer: ((request: HttpIncoming) => Task<HttpAnswer>) | null;
}

/** What all processes share. */
interface LiveWorld {
  readonly broker: LiveBroker;
  readonly services: Map<string, Service>;
  readonly tasks: Set<Task<unknown>>;
  readonly timers: Set<ReturnType<typeof setTimeout>>;
  readonly told: FactBody[];
  readonly failed: unknown[];
  now(): Micros;
}

/** `url` = of the broker, without a vhost: `amqp://tests` */
export function startLive(url: string): Live {
  const began = performance.now();
  const world: LiveWorld = {
    broker: makeLiveBroker(url, leave),
    services: new Map(),
    tasks: new Set(),
    timers: new Set(),
    told: [],
    failed: [],
    now: () => micros(Math.round((performance.now() - began) * 1000)),
  };
  return {
    told: world.told,
    failed: world.failed,
    start(definition) {
      const { actor } = definition.place;
      const running = definition.start(hostFor(world, definition));
      world.services.set(actor, { definition, answer: running.answer ?? null });
      begin(world, actor, running.main);
    },
    run: (actor, task) => drive(world, actor, task),
    async stop() {
      for (const timer of world.timers) clearTimeout(timer);
      for (const task of world.tasks) task.return(undefined);
      await world.broker.close();
    },
  };
}

function hostFor(world: LiveWorld, { place, conf }: ServiceDefinition): ServiceHost {
  const random = makeRandom(1);
  return {
    actor: place.actor,
    place,
    conf: conf ?? {},
    isCold: true,
    remembers: null,
    work: { isEnding: false, requests: 0, queues: new Map() },
    listeners: () =>
      [...world.services.values()].flatMap(({ definition: { place: other, listens } }) =>
        listens ? [{ actor: other.actor, server: other.host, ...listens }] : [],
      ),
    now: world.now,
    wall: (at = world.now()) => wallTime(0, at),
    stream: (kind) => random.stream(`${kind}/${place.actor}`),
    took: fromMs,
  };
}

function begin(world: LiveWorld, actor: string, task: Task): void {
  drive(world, actor, task).catch((error: unknown) => world.failed.push(error));
}

/** Moves a generator from effect to effect. */
async function drive<T>(world: LiveWorld, actor: string, task: Task<T>): Promise<T> {
  world.tasks.add(task as Task<unknown>);
  try {
    let step = task.next();
    while (!step.done) {
      let answer: { readonly value: unknown } | { readonly error: unknown };
      try {
        answer = { value: await perform(world, actor, step.value) };
      } catch (error) {
        answer = { error };
      }
      step = 'error' in answer ? task.throw(answer.error) : task.next(answer.value);
    }
    return step.value;
  } finally {
    world.tasks.delete(task as Task<unknown>);
  }
}

function perform(world: LiveWorld, actor: string, effect: Effect): unknown {
  switch (effect.do) {
    case 'sleep':
      return new Promise<void>((done) => after(world, effect.us, done));
    case 'spawn':
      return begin(world, actor, effect.task);
    case 'receive':
      return take(world, effect.inbox, effect.until);
    case 'post':
      return leave(effect.inbox, effect.item);
    case 'emit':
      return world.told.push(effect.body) - 1;
    case 'begin_anew':
    case 'log':
      return undefined;
    case 'listen': {
      const service = world.services.get(actor);
      if (service) service.answer = effect.answer;
      return undefined;
    }
    case 'http':
      return ask(world, actor, effect.request);
    case 'amqp':
      return world.broker.act(effect.action);
    case 'execute':
    case 'commit':
      throw new CodedError('DBNotAllowed', 'there is no database here');
  }
}

function after(world: LiveWorld, us: Micros, run: () => void): ReturnType<typeof setTimeout> {
  const timer = setTimeout(() => {
    world.timers.delete(timer);
    run();
  }, us / 1000);
  world.timers.add(timer);
  return timer;
}

interface ItemLine {
  readonly items: unknown[];
  readonly takers: ((item: unknown) => void)[];
}

function lineOf(inbox: Inbox<unknown>): ItemLine {
  inbox.line ??= { items: [], takers: [] } satisfies ItemLine;
  return inbox.line as ItemLine;
}

function leave(inbox: Inbox<unknown>, item: unknown): void {
  const { items, takers } = lineOf(inbox);
  const taker = takers.shift();
  if (taker) taker(item);
  else items.push(item);
}

function take(world: LiveWorld, inbox: Inbox<unknown>, until: Micros | null): unknown {
  const { items, takers } = lineOf(inbox);
  if (items.length > 0) return items.shift();
  return new Promise((done) => {
    const taker = (item: unknown): void => {
      if (timer) clearTimeout(timer);
      done(item);
    };
    const giveUp = (): void => {
      takers.splice(takers.indexOf(taker), 1);
      done(TIMED_OUT);
    };
    const timer = until === null ? null : after(world, micros(Math.max(0, until - world.now())), giveUp);
    takers.push(taker);
  });
}

async function ask(world: LiveWorld, from: string, request: HttpRequest): Promise<HttpAnswer> {
  const { to } = request;
  const answer = world.services.get(to)?.answer;
  if (!answer) throw new CodedError('connection_refused', `${to} does not answer`);
  return await drive(world, to, answer({ ...request, from, requestId: `req-${to}` }));
}
