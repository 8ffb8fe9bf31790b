/** Where the peers and the databases stand, beside the bands. */
import type { ServicePlace } from '../../core/trace/trace.ts';
import { type MapNode, type Preset, serviceId } from './geometry.ts';
import type { DatabaseShelf } from './layout-databases.ts';
import type { Sizes } from './sizes.ts';

export interface HullPlace {
  readonly s: Sizes;
  readonly x: {
    readonly left: number;
    readonly hull: number;
    readonly hullW: number;
    readonly right: number;
  };
  readonly main: string;
  readonly preset: Preset;
}
/** Four, two by two, opposite nova-api; on a phone in a row above everything. */
export function peersAt(
  peers: readonly ServicePlace[],
  y: number,
  { s, x, preset }: HullPlace,
): readonly MapNode[] {
  const isPhone = preset === 'phone';
  const columns = isPhone ? 4 : 2;
  const gap = isPhone ? 4 : 8;
  const rows = Math.min(Math.max(Math.ceil(peers.length / columns), 1), 2);
  const height = isPhone ? 26 : Math.max(28, (s.apiH - gap * (rows - 1)) / rows);
  const between = preset === 'lesson' ? 2 : gap;
  const width = ((isPhone ? x.right + s.card : s.card) - (columns - 1) * between) / columns;
  return peers.map(
    (place, i): MapNode => ({
      id: serviceId(place.actor),
      kind: 'peer',
      place,
      x: (isPhone ? 0 : x.right) + (i % columns) * (width + between),
      y: (isPhone ? 0 : y) + Math.floor(i / columns) * (height + gap),
      width,
      height,
    }),
  );
}

/** Three in a row, at the foot of their band where there is room above them. */
export function shelfAt(
  shelf: DatabaseShelf,
  least: number,
  foot: number,
  { s, x, preset }: HullPlace,
): readonly MapNode[] {
  const gap = preset === 'phone' ? 6 : 8;
  const columns = preset === 'phone' ? 1 : 3;
  const room = s.card + (preset === 'phone' ? 0 : s.gutter - 12);
  const width = (room - (columns - 1) * gap) / columns;
  const rows = Math.ceil(shelf.length / columns);
  const high = rows * s.database + (rows - 1) * gap;
  const y = Math.max(least, foot - high);
  return shelf.map(
    (database, i): MapNode => ({
      id: `database:${database}`,
      kind: 'database',
      database,
      x: x.left + (i % columns) * (width + gap),
      y: y + Math.floor(i / columns) * (s.database + gap),
      width,
      height: s.database,
    }),
  );
}
