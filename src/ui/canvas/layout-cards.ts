/** The cards of a cloud before they have a place: who is folded with whom, and the lines that each card has. */
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import type { MapSide, PipeNode, ServiceNode } from './geometry.ts';
import { homeOf, type Lane } from './lanes.ts';
import type { Sizes } from './sizes.ts';

/** Alike and more than these: they share one card. */
const MOST_ALIKE = 4;

/** A queue, or many of one sort, at a card. */
interface QueueSlot {
  readonly vhost: string;
  /** none = reply queues */
  readonly queues: readonly string[];
}
/** One line of a card: a queue, what it publishes, or nothing. */
type CardRow = QueueSlot | 'publish' | 'free';

interface Folder {
  readonly members: readonly ServicePlace[];
  readonly vhost: string;
  readonly side: MapSide;
  readonly home: readonly QueueSlot[];
  /** its queues in other vhosts */
  readonly away: readonly QueueSlot[];
}
export interface Card extends Folder {
  readonly place: ServicePlace;
  readonly rows: readonly CardRow[];
  readonly height: number;
}
/** A card in its place, with its pipes. */
export interface LaidCard {
  readonly card: Card;
  readonly node: ServiceNode;
  readonly pipes: readonly PipeNode[];
}

const ORDER = ['nova-api', 'nova-conductor', 'nova-scheduler', 'nova-compute'];
const rank = ({ program }: ServicePlace): number => {
  const at = ORDER.findIndex((name) => program.startsWith(name));
  return at < 0 ? ORDER.length : at;
};
const sideOf = ({ program }: ServicePlace): MapSide =>
  program.startsWith('nova-api') || program.startsWith('nova-conductor') ? 'left' : 'right';

/** Those of one program in one vhost. */
function alikeIn(topology: Topology): readonly (readonly ServicePlace[])[] {
  const groups = new Map<string, ServicePlace[]>();
  const nova = topology.services.filter((place) => place.kind !== 'peer');
  for (const place of nova.toSorted((a, b) => rank(a) - rank(b))) {
    const key = JSON.stringify([place.program, homeOf(place, topology)]);
    const alike = groups.get(key);
    if (alike) alike.push(place);
    else groups.set(key, [place]);
  }
  return [...groups.values()];
}

let known: { readonly topology: Topology; readonly actors: ReadonlySet<string> } | null = null;

/** Everybody who shares a card where nobody stands apart. */
export function foldedIn(topology: Topology): ReadonlySet<string> {
  if (known?.topology !== topology) {
    const many = alikeIn(topology).filter((alike) => alike.length > MOST_ALIKE);
    known = { topology, actors: new Set(many.flat().map(({ actor }) => actor)) };
  }
  return known.actors;
}

/** `apart`: who has a card of their own, be they as many alike as they are. */
export function foldersOf(
  topology: Topology,
  lanes: (place: ServicePlace, home: string) => readonly Lane[],
  apart: readonly string[],
): readonly Folder[] {
  const folds = alikeIn(topology).flatMap((alike) => {
    if (alike.length <= MOST_ALIKE) return alike.map((one) => [one]);
    const rest = alike.filter(({ actor }) => !apart.includes(actor));
    const own = alike.filter(({ actor }) => apart.includes(actor)).map((one) => [one]);
    return rest.length === 0 ? own : [...own, rest];
  });
  return folds.flatMap((members): Folder[] => {
    const [first] = members;
    if (!first) return [];
    const vhost = homeOf(first, topology);
    const slots = slotsOf(members.map((one) => lanes(one, vhost)));
    return [
      {
        members,
        vhost,
        side: sideOf(first),
        home: slots.filter((slot) => slot.vhost === vhost),
        away: slots.filter((slot) => slot.vhost !== vhost),
      },
    ];
  });
}

/** Queues of one member each lie in one pipe of the fold. */
function slotsOf(all: readonly (readonly Lane[])[]): readonly QueueSlot[] {
  const flat = all.flat();
  const vhosts = [...new Set(flat.map((lane) => lane.vhost))];
  return vhosts.flatMap((vhost) => {
    const mine = flat.filter((lane) => lane.vhost === vhost);
    const names = [...new Set(mine.flatMap(({ queue }) => queue ?? []))];
    const times = new Map<string | null, number>();
    for (const { queue } of mine) times.set(queue, (times.get(queue) ?? 0) + 1);
    const isOwn = (name: string): boolean => all.length > 1 && times.get(name) === 1;
    const own = names.filter(isOwn);
    const shared = names.filter((name) => !isOwn(name));
    return [
      ...shared.map((name): QueueSlot => ({ vhost, queues: [name] })),
      ...(own.length > 0 ? [{ vhost, queues: own }] : []),
      ...(mine.some((lane) => lane.queue === null) ? [{ vhost, queues: [] }] : []),
    ];
  });
}

export const cardsOf = (folders: readonly Folder[], s: Sizes): readonly Card[] =>
  folders.flatMap((folder): Card[] => {
    const [place] = folder.members;
    if (!place) return [];
    const rows = rowsOf(folder, place);
    const height = rows.length === 1 ? s.apiH : Math.max(s.cardH, s.cardH + (rows.length - 3) * s.pitch);
    return [{ ...folder, place, rows, height }];
  });

/** Who asks sends on the line on which who is asked takes it, and gets the reply on the line on which that is sent. */
function rowsOf({ home }: Folder, { program, vhosts }: ServicePlace): readonly CardRow[] {
  if (home.length === 0) return ['publish'];
  const isAsked = program === 'nova-scheduler' || (program === 'nova-conductor' && !vhosts.includes('/'));
  const free: CardRow[] = Array.from({ length: Math.max(0, 2 - home.length) }, () => 'free');
  return isAsked ? [...home, ...free, 'publish'] : ['publish', ...home, ...free];
}

/** Heights of a card's lines, from its upper edge. */
export function lineOf(card: Card, s: Sizes, row: number): number {
  if (card.rows.length === 1) return card.height / 2;
  return (s.cardH - 2 * s.pitch) / 2 + row * s.pitch;
}

/** A vhost's name without what all of Nova's begin with. */
export const shortVhost = (vhost: string): string => vhost.replace(/^nova_/, '');

/** A queue of the same name in two vhosts bears its vhost. */
export function withTags(drawn: readonly LaidCard[]): readonly LaidCard[] {
  const vhosts = new Map<string, Set<string>>();
  for (const { queues, vhost } of drawn.flatMap((one) => one.pipes)) {
    for (const name of queues) vhosts.set(name, (vhosts.get(name) ?? new Set()).add(vhost));
  }
  return drawn.map((one) => ({
    ...one,
    pipes: one.pipes.map((pipe) => {
      const [name] = pipe.queues;
      const isTwice = pipe.queues.length === 1 && (vhosts.get(name ?? '')?.size ?? 0) > 1;
      return isTwice ? { ...pipe, tag: shortVhost(pipe.vhost) } : pipe;
    }),
  }));
}
