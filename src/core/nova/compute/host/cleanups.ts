/**
 * What a compute clears away every five minutes (`instance_delete_interval`, `nova/compute/manager.py`): files of servers that
 * were deleted, what moves that failed have left of deleted servers, console tokens that are no good any more.
 */
import type { JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { objectAt, textOr } from '../../fields.ts';
import { fromPrimitive, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import type { Compute } from '../state.ts';

const TIMES = TIMING.compute.polls;

/** `maximum_instance_delete_attempts` */
const MOST_ATTEMPTS = 5;

/**
 * `_run_pending_deletes`: the fake driver has no files, and says that they are gone (`nova/virt/driver.py:
 * delete_instance_files`), so the first attempt is the last.
 */
export function* runPendingDeletes(compute: Compute, context: JsonObject): Task {
  const asking = { ...context, read_deleted: 'yes' };
  const filters = { deleted: true, soft_deleted: false, host: compute.name, cleaned: false };
  const wanted = { expected_attrs: ['system_metadata'], use_slave: true };
  const found = yield* classAction(compute, asking, 'InstanceList.get_by_filters', [filters], wanted);
  for (const instance of objectsOf(found).map(fromPrimitive)) {
    const system_metadata = objectAt(instance.data, 'system_metadata');
    const attempts = Number.parseInt(textOr(system_metadata, 'clean_attempts', '0'), 10);
    if (attempts >= MOST_ATTEMPTS) continue;
    yield* pause(compute.host, TIMES.save);
    const clean_attempts = `${attempts + 1}`;
    setFields(instance, { system_metadata: { ...system_metadata, clean_attempts }, cleaned: true });
    yield* objectAction(compute, asking, instance, 'save');
  }
}

/** `_cleanup_incomplete_migrations`: of deleted servers that are not this host's, a move that failed at this host is over. */
export function* cleanMigrations(compute: Compute, context: JsonObject): Task {
  const { host, name } = compute;
  const filters = { host: name, status: 'error' };
  const found = objectsOf(yield* classAction(compute, context, 'MigrationList.get_by_filters', [filters]));
  if (found.length === 0) return;
  const migrations = found.map(fromPrimitive);
  const uuid = [...new Set(migrations.map(({ data }) => textOr(data, 'instance_uuid', '')))];
  const asking = { ...context, read_deleted: 'yes' };
  const wanted = { expected_attrs: ['info_cache', 'security_groups', 'system_metadata'], use_slave: true };
  const deleted = { deleted: true, soft_deleted: false, uuid };
  yield* pause(host, TIMES.instance);
  const gone = yield* classAction(compute, asking, 'InstanceList.get_by_filters', [deleted], wanted);
  for (const { data } of objectsOf(gone).map(fromPrimitive)) {
    const migration = migrations.find((one) => one.data.instance_uuid === data.uuid);
    if (data.host === name || !migration) continue;
    yield* pause(host, TIMES.save);
    setFields(migration, { status: 'failed' });
    yield* objectAction(compute, context, migration, 'save');
  }
}

/** `_cleanup_expired_console_auth_tokens` */
export function* cleanConsoles(compute: Compute, context: JsonObject): Task {
  yield* classAction(compute, context, 'ConsoleAuthToken.clean_expired_console_auths', []);
}
