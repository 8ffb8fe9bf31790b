/** The World before the first fact, and what the fold needs to know of the whole trace. */
import type { Micros } from '../base/time.ts';
import type { Actor, FactOf, MessageId } from './fact.ts';
import type { Trace } from './trace.ts';
import type { ServiceState, VhostState, World } from './world.ts';

export type Published = FactOf<'message.published'>;

export interface Context {
  /** false: acks and dispatches are unknown */
  readonly simulated: boolean;
  readonly published: ReadonlyMap<MessageId, Published>;
  /** msg_id -> the call's publication (the last, when it was published again) */
  readonly calls: ReadonlyMap<string, Published>;
  readonly start: World;
}

export function makeContext(trace: Trace): Context {
  const simulated = trace.source === 'simulated';
  const published = new Map<MessageId, Published>();
  const calls = new Map<string, Published>();
  const firstSeen = new Map<Actor, 'service.started' | 'service.stopped'>();
  for (const fact of trace.facts) {
    if (fact.kind === 'message.published') {
      published.set(fact.message, fact);
      if (fact.rpc.type === 'call' && fact.rpc.msg_id) calls.set(fact.rpc.msg_id, fact);
    } else if (fact.kind === 'service.started' || fact.kind === 'service.stopped') {
      if (!firstSeen.has(fact.actor)) firstSeen.set(fact.actor, fact.kind);
    }
  }
  const services = trace.topology.services.map(({ actor, added_us }): readonly [Actor, ServiceState] => {
    // what starts later in the trace, or is added to the cloud, was not running before it
    const running = added_us === undefined && firstSeen.get(actor) !== 'service.started';
    return [actor, newService(actor, running, simulated)];
  });
  const vhosts = trace.topology.vhosts.map((vhost) => [vhost, newVhost(vhost)] as const);
  const start: World = {
    index: -1,
    at: 0 as Micros,
    broker_running: true,
    services: new Map(services),
    vhosts: new Map(vhosts),
    http: new Map(),
    messages: new Map(),
  };
  return { simulated, published, calls, start };
}

export function newService(actor: Actor, running: boolean, simulated: boolean): ServiceState {
  return {
    actor,
    state: running ? 'idle' : 'stopped',
    running,
    working: [],
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
