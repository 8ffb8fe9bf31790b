/** One message from its publication to the end of its last copy, for any trace: what matched, and each copy's fate. */
import { previewRoute, type RoutePreview } from '../../core/amqp/route-preview.ts';
import { firstAfter } from '../../core/reading/facts-after.ts';
import type { MessageStory } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { FactOf, MessageId, Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World, Worlds } from '../../core/trace/world.ts';

type CopyFact =
  | FactOf<'message.delivered'>
  | FactOf<'message.acked'>
  | FactOf<'message.requeued'>
  | FactOf<'message.dropped'>;

/** One line of a copy's life: its fact, or the dead letter that its end brought about. */
export type CopyEvent =
  | { readonly kind: 'copy'; readonly fact: CopyFact }
  | { readonly kind: 'dead_letter'; readonly fact: Published };

export interface CopyWay {
  readonly queue: string;
  readonly events: readonly CopyEvent[];
  /** at the cursor; `unknown` = handed out in a recording, which has no acks; `later` = not published yet */
  readonly now: 'ready' | 'unacked' | 'gone' | 'unknown' | 'later';
}

export interface MessageWay {
  readonly published: Published;
  /** by the bindings that stood at the publication; null = unknown (a recording) */
  readonly route: RoutePreview | null;
  readonly copies: readonly CopyWay[];
  /** a drop or a return of the message as a whole: it reached no queue */
  readonly lost: FactOf<'message.dropped'> | null;
  readonly returned: FactOf<'message.returned'> | null;
}

export function messageWay(trace: Trace, worlds: Worlds, world: World, id: MessageId): MessageWay | null {
  const story = indexOf(trace).messages.get(id);
  if (!story) return null;
  const { published } = story;
  return {
    published,
    route: routeOf(trace, worlds, published),
    copies: published.queues.map((queue) => copyWay(trace, story, queue, world)),
    lost: story.dropped.find((fact) => fact.queue === null) ?? null,
    returned: story.returned[0] ?? null,
  };
}

function routeOf(trace: Trace, worlds: Worlds, published: Published): RoutePreview | null {
  const vhost = worlds.at(published.index - 1).vhosts.get(published.vhost);
  if (trace.source !== 'simulated' || !vhost) return null;
  const { exchange, routing_key, properties } = published;
  return previewRoute(vhost, { exchange, routing_key, headers: properties.headers ?? {} });
}

function copyWay(trace: Trace, story: MessageStory, queue: string, world: World): CopyWay {
  const all: readonly CopyFact[] = [...story.delivered, ...story.acked, ...story.requeued, ...story.dropped];
  const own = all.filter((fact) => fact.queue === queue).sort((a, b) => a.index - b.index);
  const events = own.flatMap((fact): CopyEvent[] => {
    const again = fact.kind === 'message.dropped' ? deadLetterOf(trace, fact) : null;
    return [{ kind: 'copy', fact }, ...(again ? [{ kind: 'dead_letter', fact: again } as const] : [])];
  });
  return { queue, events, now: nowOf(trace, story, own, queue, world) };
}

function nowOf(
  trace: Trace,
  { published }: MessageStory,
  own: readonly CopyFact[],
  queue: string,
  world: World,
): CopyWay['now'] {
  if (published.index > world.index) return 'later';
  const copy = world.messages.get(published.message)?.copies.find((one) => one.queue === queue);
  if (copy) return copy.place;
  const delivered = own.some((fact) => fact.kind === 'message.delivered' && fact.index <= world.index);
  return trace.source !== 'simulated' && delivered ? 'unknown' : 'gone';
}

/** The broker publishes a dead letter because of the drop. */
function deadLetterOf(trace: Trace, dropped: FactOf<'message.dropped'>): Published | null {
  const letter = firstAfter(
    indexOf(trace).of('message.published'),
    dropped.index,
    (fact) => fact.cause === dropped.index || fact.at > dropped.at,
  );
  return letter?.cause === dropped.index && letter.at === dropped.at ? letter : null;
}
