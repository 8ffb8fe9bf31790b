/** Machines as what lies around the cards that run on them. */
import type { MapNode, Point, ServiceNode } from './geometry.ts';
import type { Laid } from './layout-bands.ts';
import type { LaidCard } from './layout-cards.ts';
import { bottom } from './layout-parts.ts';
import type { Sizes } from './sizes.ts';

interface Rim {
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly s: Sizes;
  readonly x: {
    readonly left: number;
    readonly hull: number;
    readonly hullW: number;
    readonly right: number;
  };
  readonly main: string;
}
const PAD = 10;

/** The controller: around the broker and its own cards, stepping back where other machines stand. */
export function mainNode({ bands, drawn, peers }: Laid, { top, width, height, s, x, main }: Rim): MapNode {
  const narrow = x.hull + x.hullW + s.gutter / 2 - (s.host > 0 ? PAD / 2 : 0);
  const steps = bands.map(({ vhost }, i) => {
    const here = drawn.some(
      ({ node }) => node.vhost === vhost && node.side === 'right' && node.place.machine === main,
    );
    return here || (i === 0 && peers.length > 0) ? width : narrow;
  });
  const rim: Point[] = [{ x: narrow / 2, y: 0 }];
  let at = steps[0] ?? width;
  rim.push({ x: at, y: 0 });
  bands.forEach((band, i) => {
    const next = steps[i + 1];
    if (next === undefined || next === at) return;
    const y = bottom(band) + s.gap / 2 - top;
    rim.push({ x: at, y }, { x: next, y });
    at = next;
  });
  rim.push({ x: at, y: height - top }, { x: 0, y: height - top }, { x: 0, y: 0 }, { x: narrow / 2, y: 0 });
  return {
    id: `machine:${main}`,
    kind: 'machine',
    machine: main,
    main: true,
    x: 0,
    y: top,
    width,
    height: height - top,
    rim,
  };
}

/** One box around neighbours of the same machine. */
export function machineNodes(drawn: readonly LaidCard[], { s, main }: Rim): readonly MapNode[] {
  const boxes: MapNode[] = [];
  for (const side of ['left', 'right'] as const) {
    const mine = drawn
      .map(({ node }) => node)
      .filter((node) => node.side === side && node.place.machine !== main);
    let last: string | null = null;
    for (const node of mine) {
      const { machine } = node.place;
      const box = boxes.at(-1);
      const key = JSON.stringify([machine, side, node.vhost]);
      if (box && last === key) boxes[boxes.length - 1] = { ...box, height: bottom(node) + PAD - box.y };
      else {
        boxes.push({
          id: `machine:${machine}${boxes.some((one) => one.id === `machine:${machine}`) ? `:${node.id}` : ''}`,
          kind: 'machine',
          machine: hostsOf(node),
          main: false,
          rim: null,
          x: node.x - PAD,
          y: node.y - s.host,
          width: node.width + 2 * PAD,
          height: s.host + node.height + PAD,
        });
      }
      last = key;
    }
  }
  return boxes;
}

/** Who asks the cloud from outside, above nova-api. */
export const clientNode = (s: Sizes): MapNode => ({
  id: 'client',
  kind: 'client',
  x: s.edge,
  y: 0,
  width: Math.min(s.card, 90),
  height: s.client - 10,
});

/** Of a fold: its first and its last host. */
function hostsOf({ members, place }: ServiceNode): string {
  return members.length > 1 ? `${place.machine} … ${members.at(-1)?.machine ?? ''}` : place.machine;
}
