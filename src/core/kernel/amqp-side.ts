/** The kernel's hand on the broker: connections by id, one channel each, deliveries into inboxes. */

import type { Broker, Channel, Connection } from '../amqp/broker.ts';
import { CodedError, defined } from '../base/assert.ts';
import type { Actor, Group } from '../trace/fact.ts';
import type { AmqpAction, Inbox } from './effects.ts';

interface Open {
  readonly user: Actor;
  readonly connection: Connection;
  readonly channel: Channel;
}

export interface AmqpSide {
  act(user: Actor, action: AmqpAction): unknown;
  /** The process behind it died: its connections break without a word. */
  loseAll(user: Actor): void;
}

type Post = (inbox: Inbox<unknown>, item: unknown, cause: number | null) => void;

export function makeAmqpSide(broker: Broker, post: Post, groupAt: (fact: number) => Group): AmqpSide {
  const open = new Map<string, Open>();
  let serial = 0;

  const connect = (user: Actor, vhost: string, lost: Inbox<string>): string => {
    if (!broker.running) throw new CodedError('broker_down', 'connection refused: RabbitMQ is not running');
    serial += 1;
    const name = `${user}:${serial}`;
    const connection = broker.connect({
      vhost,
      user,
      name,
      onClosed: (reason) => {
        if (!open.delete(connection.id)) return;
        if (reason !== 'closed') post(lost as Inbox<unknown>, connection.id, null);
      },
    });
    const channel = connection.openChannel();
    channel.confirmSelect();
    open.set(connection.id, { user, connection, channel });
    return connection.id;
  };

  const channelOf = (id: string): Channel => {
    const found = open.get(id);
    if (!found) throw new CodedError('connection_lost', `connection ${id} is gone`);
    return found.channel;
  };

  const act = (user: Actor, action: AmqpAction): unknown => {
    if (action.method === 'connect') return connect(user, action.vhost, action.lost);
    const channel = channelOf(action.connection);
    switch (action.method) {
      case 'exchange.declare':
        return channel.exchangeDeclare({
          exchange: action.exchange,
          type: action.type,
          durable: false,
          autoDelete: action.autoDelete,
        });
      case 'queue.declare':
        return channel.queueDeclare({
          queue: action.queue,
          durable: false,
          autoDelete: false,
          exclusive: false,
          arguments: action.arguments,
        });
      case 'queue.bind':
        return channel.queueBind({
          queue: action.queue,
          exchange: action.exchange,
          routingKey: action.routingKey,
        });
      case 'basic.consume':
        return channel.basicConsume({
          queue: action.queue,
          consumerTag: action.consumerTag,
          onDelivery: (d) =>
            post(
              action.inbox as Inbox<unknown>,
              { ...d, connection: action.connection, queue: action.queue, group: groupAt(d.fact) },
              d.fact,
            ),
        });
      case 'basic.publish':
        return channel.basicPublish({
          exchange: action.exchange,
          routingKey: action.routingKey,
          body: action.body,
          properties: action.properties,
          mandatory: action.mandatory,
        });
      case 'basic.ack':
        return channel.basicAck(action.deliveryTag, false);
      case 'queue.delete':
        return channel.queueDelete({ queue: action.queue });
      case 'close': {
        const { connection } = defined(open.get(action.connection), 'connection');
        open.delete(action.connection);
        return connection.close();
      }
    }
  };

  return {
    act,
    loseAll(user) {
      for (const [id, entry] of [...open]) {
        if (entry.user !== user) continue;
        open.delete(id);
        entry.connection.lose();
      }
    },
  };
}
