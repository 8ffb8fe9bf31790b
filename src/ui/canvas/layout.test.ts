import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import { type Box, type FlowMap, type MapNode, pipesOf, QUEUE_ID, serviceId } from './geometry.ts';
import { topologyToFlow } from './layout.ts';
import { bottom, right } from './layout-parts.ts';
import type { Entities } from './playground.ts';

const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;

const place: fc.Arbitrary<Omit<ServicePlace, 'actor'>> = fc.record({
  program: fc.constantFrom(
    'nova-api',
    'nova-conductor',
    'nova-scheduler',
    'nova-compute',
    'keystone',
    'neutron',
  ),
  host: fc.constantFrom('ctl', 'cpu1', 'cpu2', 'cell1ctl'),
  machine: fc.constantFrom('controller', 'cpu1', 'cpu2', 'cpu3', 'cell1'),
  kind: fc.constantFrom('nova' as const, 'peer' as const),
  vhosts: fc.subarray(['/', 'nova_cell1']),
  databases: fc.constant([]),
});
const topologies: fc.Arbitrary<Topology> = fc.record({
  vhosts: fc.subarray(['/', 'nova_cell1', 'nova_cell2']),
  databases: fc.subarray(['nova_api', 'nova_cell0', 'nova_cell1', 'placement', 'keystone']),
  services: fc
    .array(place, { maxLength: 14 })
    .map((all) => all.map((one, i) => ({ ...one, actor: `${one.program}-${i}` }))),
});

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01;

const isAround = ({ kind }: MapNode): boolean => kind === 'machine' || kind === 'cell' || kind === 'queue';

const each = (law: (map: FlowMap, topology: Topology) => void): void => {
  fc.assert(
    fc.property(topologies, fc.constantFrom(...PRESETS), (topology, preset) => {
      law(topologyToFlow(topology, preset), topology);
    }),
    { seed: 7, numRuns: 300 },
  );
};

function overlaps(map: FlowMap): string[] {
  const solid = map.nodes.filter((node) => !isAround(node));
  const hull = map.nodes.find((node) => node.kind === 'queue');
  const found: string[] = [];
  for (const [i, a] of solid.entries()) {
    for (const b of solid.slice(i + 1))
      if (overlap(a, b)) found.push(`${a.id} over ${b.id} in ${map.preset}`);
    if (
      hull &&
      a.kind === 'pipe' &&
      (a.x < hull.x || right(a) > right(hull) || a.y < hull.y || bottom(a) > bottom(hull))
    )
      found.push(`${a.id} leaves the broker in ${map.preset}`);
    if (hull && a.kind !== 'pipe' && overlap(a, hull)) found.push(`${a.id} over the broker in ${map.preset}`);
  }
  return found;
}

