/** Lines of a step that belong to no queue, as plain data. */
import { awaitedOn } from './awaited.ts';
import type { FlowMap, Point } from './geometry.ts';
import { httpWay, sqlWay } from './lines.ts';
import type { Marks } from './marks.ts';
import type { ShownMoment } from './moment.ts';

export function linesOf({ trace, world, marks, inFlight }: ShownMoment, map: FlowMap) {
  const written = [...marks.writers].flatMap(([database, writers]) =>
    [...writers].flatMap((actor) => {
      const way = sqlWay(map, actor, database);
      return way ? [{ way, isBad: false }] : [];
    }),
  );
  return {
    thin: [...askedWays(map, marks.asked), ...written],
    awaited: awaitedOn(map, trace, world, inFlight.leaving, marks.sent),
  };
}

export interface ThinWay {
  readonly way: readonly Point[];
  /** of what was asked on it, something was refused or got no answer */
  readonly isBad: boolean;
}

/** Each pair once; a request and its answer share a line. */
function askedWays(map: FlowMap, asked: Marks['asked']): readonly ThinWay[] {
  const seen = new Map<string, ThinWay>();
  for (const { from, to, isBad } of asked) {
    const key = [from, to].toSorted().join(' ');
    const known = seen.get(key);
    const way = known?.way ?? httpWay(map, from, to);
    if (way) seen.set(key, { way, isBad: isBad || (known?.isBad ?? false) });
  }
  return [...seen.values()];
}

/** The arrow at who is asked, as a path. */
export function thinHead(way: readonly Point[]): string | null {
  const end = way.at(-1);
  const before = way.at(-2);
  if (!end || !before) return null;
  const [dx, dy] = [Math.sign(before.x - end.x), Math.sign(before.y - end.y)];
  return `M${end.x + dx * 6 + dy * 4} ${end.y + dy * 6 + dx * 4} L${end.x} ${end.y} L${end.x + dx * 6 - dy * 4} ${end.y + dy * 6 - dx * 4}`;
}

/** The head of a reply, before it is there, as a path. */
export function hollowHead(points: readonly Point[]): string | null {
  const end = points.at(-1);
  const before = points.at(-2);
  if (!end || !before) return null;
  const back = Math.sign(before.x - end.x) * 11;
  return `M${end.x + back / 11} ${end.y} L${end.x + back} ${end.y - 6.5} L${end.x + back} ${end.y + 6.5} Z`;
}
