/**
 * One broker for each host and port of a URL, shared by all connections to it, in this process and with no server. What
 * it sends waits in an inbox and reaches the clients' handlers in a later task, in order, as frames from a socket would.
 */

import type { BrokerView } from '../core/amqp/api.ts';
import { type Broker, makeBroker } from '../core/amqp/broker.ts';
import { CodedError } from '../core/base/assert.ts';
import { fromMs, type Micros, plus } from '../core/base/time.ts';
import type { Address } from './address.ts';
import { type ClockKind, makeClock } from './clock.ts';
import { afterThis } from './task.ts';

/** What a test may do to a broker that its clients cannot. */
export interface LocalBroker {
  readonly clock: ClockKind;
  /** Lets `ms` milliseconds pass on a virtual clock; whatever falls due runs in its order. Throws on a real clock. */
  advance(ms: number): Promise<void>;
  /** Resolves when nothing is under way any more; the clock stands. */
  settle(): Promise<void>;
  /** An orderly stop and start: connections are lost (320), what is durable stays. */
  restart(): Promise<void>;
  /** What `rabbitmqctl list_...` would show of a vhost. */
  inspect(vhost?: string): BrokerView;
}

/** What connections and channels use of it. */
export interface Home extends LocalBroker {
  readonly broker: Broker;
  /** host and port */
  readonly place: string;
  /** Does something at the broker, at this instant. */
  enter<T>(run: () => T): T;
  /** Hands a frame to a client: `arrive` runs in a later task. */
  send(arrive: () => void): void;
}

function makeHome(place: string, kind: ClockKind): Home {
  let inbox: (() => void)[] = [];
  let pumping = false;
  let facts = 0;

  const pump = (): void => {
    pumping = false;
    clock.catchUp();
    const frames = inbox;
    inbox = [];
    let done = 0;
    try {
      for (; done < frames.length; done += 1) frames[done]?.();
    } finally {
      if (done < frames.length) inbox = [...frames.slice(done + 1), ...inbox];
      startPump();
    }
  };
  const startPump = (): void => {
    const next = clock.next();
    if (pumping || (inbox.length === 0 && (next === null || next > clock.now()))) return;
    pumping = true;
    afterThis(pump);
  };
  const clock = makeClock(kind, startPump);
  const broker = makeBroker({
    now: clock.now,
    schedule: clock.schedule,
    emit: () => facts++,
    deliveryDelay: () => NO_TIME,
    summarize: () => ({ type: 'other' }),
    groupOf: () => 'scenario',
    acknowledgeWithin: fromMs(ACKNOWLEDGE_WITHIN_MS),
  });
  const enter = <T>(run: () => T): T => {
    clock.catchUp();
    try {
      return run();
    } finally {
      clock.catchUp();
      startPump();
    }
  };
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; quiet = pumping || inbox.length > 0 ? 0 : quiet + 1) {
      startPump();
      await new Promise<void>((resolve) => afterThis(resolve));
    }
  };
  return {
    clock: kind,
    broker,
    place,
    enter,
    send(arrive) {
      inbox.push(arrive);
      startPump();
    },
    settle,
    async advance(ms) {
      if (kind === 'real') throw new CodedError('clock_is_real', 'a real clock cannot be advanced');
      if (!(ms >= 0)) throw new RangeError(`Field 'ms' must be a number of at least 0; got ${ms}`);
      await settle();
      const until = plus(clock.now(), fromMs(ms));
      for (let next = clock.next(); next !== null && next <= until; next = clock.next()) {
        clock.moveTo(next);
        await settle();
      }
      clock.moveTo(until);
    },
    async restart() {
      enter(() => {
        broker.stop('restart');
        broker.start('restart');
      });
      await settle();
    },
    inspect: (vhost = '/') => broker.inspect(vhost),
  };
}

const NO_TIME = 0 as Micros;
/** RabbitMQ's `consumer_timeout`, as it comes: half an hour. */
const ACKNOWLEDGE_WITHIN_MS = 30 * 60 * 1000;
/** One list for all copies of this module in a process: its ES module and its CommonJS module share their brokers. */
const KEPT = Symbol.for('novascope.amqp.brokers');
const kept = globalThis as { [KEPT]?: Map<string, Home> };
kept[KEPT] ??= new Map<string, Home>();
const homes = kept[KEPT];

/** The broker at an address, made when it is first asked for. Throws when its clock is of the other kind. */
export function homeAt(address: Address, clock: ClockKind | undefined): Home {
  const known = homes.get(address.place);
  if (known && clock !== undefined && known.clock !== clock) {
    const message = `Field 'clock' is '${clock}', but the broker at ${address.place} has a ${known.clock} clock`;
    throw new CodedError('clock_differs', message);
  }
  const home = known ?? makeHome(address.place, clock ?? 'real');
  homes.set(address.place, home);
  home.broker.addVhost(address.vhost);
  return home;
}

/** Forgets the broker at an address with all it holds: the next connection finds an empty one. */
export function forget(address: Address): void {
  const home = homes.get(address.place);
  homes.delete(address.place);
  home?.enter(() => home.broker.stop('stop'));
}
