/**
 * `_sync_power_states` (`nova/compute/manager.py`): every ten minutes the rows learn how the driver's guests are. A guest that
 * the driver does not know is told and left alone; a fake driver of a new process knows none.
 */
import type { JsonObject } from '../../../base/json.ts';
import { holding, type Task } from '../../../service/effects.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { fromPrimitive, type LiveObject, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction, objectsOf } from '../conductor-api.ts';
import { NOSTATE } from '../driver.ts';
import { instanceLock } from '../instance-lock.ts';
import type { Compute } from '../state.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.init_host;

export function* syncPowerStates(compute: Compute, context: JsonObject): Task {
  const { host, name, driver } = compute;
  const list = yield* classAction(compute, context, 'InstanceList.get_by_host', [name], {
    expected_attrs: [],
    use_slave: true,
  });
  const instances = objectsOf(list).map(fromPrimitive);
  const known = instances.filter(({ data }) => driver.powerOf(data) !== NOSTATE).length;
  if (known !== instances.length) {
    const found = `${instances.length} instances in the database and ${known} instances on the hypervisor.`;
    yield* LOG.warning({ context }, `While synchronizing instance power states, found ${found}`);
  }
  for (const instance of instances) {
    if (textOr(instance.data, 'task_state', null) !== null) continue;
    yield* pause(host, TIMES.look);
    yield* holding(instanceLock(compute, text(instance.data, 'uuid')), sync(compute, context, instance));
  }
}

/** `_sync_instance_power_state` */
function* sync(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const { host, name, driver } = compute;
  yield* objectAction(compute, context, instance, 'refresh', { use_slave: true });
  const { data } = instance;
  if (data.host !== name || textOr(data, 'task_state', null) !== null) return;
  const power_state = driver.powerOf(data);
  if (power_state !== data.power_state) {
    yield* pause(host, TIMES.save);
    setFields(instance, { power_state });
    yield* objectAction(compute, context, instance, 'save');
  }
  if (data.vm_state === 'active' && power_state === NOSTATE)
    yield* LOG.warning({ context, uuid: text(data, 'uuid') }, 'Instance is unexpectedly not found. Ignore.');
}
