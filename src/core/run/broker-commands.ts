/**
 * Commands on the broker by hand: declare, bind, publish, consume, purge, hold back a consumer. Each is done over a
 * connection of its own by `client` (a client of the playground) or by the operator; what follows is the broker's doing.
 */
import { CodedError } from '../base/assert.ts';
import { fromMs } from '../base/time.ts';
import {
  type AmqpAction,
  amqp,
  type Delivered,
  makeInbox,
  receive,
  sleep,
  spawn,
  type Task,
  TIMED_OUT,
} from '../service/effects.ts';
import type { JsonTable, MessageProperties } from '../trace/fact.ts';
import { countAt, flagAt, refuse, tableAt, textAt } from './arguments.ts';
import type { CommandDefinition, CommandWorld, StillWorld } from './command.ts';

/** Who acts when no client is named: somebody with `rabbitmqadmin`. */
export const OPERATOR = 'operator';

const COMMON = { vhost: 'name', client: 'name' } as const;
const ENTITY = { durable: 'flag', auto_delete: 'flag', arguments: 'table' } as const;
const BINDING = {
  source: 'text',
  destination: 'name',
  destination_type: 'name',
  routing_key: 'text',
  arguments: 'table',
} as const;

/** What a consumer does with what it gets, after its work. */
const ANSWERS = ['ack', 'requeue', 'requeue_once', 'reject', 'nothing'] as const;
type Answer = (typeof ANSWERS)[number];

/** Messages that one `publish` sends at most. */
const PUBLISH_MAX = 1000;

export const BROKER_COMMANDS: { readonly [name: string]: CommandDefinition } = {
  declare_exchange: byHand(
    { exchange: 'name', type: 'name', internal: 'flag', ...ENTITY },
    ['exchange'],
    declareExchange,
  ),
  delete_exchange: byHand({ exchange: 'name' }, ['exchange'], deleteExchange),
  declare_queue: byHand({ queue: 'name', exclusive: 'flag', ...ENTITY }, ['queue'], declareQueue),
  delete_queue: byHand({ queue: 'name' }, ['queue'], deleteQueue),
  bind: byHand(BINDING, ['source', 'destination'], (args, connection) => bind(args, connection, 'bind')),
  unbind: byHand(BINDING, ['source', 'destination'], (args, connection) => bind(args, connection, 'unbind')),
  purge: byHand({ queue: 'name' }, ['queue'], purge),
  publish: byHand(
    {
      exchange: 'text',
      routing_key: 'text',
      body: 'text',
      headers: 'table',
      expiration: 'text',
      priority: 'count',
      persistent: 'flag',
      mandatory: 'flag',
      count: 'count',
    },
    [],
    publish,
    checkPublish,
  ),
  consume: byHand(
    { queue: 'name', prefetch: 'count', work_ms: 'count', answer: 'name' },
    ['queue'],
    consume,
    checkConsume,
  ),
  pause_consumers: pausing(true),
  resume_consumers: pausing(false),
};

type Act = (args: JsonTable, connection: string) => Task;

function byHand(
  args: CommandDefinition['args'],
  needs: readonly string[],
  act: Act,
  check?: (args: JsonTable) => void,
): CommandDefinition {
  return {
    args: { ...args, ...COMMON },
    needs,
    check(world, given, command) {
      checkPlace(world, given, command);
      check?.(given);
    },
    run(world, given, cause) {
      const actor = textAt(given, 'client', OPERATOR);
      const task = overConnection(world, actor, textAt(given, 'vhost', '/'), (connection) =>
        act(given, connection),
      );
      world.kernel.spawn(actor, 'by hand', task, { cause, group: 'scenario' });
    },
  };
}

function checkPlace(world: StillWorld, args: JsonTable, command: string): void {
  const { vhosts, services } = world.topology;
  const vhost = textAt(args, 'vhost', '/');
  if (!vhosts.includes(vhost)) {
    refuse(`${command}: there is no vhost ${JSON.stringify(vhost)}; the vhosts are ${vhosts.join(', ')}`);
  }
  const clients = services.filter((s) => s.kind === 'client').map((s) => s.actor);
  if (args.client !== undefined && !clients.includes(String(args.client))) {
    const known = clients.length > 0 ? `the clients are ${clients.join(', ')}` : 'this deployment has none';
    refuse(`${command}: there is no client ${JSON.stringify(args.client)}; ${known}`);
  }
}

/** A refusal closes the channel: it has become a fact, and the next command opens a new connection. */
function* overConnection(
  world: CommandWorld,
  actor: string,
  vhost: string,
  act: (connection: string) => Task,
): Task {
  const key = `${actor} ${vhost}`;
  try {
    let connection = world.connections.get(key);
    if (connection === undefined) {
      connection = yield* amqp({ method: 'connect', vhost, lost: makeInbox<string>(`lost ${key}`) });
      world.connections.set(key, connection);
    }
    yield* act(connection);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const connection = world.connections.get(key);
    world.connections.delete(key);
    if (connection !== undefined) yield* closeQuietly(connection);
  }
}

