/**
 * What commands on the broker by hand do: declare, bind, publish, consume, purge, hold back a consumer. Each is done over a
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
import { COMMANDS, type FaultName, type HandName } from '../words/commands.ts';
import { countAt, flagAt, tableAt, textAt } from './arguments.ts';
import type { Act, CommandWorld } from './command.ts';

/** Who acts when no client is named: somebody with `rabbitmqadmin`. */
export const OPERATOR = 'operator';

const CONSUME = COMMANDS.consume.args;
type ConsumeAnswer = (typeof CONSUME.answer.choices)[number];

export const HAND_ACTS = {
  declare_exchange: byHand(declareExchange),
  delete_exchange: byHand(deleteExchange),
  declare_queue: byHand(declareQueue),
  delete_queue: byHand(deleteQueue),
  bind: byHand((args, connection) => bind(args, connection, 'bind')),
  unbind: byHand((args, connection) => bind(args, connection, 'unbind')),
  purge: byHand(purge),
  publish: byHand(publish),
  consume: byHand(consume),
  pause_consumers: pausing(true),
  resume_consumers: pausing(false),
} as const satisfies { readonly [C in Exclude<HandName, FaultName>]: Act };

function byHand(does: (args: JsonTable, connection: string) => Task): Act {
  return (world, args, cause) => {
    const actor = textAt(args, 'client', OPERATOR);
    const task = overConnection(world, actor, textAt(args, 'vhost', '/'), (connection) =>
      does(args, connection),
    );
    world.kernel.spawn(actor, 'by hand', task, { cause, group: 'scenario' });
  };
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

function* consume(args: JsonTable, connection: string): Task {
  const queue = textAt(args, 'queue');
  const inbox = makeInbox<Delivered>(`consumer of ${queue}`);
  const prefetchCount = countAt(args, 'prefetch');
  if (prefetchCount > 0) yield* amqp({ method: 'basic.qos', connection, prefetchCount });
  yield* amqp({ method: 'basic.consume', connection, queue, consumerTag: '', inbox });
  const answer = textAt(args, 'answer', CONSUME.answer.default) as ConsumeAnswer;
  yield* spawn(`consume ${queue}`, work(inbox, countAt(args, 'work_ms', CONSUME.work_ms.default), answer));
}

/** One message at a time; ends with its connection. */
function* work(inbox: ReturnType<typeof makeInbox<Delivered>>, workMs: number, answer: ConsumeAnswer): Task {
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

function* settle(delivered: Delivered, answer: ConsumeAnswer): Task {
  const { connection, deliveryTag, redelivered } = delivered;
  if (answer === 'nothing') return;
  if (answer === 'ack' || (answer === 'requeue_once' && redelivered)) {
    yield* amqp({ method: 'basic.ack', connection, deliveryTag });
    return;
  }
  yield* amqp({ method: 'basic.nack', connection, deliveryTag, requeue: answer !== 'reject' });
}

function pausing(paused: boolean): Act {
  return ({ kernel }, args) => {
    const user = args.service === undefined ? {} : { user: textAt(args, 'service') };
    const where = { vhost: textAt(args, 'vhost', '/'), queue: textAt(args, 'queue') };
    kernel.broker.pauseConsumers({ ...where, ...user, paused });
  };
}
