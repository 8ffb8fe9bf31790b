/** What the kernel gives a service when it starts. */
import type { Random } from '../base/random.ts';
import { micros, wallTime } from '../base/time.ts';
import type { Listener, ServiceDefinition, ServiceHost } from '../service/service.ts';
import type { Faults } from './faults.ts';
import { sample } from './latency.ts';
import type { Timeline } from './timeline.ts';

interface HostParts {
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly random: Random;
  readonly epochMs: number;
  /** every service of the deployment, running or not */
  definitions(): Iterable<ServiceDefinition>;
}

export function hostFor(parts: HostParts, definition: ServiceDefinition, isCold: boolean): ServiceHost {
  const { timeline, faults, random, epochMs } = parts;
  const { actor } = definition.place;
  const latency = random.stream(`latency/${actor}`);
  return {
    actor,
    place: definition.place,
    conf: definition.conf ?? {},
    isCold,
    remembers: isCold ? null : (definition.remembers ?? null),
    quietUntil: (isCold ? null : definition.quietUntil) ?? micros(0),
    work: { isEnding: false, requests: 0, queues: new Map() },
    listeners: () => listenersOf(parts),
    now: () => timeline.now,
    wall: (at = timeline.now) => wallTime(epochMs, at),
    stream: (kind) => random.stream(`${kind}/${actor}`),
    took: (medianMs) => faults.paced(actor, sample(latency, medianMs)),
  };
}

/** Where the services can be asked, as far as they are part of the deployment by now. */
function listenersOf({ definitions, timeline }: HostParts): readonly Listener[] {
  return [...definitions()].flatMap(({ place, listens }) =>
    listens && (place.added_us ?? 0) <= timeline.now
      ? [{ actor: place.actor, server: place.host, ...listens }]
      : [],
  );
}
