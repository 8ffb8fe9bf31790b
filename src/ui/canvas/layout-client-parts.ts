/** What the two arrangements of a playground share. */
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import {
  type Box,
  type MapSide,
  type PipeNode,
  type Point,
  type ServiceNode,
  serviceId,
} from './geometry.ts';
import { middleY } from './layout-parts.ts';
import type { Entities } from './playground.ts';

export interface Parties {
  readonly topology: Topology;
  readonly entities: Entities;
  readonly left: readonly ServicePlace[];
  readonly right: readonly ServicePlace[];
}

export const pipeNode = (
  box: Box,
  { vhost, name }: { readonly vhost: string; readonly name: string },
  mouth: MapSide,
  out: readonly { readonly actor: string; readonly way: readonly Point[] }[],
): PipeNode => ({
  id: `pipe:${vhost}:${name}`,
  kind: 'pipe',
  vhost,
  queues: [name],
  owners: out.map(({ actor }) => actor),
  mouth,
  tag: null,
  x: box.x,
  y: box.y,
  width: box.width,
  height: box.height,
  out: out.map(({ way }) => way),
});

export const clientCard = (place: ServicePlace, side: MapSide, box: Box): ServiceNode => ({
  id: serviceId(place.actor),
  kind: 'service',
  place,
  members: [place],
  side,
  vhost: place.vhosts[0] ?? '/',
  publish: middleY(box),
  ...box,
});
