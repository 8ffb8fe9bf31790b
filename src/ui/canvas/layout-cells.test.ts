import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { type Box, type Point, pipesOf } from './geometry.ts';
import { topologyToFlow } from './layout.ts';
import { bottom, middleX, middleY, right } from './layout-parts.ts';
import { restingLines } from './lines.ts';

const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;

describe('the map of the recorded cloud', () => {
  const topology = topologyOf(deploymentOf(undefined));

  it('frames cell1 with its vhost, its conductor, its database and its computes, and nothing else', () => {
    for (const preset of PRESETS) {
      const map = topologyToFlow(topology, preset);
      const cell = map.nodes.find((node) => node.kind === 'cell');
      expect(cell, preset).toMatchObject({ cell: 'cell1', vhost: 'nova_cell1', database: 'nova_cell1' });
      if (cell?.kind !== 'cell') continue;
      const held = map.nodes
        .filter((node) => ['service', 'peer', 'database'].includes(node.kind))
        .filter((node) => isWithin({ x: middleX(node) - cell.x, y: middleY(node) - cell.y }, cell.rim))
        .map((node) => node.id);
      const own = ['conductor-cell1', 'compute-cpu1', 'compute-cpu2'].map((name) => `service:nova-${name}`);
      expect(held.toSorted(), preset).toEqual(['database:nova_cell1', ...own].toSorted());
    }
  });

  it('has a line into each vhost that a service has a connection to, neutron’s too, where there is room', () => {
    const map = topologyToFlow(topology, 'desk');
    const reach = map.edges.map((edge) => {
      const dots = restingLines(map, edge).flatMap(({ dot }) => dot ?? []);
      const vhosts = dots.flatMap((dot) => map.spines.find((one) => touches(one, dot))?.vhost ?? []);
      return [edge.source.replace('service:', ''), vhosts];
    });
    const named = topology.services.filter(({ vhosts }) => vhosts.length > 0);
    expect(Object.fromEntries(reach)).toEqual(
      Object.fromEntries(named.map(({ actor, vhosts }) => [actor, [...vhosts]])),
    );
  });

  it('names the vhost before a queue of which two vhosts have one, and before no other', () => {
    const pipes = pipesOf(topologyToFlow(topology, 'desk'));
    expect(pipes.flatMap(({ queues, tag }) => (tag === null ? [] : [[tag, ...queues]]))).toEqual([
      ['/', 'conductor'],
      ['cell1', 'conductor'],
    ]);
  });
});

const touches = (box: Box, { x, y }: Point): boolean =>
  x >= box.x && x <= right(box) && y >= box.y && y <= bottom(box);

/** By the crossings of a line to the right. */
function isWithin({ x, y }: Point, rim: readonly Point[]): boolean {
  let inside = false;
  for (const [i, a] of rim.entries()) {
    const b = rim[(i + 1) % rim.length] ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
