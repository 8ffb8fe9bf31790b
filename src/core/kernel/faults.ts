/**
 * What somebody did to the cloud from outside and what lasts: faults that wait for a service's next message, how slow a
 * service is, how late a queue delivers, which hosts are off the network.
 */
import { type Micros, micros, plus } from '../base/time.ts';
import type { Actor, FactBodies } from '../trace/fact.ts';

type StruckFault = FactBodies['fault.struck']['fault'];

/** `before_confirm` concerns what the service publishes; all others a request that is delivered to it. */
type FaultMoment = FactBodies['fault.struck']['when'];

export interface Arm {
  readonly fault: StruckFault;
  readonly when: FaultMoment;
  /** only where the message asks for this RPC method; null = any */
  readonly method: string | null;
  /** index of its `command.given` */
  readonly command: number;
}

export interface Faults {
  arm(actor: Actor, arm: Arm): void;
  /** a process that ended takes with it what waited for it */
  disarm(actor: Actor): void;
  isArmed(actor: Actor): boolean;
  /** The first that waits for this moment and method; it waits no longer. */
  take(actor: Actor, when: readonly FaultMoment[], method: string | null): Arm | null;
  /** `percent` of the usual service times, from now on */
  slow(actor: Actor, percent: number): void;
  paced(actor: Actor, took: Micros): Micros;
  /** deliveries of a queue take this much longer, from now on */
  delay(vhost: string, queue: string, extra: Micros): void;
  delayed(vhost: string, queue: string, usual: Micros): Micros;
  cutHost(host: string): void;
  joinHost(host: string): void;
  isCut(host: string | null): boolean;
}

export function makeFaults(): Faults {
  const armed = new Map<Actor, Arm[]>();
  const pace = new Map<Actor, number>();
  const late = new Map<string, Micros>();
  const cut = new Set<string>();
  return {
    arm: (actor, arm) => void armed.set(actor, [...(armed.get(actor) ?? []), arm]),
    disarm: (actor) => void armed.delete(actor),
    isArmed: (actor) => armed.size > 0 && armed.has(actor),
    take(actor, when, method) {
      const mine = armed.get(actor) ?? [];
      const found = mine.find(
        (arm) => when.includes(arm.when) && (arm.method === null || arm.method === method),
      );
      if (!found) return null;
      if (mine.length === 1) armed.delete(actor);
      else
        armed.set(
          actor,
          mine.filter((arm) => arm !== found),
        );
      return found;
    },
    slow(actor, percent) {
      if (percent === 100) pace.delete(actor);
      else pace.set(actor, percent);
    },
    paced(actor, took) {
      const percent = pace.get(actor);
      return percent === undefined ? took : micros(Math.floor((took * percent) / 100));
    },
    delay(vhost, queue, extra) {
      if (extra === 0) late.delete(`${vhost}\n${queue}`);
      else late.set(`${vhost}\n${queue}`, extra);
    },
    delayed(vhost, queue, usual) {
      const extra = late.size === 0 ? undefined : late.get(`${vhost}\n${queue}`);
      return extra === undefined ? usual : plus(usual, extra);
    },
    cutHost: (host) => void cut.add(host),
    joinHost: (host) => void cut.delete(host),
    isCut: (host) => host !== null && cut.has(host),
  };
}
