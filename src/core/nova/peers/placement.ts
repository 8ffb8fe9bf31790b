/**
 * Placement: who has how much of what, and who holds it. The routes; their SQL is in `placement-candidates.ts`,
 * `placement-claims.ts` and `placement-providers.ts`. Times: recorded/boot, from a request to its first statement and
 * from its last one to the answer.
 */
import { type HttpAnswer, makeLock, sleep, type Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { makeDb, ownDb } from '../db.ts';
import { allocationCandidates } from './placement-candidates.ts';
import {
  consumerAllocations,
  providerAllocations,
  removeAllocations,
  replaceAllocations,
} from './placement-claims.ts';
import { providerRoutes } from './placement-providers.ts';
import { type Asked, failed, json, type Route, serve } from './routes.ts';
import { type TokenCache, validateToken } from './token.ts';

export function makePlacement(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start: (host) => ({ main: nothingToStart(), answer: serve(routes(host)) }),
  };
}

function* nothingToStart(): Task {}

/** The one path that is answered to anybody, before any token. */
function* versions(host: ServiceHost): Task<HttpAnswer> {
  yield* sleep(host.took(13));
  const version = { id: 'v1.0', min_version: '1.0', max_version: '1.39', status: 'CURRENT', links: [] };
  return json(200, { versions: [version] });
}

function routes(host: ServiceHost): Route[] {
  const slow = ownDb(host, makeDb(host, 2));
  const db = ownDb(host, makeDb(host, 1));
  const claims = makeLock('claims');
  const tokens: TokenCache = new Map();
  /** `before` ms pass until the first statement, `after` ms from the last one to the answer */
  const timed = (before: number, after: number, handle: Route['handle']): Route['handle'] =>
    function* (asked: Asked) {
      const identity = yield* validateToken(tokens, asked.http, { allowExpired: false });
      if (!identity) return failed(401, 'Unauthorized', 'The request you have made requires authentication.');
      yield* sleep(host.took(before));
      const answer = yield* handle(asked);
      yield* sleep(host.took(after));
      return answer;
    };
  return [
    { method: 'GET', pattern: '/', handle: () => versions(host) },
    {
      method: 'GET',
      pattern: '/allocation_candidates',
      handle: timed(10, 2.4, (asked) => allocationCandidates(slow, asked)),
    },
    {
      method: 'GET',
      pattern: '/allocations/{uuid}',
      handle: timed(8.5, 1.2, (a) => consumerAllocations(db, a)),
    },
    {
      method: 'PUT',
      pattern: '/allocations/{uuid}',
      handle: timed(7.5, 0.8, (a) => replaceAllocations(db, host, claims, a)),
    },
    {
      method: 'DELETE',
      pattern: '/allocations/{uuid}',
      handle: timed(8.6, 0.9, (a) => removeAllocations(db, a)),
    },
    {
      method: 'GET',
      pattern: '/resource_providers/{uuid}/allocations',
      handle: timed(8.5, 1.5, (a) => providerAllocations(db, a)),
    },
    ...providerRoutes(db, host).map((route) => ({ ...route, handle: timed(8.5, 1.5, route.handle) })),
  ];
}
