/**
 * Keystone: whose token is it, and what may they do. Simplified: nine reads stand for the hundred of the recorded
 * validation, with the same time in all; passwords are not checked. In a request to keystone, `token` is the token
 * asked about (X-Subject-Token), not the asking service's own.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { Row } from '../../trace/fact.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { type Db, makeDb } from '../db.ts';
import { text } from '../fields.ts';
import { type Asked, idle, json, type Route, serveRest } from '../rest.ts';
import { TIMING } from '../timing/timing.ts';
import { readUserToken } from '../token.ts';

export function makeKeystone(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const times = TIMING.keystone.requests;
      return {
        main: idle(),
        answer: serveRest({ host, api: 'keystone', routes: routes(host), times, tokens: null }),
      };
    },
  };
}

const SPACING = TIMING.keystone.statement;

function routes(host: ServiceHost): readonly Route[] {
  return [
    { method: 'GET', pattern: '/v3', handle: version },
    { method: 'GET', pattern: '/v3/auth/tokens', handle: (asked) => validate(host, asked) },
    { method: 'GET', pattern: '/v3/projects/{id}', handle: (asked) => oneProject(host, asked) },
    { method: 'POST', pattern: '/v3/auth/tokens', handle: (asked) => issue(host, asked) },
  ];
}

// biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
function* version(): Task<HttpAnswer> {
  return json(200, { version: { id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: '/v3/' }] } });
}

/** 200 with the token's user, project, roles and catalog; 404 for a token that is none (so keystone answers too). */
function* validate(host: ServiceHost, asked: Asked): Task<HttpAnswer> {
  const spacing = asked.query.has('allow_expired') ? SPACING.validate_allow_expired : SPACING.validate;
  const subject = readUserToken(asked.http.token ?? '');
  const db = makeDb(host, spacing);
  const body = subject ? yield* tokenBody(db, host, subject) : null;
  if (!body) throw new CodedError('NotFound', 'Could not find token.');
  return json(200, body);
}

/** Errors: 404. Who asks is taken to be allowed to see it: nova-api asks for administrators only. */
function* oneProject(host: ServiceHost, { params }: Asked): Task<HttpAnswer> {
  const { id = '' } = params;
  const row = yield* makeDb(host, SPACING.validate).first('keystone', 'project', { id });
  if (!row) throw new CodedError('NotFound', `Could not find project: ${id}.`);
  return json(200, { project: { id, name: row.name ?? null, domain_id: 'default', enabled: true } });
}

/**
 * Password authentication: 201 with the same body. The token itself travels in the header X-Subject-Token, which
 * answers here do not have: the caller makes it of the ids in the body (`makeUserToken`). 401 for unknown names.
 */
function* issue(host: ServiceHost, asked: Asked): Task<HttpAnswer> {
  const db = makeDb(host, SPACING.issue);
  const userName = nameAt(asked.body, ['auth', 'identity', 'password', 'user']);
  const projectName = nameAt(asked.body, ['auth', 'scope', 'project']);
  const user = userName === null ? null : yield* db.first('keystone', 'local_user', { name: userName });
  const project = projectName === null ? null : yield* db.first('keystone', 'project', { name: projectName });
  const subject = user && project ? { userId: text(user, 'user_id'), projectId: text(project, 'id') } : null;
  const body = subject ? yield* tokenBody(db, host, subject) : null;
  if (!body) throw new CodedError('Unauthorized', 'The request you have made requires authentication.');
  return json(201, body);
}

function nameAt(body: unknown, path: readonly string[]): string | null {
  let at: unknown = body;
  for (const key of path) at = isObject(at) ? at[key] : undefined;
  return isObject(at) && typeof at.name === 'string' ? at.name : null;
}

const DOMAIN = { id: 'default', name: 'Default' };

function* tokenBody(
  db: Db,
  host: ServiceHost,
  subject: { readonly userId: string; readonly projectId: string },
): Task<Json | null> {
  const project = yield* db.first('keystone', 'project', { id: subject.projectId });
  const user = yield* db.first('keystone', 'user', { id: subject.userId });
  const local = yield* db.first('keystone', 'local_user', { user_id: subject.userId });
  if (!project || !user || !local) return null;
  const roles = yield* rolesOf(db, subject);
  if (roles.length === 0) return null;
  yield* db.select('keystone', 'revocation_event', { user_id: { anyOf: [null, subject.userId] } });
  const catalog = yield* catalogOf(db);
  return {
    token: {
      methods: ['password'],
      user: { id: subject.userId, name: local.name ?? null, domain: DOMAIN, password_expires_at: null },
      project: { id: subject.projectId, name: project.name ?? null, domain: DOMAIN },
      is_domain: false,
      roles: roles.map((role) => ({ id: role.id ?? null, name: role.name ?? null })),
      catalog,
      issued_at: host.wall().iso,
    },
  };
}

/** Roles given on the project, each after those that it implies. */
function* rolesOf(
  db: Db,
  subject: { readonly userId: string; readonly projectId: string },
): Task<readonly Row[]> {
  const given = yield* db.select('keystone', 'assignment', {
    type: 'UserProject',
    actor_id: subject.userId,
    target_id: subject.projectId,
    inherited: 0,
  });
  const implied = yield* db.select('keystone', 'implied_role');
  const order: string[] = [];
  const add = (id: string, path: readonly string[]): void => {
    if (order.includes(id) || path.includes(id)) return;
    for (const row of implied) if (row.prior_role_id === id) add(text(row, 'implied_role_id'), [...path, id]);
    order.push(id);
  };
  for (const row of given) add(text(row, 'role_id'), []);
  const rows = yield* db.select('keystone', 'role', { id: { in: order } });
  return order.flatMap((id) => rows.filter((row) => row.id === id));
}

function* catalogOf(db: Db): Task<Json> {
  const services = yield* db.select('keystone', 'service', { enabled: 1 });
  const endpoints = yield* db.select('keystone', 'endpoint', { enabled: 1 });
  return services.map((service) => ({
    type: service.type ?? null,
    endpoints: endpoints
      .filter((endpoint) => endpoint.service_id === service.id)
      .map(({ interface: kind = null, region_id = null, url = null }) => ({
        interface: kind,
        region_id,
        url,
      })),
  }));
}
