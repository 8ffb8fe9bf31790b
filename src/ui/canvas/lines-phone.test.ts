import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { type Box, cardOf, type MapNode, type Point } from './geometry.ts';
import { topologyToFlow } from './layout.ts';
import { bottom, right } from './layout-parts.ts';
import { httpWay, sqlWay } from './lines.ts';

describe('on a phone', () => {
  const topology = topologyOf(deploymentOf(undefined));
  const map = topologyToFlow(topology, 'phone');
  const peers = map.nodes.filter((node) => node.kind === 'peer');
  const databases = map.nodes.filter((node) => node.kind === 'database');
  const askers = topology.services.filter(({ actor, kind }) => kind === 'nova' && cardOf(map, actor));

  it('a request over HTTP goes from who asks to the peer, and its answer back, over no card and no queue', () => {
    for (const { actor } of askers) {
      for (const peer of peers) {
        if (peer.kind !== 'peer') continue;
        const to = peer.place.actor;
        const way = httpWay(map, actor, to) ?? [];
        expect(way.at(-1)?.y, `${actor} ${to}`).toBe(bottom(peer));
        expect(httpWay(map, to, actor)).toEqual(way.toReversed());
        expect(crossed(way), `${actor} ${to}`).toEqual([]);
      }
    }
  });

  it('a statement goes from who writes to its database, over no card, no queue and no other database', () => {
    expect(databases.length).toBeGreaterThan(0);
    for (const { actor } of askers.filter(({ actor: name }) => cardOf(map, name)?.side === 'left')) {
      for (const store of databases) {
        if (store.kind !== 'database') continue;
        const way = sqlWay(map, actor, store.database) ?? [];
        expect(way.at(-1)?.x, `${actor} ${store.database}`).toBe(right(store));
        expect(crossed(way), `${actor} ${store.database}`).toEqual([]);
      }
    }
  });

  /** What a line passes through: cards, queues, peers and databases; to end at its border is not to pass through. */
  function crossed(way: readonly Point[]): readonly string[] {
    const solid = map.nodes.filter(({ kind }) => ['service', 'pipe', 'peer', 'database'].includes(kind));
    return solid
      .filter((node) => way.some((to, i) => passes(node, way[i - 1] ?? to, to)))
      .map(({ id }) => id);
  }
});

const passes = (node: MapNode & Box, a: Point, b: Point): boolean =>
  Math.max(a.x, b.x) > node.x + 1 &&
  Math.min(a.x, b.x) < right(node) - 1 &&
  Math.max(a.y, b.y) > node.y + 1 &&
  Math.min(a.y, b.y) < bottom(node) - 1;
