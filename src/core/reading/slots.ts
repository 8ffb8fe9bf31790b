/**
 * The workers of a service at the cursor: what each works on, which of them stand still because another service has not
 * answered, and which are free. Threads of the RPC executor, or the workers that take HTTP requests.
 */
import { isObject } from '../base/json.ts';
import { directMethod } from '../trace/direct.ts';
import type { Actor, MessageId } from '../trace/fact.ts';
import type { ServicePlace, Trace } from '../trace/trace.ts';
import type { ServiceState, World } from '../trace/world.ts';
import { requestKey } from '../words/requests.ts';
import { originOf } from './cause.ts';
import { indexOf } from './trace-index.ts';
import { requestsOf } from './waits.ts';
import { isDirect } from './wires.ts';

/** Threads of a service's RPC executor (`oslo_messaging/server.py`: `executor_thread_pool_size`, 64). */
export const POOL = 64;

/** A worker that is taken. */
export interface Seat {
  /** index of the publication or of the HTTP request that it works on */
  readonly fact: number;
  /** indices of the requests (calls, HTTP) whose answer it waits for, or of what it cannot publish; empty = it works */
  readonly waitsFor: readonly number[];
}

export interface Slots {
  readonly of: 'rpc' | 'http';
  /** oldest first */
  readonly seats: readonly Seat[];
  readonly busy: number;
  readonly blocked: number;
  /** null = any number: the workers of this service are not counted */
  readonly size: number | null;
  readonly free: number | null;
  /** acked and taken by no thread: lost when the process dies */
  readonly inMemory: readonly MessageId[];
  /** indices of HTTP requests that no worker has taken yet */
  readonly lined: readonly number[];
}

/** null = unknown (a recording has neither acks nor dispatches), or the service was never seen. */
export function slotsOf(trace: Trace, world: World, actor: Actor): Slots | null {
  const service = world.services.get(actor);
  const place = trace.topology.services.find((one) => one.actor === actor);
  if (trace.source !== 'simulated' || !service || !place) return null;
  const of = servesHttp(trace, place) ? 'http' : 'rpc';
  const size = limitOf(trace, actor) ?? (of === 'rpc' ? POOL : null);
  const taken = of === 'rpc' ? messagesOf(trace, service) : requestsAt(world, service, size !== null);
  const waits = waitsBySeat(trace, world, service);
  const seats = taken.seats.map((fact) => ({ fact, waitsFor: waits.get(fact) ?? [] }));
  const blocked = seats.filter((seat) => seat.waitsFor.length > 0).length;
  return {
    of,
    seats,
    busy: seats.length - blocked,
    blocked,
    size,
    free: size === null ? null : Math.max(0, size - seats.length),
    inMemory: service.in_memory ?? [],
    lined: taken.lined,
  };
}

const servesHttp = (trace: Trace, place: ServicePlace): boolean =>
  place.kind === 'peer' || place.program.startsWith('nova-api') || isDirect(trace);

/** The deployment's `workers` of this service; null = not given. */
function limitOf(trace: Trace, actor: Actor): number | null {
  const workers = trace.experiment?.deployment?.workers;
  const own = isObject(workers) ? workers[actor] : null;
  return typeof own === 'number' ? own : null;
}

interface Taken {
  readonly seats: readonly number[];
  readonly lined: readonly number[];
}

function messagesOf(trace: Trace, { working }: ServiceState): Taken {
  const { messages } = indexOf(trace);
  return { seats: working.flatMap((id) => messages.get(id)?.published.index ?? []), lined: [] };
}

function requestsAt(world: World, { serving }: ServiceState, isCounted: boolean): Taken {
  const open = serving.flatMap((id) => world.http.get(id) ?? []);
  const waits = open.filter((one) => isCounted && one.accepted === null);
  const worked = open.filter((one) => !waits.includes(one));
  return { seats: worked.map((one) => one.index), lined: waits.map((one) => one.index) };
}

/** What each piece of work waits for, by its publication or request: the chain of causes tells whose question it is. */
function waitsBySeat(trace: Trace, world: World, service: ServiceState): ReadonlyMap<number, number[]> {
  const { messages } = indexOf(trace);
  const calls = service.waits.flatMap((wait) => messages.get(wait.message)?.published.index ?? []);
  const asked = [...requestsOf(world, service.actor), ...service.blocked].map((one) => one.index);
  const bySeat = new Map<number, number[]>();
  for (const index of [...calls, ...asked].toSorted((a, b) => a - b)) {
    const fact = trace.facts[index];
    const origin = fact && originOf(trace, fact);
    if (origin?.kind !== 'message' && origin?.kind !== 'request') continue;
    bySeat.set(origin.fact.index, [...(bySeat.get(origin.fact.index) ?? []), index]);
  }
  return bySeat;
}

/** What is asked for, as a reader calls it: `Instance.save`, `POST /allocation_candidates`. */
export function askedOf(trace: Trace, index: number): string {
  const fact = trace.facts[index];
  if (fact?.kind === 'message.published') return fact.rpc.detail ?? fact.rpc.method ?? fact.routing_key;
  if (fact?.kind === 'rpc.publish_blocked') return fact.method ?? fact.routing_key;
  if (fact?.kind !== 'http.requested') return '';
  return directMethod(fact.path) ?? requestKey(fact.method, fact.path, fact.body);
}
