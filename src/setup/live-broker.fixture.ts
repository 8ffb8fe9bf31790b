/** AMQP methods of the effects through amqplib's API: what the second interpreter does with a broker. */
import { type ChannelModel, type ConfirmChannel, connect } from '../amqp/promise-api.ts';
import type { Message, PublishOptions } from '../amqp/shapes.ts';
import { CodedError } from '../core/base/assert.ts';
import type { AmqpAction, Confirmed, Delivered, Inbox } from '../core/service/effects.ts';
import type { MessageProperties } from '../core/trace/fact.ts';

export interface LiveBroker {
  act(action: AmqpAction): Promise<unknown>;
  close(): Promise<void>;
}

interface OpenChannel {
  readonly model: ChannelModel;
  readonly channel: ConfirmChannel;
}

interface Side {
  readonly url: string;
  readonly connections: Map<string, OpenChannel>;
  deliveries: number;
  closing: boolean;
  /** leaves something in an inbox */
  post(inbox: Inbox<unknown>, item: unknown): void;
}

export function makeLiveBroker(url: string, post: Side['post']): LiveBroker {
  const side: Side = { url, connections: new Map(), deliveries: 0, closing: false, post };
  return {
    act: (action) => act(side, action),
    async close() {
      side.closing = true;
      for (const { model } of [...side.connections.values()]) await model.close();
    },
  };
}

/** amqplib says what is wrong by errors of its own; oslo.messaging's side knows two. */
async function act(side: Side, action: AmqpAction): Promise<unknown> {
  if (action.method === 'connect') {
    try {
      return await open(side, action.vhost, action.lost);
    } catch (error) {
      throw new CodedError('broker_down', String(error));
    }
  }
  const found = side.connections.get(action.connection);
  if (!found) throw new CodedError('connection_lost', `connection ${action.connection} is gone`);
  try {
    return await onChannel(side, found, action);
  } catch (error) {
    throw new CodedError('connection_lost', String(error));
  }
}

async function open(side: Side, vhost: string, lost: Inbox<string>): Promise<string> {
  const model = await connect(`${side.url}/${encodeURIComponent(vhost)}`);
  const channel = await model.createConfirmChannel();
  const name = `connection ${side.connections.size + 1}`;
  side.connections.set(name, { model, channel });
  model.on('error', () => undefined);
  model.on('close', () => {
    side.connections.delete(name);
    if (!side.closing) side.post(lost, name);
  });
  return name;
}

type ChannelAction = Exclude<AmqpAction, { readonly method: 'connect' }>;

function onChannel(side: Side, { model, channel }: OpenChannel, action: ChannelAction): unknown {
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
      return consume(side, channel, action);
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
  side: Side,
  channel: ConfirmChannel,
  { connection, queue, consumerTag, inbox }: Extract<AmqpAction, { readonly method: 'basic.consume' }>,
): Promise<unknown> {
  return channel.consume(
    queue,
    (message) => {
      if (!message) return;
      side.deliveries += 1;
      const { deliveryTag = 0, redelivered = false } = message.fields;
      const delivered: Delivered = {
        connection,
        deliveryTag,
        redelivered,
        queue,
        body: new TextDecoder().decode(message.content),
        properties: {},
        message: side.deliveries as Delivered['message'],
      };
      side.post(inbox, delivered);
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
): Promise<Confirmed> {
  return new Promise((done, fail) => {
    let returned = false;
    const onReturn = (): void => {
      returned = true;
    };
    channel.on('return', onReturn);
    const options = { ...optionsOf(properties), mandatory };
    channel.publish(exchange, routingKey, Buffer.from(body), options, (error) => {
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
