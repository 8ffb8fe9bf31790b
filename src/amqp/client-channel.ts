/**
 * A channel as a client holds it. One request waits for its answer at a time, later ones queue behind it; publications
 * and acknowledgements go out at once and are not answered. Both APIs are thin clothes over this.
 */
import type { Channel as Door, ChannelOptions as DoorOptions } from '../core/amqp/api.ts';
import type { AmqpError } from '../core/amqp/errors.ts';
import { CodedError } from '../core/base/assert.ts';
import { callFailed, channelClosed, IllegalOperationError } from './client-errors.ts';
import { type ConfirmAnswer, type Confirms, makeConfirms } from './confirms.ts';
import { textOf } from './content.ts';
import {
  content as bytes,
  callback as checkCallback,
  mandatoryTagOf,
  options,
  tagOf,
  text,
} from './fields.ts';
import { type JoinedConfirms, makeJoinedConfirms } from './joined-confirms.ts';
import { deliveredMessage, propertiesOf, returnedMessage } from './message.ts';
import { EventEmitter } from './platform.ts';
import { makeRequestLine, type Waiting } from './request-line.ts';
import { type AmqpRequest, confirmSelect, consume, open } from './requests.ts';
import { safeEmit } from './safe-emit.ts';
import { framesOf, makeSendBuffer, type SendBuffer } from './send-buffer.ts';
import type {
  BufferOptions,
  ConsumeMessage,
  ConsumeOptions,
  ConsumerReply,
  Message,
  OnConfirm,
  OnMessage,
  PublishOptions,
  ServerProperties,
} from './shapes.ts';

export type Done<T> = (error: Error | null, value?: T) => void;
/** Null when it closed in order; typed as amqplib's, which names an error always. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Closed = (error: any) => void;

/** The connection as its channels, and amqplib's users by `channel.connection`, see it. */
export interface ConnectionSide extends EventEmitter {
  readonly serverProperties: ServerProperties;
  readonly frameMax: number;
  close(callback?: Closed | null): void;
}

/** What a channel needs of its connection beyond that. */
export interface ChannelLine {
  readonly connection: ConnectionSide;
  /** Throws when nothing can be sent any more. */
  check(): void;
  /** A channel of the broker under the lowest free number; throws when all are taken. */
  openDoor(channel: ClientChannel, asked: DoorOptions): Door;
  release(number: number): void;
  /** Does something at the broker, at this instant. */
  enter<T>(run: () => T): T;
  /** A frame from the broker, in its turn: what it throws is the connection's error. */
  arrive(run: () => void): void;
  /** Something of the client's own, in its turn. */
  later(run: () => void): void;
}

