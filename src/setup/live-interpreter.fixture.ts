/**
 * A second interpreter of the effects, as small as can be: promises, real timers, and a broker behind amqplib's API (here
 * the one in memory). It keeps no cause and no group; what it has no use for it passes over.
 */
import { type ChannelModel, type ConfirmChannel, connect } from '../amqp/promise-api.ts';
import type { Message, PublishOptions } from '../amqp/shapes.ts';
import { CodedError } from '../core/base/assert.ts';
import { makeRandom } from '../core/base/random.ts';
import { fromMs, type Micros, micros, wallTime } from '../core/base/time.ts';
import {
  type AmqpAction,
  type Delivered,
  type Effect,
  type HttpAnswer,
  type HttpIncoming,
  type HttpRequest,
  type Inbox,
  type Published,
  type Task,
  TIMED_OUT,
} from '../core/service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../core/service/service.ts';
import type { FactBody, MessageProperties } from '../core/trace/fact.ts';

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

interface Open {
  readonly model: ChannelModel;
  readonly channel: ConfirmChannel;
}

/** What all processes share. */
interface World {
  readonly url: string;
  readonly services: Map<string, Service>;
  readonly connections: Map<string, Open>;
  readonly tasks: Set<Task<unknown>>;
  readonly timers: Set<ReturnType<typeof setTimeout>>;
  readonly told: FactBody[];
  readonly failed: unknown[];
  deliveries: number;
  stopped: boolean;
  now(): Micros;
}

/** `url` = of the broker, without a vhost: `amqp://tests` */
export function startLive(url: string): Live {
  const began = performance.now();
  const world: World = {
    url,
    services: new Map(),
    connections: new Map(),
    tasks: new Set(),
    timers: new Set(),
    told: [],
    failed: [],
    deliveries: 0,
    stopped: false,
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
      world.stopped = true;
      for (const timer of world.timers) clearTimeout(timer);
      for (const task of world.tasks) task.return(undefined);
      for (const { model } of world.connections.values()) await model.close();
    },
  };
}

