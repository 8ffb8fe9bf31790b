/**
 * Which queues a service has a pipe for. The same for the whole trace, so that nothing jumps while a story is told: those
 * that it takes requests from as a rule of its program, and those that it was handed a message from.
 */
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
import type { ServicePlace, Topology, Trace } from '../../core/trace/trace.ts';
import { isReplyQueue } from '../../core/words/queues.ts';

/** A queue that stands at a service's card. */
export interface Lane {
  readonly vhost: string;
  /** null = where its replies come in, whatever its name is */
  readonly queue: string | null;
}
/** What a trace tells beyond its topology. */
export interface Lanes {
  /** queues by which messages came to an actor */
  readonly of: ReadonlyMap<string, readonly Lane[]>;
  /** who takes from a queue, by `queueKey` */
  readonly owners: ReadonlyMap<string, readonly string[]>;
}

/** A broker and its clients, without Nova. */
export const isPlayground = ({ services }: Topology): boolean =>
  services.length > 0 && services.every((place) => place.kind === 'client');

export const queueKey = (vhost: string, queue: string): string => `${vhost}\n${queue}`;
export const exchangeKey = (vhost: string, exchange: string): string => `${vhost}\n\n${exchange}`;

export const lanesOf = (trace: Trace): Lanes => indexOf(trace).once(lanesIn);

function lanesIn(index: TraceIndex): Lanes {
  const of = new Map<string, Lane[]>();
  const owners = new Map<string, string[]>();
  const own = (vhost: string, queue: string, actor: string): void => {
    const known = owners.get(queueKey(vhost, queue)) ?? [];
    if (!known.includes(actor)) owners.set(queueKey(vhost, queue), [...known, actor]);
  };
  for (const { vhost, queue, user } of index.of('consumer.added')) own(vhost, queue, user);
  for (const { vhost, queue, actor } of index.of('message.delivered')) {
    own(vhost, queue, actor);
    const mine = of.get(actor) ?? [];
    const name = isReplyQueue(queue) ? null : queue;
    if (!mine.some((lane) => lane.vhost === vhost && lane.queue === name)) mine.push({ vhost, queue: name });
    of.set(actor, mine);
  }
  return { of, owners };
}

/** The vhost in whose band a service stands: where it takes requests from. */
export function homeOf({ vhosts }: ServicePlace, { vhosts: all }: Topology): string {
  if (vhosts.includes('/')) return '/';
  return vhosts[0] ?? all[0] ?? '/';
}

/** Without a trace: what its program says. Requests first, replies last. */
export function lanesFor(place: ServicePlace, home: string, lanes: Lanes | undefined): readonly Lane[] {
  const usual = usualLanes(place, home);
  const more = lanes?.of.get(place.actor) ?? [];
  const all = [...usual, ...more].filter(
    (lane, i, list) =>
      list.findIndex((one) => one.vhost === lane.vhost && one.queue === lane.queue) === i &&
      // where a compute host takes requests, they are for it alone
      !(lane.queue === 'compute' && place.program === 'nova-compute'),
  );
  return all.toSorted((a, b) => Number(a.queue === null) - Number(b.queue === null));
}

function usualLanes({ program, host, vhosts }: ServicePlace, vhost: string): readonly Lane[] {
  const replies: Lane = { vhost, queue: null };
  switch (program) {
    case 'nova-scheduler':
      return [{ vhost, queue: 'scheduler' }];
    case 'nova-conductor':
      return [{ vhost, queue: 'conductor' }, ...(vhosts.includes('/') ? [replies] : [])];
    case 'nova-compute':
      return [{ vhost, queue: `compute.${host}` }, replies];
    default:
      return [];
  }
}
