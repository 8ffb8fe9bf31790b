/** keystoneauth: the versions, then a token for the user of `[placement]` in nova.conf; what a process does before it asks placement for the first time. */
import { http, type Task } from '../service/effects.ts';
import { makeUserToken, readIdentity } from './token.ts';
import { ACTORS } from './words.ts';

/** Null: refused. Errors: those of `http`. */
export function* logIn(): Task<string | null> {
  yield* http({ to: ACTORS.keystone, method: 'GET', path: '/v3' });
  const password = { user: { name: 'nova', domain: { name: 'Default' }, password: '***' } };
  const answer = yield* http({
    to: ACTORS.keystone,
    method: 'POST',
    path: '/v3/auth/tokens',
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password },
        scope: { project: { name: 'service', domain: { name: 'Default' } } },
      },
    }),
  });
  const identity = answer.status === 201 ? readIdentity(answer.body) : null;
  return identity ? makeUserToken(identity.userId, identity.projectId) : null;
}
