/**
 * Users' tokens: what keystone makes of one, and how the other services have one checked. A fernet token carries user
 * and project in itself, encrypted; here it carries them readably (simplified), so that keystone keeps none, as in the
 * real one.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, parseJson } from '../base/json.ts';
import { fromMs } from '../base/time.ts';
import { type HttpAnswer, type HttpIncoming, http, sleep, type Task } from '../service/effects.ts';
import { text } from './fields.ts';

/** Who asks: what a validated token says. */
export interface Identity {
  readonly userId: string;
  readonly userName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly roles: readonly string[];
}

const PREFIX = 'gAAAAAB';

/** The token text of a user in a project; `serial` tells one log-in from the next. */
export function makeUserToken(userId: string, projectId: string, serial = 0): string {
  return `${PREFIX}.${userId}.${projectId}.${serial}`;
}

/** Null for a text that no keystone of ours made. */
export function readUserToken(token: string): { userId: string; projectId: string } | null {
  const [prefix, userId, projectId, serial, ...rest] = token.split('.');
  if (prefix !== PREFIX || !userId || !projectId || !serial || rest.length > 0) return null;
  return { userId, projectId };
}

/** The user that the other services act as; its own tokens were validated long before the run. */
const SERVICE_IDENTITY: Identity = {
  userId: '447517032a14c3f4e7f2cc9d0f11a4bf',
  userName: 'neutron',
  projectId: 'ba635063c129a22a81b065a7325b4cd7',
  projectName: 'service',
  roles: ['reader', 'service', 'admin', 'member'],
};

/** Of requests that need no token. */
export const NOBODY: Identity = { userId: '', userName: '', projectId: '', projectName: '', roles: [] };

/** keystonemiddleware's token cache of one process (`auth_token/_cache.py`): one is made when the service starts. */
export type TokenCache = Map<string, Identity>;

export interface ValidationOptions {
  /** glance and neutron accept a token that expired while the request was under way */
  readonly allowExpired: boolean;
}

/** Milliseconds before each repetition (`[keystone_authtoken]/http_request_max_retries` 3). */
const RETRIES = [500, 1000, 2000] as const;

/**
 * The identity behind a request: keystone is asked once for each token and process, and again where it does not answer. A request
 * without a token carries the caller's service token, known already. Null = the token is not valid: answer 401. Errors:
 * `CodedError` `KeystoneUnavailable`.
 */
export function* validateToken(
  cache: TokenCache,
  request: HttpIncoming,
  options: ValidationOptions,
): Task<Identity | null> {
  const { token } = request;
  if (token === undefined) return SERVICE_IDENTITY;
  const known = cache.get(token);
  if (known) return known;
  const path = options.allowExpired ? '/v3/auth/tokens?allow_expired=1' : '/v3/auth/tokens';
  const answer = yield* askKeystone(path, token);
  const identity = answer.status === 200 ? readIdentity(answer.body) : null;
  if (identity) cache.set(token, identity);
  return identity;
}

/** The identity in the body of keystone's `GET` or `POST /v3/auth/tokens`; null where it is none. */
export function readIdentity(body: string): Identity | null {
  const parsed = parseJson(body);
  const token = isObject(parsed) ? parsed.token : null;
  if (!isObject(token) || !isObject(token.user) || !isObject(token.project) || !Array.isArray(token.roles))
    return null;
  return {
    userId: text(token.user, 'id'),
    userName: text(token.user, 'name'),
    projectId: text(token.project, 'id'),
    projectName: text(token.project, 'name'),
    roles: token.roles.flatMap((role) => (isObject(role) ? [text(role, 'name')] : [])),
  };
}

function* askKeystone(path: string, token: string): Task<HttpAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return yield* http({ to: 'keystone', method: 'GET', path, token });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const wait = RETRIES[attempt];
      if (wait === undefined)
        throw new CodedError('KeystoneUnavailable', 'The Keystone service is temporarily unavailable.');
      yield* sleep(fromMs(wait));
    }
  }
}
