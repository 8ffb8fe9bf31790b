/**
 * A channel as a client holds it. One request waits for its answer at a time, later ones queue behind it; publications
 * and acknowledgements go out at once and are not answered. Both APIs are thin clothes over this.
 */
import type { ChannelOptions, Channel as Door } from '../core/amqp/api.ts';
import type { AmqpError, Method } from '../core/amqp/errors.ts';
import { CodedError } from '../core/base/assert.ts';
import { callFailed, channelClosed, IllegalOperationError } from './client-errors.ts';
import { type Confirms, makeConfirms } from './confirms.ts';
import { type Emitter, makeEmitter } from './emitter.ts';
import type { Home } from './local-broker.ts';
import { returnedMessage } from './message.ts';
import type { Request } from './requests.ts';

export type Done<T> = (error: Error | null, value?: T) => void;

export interface ClientChannel {
  readonly emitter: Emitter;
  readonly confirms: Confirms;
  /** Throws `IllegalOperationError` when the channel is closed or closing. */
  ask<T>(request: Request<T>, done: Done<T>): void;
  /** For what is not answered: a refusal arrives later, as the channel's end. */
  tell(run: (door: Door) => void): void;
  /** A frame to a handler, in its turn: `event` is told with `what`, then `handle` runs. */
  deliver<T>(event: string, what: T, handle: (what: T) => void): void;
  close(done: () => void): void;
  /** The connection is gone. */
  drop(): void;
}

/** What a channel needs of its connection. */
export interface Line {
  readonly home: Home;
  /** why nothing can be sent any more; null while it can */
  closedBecause(): string | null;
  openDoor(options: ChannelOptions): Door;
  forget(channel: ClientChannel): void;
}

interface Waiting {
  readonly method: Method;
  /** false: sent, and no answer comes (the channel's end is on its way) */
  start(): void;
  fail(error: Error): void;
}

/** Runs something at the broker; the refusal comes back by `onClosed`, so here it is no more news. */
function quietly(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

export function openClientChannel(line: Line): ClientChannel {
  const { home } = line;
  const emitter = makeEmitter();
  const confirms = makeConfirms();
  let closed: string | null = null;
  let current: Waiting | null = null;
  let queue: Waiting[] = [];

  const check = (): void => {
    const why = closed ?? line.closedBecause();
    if (why !== null) throw new IllegalOperationError(why);
  };
  const toClosed = (): void => {
    const ended = [...(current ? [current] : []), ...queue];
    current = null;
    queue = [];
    for (const each of ended) each.fail(new Error('Channel ended, no reply will be forthcoming'));
    closed = 'Channel closed';
    line.forget(channel);
    confirms.closed();
    emitter.emit('close');
  };
  const refused = (refusal: AmqpError): void => {
    if (closed !== null) return;
    const asked = current;
    current = null;
    asked?.fail(callFailed(asked.method, refusal));
    try {
      emitter.emit('error', channelClosed(refusal));
    } finally {
      toClosed();
    }
  };
  const door = line.openDoor({
    onClosed(error) {
      if (error.scope === 'channel') home.send(() => refused(error));
    },
    onConfirm({ sequence, ack }) {
      home.send(() => confirmed(sequence, ack));
    },
    onReturn: (returned) => channel.deliver('return', returnedMessage(returned), () => {}),
  });
  const confirmed = (deliveryTag: number, ack: boolean): void => {
    if (closed !== null) return;
    confirms.settle(deliveryTag, ack);
    emitter.emit(ack ? 'ack' : 'nack', { deliveryTag, multiple: false });
  };
  const startNext = (): void => {
    current = queue.shift() ?? null;
    current?.start();
  };
  const shut = (then: () => void): void => {
    closed = 'Channel closing';
    home.enter(() => door.close());
    home.send(() => {
      if (closed !== 'Channel closing') return;
      then();
      toClosed();
    });
  };
  /** A handler threw: amqplib closes the channel with 541 and tells the error. */
  const handlerFailed = (thrown: unknown): void => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    shut(() => emitter.emit('error', Object.assign(error, { code: 541 })));
  };
  const channel: ClientChannel = {
    emitter,
    confirms,
    ask<T>(request: Request<T>, done: Done<T>) {
      check();
      const answered = (value: T): void => {
        if (closed !== null || current !== waiting) return;
        startNext();
        done(null, value);
      };
      const waiting: Waiting = {
        method: request.method,
        start: () =>
          home.enter(() =>
            quietly(() => {
              const value = request.run(door);
              home.send(() => answered(value));
            }),
          ),
        fail: (error) => done(error),
      };
      if (current) queue.push(waiting);
      else {
        current = waiting;
        waiting.start();
      }
    },
    tell(run) {
      check();
      home.enter(() => quietly(() => run(door)));
    },
    deliver(event, what, handle) {
      home.send(() => {
        if (closed !== null) return;
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
      if (closed !== 'Channel closed') toClosed();
    },
  };
  return channel;
}
