import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { connectionsOf } from './connections.ts';
import { serviceId } from './geometry.ts';
import { topologyToFlow } from './layout.ts';

const topology = topologyOf(deploymentOf(undefined));
const map = topologyToFlow(topology, 'desk');
const namesOf = (id: string, connected: boolean): readonly string[] =>
  (connectionsOf(map, id)?.marks ?? [])
    .filter((mark) => mark.connected === connected)
    .map(({ node }) => node.id)
    .toSorted();

describe('what is told of a database', () => {
  it('is who holds a connection to it, and that no nova-compute does', () => {
    const nova = topology.services.filter(({ kind }) => kind === 'nova');
    const holders = nova.filter(({ databases }) => databases.includes('nova_cell1'));
    expect(namesOf('database:nova_cell1', true)).toEqual(
      holders.map(({ actor }) => serviceId(actor)).toSorted(),
    );
    expect(namesOf('database:nova_cell1', false)).toEqual([
      'service:nova-compute-cpu1',
      'service:nova-compute-cpu2',
    ]);
    expect(namesOf('database:nova_api', false)).toContain('service:nova-conductor-cell1');
  });
});

describe('what is told of a service', () => {
  it('is its databases, or that it has none', () => {
    expect(namesOf('service:nova-conductor-cell1', true)).toEqual([
      'database:nova_cell1',
      'service:nova-conductor-cell1',
    ]);
    expect(namesOf('service:nova-compute-cpu1', true)).toEqual([]);
    expect(connectionsOf(map, 'service:nova-compute-cpu1')?.databases).toEqual([]);
    expect(connectionsOf(map, 'service:keystone')).toBeNull();
  });
});
