/**
 * What a host finds when it comes back (`nova/compute/manager.py:_destroy_evacuated_instances`): servers that were evacuated
 * from it meanwhile. Its share of their allocations is given back, and the record of each move is closed. The fake driver
 * starts without guests, so there is none to destroy.
 */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { fromPrimitive, setFields } from '../../objects/ovo.ts';
import { leaveProvider } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import type { Compute } from '../state.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.evacuated;

/** Gives the uuids of those servers. `node` = uuid of the host's node; null: it has none, and so no share. */
export function* destroyEvacuated(
  compute: Compute,
  context: JsonObject,
  node: string | null,
): Task<ReadonlySet<string>> {
  const { host, name } = compute;
  yield* pause(host, TIMES.migrations);
  const filters = {
    source_compute: name,
    status: ['accepted', 'pre-migrating', 'done'],
    migration_type: 'evacuation',
  };
  const asking = { ...context, read_deleted: 'yes' };
  const found = objectsOf(yield* classAction(compute, asking, 'MigrationList.get_by_filters', [filters]));
  // one a server: the last of its records
  const evacuations = new Map(
    found.map(fromPrimitive).map((migration) => [text(migration.data, 'instance_uuid'), migration]),
  );
  for (const [uuid, migration] of evacuations) {
    if (node === null || !(yield* isThere(compute, context, uuid))) continue;
    yield* LOG.info(
      { context, uuid },
      'Cleaning up allocations of the instance as it has been evacuated from this host',
    );
    yield* leaveProvider({ host, context, before: () => pause(host, TIMES.placement) }, uuid, node);
    yield* pause(host, TIMES.save);
    setFields(migration, { status: 'completed' });
    yield* objectAction(compute, context, migration, 'save');
  }
  return new Set(evacuations.keys());
}

/** One that was deleted meanwhile was given back by who deleted it. */
function* isThere(compute: Compute, context: JsonObject, uuid: string): Task<boolean> {
  yield* pause(compute.host, TIMES.instance);
  try {
    yield* classAction(compute, context, 'Instance.get_by_uuid', [uuid]);
    return true;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    return false;
  }
}