describe('topologyToFlow', () => {
  it('joins no two Nova services, whatever the topology', () => {
    each((map) => {
      for (const edge of map.edges) expect([edge.source, edge.target]).toContain(QUEUE_ID);
    });
  });

  it('has each Nova service on exactly one card, and links each card and each peer with a connection to the message queue exactly once', () => {
    each((map, topology) => {
      const nova = topology.services.filter((one) => one.kind === 'nova').map((one) => one.actor);
      const cards = map.nodes.filter((node) => node.kind === 'service');
      expect(cards.flatMap((card) => card.members.map((one) => one.actor)).toSorted()).toEqual(
        nova.toSorted(),
      );
      const linked = topology.services.filter(
        (one) => one.kind === 'peer' && map.bands.some(({ vhost }) => vhost === one.vhosts[0]),
      );
      const ends = [...cards.map(({ id }) => id), ...linked.map(({ actor }) => serviceId(actor))];
      expect(map.edges.map((edge) => edge.source).toSorted()).toEqual(ends.toSorted());
    });
  });

  it('lets no two nodes overlap, but for a machine around what runs on it and the broker around its queues', () => {
    each((map) => {
      expect(overlaps(map)).toEqual([]);
      const ids = map.nodes.map((node) => node.id);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  it.each(['single', 2, 3])('lays out cells: %s without overlaps', (cells) => {
    for (const preset of PRESETS) {
      const topology = topologyOf(deploymentOf({ cells, computes: 6 }));
      const map = topologyToFlow(topology, preset);
      expect(overlaps(map)).toEqual([]);
      expect(map.bands.map(({ vhost }) => vhost)).toEqual(topology.vhosts);
    }
  });

  it('keeps every node inside the size it names', () => {
    each((map) => {
      for (const node of map.nodes) {
        expect(node.x, node.id).toBeGreaterThanOrEqual(0);
        expect(node.y).toBeGreaterThanOrEqual(0);
        expect(node.x + node.width, node.id).toBeLessThanOrEqual(map.width + 0.01);
        expect(node.y + node.height, node.id).toBeLessThanOrEqual(map.height + 0.01);
      }
    });
  });

  it('has exactly one message queue', () => {
    each((map) => {
      expect(map.nodes.filter((node) => node.kind === 'queue')).toHaveLength(1);
    });
  });

  it('turns the mouth of every pipe to its consumer, whose card its line reaches', () => {
    each((map) => {
      for (const pipe of pipesOf(map)) {
        expect(pipe.out.length, pipe.id).toBeGreaterThan(0);
        for (const way of pipe.out) {
          const [mouth, end] = [way[0], way.at(-1)];
          expect(mouth?.x).toBe(pipe.mouth === 'left' ? pipe.x : right(pipe));
          const card = map.nodes.find(
            (node) =>
              node.kind === 'service' &&
              end &&
              end.y >= node.y &&
              end.y <= bottom(node) &&
              node.side === pipe.mouth,
          );
          expect(card, pipe.id).toBeDefined();
          expect(end?.x).toBe(card && (pipe.mouth === 'left' ? right(card) : card.x));
        }
      }
    });
  });

  it('folds more than four alike into one card, and no fewer', () => {
    const compute = (n: number): ServicePlace => ({
      actor: `nova-compute-cpu${n}`,
      program: 'nova-compute',
      host: `cpu${n}`,
      machine: `cpu${n}`,
      kind: 'nova',
      vhosts: ['nova_cell1'],
      databases: [],
    });
    const of = (n: number): FlowMap =>
      topologyToFlow(
        {
          vhosts: ['/', 'nova_cell1'],
          databases: [],
          services: Array.from({ length: n }, (_, i) => compute(i + 1)),
        },
        'desk',
      );
    const cards = (map: FlowMap): number => map.nodes.filter(({ kind }) => kind === 'service').length;
    expect([cards(of(4)), cards(of(5)), cards(of(200))]).toEqual([4, 1, 1]);
  });
});

describe('the map of a playground', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), { minLength: 1, maxLength: 20 });
  const playground = (actors: readonly string[]): Topology => ({
    vhosts: ['/'],
    databases: [],
    services: actors.map((actor) => ({
      actor,
      program: actor,
      host: actor,
      machine: 'playground',
      kind: 'client',
      vhosts: ['/'],
      databases: [],
    })),
  });
  const entities = (all: readonly string[], n: number, exchanges: number, queues: number): Entities => ({
    receivers: new Set(all.slice(0, n)),
    exchanges: Array.from({ length: exchanges }, (_, i) => ({ vhost: '/', name: `x${i}` })),
    queues: Array.from({ length: queues }, (_, i) => ({
      vhost: '/',
      name: `q${i}`,
      consumers: all.filter((_one, k) => (k + i) % 3 === 0),
    })),
  });
  const every = (law: (map: FlowMap, actors: readonly string[], receivers: ReadonlySet<string>) => void) =>
    fc.assert(
      fc.property(
        names,
        fc.constantFrom(...PRESETS),
        fc.nat(20),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 20 }),
        (all, preset, n, exchanges, queues) => {
          const told = entities(all, n, exchanges, queues);
          const lanes = { of: new Map(), owners: new Map() };
          law(topologyToFlow(playground(all), preset, { lanes, entities: told }), all, told.receivers);
        },
      ),
      { seed: 11, numRuns: 300 },
    );

  it('joins each client to the message queue once, and no two clients', () => {
    every((map, actors) => {
      expect(map.edges.map((edge) => edge.source).toSorted()).toEqual(
        actors.map((actor) => `service:${actor}`).toSorted(),
      );
      for (const edge of map.edges) expect(edge.target).toBe(QUEUE_ID);
    });
  });

  it('has no box of a machine, no overlap and nothing outside its size', () => {
    every((map) => {
      expect(map.nodes.some((node) => node.kind === 'machine')).toBe(false);
      expect(overlaps(map)).toEqual([]);
      for (const a of map.nodes) {
        expect(Math.min(a.x, a.y), a.id).toBeGreaterThanOrEqual(-0.01);
        expect(a.x + a.width, a.id).toBeLessThanOrEqual(map.width + 0.01);
        expect(a.y + a.height, a.id).toBeLessThanOrEqual(map.height + 0.01);
      }
    });
  });

  it('draws no line through a client', () => {
    every((map) => {
      const clients = map.nodes.filter((node) => node.kind === 'service');
      const through: string[] = [];
      const ways = [...map.edges.map((edge) => edge.points), ...pipesOf(map).flatMap((pipe) => pipe.out)];
      for (const points of ways) {
        points.slice(1).forEach((to, i) => {
          const from = points[i] ?? to;
          const line: Box = {
            x: Math.min(from.x, to.x),
            y: Math.min(from.y, to.y),
            width: Math.abs(from.x - to.x) + 0.02,
            height: Math.abs(from.y - to.y) + 0.02,
          };
          for (const node of clients) {
            const inner = { x: node.x + 1, y: node.y + 1, width: node.width - 2, height: node.height - 2 };
            if (overlap(line, inner)) through.push(`a line through ${node.id} in ${map.preset}`);
          }
        });
      }
      expect(through).toEqual([]);
    });
  });

  it('sets who consumes on one side of the queue, and the others on the other', () => {
    every((map, _, receivers) => {
      const queue = map.nodes.find((node) => node.kind === 'queue');
      if (!queue || receivers.size === 0) return;
      for (const node of map.nodes) {
        if (node.kind !== 'service') continue;
        const after = map.preset === 'phone' ? node.y > queue.y : node.x > queue.x;
        expect(after, node.id).toBe(receivers.has(node.place.actor));
      }
    });
  });
});
