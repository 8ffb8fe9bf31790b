/** The kernel's hand on the broker: connections by id, one channel each, deliveries into inboxes. */

import { AmqpError, type Broker, type Channel, type Connection } from '../amqp/broker.ts';
import { CodedError, unreachable } from '../base/assert.ts';
import type { AmqpAction, Inbox } from '../service/effects.ts';
import type { Actor, Group } from '../trace/fact.ts';

interface Open {
  readonly user: Actor;
  readonly vhost: string;
  readonly connection: Connection;
  readonly channel: Channel;
}

export interface AmqpSide {
  act(user: Actor, action: AmqpAction): unknown;
  /** Its network breaks all its connections; it lives and is told. */
  breakAll(user: Actor): void;
  /** One connection breaks; its client is told. */
  breakOne(connection: string): void;
  /** how many connections it has */
  count(user: Actor): number;
  /** The process behind it died: its connections break without a word. */
  loseAll(user: Actor): void;
  /** It stopped in order and closes them. */
  closeAll(user: Actor): void;
}

type Post = (inbox: Inbox<unknown>, item: unknown, cause: number | null) => void;

export interface AmqpHost {
  post: Post;
  /** is the way to the broker open for this user? */
  reaches(user: Actor): boolean;
  groupAt(fact: number): Group;
  /** the fact that what goes on now follows from */
  doing(): number | null;
  /** the broker refused a method; it has closed what it closes */
  refused(user: Actor, vhost: string, error: AmqpError): void;
}

export function makeAmqpSide(broker: Broker, host: AmqpHost): AmqpSide {
  const { post, groupAt, refused } = host;
  const open = new Map<string, Open>();
  let serial = 0;

  const connect = (user: Actor, vhost: string, lost: Inbox<string>): string => {
    if (!broker.running) throw new CodedError('broker_down', 'connection refused: RabbitMQ is not running');
    if (!host.reaches(user))
      throw new CodedError('broker_down', 'no route to host: RabbitMQ cannot be reached');
    serial += 1;
    const connection = broker.connect({
      vhost,
      user,
      name: `${user}:${serial}`,
      onClosed: (reason) => {
        if (!open.delete(connection.id)) return;
        if (reason !== 'closed') post(lost as Inbox<unknown>, connection.id, host.doing());
      },
    });
    const channel = connection.openChannel();
    channel.confirmSelect();
    open.set(connection.id, { user, vhost, connection, channel });
    return connection.id;
  };

  /** Forgets a user's connections first, so that nobody is told of their end. */
  const take = (user: Actor): readonly Open[] => {
    const mine = [...open].filter(([, entry]) => entry.user === user);
    for (const [id] of mine) open.delete(id);
    return mine.map(([, entry]) => entry);
  };

  return {
    act(user, action) {
      if (action.method === 'connect') return connect(user, action.vhost, action.lost);
      const found = open.get(action.connection);
      if (!found) throw new CodedError('connection_lost', `connection ${action.connection} is gone`);
      if (action.method === 'close') {
        open.delete(action.connection);
        return found.connection.close();
      }
      try {
        return onChannel(found.channel, action, post, groupAt);
      } catch (error) {
        if (error instanceof AmqpError) refused(user, found.vhost, error);
        throw error;
      }
    },
    breakAll(user) {
      for (const { user: owner, connection } of [...open.values()]) if (owner === user) connection.lose();
    },
    breakOne: (id) => open.get(id)?.connection.lose(),
    count: (user) => [...open.values()].filter((entry) => entry.user === user).length,
    closeAll(user) {
      for (const { connection } of take(user)) connection.close();
    },
    loseAll(user) {
      for (const { connection } of take(user)) connection.lose();
    },
  };
}

type ChannelAction = Exclude<AmqpAction, { readonly method: 'connect' | 'close' }>;

function onChannel(
  channel: Channel,
  action: ChannelAction,
  post: Post,
  groupAt: (fact: number) => Group,
): unknown {
  switch (action.method) {
    case 'exchange.declare':
      return channel.exchangeDeclare(action);
    case 'exchange.delete':
      return channel.exchangeDelete(action);
    case 'queue.declare':
      return channel.queueDeclare(action);
    case 'queue.bind':
      return channel.queueBind(action);
    case 'queue.unbind':
      return channel.queueUnbind(action);
    case 'exchange.bind':
      return channel.exchangeBind(action);
    case 'exchange.unbind':
      return channel.exchangeUnbind(action);
    case 'queue.purge':
      return channel.queuePurge(action);
    case 'queue.delete':
      return channel.queueDelete(action);
    case 'basic.qos':
      return channel.basicQos(action);
    case 'basic.consume': {
      const { queue, consumerTag, connection } = action;
      const inbox = action.inbox as Inbox<unknown>;
      const onDelivery: Parameters<Channel['basicConsume']>[0]['onDelivery'] = (d) =>
        post(inbox, { ...d, connection, queue, group: groupAt(d.fact) }, d.fact);
      return channel.basicConsume({ queue, consumerTag, onDelivery });
    }
    case 'basic.cancel':
      return channel.basicCancel(action);
    case 'basic.publish':
      return channel.basicPublish(action);
    case 'basic.ack':
      return channel.basicAck(action.deliveryTag, false);
    case 'basic.nack':
      return channel.basicNack(action.deliveryTag, { requeue: action.requeue });
    default:
      return unreachable(action);
  }
}
