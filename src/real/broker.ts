/** AMQP methods of the effects through amqplib: connections by name with one channel each, which confirms what it gets. */
import { randomUUID } from 'node:crypto';
import type { ChannelModel, ConfirmChannel, Message, Options } from 'amqplib';
import { CodedError } from '../core/base/assert.ts';
import type { AmqpAction, Confirmed, Delivered, Inbox } from '../core/service/effects.ts';
import type { MessageProperties } from '../core/trace/fact.ts';
import { type BrokerAddress, vhostAt } from './address.ts';
import { leave } from './inbox.ts';

/** amqplib's `connect`, or what stands in for it. */
export type Connect = (url: string, options: object) => Promise<ChannelModel>;

export interface BrokerSide {
  act(action: AmqpAction): unknown;
  /** Closes what is open, in order. */
  close(): Promise<void>;
}

interface BrokerOptions {
  readonly connect: Connect;
  readonly address: BrokerAddress;
  /** the program as the broker shows it: `<name>:<pid>:<uuid>`, as oslo.messaging names its connections */
  readonly program: string;
  /** told of each connection that came about, by the port of its own end; null = it has none */
  readonly opened?: (port: number | null) => void;
  /** told of each queue that is consumed from now on */
  readonly consumes?: (queue: string) => void;
  /** why a connection did not come about, or ended */
  readonly trouble?: (why: string) => void;
}

/** `heartbeat_timeout_threshold`, seconds */
const HEARTBEAT = 60;
/** How long a connection may take to come about, milliseconds. */
const CONNECT_MS = 10_000;

interface OpenChannel {
  readonly model: ChannelModel;
  readonly channel: ConfirmChannel;
  /** mandatory publications without a confirm as yet, oldest first */
  readonly mandatory: Pending[];
}

interface Pending {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: string;
  returned: boolean;
}

/** Errors: `CodedError` `misuse` where the package is not there. */
export async function loadAmqp(): Promise<Connect> {
  try {
    const amqplib = await import('amqplib');
    return amqplib.connect as unknown as Connect;
  } catch {
    throw new CodedError(
      'misuse',
      'The broker needs the package amqplib, which is not installed: npm install amqplib.',
    );
  }
}

