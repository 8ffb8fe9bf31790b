/** What a service that waits says of it on the map: for whom, for what, since when, and how much of its time has passed. */
import { type Micros, micros } from '../base/time.ts';
import { directMethod } from '../trace/direct.ts';
import { type Actor, BROKER } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { World } from '../trace/world.ts';
import { callsOf, type Timer } from './waits.ts';

/** The oldest thing that a service waits for. Times in microseconds. */
export interface WaitLine {
  /** an answer to a request, or a broker that takes the message at all */
  readonly of: 'answer' | 'broker';
  /** `Instance.save`, `ping` */
  readonly method: string;
  /** who has the request, or the topic that it was sent to */
  readonly callee: string;
  readonly since: Micros;
  /** of the timer that would end the wait first by silence: the monitor, else the call's time-out; of neither: the wait's */
  readonly passed: Micros;
  /** null = it waits for as long as it takes */
  readonly limit: Micros | null;
  /** of a monitored call: the time-out above the monitor */
  readonly whole: Micros | null;
  /** further waits of the same service */
  readonly more: number;
}

/** null = it waits for nobody. */
export function waitLine(trace: Trace, world: World, actor: Actor): WaitLine | null {
  const calls = callsOf(trace, world, actor);
  const [oldest] = calls;
  if (!oldest) return blockedLine(world, actor) ?? askingLine(world, actor);
  const { wait, callee, waited, whole, monitor } = oldest;
  const timer = monitor ?? whole;
  return {
    of: 'answer',
    method: wait.detail ?? wait.method,
    callee,
    since: wait.since,
    passed: timer ? passedOf(timer) : waited,
    limit: timer?.total ?? null,
    whole: monitor ? (whole?.total ?? null) : null,
    more: calls.length - 1,
  };
}

const passedOf = ({ total, left }: Timer): Micros => micros(total - left);

/** What it would publish while the broker cannot be reached. */
function blockedLine(world: World, actor: Actor): WaitLine | null {
  const blocked = world.services.get(actor)?.blocked ?? [];
  const [oldest] = blocked;
  if (!oldest) return null;
  return {
    of: 'broker',
    method: oldest.method ?? oldest.routing_key,
    callee: BROKER,
    since: oldest.since,
    passed: micros(world.at - oldest.since),
    limit: null,
    whole: null,
    more: blocked.length - 1,
  };
}

/** Of the direct wiring: a request that its caller waits for. */
function askingLine(world: World, actor: Actor): WaitLine | null {
  const asking = (world.services.get(actor)?.asking ?? []).flatMap((id) => world.http.get(id) ?? []);
  const [oldest] = asking;
  if (!oldest) return null;
  return {
    of: 'answer',
    method: directMethod(oldest.path) ?? `${oldest.method} ${oldest.path}`,
    callee: oldest.to,
    since: oldest.since,
    passed: micros(world.at - oldest.since),
    limit: null,
    whole: null,
    more: asking.length - 1,
  };
}
