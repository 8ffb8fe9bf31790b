import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServicePlace, Topology } from '../../core/trace/trace.ts';
import { type Box, type FlowMap, QUEUE_ID, topologyToFlow } from './layout.ts';

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
