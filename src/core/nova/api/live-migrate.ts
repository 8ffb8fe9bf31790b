/**
 * `os-migrateLive` of a server (`nova/compute/api.py:API.live_migrate`): for an administrator. The answer does not wait for
 * the checks; a host that is named is a wish that the scheduler looks at with the rest.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { text, textOr } from '../fields.ts';
import { ovo, setFields, toPrimitive } from '../objects/ovo.ts';
import { readRequestSpec } from '../request-spec.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { getInstance } from './get-instance.ts';
import { refuseExtendedRequests } from './neutron-extensions.ts';
import { adminOnly } from './policy.ts';
import { beginAction, withFlavor } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.server_action;
const LIVE = TIMING.api.live_migrate;

const MOVABLE: Allowed = { name: 'os-migrateLive', vmStates: ['active', 'paused'] };

export function* liveMigrate(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const found = yield* getInstance(api, request, ['numa_topology']);
  adminOnly(request, 'os_compute_api:os-migrate-server:migrate_live');
  const { instance, database } = found;
  yield* refuseExtendedRequests(api, 'migrate', TIMING.api.resize.extensions);
  yield* withFlavor(api, found);
  checkInstance(MOVABLE, instance.data, request);
  const given = request.body['os-migrateLive'];
  const wanted = isObject(given) ? textOr(given, 'host', null) : null;
  const node =
    wanted === null ? null : yield* db.first(database, 'compute_nodes', { deleted: 0, host: wanted });
  if (wanted !== null && !node)
    throw new CodedError('ComputeHostNotFound', `Compute host ${wanted} could not be found.`);
  yield* pause(host, LIVE.spec);
  const spec = yield* readRequestSpec(db, text(instance.data, 'uuid'));
  yield* pause(host, LIVE.save);
  yield* beginAction(api, request, found, { name: 'live-migration', sets: { task_state: 'migrating' } });
  if (node) {
    const target = { host: node.host ?? null, node: node.hypervisor_hostname ?? null };
    setFields(spec, { requested_destination: ovo('Destination', target, Object.keys(target)) });
  }
  yield* pause(host, TIMES.cast);
  yield* cast(api.top, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.liveMigrate },
    method: 'live_migrate_instance',
    args: {
      instance: toPrimitive(instance),
      scheduler_hint: { host: null },
      block_migration: null,
      disk_over_commit: null,
      request_spec: toPrimitive(spec),
    },
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  return { status: 202, body: '' };
}