/** Runs something at the broker; the refusal comes back by `onClosed`, so here it is no more news. */
function quietly(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

/** Where a channel stands; the word is amqplib's for what cannot be done any more. */
type Standing = 'open' | 'Channel closing' | 'Channel closed';
const INTERNAL_ERROR = 541;

export abstract class ClientChannel extends EventEmitter {
  /** its number on the connection */
  ch = 0;
  readonly connection: ConnectionSide;
  /** by tag: who gets what is delivered */
  readonly consumers = new Map<string, OnMessage>();
  readonly #line: ChannelLine;
  readonly #confirms: Confirms = makeConfirms();
  readonly #joined: JoinedConfirms = makeJoinedConfirms();
  readonly #requests = makeRequestLine();
  readonly #buffer: SendBuffer;
  /** before it is opened it is as good as closed */
  #standing: Standing = 'Channel closed';
  #door: Door | null = null;
  #flushes = 0;

  constructor(line: ChannelLine, asked?: BufferOptions | null) {
    super();
    this.#line = line;
    this.connection = line.connection;
    this.#buffer = makeSendBuffer(asked?.highWaterMark, line.later, () => {
      if (this.#standing === 'open') safeEmit(this, 'drain');
    });
    this.on('ack', (answer: ConfirmAnswer) => this.#confirms.settle(answer, true));
    this.on('nack', (answer: ConfirmAnswer) => this.#confirms.settle(answer, false));
    this.on('delivery', (message: ConsumeMessage) => this.#dispatch(message.fields.consumerTag, message));
    this.on('cancel', ({ consumerTag }: ConsumerReply) => {
      this.#dispatch(consumerTag, null);
      this.consumers.delete(consumerTag);
    });
    this.on('close', () => this.#confirms.closed());
  }

  get unconfirmed(): Confirms['unconfirmed'] {
    return this.#confirms.unconfirmed;
  }

  /** Opens it at the broker, with confirms or without; throws when the connection cannot take it. */
  protected openDoor(confirm: boolean, done: Done<void>): void {
    this.#line.check();
    this.#door = this.#line.openDoor(this, {
      onClosed: (error) => {
        if (error.scope === 'channel') this.#arrive(() => this.#refused(error));
      },
      onConfirm: ({ sequence, ack }) => this.#confirmed(sequence, ack),
      onReturn: (returned) => this.#message('return', () => returnedMessage(returned)),
    });
    this.ch = this.#door.number;
    this.#standing = 'open';
    this.ask(open(), (error) => {
      if (error || !confirm) done(error);
      else this.ask(confirmSelect(), (refused) => done(refused));
    });
  }

  /** Throws `IllegalOperationError` when the channel is closed or closing. */
  protected ask<T>(request: AmqpRequest<T>, done: Done<T>): void {
    this.#check();
    const waiting: Waiting = {
      method: request.method,
      start: () => this.#send((door) => answer(request.run(door))),
      fail: (error) => done(error),
    };
    const answer = (value: T): void =>
      this.#arrive(() => {
        if (this.#requests.answered(waiting)) done(null, value);
      });
    this.#requests.add(waiting);
  }

  /** basic.get: its answer is a message, so what its callback throws closes the channel, as with a delivery. */
  protected askMessage<T>(request: AmqpRequest<T>, done: Done<T>): void {
    this.ask(request, (error, value) => {
      if (error) done(error);
      else this.#handled(() => done(null, value));
    });
  }

  protected askConsume(
    queue: string,
    onMessage: OnMessage,
    asked: ConsumeOptions | null | undefined,
    done: Done<ConsumerReply>,
  ): void {
    checkCallback('onMessage', onMessage);
    const request = consume(queue, asked, {
      onDelivery: (delivery) => this.#message('delivery', () => deliveredMessage(delivery)),
      onCancel: (consumerTag) => this.#arrive(() => safeEmit(this, 'cancel', { consumerTag })),
    });
    this.ask(request, (error, reply) => {
      if (reply) this.consumers.set(reply.consumerTag, onMessage);
      done(error, reply);
    });
  }

  protected askCancel(request: AmqpRequest<ConsumerReply>, done: Done<ConsumerReply>): void {
    this.ask(request, (error, reply) => {
      if (reply) this.consumers.delete(reply.consumerTag);
      done(error, reply);
    });
  }

  protected tellPublish(
    exchange: string,
    routingKey: string,
    content: Buffer,
    given?: PublishOptions | null,
  ): boolean {
    const asked = options(given);
    const address = { exchange: text('exchange', exchange), routingKey: text('routingKey', routingKey) };
    const body = bytes(content);
    const message = { properties: propertiesOf(given), mandatory: Boolean(asked.mandatory) };
    this.#check();
    const frames = framesOf(address, given, body.length, this.connection.frameMax);
    const fits = this.#buffer.add(frames);
    this.#send((door) => door.basicPublish({ ...address, ...message, body: textOf(body) }));
    return fits;
  }

  protected tellConfirmed(
    publication: readonly [string, string, Buffer, (PublishOptions | null | undefined)?],
    confirmed: OnConfirm | null | undefined,
  ): boolean {
    if (confirmed) checkCallback('callback', confirmed);
    const fits = this.tellPublish(...publication);
    this.#confirms.add(confirmed);
    return fits;
  }

  protected confirmsSettled(): Promise<void> {
    return this.#confirms.wait();
  }

  protected tellAck(message: Message, allUpTo?: boolean): void {
    const tag = tagOf(message);
    this.#tell((door) => door.basicAck(tag, Boolean(allUpTo)));
  }

  protected tellAckAll(): void {
    this.#tell((door) => door.basicAck(0, true));
  }

  protected tellNack(message: Message, allUpTo?: boolean, requeue = true): void {
    const asked = { multiple: Boolean(allUpTo), requeue: Boolean(requeue) };
    const tag = tagOf(message);
    this.#tell((door) => door.basicNack(tag, asked));
  }

  protected tellNackAll(requeue = true): void {
    this.#tell((door) => door.basicNack(0, { multiple: true, requeue: Boolean(requeue) }));
  }

  protected tellReject(message: Message, requeue = true): void {
    const tag = mandatoryTagOf(message);
    this.#tell((door) => door.basicReject(tag, { requeue: Boolean(requeue) }));
  }

  /** `done` is called when the broker has closed it, before `close` is told. */
  protected shut(done: () => void): void {
    this.#check();
    this.#standing = 'Channel closing';
    this.#line.enter(() => this.#door?.close());
    this.#line.arrive(() => {
      if (this.#standing !== 'Channel closing') return;
      done();
      this.toClosed();
    });
  }

  /** Nothing comes or goes any more. */
  toClosed(): void {
    if (this.#standing === 'Channel closed') return;
    this.#standing = 'Channel closed';
    this.#requests.end();
    this.#line.release(this.ch);
    safeEmit(this, 'close');
  }

  #check(): void {
    if (this.#standing !== 'open') throw new IllegalOperationError(this.#standing);
    this.#line.check();
  }

  #send(run: (door: Door) => void): void {
    const door = this.#door;
    if (door) this.#line.enter(() => quietly(() => run(door)));
  }

  /** For what is not answered: a refusal arrives later, as the channel's end. */
  #tell(run: (door: Door) => void): void {
    this.#check();
    this.#buffer.add(1);
    this.#send(run);
  }

  #arrive(run: () => void): void {
    this.#line.arrive(() => {
      if (this.#standing === 'open') run();
    });
  }

  #message(event: 'delivery' | 'return', make: () => Message): void {
    this.#arrive(() => this.#handled(() => safeEmit(this, event, make())));
  }

  #dispatch(tag: string, message: ConsumeMessage | null): void {
    const consumer = this.consumers.get(tag);
    if (!consumer) throw new Error(`Unknown consumer: ${tag}`);
    consumer(message);
  }

  /** A handler of messages that throws closes the channel with 541, and its error is told. */
  #handled(run: () => void): void {
    try {
      run();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (this.#standing !== 'open') return;
      this.shut(() => safeEmit(this, 'error', Object.assign(error, { code: INTERNAL_ERROR })));
    }
  }

  #refused(refusal: AmqpError): void {
    const asked = this.#requests.takeCurrent();
    asked?.fail(callFailed(asked.method, refusal));
    safeEmit(this, 'error', channelClosed(refusal));
    this.toClosed();
  }

  /** Told together with those that come while it is on its way, behind what was sent before the last of them. */
  #confirmed(sequence: number, ack: boolean): void {
    this.#joined.add(sequence, ack);
    this.#flushes += 1;
    const last = this.#flushes;
    this.#arrive(() => {
      if (last !== this.#flushes) return;
      const { acks, nacks } = this.#joined.take();
      for (const answer of nacks) safeEmit(this, 'nack', { ...answer, requeue: true });
      for (const answer of acks) safeEmit(this, 'ack', answer);
    });
  }
}
