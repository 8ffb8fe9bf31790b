/** Rows of a compute host that was not recorded: cpu1's by the same pattern, without a server. */
import { defined } from '../../base/assert.ts';
import { makeRandom } from '../../base/random.ts';
import type { Row } from '../../trace/fact.ts';
import type { Rows } from '../../trace/trace.ts';
import { NOVA_API_ROWS } from './nova-api.ts';
import { NOVA_CELL1_ROWS } from './nova-cell1.ts';
import { json, type SeedPart } from './part.ts';
import { PLACEMENT_ROWS } from './placement.ts';

/**
 * `position` = its place among the made hosts, from 0: their ids follow those of the two recorded hosts. The uuids hang
 * on the host's name alone.
 */
export function madeHostRows(host: string, position: number): Rows {
  const service = pattern(NOVA_CELL1_ROWS, 'nova_cell1.services');
  const node = pattern(NOVA_CELL1_ROWS, 'nova_cell1.compute_nodes');
  const mapping = pattern(NOVA_API_ROWS, 'nova_api.host_mappings');
  const provider = pattern(PLACEMENT_ROWS, 'placement.resource_providers');
  const inventories = recordedHost(PLACEMENT_ROWS, 'placement.inventories');
  const nodeUuid = uuidOf(host, 'compute_node');
  const providerId = 3 + position;
  return {
    'nova_api.host_mappings': [{ ...mapping, id: 3 + position, host }],
    'nova_cell1.services': [{ ...service, id: 4 + position, host, uuid: uuidOf(host, 'service') }],
    'nova_cell1.compute_nodes': [
      { ...node, id: 3 + position, host, hypervisor_hostname: host, uuid: nodeUuid, ...EMPTY_NODE },
    ],
    'placement.resource_providers': [
      {
        ...provider,
        id: providerId,
        uuid: nodeUuid,
        name: host,
        root_provider_id: providerId,
        updated_at: provider.created_at ?? null,
        // created with 0; inventories and traits add one each, a server's allocations would be the third
        generation: 2,
      },
    ],
    'placement.inventories': inventories.map((inventory, i) => ({
      ...inventory,
      id: 7 + 3 * position + i,
      resource_provider_id: providerId,
    })),
  };
}

/** What the resource tracker reports without a server: 512 MB are reserved for the host. */
const EMPTY_NODE = {
  vcpus_used: 0,
  memory_mb_used: 512,
  local_gb_used: 0,
  free_ram_mb: 7680,
  free_disk_gb: 1028,
  running_vms: 0,
  stats: json({ failed_builds: '0' }),
};

function recordedHost(part: SeedPart, table: string): readonly Row[] {
  return defined(part.hosts.cpu1?.[table], `${table} of cpu1`);
}

function pattern(part: SeedPart, table: string): Row {
  return defined(recordedHost(part, table)[0], `${table} of cpu1`);
}

function uuidOf(host: string, kind: string): string {
  return makeRandom(0).stream(`seed/${kind}/${host}`).uuid();
}