export function makeBrokerSide(options: BrokerOptions): BrokerSide {
  const open = new Map<string, OpenChannel>();
  let serial = 0;
  let deliveries = 0;
  let closing = false;

  const connect = async (vhost: string, lost: Inbox<string>): Promise<string> => {
    serial += 1;
    const name = `connection ${serial}`;
    const model = await openModel(options, vhost);
    let channel: ConfirmChannel;
    try {
      channel = await model.createConfirmChannel();
    } catch (error) {
      await model.close().catch(() => undefined);
      throw error;
    }
    const entry: OpenChannel = { model, channel, mandatory: [] };
    open.set(name, entry);
    let why = '';
    model.on('error', (error: Error) => {
      why = error.message;
    });
    model.on('close', () => {
      const wasOpen = open.delete(name);
      if (wasOpen && !closing) options.trouble?.(why === '' ? 'the broker closed the connection' : why);
      if (wasOpen && !closing) leave(lost as Inbox<unknown>, name);
    });
    channel.on('error', (error: Error) => {
      why = error.message;
    });
    // py-amqp opens a channel anew with all that it had; a new connection comes to the same
    channel.on('close', () => {
      if (open.has(name)) model.close().catch(() => undefined);
    });
    channel.on('return', (message: Message) => noteReturn(entry, message));
    return name;
  };

  const on = (id: string): OpenChannel => {
    const found = open.get(id);
    if (!found) throw new CodedError('connection_lost', `connection ${id} is gone`);
    return found;
  };

  const deliver = (entry: OpenChannel, action: ConsumeStep): Promise<unknown> => {
    const { connection, queue, consumerTag, inbox, cancelled } = action;
    const onMessage = (message: Message | null): void => {
      if (message === null) {
        if (cancelled) leave(cancelled as Inbox<unknown>, connection);
        return;
      }
      deliveries += 1;
      const { deliveryTag, redelivered } = message.fields;
      const delivered: Delivered = {
        connection,
        deliveryTag,
        redelivered,
        queue,
        body: message.content.toString('utf8'),
        properties: {},
        message: deliveries as Delivered['message'],
      };
      leave(inbox as Inbox<unknown>, delivered);
    };
    const began = entry.channel.consume(queue, onMessage, { consumerTag });
    return began.then((answer) => {
      options.consumes?.(queue);
      return answer;
    });
  };

  return {
    act(action) {
      if (action.method === 'connect')
        return connect(action.vhost, action.lost).catch((error: unknown) => {
          options.trouble?.(textOf(error));
          throw new CodedError('broker_down', textOf(error));
        });
      const entry = on(action.connection);
      try {
        if (action.method === 'close') {
          open.delete(action.connection);
          return entry.model.close().catch(() => undefined);
        }
        const done = action.method === 'basic.consume' ? deliver(entry, action) : onChannel(entry, action);
        return done instanceof Promise ? done.catch(lostConnection) : done;
      } catch (error) {
        return lostConnection(error);
      }
    },
    async close() {
      closing = true;
      await Promise.all([...open.values()].map(({ model }) => model.close().catch(() => undefined)));
    },
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function lostConnection(error: unknown): never {
  if (error instanceof CodedError) throw error;
  throw new CodedError('connection_lost', textOf(error));
}

async function openModel(
  { connect, address, program, opened }: BrokerOptions,
  vhost: string,
): Promise<ChannelModel> {
  const name = vhostAt(address, vhost);
  const url = `${address.login}/${encodeURIComponent(name)}?heartbeat=${HEARTBEAT}`;
  const model = await connect(url, {
    timeout: CONNECT_MS,
    clientProperties: { connection_name: `${program}:${process.pid}:${randomUUID()}` },
  }).catch((error: unknown) => {
    // of a connection that is closed instead of opening its vhost amqplib tells what it had waited for
    if (!textOf(error).includes('ConnectionOpenOk')) throw error;
    throw new Error(`the vhost ${name} is not there, or may not be used by this user`);
  });
  const { stream } = model.connection as unknown as { stream?: { localPort?: number } };
  opened?.(stream?.localPort ?? null);
  return model;
}

/** The return of a message that no queue took comes before its confirm; the broker gives it back whole. */
function noteReturn({ mandatory }: OpenChannel, { fields, content }: Message): void {
  const body = content.toString('utf8');
  const one = mandatory.find(
    (each) =>
      !each.returned &&
      each.exchange === fields.exchange &&
      each.routingKey === fields.routingKey &&
      each.body === body,
  );
  if (one) one.returned = true;
}

type ConsumeStep = Extract<AmqpAction, { readonly method: 'basic.consume' }>;
type PublishStep = Extract<AmqpAction, { readonly method: 'basic.publish' }>;
type ChannelStep = Exclude<AmqpAction, { readonly method: 'connect' | 'close' | 'basic.consume' }>;

function onChannel(entry: OpenChannel, action: ChannelStep): unknown {
  const { channel } = entry;
  switch (action.method) {
    case 'exchange.declare': {
      const {
        exchange,
        type,
        durable = false,
        autoDelete = false,
        internal = false,
        arguments: args,
      } = action;
      return channel.assertExchange(exchange, type, {
        durable,
        autoDelete,
        internal,
        ...withArguments(args),
      });
    }
    case 'exchange.delete':
      return channel.deleteExchange(action.exchange);
    case 'queue.declare': {
      const { queue, durable = false, autoDelete = false, exclusive = false, arguments: args } = action;
      return channel.assertQueue(queue, { durable, autoDelete, exclusive, ...withArguments(args) });
    }
    case 'queue.bind':
      return channel.bindQueue(action.queue, action.exchange, action.routingKey, action.arguments ?? {});
    case 'queue.unbind':
      return channel.unbindQueue(action.queue, action.exchange, action.routingKey, action.arguments ?? {});
    case 'exchange.bind':
      return channel.bindExchange(
        action.destination,
        action.source,
        action.routingKey,
        action.arguments ?? {},
      );
    case 'exchange.unbind':
      return channel.unbindExchange(
        action.destination,
        action.source,
        action.routingKey,
        action.arguments ?? {},
      );
    case 'queue.purge':
      return channel.purgeQueue(action.queue);
    case 'queue.delete':
      return channel.deleteQueue(action.queue);
    case 'basic.qos':
      return channel.prefetch(action.prefetchCount);
    case 'basic.cancel':
      return channel.cancel(action.consumerTag);
    case 'basic.publish':
      return publish(entry, action);
    case 'basic.ack':
      return channel.ack(tagged(action.deliveryTag));
    case 'basic.nack':
      return channel.nack(tagged(action.deliveryTag), false, action.requeue);
  }
}

const tagged = (deliveryTag: number): Message => ({ fields: { deliveryTag } }) as unknown as Message;

const withArguments = (args: object | undefined): { arguments?: object } => (args ? { arguments: args } : {});

function publish({ channel, mandatory: pending }: OpenChannel, action: PublishStep): Promise<Confirmed> {
  const { exchange, routingKey, body, properties, mandatory } = action;
  return new Promise((done, fail) => {
    const mine: Pending = { exchange, routingKey, body, returned: false };
    if (mandatory) pending.push(mine);
    const options = { ...optionsOf(properties), mandatory };
    channel.publish(exchange, routingKey, Buffer.from(body), options, (error: unknown) => {
      if (mandatory) pending.splice(pending.indexOf(mine), 1);
      if (error) fail(error instanceof Error ? error : new Error(String(error)));
      else done({ returned: mine.returned });
    });
  });
}

function optionsOf(properties: MessageProperties): Options.Publish {
  const { expiration, priority, delivery_mode, content_type, content_encoding } = properties;
  return {
    // oslo.messaging sends the table, empty
    headers: {},
    ...(expiration === undefined ? {} : { expiration }),
    ...(priority === undefined ? {} : { priority }),
    ...(delivery_mode === undefined ? {} : { deliveryMode: delivery_mode }),
    ...(content_type === undefined ? {} : { contentType: content_type }),
    ...(content_encoding === undefined ? {} : { contentEncoding: content_encoding }),
  };
}
