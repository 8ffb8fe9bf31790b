/**
 * Placement: who has how much of what, and who holds it. The routes; their SQL is in `placement-candidates.ts`,
 * `placement-claims.ts` and `placement-providers.ts`.
 */
import { type HttpAnswer, makeLock, type Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { makeDb, ownDb } from '../db.ts';
import { idle, json, type Route, serveRest } from '../rest.ts';
import { TIMING } from '../timing/timing.ts';
import { allocationCandidates } from './placement-candidates.ts';
import {
  consumerAllocations,
  providerAllocations,
  removeAllocations,
  replaceAllocations,
  setAllocations,
} from './placement-claims.ts';
import { providerRoutes } from './placement-providers.ts';

export function makePlacement(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const times = TIMING.placement.requests;
      const tokens = { allowExpired: false };
      return {
        main: idle(),
        answer: serveRest({ host, api: 'placement', routes: routes(host), times, tokens }),
      };
    },
  };
}

/** The one path that is answered to anybody, before any token. */
// biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
function* versions(): Task<HttpAnswer> {
  const version = { id: 'v1.0', min_version: '1.0', max_version: '1.39', status: 'CURRENT', links: [] };
  return json(200, { versions: [version] });
}

function routes(host: ServiceHost): readonly Route[] {
  const slow = ownDb(host, makeDb(host, TIMING.placement.candidates_statement));
  const db = ownDb(host, makeDb(host, TIMING.placement.statement));
  const claims = makeLock('claims');
  const consumer = '/allocations/{uuid}';
  return [
    { method: 'GET', pattern: '/', open: true, handle: versions },
    {
      method: 'GET',
      pattern: '/allocation_candidates',
      handle: (asked) => allocationCandidates(slow, asked),
    },
    { method: 'GET', pattern: consumer, handle: (asked) => consumerAllocations(db, asked) },
    { method: 'PUT', pattern: consumer, handle: (asked) => replaceAllocations(db, host, claims, asked) },
    { method: 'POST', pattern: '/allocations', handle: (asked) => setAllocations(db, host, claims, asked) },
    { method: 'DELETE', pattern: consumer, handle: (asked) => removeAllocations(db, asked) },
    {
      method: 'GET',
      pattern: '/resource_providers/{uuid}/allocations',
      handle: (asked) => providerAllocations(db, asked),
    },
    ...providerRoutes(db, host),
  ];
}
