/** The kernel's hand on the broker: connections by id, one channel each, deliveries into inboxes. */

import { AmqpError, type Broker, type Channel, type Connection } from '../amqp/broker.ts';
import { CodedError, unreachable } from '../base/assert.ts';
import type { AmqpAction, Confirmed, Delivered, Inbox } from '../service/effects.ts';
import type { Actor, Group, MessageId } from '../trace/fact.ts';

/** A delivery as the kernel hands it to a process; what the service need not know stands beside it. */
export interface KernelDelivery extends Delivered {
  readonly exchange: string;
  readonly routingKey: string;
  /** of its publication */
  readonly group: Group;
}

interface OpenConnection {
  readonly user: Actor;
  readonly vhost: string;
  readonly connection: Connection;
  readonly channel: Channel;
  /** by delivery tag */
  readonly unacked: Map<number, KernelDelivery>;
}

export type PublishAction = Extract<AmqpAction, { readonly method: 'basic.publish' }>;

export interface AmqpSide {
  act(user: Actor, action: AmqpAction): unknown;
  /** A publication whose confirm finds no connection. */
  publishUnconfirmed(user: Actor, action: PublishAction): MessageId;
  /** a message that this connection has and has not settled yet */
  unacked(connection: string, deliveryTag: number): KernelDelivery | null;
  /** Its network breaks all its connections; it lives and is told. */
  breakAll(user: Actor): void;
  /** One connection breaks; its client is told. */
  breakOne(connection: string): void;
  /** how many connections it has */
  count(user: Actor): number;
  /** The process behind it died: its connections break without a word. */
  loseAll(user: Actor): void;
  /** Deletes a queue of its own, if its connection is there still. */
  leave(user: Actor, connection: string, queue: string): void;
  /** It stopped in order and closes them. */
  closeAll(user: Actor): void;
}

type Post = (inbox: Inbox<unknown>, item: unknown, cause: number | null) => void;

interface AmqpHost {
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
  const open = new Map<string, OpenConnection>();
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
        if (reason !== 'closed') post(lost, connection.id, host.doing());
      },
    });
    const channel = connection.openChannel();
    channel.confirmSelect();
    open.set(connection.id, { user, vhost, connection, channel, unacked: new Map() });
    return connection.id;
  };

  /** Forgets a user's connections first, so that nobody is told of their end. */
  const take = (user: Actor): readonly OpenConnection[] => {
    const mine = [...open].filter(([, entry]) => entry.user === user);
    for (const [id] of mine) open.delete(id);
    return mine.map(([, entry]) => entry);
  };

  /** Does it on an open connection; what the broker refuses is told. */
  const on = <T>(user: Actor, id: string, method: (entry: OpenConnection) => T): T => {
    const found = open.get(id);
    if (!found) throw new CodedError('connection_lost', `connection ${id} is gone`);
    try {
      return method(found);
    } catch (error) {
      if (error instanceof AmqpError) refused(user, found.vhost, error);
      throw error;
    }
  };

  return {
    act(user, action) {
      if (action.method === 'connect') return connect(user, action.vhost, action.lost);
      return on(user, action.connection, (entry) => {
        if (action.method !== 'close') return onChannel(entry, action, post, groupAt);
        open.delete(action.connection);
        return entry.connection.close();
      });
    },
    publishUnconfirmed: (user, action) =>
      on(
        user,
        action.connection,
        ({ channel }) => channel.basicPublish({ ...action, unconfirmed: true }).message,
      ),
    unacked: (id, deliveryTag) => open.get(id)?.unacked.get(deliveryTag) ?? null,
    breakAll(user) {
      for (const { user: owner, connection } of [...open.values()]) if (owner === user) connection.lose();
    },
    breakOne: (id) => open.get(id)?.connection.lose(),
    count: (user) => [...open.values()].filter((entry) => entry.user === user).length,
    leave(user, id, queue) {
      if (open.has(id)) on(user, id, ({ channel }) => channel.queueDelete({ queue }));
    },
    closeAll(user) {
      for (const { connection } of take(user)) connection.close();
    },
    loseAll(user) {
      for (const { connection } of take(user)) connection.lose();
    },
  };
}

const publishedBy = (
  { mandatory }: PublishAction,
  { routed }: ReturnType<Channel['basicPublish']>,
): Confirmed => ({ returned: mandatory && routed.length === 0 });

type ChannelAction = Exclude<AmqpAction, { readonly method: 'connect' | 'close' }>;

function onChannel(
  { channel, unacked }: OpenConnection,
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
      const onDelivery: Parameters<Channel['basicConsume']>[0]['onDelivery'] = (d) => {
        const delivery: KernelDelivery = { ...d, connection, queue, group: groupAt(d.fact) };
        unacked.set(d.deliveryTag, delivery);
        post(action.inbox, delivery, d.fact);
      };
      const { cancelled } = action;
      const onCancel = cancelled && ((fact: number) => post(cancelled, connection, fact));
      return channel.basicConsume({ queue, consumerTag, onDelivery, ...(onCancel ? { onCancel } : {}) });
    }
    case 'basic.cancel':
      return channel.basicCancel(action);
    case 'basic.publish':
      return publishedBy(action, channel.basicPublish(action));
    case 'basic.ack':
      unacked.delete(action.deliveryTag);
      return channel.basicAck(action.deliveryTag, false);
    case 'basic.nack':
      unacked.delete(action.deliveryTag);
      return channel.basicNack(action.deliveryTag, { requeue: action.requeue });
    default:
      return unreachable(action);
  }
}
