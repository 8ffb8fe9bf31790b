/**
 * The wires of the thought experiment without a queue: who holds whose address. Which services ask which is Nova's own
 * (`nova/*\/rpcapi.py`); a service that came later is known only to those that started after it.
 */
import type { Actor } from '../trace/fact.ts';
import type { ServicePlace, Trace } from '../trace/trace.ts';
import { indexOf } from './trace-index.ts';

export interface Wire {
  readonly from: Actor;
  readonly to: Actor;
}

interface WireCount {
  /** services that speak to each other */
  readonly services: number;
  readonly wires: number;
  /** wires that one more host with nova-compute would need; through a queue it is one connection */
  readonly one_more: number;
}

/** Programs that a program asks. */
const ASKS: { readonly [program: string]: readonly string[] } = {
  'nova-api': ['nova-conductor', 'nova-compute'],
  'nova-conductor': ['nova-scheduler', 'nova-compute'],
  'nova-compute': ['nova-conductor'],
};

export const isDirect = (trace: Trace): boolean => trace.experiment?.deployment?.wiring === 'direct';

/** A conductor is asked by those whose first broker is its own, everybody else by whoever reaches its broker. */
function asks(from: ServicePlace, to: ServicePlace): boolean {
  const [vhost] = to.vhosts;
  if (vhost === undefined || from === to || !ASKS[from.program]?.includes(to.program)) return false;
  return to.program === 'nova-conductor' ? from.vhosts[0] === vhost : from.vhosts.includes(vhost);
}

/** One for each pair, in the order of the topology. Empty where there is a queue. */
export function wiresOf(trace: Trace): readonly Wire[] {
  if (!isDirect(trace)) return [];
  const { services } = trace.topology;
  const started = new Map<Actor, number>();
  for (const fact of indexOf(trace).of('service.started')) started.set(fact.actor, fact.at);
  const wires: Wire[] = [];
  for (const from of services) {
    for (const to of services) {
      const known = (to.added_us ?? 0) <= (started.get(from.actor) ?? 0);
      const there = wires.some((one) => one.from === to.actor && one.to === from.actor);
      if (known && !there && asks(from, to)) wires.push({ from: from.actor, to: to.actor });
    }
  }
  return wires;
}

export function countWires(trace: Trace): WireCount {
  const wires = wiresOf(trace);
  const ends = new Set(wires.flatMap(({ from, to }) => [from, to]));
  const host = trace.topology.services.find(({ program }) => program === 'nova-compute');
  const touching = wires.filter(({ from, to }) => host !== undefined && [from, to].includes(host.actor));
  return { services: ends.size, wires: wires.length, one_more: touching.length };
}