function* closeQuietly(connection: string): Task {
  try {
    yield* amqp({ method: 'close', connection });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

const flags = (args: JsonTable): { durable: boolean; autoDelete: boolean; arguments: JsonTable } => ({
  durable: flagAt(args, 'durable'),
  autoDelete: flagAt(args, 'auto_delete'),
  arguments: tableAt(args, 'arguments'),
});

function* declareExchange(args: JsonTable, connection: string): Task {
  const exchange = textAt(args, 'exchange');
  const type = textAt(args, 'type', 'direct');
  const internal = flagAt(args, 'internal');
  yield* amqp({ method: 'exchange.declare', connection, exchange, type, internal, ...flags(args) });
}

function* deleteExchange(args: JsonTable, connection: string): Task {
  yield* amqp({ method: 'exchange.delete', connection, exchange: textAt(args, 'exchange') });
}

function* declareQueue(args: JsonTable, connection: string): Task {
  const queue = textAt(args, 'queue');
  yield* amqp({
    method: 'queue.declare',
    connection,
    queue,
    exclusive: flagAt(args, 'exclusive'),
    ...flags(args),
  });
}

function* deleteQueue(args: JsonTable, connection: string): Task {
  yield* amqp({ method: 'queue.delete', connection, queue: textAt(args, 'queue') });
}

function* purge(args: JsonTable, connection: string): Task {
  yield* amqp({ method: 'queue.purge', connection, queue: textAt(args, 'queue') });
}

function* bind(args: JsonTable, connection: string, what: 'bind' | 'unbind'): Task {
  const common = {
    connection,
    routingKey: textAt(args, 'routing_key'),
    arguments: tableAt(args, 'arguments'),
  };
  const source = textAt(args, 'source');
  const destination = textAt(args, 'destination');
  const action: AmqpAction =
    textAt(args, 'destination_type', 'queue') === 'exchange'
      ? { method: `exchange.${what}`, destination, source, ...common }
      : { method: `queue.${what}`, queue: destination, exchange: source, ...common };
  yield* amqp(action);
}

function checkPublish(args: JsonTable): void {
  if (countAt(args, 'count', 1) > PUBLISH_MAX) refuse(`publish: "count" must be at most ${PUBLISH_MAX}`);
}

/** Several messages get a number behind their body, so that they can be told apart. */
function* publish(args: JsonTable, connection: string): Task {
  const count = countAt(args, 'count', 1);
  const body = textAt(args, 'body');
  for (let i = 1; i <= count; i += 1) {
    yield* amqp({
      method: 'basic.publish',
      connection,
      exchange: textAt(args, 'exchange'),
      routingKey: textAt(args, 'routing_key'),
      body: count === 1 ? body : `${body} ${i}`,
      properties: propertiesOf(args),
      mandatory: flagAt(args, 'mandatory'),
    });
    yield* sleep(fromMs(1));
  }
}

function propertiesOf(args: JsonTable): MessageProperties {
  return {
    delivery_mode: flagAt(args, 'persistent') ? 2 : 1,
    ...(args.headers === undefined ? {} : { headers: tableAt(args, 'headers') }),
    ...(args.expiration === undefined ? {} : { expiration: textAt(args, 'expiration') }),
    ...(args.priority === undefined ? {} : { priority: countAt(args, 'priority') }),
  };
}

function checkConsume(args: JsonTable): void {
  const answer = textAt(args, 'answer', 'ack');
  if (!(ANSWERS as readonly string[]).includes(answer)) {
    refuse(`consume: "answer" must be one of ${ANSWERS.join(', ')}, not ${JSON.stringify(answer)}`);
  }
}

function* consume(args: JsonTable, connection: string): Task {
  const queue = textAt(args, 'queue');
  const inbox = makeInbox<Delivered>(`consumer of ${queue}`);
  const prefetchCount = countAt(args, 'prefetch');
  if (prefetchCount > 0) yield* amqp({ method: 'basic.qos', connection, prefetchCount });
  yield* amqp({ method: 'basic.consume', connection, queue, consumerTag: '', inbox });
  const answer = textAt(args, 'answer', 'ack') as Answer;
  yield* spawn(`consume ${queue}`, work(inbox, countAt(args, 'work_ms', 50), answer));
}

/** One message at a time; ends with its connection. */
function* work(inbox: ReturnType<typeof makeInbox<Delivered>>, workMs: number, answer: Answer): Task {
  try {
    for (;;) {
      const delivered = yield* receive(inbox);
      if (delivered === TIMED_OUT) return;
      yield* sleep(fromMs(workMs));
      yield* settle(delivered, answer);
    }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

function* settle(delivered: Delivered, answer: Answer): Task {
  const { connection, deliveryTag, redelivered } = delivered;
  if (answer === 'nothing') return;
  if (answer === 'ack' || (answer === 'requeue_once' && redelivered)) {
    yield* amqp({ method: 'basic.ack', connection, deliveryTag });
    return;
  }
  yield* amqp({ method: 'basic.nack', connection, deliveryTag, requeue: answer !== 'reject' });
}

function pausing(paused: boolean): CommandDefinition {
  return {
    args: { queue: 'name', service: 'name', vhost: 'name' },
    needs: ['queue'],
    check: checkPlace,
    run(world, args) {
      const user = args.service === undefined ? {} : { user: textAt(args, 'service') };
      const where = { vhost: textAt(args, 'vhost', '/'), queue: textAt(args, 'queue') };
      world.kernel.broker.pauseConsumers({ ...where, ...user, paused });
    },
  };
}
