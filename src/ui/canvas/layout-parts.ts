/** What the presets share: rows of boxes, and the nodes made of them. */
import type { ServicePlace } from '../../core/trace/trace.ts';
import type { Box, MapEdge, MapNode, Point } from './geometry.ts';

const QUEUE_ID = 'queue' as const;

export interface NodeGrid {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly gapX: number;
  readonly gapY: number;
}

/** The box of the n-th cell. `width` and `height` are a cell's. */
export function cell(grid: NodeGrid, n: number): Box {
  const column = n % grid.columns;
  const row = Math.floor(n / grid.columns);
  return {
    x: grid.x + column * (grid.width + grid.gapX),
    y: grid.y + row * (grid.height + grid.gapY),
    width: grid.width,
    height: grid.height,
  };
}

/** Height of `count` cells. */
export function gridHeight(grid: Pick<NodeGrid, 'columns' | 'height' | 'gapY'>, count: number): number {
  const rows = Math.ceil(count / grid.columns);
  return rows === 0 ? 0 : rows * grid.height + (rows - 1) * grid.gapY;
}

export const serviceNode = (place: ServicePlace, box: Box): MapNode => ({
  kind: place.kind === 'peer' ? 'peer' : 'service',
  id: `service:${place.actor}`,
  place,
  ...box,
});
export const databaseNode = (database: string, box: Box): MapNode => ({
  kind: 'database',
  id: `database:${database}`,
  database,
  ...box,
});
export const machineNode = (machine: string, main: boolean, box: Box): MapNode => ({
  kind: 'machine',
  id: `machine:${machine}`,
  machine,
  main,
  ...box,
});
export const queueNode = (vhosts: readonly string[], box: Box): MapNode => ({
  kind: 'queue',
  id: QUEUE_ID,
  vhosts,
  ...box,
});
export const edge = (place: ServicePlace, points: readonly Point[]): MapEdge => ({
  id: `edge:${place.actor}`,
  source: `service:${place.actor}`,
  target: QUEUE_ID,
  points,
});

export const middleX = (box: Box): number => box.x + box.width / 2;
export const middleY = (box: Box): number => box.y + box.height / 2;
export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;
