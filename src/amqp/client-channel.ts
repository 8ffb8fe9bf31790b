/**
 * A channel as a client holds it. One request waits for its answer at a time, later ones queue behind it; publications
 * and acknowledgements go out at once and are not answered. Both APIs are thin clothes over this.
 */
import type { ChannelOptions, Channel as Door } from '../core/amqp/api.ts';
import type { AmqpError } from '../core/amqp/errors.ts';
import { CodedError } from '../core/base/assert.ts';
import { callFailed, channelClosed, IllegalOperationError } from './client-errors.ts';
import { type Confirms, makeConfirms } from './confirms.ts';
import { type Emitter, makeEmitter } from './emitter.ts';
import type { Home } from './local-broker.ts';
import { returnedMessage } from './message.ts';
import { makeRequestLine, type Waiting } from './request-line.ts';
import type { AmqpRequest } from './requests.ts';

export type Done<T> = (error: Error | null, value?: T) => void;

export interface ClientChannel {
  readonly emitter: Emitter;
  readonly confirms: Confirms;
  /** Throws `IllegalOperationError` when the channel is closed or closing. */
  ask<T>(request: AmqpRequest<T>, done: Done<T>): void;
  /** For what is not answered: a refusal arrives later, as the channel's end. */
  tell(run: (door: Door) => void): void;
  /** A frame to a handler, in its turn: `event` is told with `what`, then `handle` runs. */
  deliver<T>(event: string, what: T, handle: (what: T) => void): void;
  close(done: () => void): void;
  /** The connection is gone. */
  drop(): void;
}

/** What a channel needs of its connection. */
export interface ConnectionSide {
  readonly home: Home;
  /** why nothing can be sent any more; null while it can */
  closedBecause(): string | null;
  openDoor(options: ChannelOptions): Door;
  forget(channel: ClientChannel): void;
}

/** Runs something at the broker; the refusal comes back by `onClosed`, so here it is no more news. */
function quietly(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

/** `second` runs even when `first` throws: a listener must not hold a channel open. */
function bothWays(first: () => void, second: () => void): void {
  try {
    first();
  } finally {
    second();
  }
}

/** Where a channel stands; the word is amqplib's for what cannot be done any more. */
type ChannelStanding = 'open' | 'Channel closing' | 'Channel closed';

export function openClientChannel(line: ConnectionSide): ClientChannel {
  const { home } = line;
  const emitter = makeEmitter();
  const confirms = makeConfirms();
  const requests = makeRequestLine();
  let state: ChannelStanding = 'open';

  const door = line.openDoor({
    onClosed(error) {
      if (error.scope === 'channel') home.send(() => refused(error));
    },
    onConfirm: ({ sequence, ack }) => home.send(() => confirmed(sequence, ack)),
    onReturn: (returned) => channel.deliver('return', returnedMessage(returned), () => {}),
  });
  const check = (): void => {
    const why = state === 'open' ? line.closedBecause() : state;
    if (why !== null) throw new IllegalOperationError(why);
  };
  const toClosed = (): void => {
    requests.end();
    state = 'Channel closed';
    line.forget(channel);
    confirms.closed();
    emitter.emit('close');
  };
  const refused = (refusal: AmqpError): void => {
    if (state !== 'open') return;
    const asked = requests.takeCurrent();
    asked?.fail(callFailed(asked.method, refusal));
    bothWays(() => emitter.emit('error', channelClosed(refusal)), toClosed);
  };
  const confirmed = (deliveryTag: number, ack: boolean): void => {
    if (state !== 'open') return;
    confirms.settle(deliveryTag, ack);
    emitter.emit(ack ? 'ack' : 'nack', { deliveryTag, multiple: false });
  };
  const shut = (then: () => void): void => {
    state = 'Channel closing';
    home.enter(() => door.close());
    home.send(() => {
      if (state === 'Channel closing') bothWays(then, toClosed);
    });
  };
  /** A handler threw: amqplib closes the channel with 541 and tells the error. */
  const handlerFailed = (thrown: unknown): void => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (state === 'open') shut(() => emitter.emit('error', Object.assign(error, { code: 541 })));
  };
  const channel: ClientChannel = {
    emitter,
    confirms,
    ask(request, done) {
      check();
      requests.add(waitingFor(request, done));
    },
    tell(run) {
      check();
      home.enter(() => quietly(() => run(door)));
    },
    deliver(event, what, handle) {
      home.send(() => {
        if (state !== 'open') return;
        try {
          emitter.emit(event, what);
          handle(what);
        } catch (thrown) {
          handlerFailed(thrown);
        }
      });
    },
    close(done) {
      check();
      shut(done);
    },
    drop() {
      if (state !== 'Channel closed') toClosed();
    },
  };
  const waitingFor = <T>(request: AmqpRequest<T>, done: Done<T>): Waiting => {
    const waiting: Waiting = {
      method: request.method,
      start: () => home.enter(() => quietly(() => answer(request.run(door)))),
      fail: (error) => done(error),
    };
    const answer = (value: T): void =>
      home.send(() => {
        if (state === 'open' && requests.answered(waiting)) done(null, value);
      });
    return waiting;
  };
  return channel;
}
