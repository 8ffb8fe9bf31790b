/** Which services of a deployment a program runs: by its role and host, as an operator starts them. */
import { CodedError } from '../core/base/assert.ts';
import { addedPlace } from '../core/nova/addable.ts';
import { definitionOf } from '../core/nova/added.ts';
import type { Cloud } from '../core/run/cloud.ts';
import type { ServiceDefinition } from '../core/service/service.ts';
import { cellsIn } from '../core/words/cells.ts';

/** `database` is SQLite's; the others run services. */
export const ROLES = ['api', 'conductor', 'scheduler', 'compute', 'peers', 'database'] as const;
export type EngineRole = (typeof ROLES)[number];

/**
 * The services of a role. `host` picks one of several (the conductor of a cell, a compute); null = the first. A host that the
 * deployment does not have is a further conductor, scheduler or compute there. Errors: `CodedError` `misuse`.
 */
export function servicesOfRole(
  cloud: Cloud,
  role: EngineRole,
  host: string | null,
): readonly ServiceDefinition[] {
  const { services, topology } = cloud;
  if (role === 'peers') return services.filter(({ place }) => place.kind === 'peer');
  const program = `nova-${role}` as const;
  const known = services.filter(({ place }) => place.program === program);
  const found = host === null ? known[0] : known.find(({ place }) => place.host === host);
  if (found) return [found];
  const there = known.map(({ place }) => place.host).join(', ');
  const kind = program === 'nova-conductor' ? known[0]?.place.actor : program;
  const places = topology.services;
  const place =
    host !== null &&
    (kind === 'nova-compute' ||
      kind === 'nova-scheduler' ||
      kind === 'nova-conductor-super' ||
      kind === 'nova-conductor')
      ? addedPlace(cellsIn(topology), places, kind, host)
      : null;
  if (!place || !kind) throw new CodedError('misuse', `There is no ${role} on ${host}; there are ${there}.`);
  const { conf, listens } = known[0] ?? {};
  return [
    {
      ...definitionOf(kind as Parameters<typeof definitionOf>[0], place),
      ...(conf ? { conf } : {}),
      ...(listens ? { listens: { ...listens, vhost: place.vhosts[0] ?? listens.vhost } } : {}),
    },
  ];
}