function hostFor(world: World, { place, conf }: ServiceDefinition): ServiceHost {
  const random = makeRandom(1);
  return {
    actor: place.actor,
    place,
    conf: conf ?? {},
    isCold: true,
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

function begin(world: World, actor: string, task: Task): void {
  drive(world, actor, task).catch((error: unknown) => world.failed.push(error));
}

/** Moves a generator from effect to effect. */
async function drive<T>(world: World, actor: string, task: Task<T>): Promise<T> {
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

function perform(world: World, actor: string, effect: Effect): unknown {
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
      return undefined;
    case 'listen': {
      const service = world.services.get(actor);
      if (service) service.answer = effect.answer;
      return undefined;
    }
    case 'http':
      return ask(world, actor, effect.request);
    case 'amqp':
      return act(world, effect.action);
    case 'execute':
    case 'commit':
      throw new CodedError('DBNotAllowed', 'there is no database here');
  }
}

function after(world: World, us: Micros, run: () => void): ReturnType<typeof setTimeout> {
  const timer = setTimeout(() => {
    world.timers.delete(timer);
    run();
  }, us / 1000);
  world.timers.add(timer);
  return timer;
}

interface Line {
  readonly items: unknown[];
  readonly takers: ((item: unknown) => void)[];
}

function lineOf(inbox: Inbox<unknown>): Line {
  inbox.line ??= { items: [], takers: [] } satisfies Line;
  return inbox.line as Line;
}

function leave(inbox: Inbox<unknown>, item: unknown): void {
  const { items, takers } = lineOf(inbox);
  const taker = takers.shift();
  if (taker) taker(item);
  else items.push(item);
}

function take(world: World, inbox: Inbox<unknown>, until: Micros | null): unknown {
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

async function ask(world: World, from: string, request: HttpRequest): Promise<HttpAnswer> {
  const { to } = request;
  const answer = world.services.get(to)?.answer;
  if (!answer) throw new CodedError('connection_refused', `${to} does not answer`);
  return await drive(world, to, answer({ ...request, from, requestId: `req-${to}` }));
}

/** amqplib says what is wrong by errors of its own; oslo.messaging's side knows two. */
async function act(world: World, action: AmqpAction): Promise<unknown> {
  if (action.method === 'connect') {
    try {
      return await open(world, action.vhost, action.lost);
    } catch (error) {
      throw new CodedError('broker_down', String(error));
    }
  }
  const found = world.connections.get(action.connection);
  if (!found) throw new CodedError('connection_lost', `connection ${action.connection} is gone`);
  try {
    return await onChannel(world, found, action);
  } catch (error) {
    throw new CodedError('connection_lost', String(error));
  }
}

async function open(world: World, vhost: string, lost: Inbox<string>): Promise<string> {
  const model = await connect(`${world.url}/${encodeURIComponent(vhost)}`);
  const channel = await model.createConfirmChannel();
  const name = `connection ${world.connections.size + 1}`;
  world.connections.set(name, { model, channel });
  model.on('error', () => undefined);
  model.on('close', () => {
    world.connections.delete(name);
    if (!world.stopped) leave(lost, name);
  });
  return name;
}

type ChannelAction = Exclude<AmqpAction, { readonly method: 'connect' }>;

function onChannel(world: World, { model, channel }: Open, action: ChannelAction): unknown {
  switch (action.method) {
    case 'exchange.declare': {
      const { exchange, type, durable = false, autoDelete = false, internal = false } = action;
      return channel.assertExchange(exchange, type, { durable, autoDelete, internal });
    }
    case 'queue.declare': {
      const { queue, durable = false, autoDelete = false, exclusive = false } = action;
      const more = action.arguments ? { arguments: action.arguments } : {};
      return channel.assertQueue(queue, { durable, autoDelete, exclusive, ...more });
    }
    case 'queue.bind':
      return channel.bindQueue(action.queue, action.exchange, action.routingKey);
    case 'basic.consume':
      return consume(world, channel, action);
    case 'basic.publish':
      return publish(channel, action);
    case 'basic.ack':
      return channel.ack({ fields: { deliveryTag: action.deliveryTag } } as Message);
    case 'basic.nack':
      return channel.nack({ fields: { deliveryTag: action.deliveryTag } } as Message, false, action.requeue);
    case 'close':
      return model.close();
    default:
      throw new Error(`${action.method} is not needed here`);
  }
}

function consume(
  world: World,
  channel: ConfirmChannel,
  { connection, queue, consumerTag, inbox }: Extract<AmqpAction, { readonly method: 'basic.consume' }>,
): Promise<unknown> {
  return channel.consume(
    queue,
    (message) => {
      if (!message) return;
      world.deliveries += 1;
      const { deliveryTag = 0, redelivered = false } = message.fields;
      const delivered: Delivered = {
        connection,
        deliveryTag,
        redelivered,
        queue,
        body: new TextDecoder().decode(message.content),
        properties: {},
        message: world.deliveries as Delivered['message'],
      };
      leave(inbox, delivered);
    },
    { consumerTag },
  );
}

/** The return of a message that no queue took comes before its confirm. */
function publish(
  channel: ConfirmChannel,
  {
    exchange,
    routingKey,
    body,
    properties,
    mandatory,
  }: Extract<AmqpAction, { readonly method: 'basic.publish' }>,
): Promise<Published> {
  return new Promise((done, fail) => {
    let returned = false;
    const onReturn = (): void => {
      returned = true;
    };
    channel.on('return', onReturn);
    const options = { ...optionsOf(properties), mandatory };
    channel.publish(exchange, routingKey, new TextEncoder().encode(body), options, (error) => {
      channel.removeListener('return', onReturn);
      if (error) fail(error);
      else done({ returned });
    });
  });
}

function optionsOf(properties: MessageProperties): PublishOptions {
  const { expiration, priority, delivery_mode, content_type, content_encoding } = properties;
  return {
    ...(expiration === undefined ? {} : { expiration }),
    ...(priority === undefined ? {} : { priority }),
    ...(delivery_mode === undefined ? {} : { deliveryMode: delivery_mode }),
    ...(content_type === undefined ? {} : { contentType: content_type }),
    ...(content_encoding === undefined ? {} : { contentEncoding: content_encoding }),
  };
}
