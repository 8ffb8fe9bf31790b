/**
 * What the computes of made-up hosts remember of the time before anybody looked. They held no server, so all that they knew
 * was their own record and node; the hosts of the recorded lab, which did, ask their conductor anew.
 */
import { isRecorded } from '../databases/seed/seed.ts';
import type { ServiceDefinition } from '../service/service.ts';
import type { Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { nodeObject } from './objects/compute-node.ts';
import { serviceObject } from './objects/service.ts';

/** `rows` = those that the run begins with. */
export function remembering(
  services: readonly ServiceDefinition[],
  rows: Rows,
): readonly ServiceDefinition[] {
  const records = byHost(rows, 'services', (row) => row.binary === 'nova-compute');
  const nodes = byHost(rows, 'compute_nodes', () => true);
  return services.map((service) => {
    const { program, host } = service.place;
    const record = records.get(host);
    const node = nodes.get(host);
    if (program !== 'nova-compute' || isRecorded(host) || !record || !node) return service;
    return { ...service, remembers: { service: serviceObject(record), node: nodeObject(node) } };
  });
}

/** Of the tables of that name in all cells. */
function byHost(rows: Rows, table: string, isMeant: (row: Row) => boolean): ReadonlyMap<unknown, Row> {
  const lists = Object.entries(rows).flatMap(([name, list]) => (name.endsWith(`.${table}`) ? list : []));
  return new Map(lists.filter(isMeant).map((row) => [row.host, row]));
}
