import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import { type Box, type FlowMap, QUEUE_ID } from './geometry.ts';
import { topologyToFlow } from './layout.ts';

const PRESETS = ['hub', 'bar', 'mini'] as const;

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

const each = (law: (map: FlowMap, topology: Topology) => void): void => {
  fc.assert(
    fc.property(topologies, fc.constantFrom(...PRESETS), (topology, preset) => {
      law(topologyToFlow(topology, preset), topology);
    }),
    { seed: 7, numRuns: 300 },
  );
};

describe('topologyToFlow', () => {
  it('joins no two Nova services, whatever the topology', () => {
    each((map) => {
      for (const edge of map.edges) expect([edge.source, edge.target]).toContain(QUEUE_ID);
    });
  });

  it('links every Nova service to the message queue, exactly once', () => {
    each((map, topology) => {
      const nova = topology.services
        .filter((one) => one.kind === 'nova')
        .map((one) => `service:${one.actor}`);
      expect(map.edges.map((edge) => edge.source).toSorted()).toEqual(nova.toSorted());
    });
  });

  it('lets no two nodes overlap, but for a machine around what runs on it', () => {
    each((map) => {
      const solid = map.nodes.filter((node) => node.kind !== 'machine');
      for (const [i, a] of solid.entries()) {
        for (const b of solid.slice(i + 1)) {
          expect(overlap(a, b), `${a.id} over ${b.id} in ${map.preset}`).toBe(false);
        }
      }
    });
  });

  it('keeps every node inside the size it names', () => {
    each((map) => {
      for (const node of map.nodes) {
        expect(node.x).toBeGreaterThanOrEqual(0);
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
  const every = (law: (map: FlowMap, actors: readonly string[], receivers: ReadonlySet<string>) => void) =>
    fc.assert(
      fc.property(
        names,
        fc.constantFrom(...PRESETS),
        fc.nat(20),
        fc.integer({ min: 0, max: 30 }),
        (all, preset, n, rows) => {
          const receivers = new Set(all.slice(0, n));
          law(topologyToFlow(playground(all), preset, { receivers, rows }), all, receivers);
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
      for (const [i, a] of map.nodes.entries()) {
        for (const b of map.nodes.slice(i + 1)) expect(overlap(a, b), `${a.id} over ${b.id}`).toBe(false);
        expect(Math.min(a.x, a.y), a.id).toBeGreaterThanOrEqual(-0.01);
        expect(a.x + a.width, a.id).toBeLessThanOrEqual(map.width + 0.01);
        expect(a.y + a.height, a.id).toBeLessThanOrEqual(map.height + 0.01);
      }
    });
  });

  it('draws no line through a client', () => {
    every((map) => {
      const clients = map.nodes.filter((node) => node.kind === 'service');
      for (const edge of map.edges) {
        edge.points.slice(1).forEach((to, i) => {
          const from = edge.points[i] ?? to;
          const line: Box = {
            x: Math.min(from.x, to.x),
            y: Math.min(from.y, to.y),
            width: Math.abs(from.x - to.x) + 0.02,
            height: Math.abs(from.y - to.y) + 0.02,
          };
          for (const node of clients) {
            const inner = { x: node.x + 1, y: node.y + 1, width: node.width - 2, height: node.height - 2 };
            expect(overlap(line, inner), `${edge.id} through ${node.id} in ${map.preset}`).toBe(false);
          }
        });
      }
    });
  });

  it('sets who consumes on one side of the queue, and the others on the other', () => {
    every((map, _, receivers) => {
      const queue = map.nodes.find((node) => node.kind === 'queue');
      if (!queue || receivers.size === 0) return;
      for (const node of map.nodes) {
        if (node.kind !== 'service') continue;
        const after = map.preset === 'hub' ? node.x > queue.x : node.y > queue.y;
        expect(after, node.id).toBe(receivers.has(node.place.actor));
      }
    });
  });
});
