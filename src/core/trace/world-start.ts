/** The World before the first fact, and what the fold needs to know of the whole trace. */
import type { Micros } from '../base/time.ts';
import type { Actor, Fact, MessageId, Published } from './fact.ts';
import type { ServicePlace, Topology, Trace } from './trace.ts';
import type { ServiceState, VhostState, World } from './world.ts';

export interface WorldContext {
  /** false: acks and dispatches are unknown */
  readonly simulated: boolean;
  readonly topology: Topology;
  /** a message's publication, when it lies not after fact `at` */
  published(message: MessageId, at: number): Published | undefined;
  /** a call's publication by msg_id: the last up to fact `at`, when it was published again */
  call(msgId: string, at: number): Published | undefined;
  /** Reads the facts that came since it was asked last. true = the World before the first fact is another one now. */
  learn(facts: readonly Fact[]): boolean;
  /** the World before the first fact */
  start(): World;
}

export function makeContext({ source, topology }: Pick<Trace, 'source' | 'topology'>): WorldContext {
  const simulated = source === 'simulated';
  const published = new Map<MessageId, Published>();
  const calls = new Map<string, Published[]>();
  /** by the first fact of a service's life: what starts in the trace was not running before it */
  const seen = new Set<Actor>();
  const startsLater = new Set<Actor>();
  let read = 0;
  const learnOne = (fact: Fact): boolean => {
    if (fact.kind === 'message.published') {
      published.set(fact.message, fact);
      const { type, msg_id } = fact.rpc;
      if (type === 'call' && msg_id) calls.set(msg_id, [...(calls.get(msg_id) ?? []), fact]);
    } else if (fact.kind === 'service.started' || fact.kind === 'service.stopped') {
      if (seen.has(fact.actor)) return false;
      seen.add(fact.actor);
      if (fact.kind === 'service.stopped') return false;
      startsLater.add(fact.actor);
      return true;
    }
    return false;
  };
  return {
    simulated,
    topology,
    published: (message, at) => {
      const found = published.get(message);
      return found && found.index <= at ? found : undefined;
    },
    call: (msgId, at) => calls.get(msgId)?.findLast((one) => one.index <= at),
    learn(facts) {
      let isOther = false;
      for (; read < facts.length; read += 1) if (learnOne(facts[read] as Fact)) isOther = true;
      return isOther;
    },
    start: () => startOf(topology, simulated, startsLater),
  };
}

function startOf(topology: Topology, simulated: boolean, startsLater: ReadonlySet<Actor>): World {
  const isThere = ({ added_us }: ServicePlace): boolean => added_us === undefined;
  const services = topology.services.map((place): readonly [Actor, ServiceState] => {
    const running = isThere(place) && !startsLater.has(place.actor);
    return [place.actor, newService(place.actor, running, simulated)];
  });
  return {
    index: -1,
    at: 0 as Micros,
    broker_running: true,
    services: new Map(services),
    vhosts: new Map(topology.vhosts.map((vhost) => [vhost, newVhost(vhost)])),
    http: new Map(),
    messages: new Map(),
    connections: new Map(),
    present: new Set(topology.services.filter(isThere).map(({ actor }) => actor)),
    cut: new Set(),
  };
}

export function newService(actor: Actor, running: boolean, simulated: boolean): ServiceState {
  return {
    actor,
    state: running ? 'idle' : 'stopped',
    running,
    working: [],
    acts: 0,
    in_memory: simulated ? [] : null,
    waits: [],
    blocked: [],
    serving: [],
    asking: [],
  };
}

export function newVhost(vhost: string): VhostState {
  return { vhost, exchanges: new Map(), queues: new Map(), bindings: [] };
}
