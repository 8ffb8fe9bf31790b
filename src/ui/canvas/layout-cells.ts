/** Nova's cells on the map: a frame around what a cell has of its own, and its name before queues that others have too. */
import type { ServicePlace } from '../../core/trace/trace.ts';
import type { Band, MapNode, Point } from './geometry.ts';
import type { Laid } from './layout-bands.ts';
import { type LaidCard, shortVhost } from './layout-cards.ts';
import { bottom } from './layout-parts.ts';
import type { Sizes } from './sizes.ts';

interface CellPlace {
  readonly s: Sizes;
  readonly width: number;
  readonly hullX: number;
}

/** A frame for each vhost that has a conductor and is not the API's. */
export function cellNodes({ bands, drawn, databases }: Laid, frame: CellPlace): readonly MapNode[] {
  return bands.flatMap((band): MapNode[] => {
    const cards = drawn.filter(({ node }) => node.vhost === band.vhost);
    const conductor = cards.find(({ node }) => node.place.program === 'nova-conductor');
    if (band.vhost === '/' || !conductor) return [];
    const { database, notch } = shelfOf(band, conductor.node.place, databases, cards, frame);
    const top = band.y;
    const end = bottom(band) + GAP;
    const edge = frame.width - OUT;
    const start = { x: (OUT + edge) / 2, y: top };
    const rim = [start, { x: OUT, y: top }, ...notch, { x: edge, y: end }, { x: edge, y: top }, start];
    return [
      {
        id: `cell:${band.vhost}`,
        kind: 'cell',
        cell: nameOf(conductor.node.place, band),
        vhost: band.vhost,
        database,
        x: OUT,
        y: top,
        width: edge - OUT,
        height: end - top,
        rim: rim.map((point) => ({ x: point.x - OUT, y: point.y - top })),
        label: labelIn(conductor, frame, top),
      },
    ];
  });
}

const OUT = 2;
const GAP = 4;

const nameOf = ({ actor, databases: [database] }: ServicePlace, { vhost }: Band): string =>
  actor.startsWith('nova-conductor-') ? actor.slice('nova-conductor-'.length) : shortVhost(database ?? vhost);

/** Above the cell's conductor, where hosts have heads; else under it. */
function labelIn({ node }: LaidCard, { s }: CellPlace, top: number): Point | null {
  if (s.edge === 0) return null;
  return { x: node.x - OUT, y: s.host > 0 ? node.y - s.host - top + 4 : bottom(node) + 4 - top };
}

/** Databases of others that stand in this band are left out by a notch at its foot. */
function shelfOf(
  band: Band,
  { databases: own }: ServicePlace,
  databases: readonly MapNode[],
  cards: readonly LaidCard[],
  { hullX, s }: CellPlace,
): { readonly database: string | null; readonly notch: readonly Point[] } {
  const here = databases.filter((node) => node.y > band.y && bottom(node) <= bottom(band) + 1);
  const isOwn = (node: MapNode): boolean => node.kind === 'database' && own.includes(node.database);
  const mine = here.filter(isOwn);
  const others = here.filter((node) => !isOwn(node));
  const [first] = mine;
  const database = first?.kind === 'database' ? first.database : null;
  const end = bottom(band) + GAP;
  if (others.length === 0) return { database, notch: [{ x: OUT, y: end }] };
  const cardsAbove = cards.filter(({ node }) => node.side === 'left').map(({ node }) => bottom(node));
  const above = mine.filter((node) => others.every((other) => bottom(node) <= other.y)).map(bottom);
  const foot = Math.max(...cardsAbove, ...above);
  const y = Math.max(foot + 2, Math.min(...others.map((node) => node.y)) - GAP - 2);
  const x = mine.length > above.length ? Math.min(...mine.map((node) => node.x)) - GAP : hullX - s.gutter / 2;
  return {
    database,
    notch: [
      { x: OUT, y },
      { x, y },
      { x, y: end },
    ],
  };
}
