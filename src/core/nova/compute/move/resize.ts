/**
 * A resize or a cold migration on its two hosts (`nova/compute/manager.py`): the new one claims (`prep_resize`), the old one
 * turns the guest off and lets it go (`resize_instance`), the new one turns it on (`finish_resize`). The fake driver moves no
 * disk.
 */
import { CodedError } from '../../../base/assert.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { objectAt, text, whole } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { flavorPayload } from '../../notifications.ts';
import { dataOf, listOf, ovo, setFields } from '../../objects/ovo.ts';
import { allocationsOf } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { usageChanged } from '../build/claim.ts';
import { classAction } from '../conductor-api.ts';
import { lookAtNetwork, onInstance } from '../instance-work.ts';
import { updateInstanceInfo } from '../scheduler-info.ts';
import type { Compute } from '../state.ts';
import { tellAct, tellExists } from '../tell-act.ts';
import { FINISHING, passing } from '../wrap-trace.ts';
import {
  flavorFields,
  giveBackSource,
  goOn,
  load,
  type MoveWork,
  moveOf,
  onMove,
  orError,
  placementOf,
  revertAllocation,
  saveInstance,
  saveStatus,
  setContext,
  withMigration,
} from './move-work.ts';
import { countMove } from './moves.ts';
import { bindPortsHere, portsMayGo } from './port-bindings.ts';
import { orElsewhere } from './resize-again.ts';

const CLAIMS = loggerOf('nova.compute.claims');
const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.move;

/** `fake.FakeDriver.get_host_ip_addr` */
const HOST_IP = '192.168.0.1';

/** On the host that was chosen. */
export function* prepResize(compute: Compute, incoming: Incoming): Task<Json> {
  const around = { method: 'prep_resize', times: TIMES };
  return yield* onInstance(compute, incoming, around, function* (instanceWork) {
    const work = moveOf(instanceWork, incoming);
    yield* orError(
      work,
      withMigration(work, toldPrep(work, orElsewhere(work, takenBack(work, prepare(work))))),
    );
  });
}

/** `_send_prep_resize_notifications`: its end is told whatever came of it. Errors: those of `task`. */
function* toldPrep(work: MoveWork, task: Task): Task {
  const { flavor = null } = work.args;
  const wanted = dataOf(flavor ?? {});
  const payload = { new_flavor: flavorPayload(wanted) };
  const usage = { new_instance_type: wanted.name ?? null, new_instance_type_id: wanted.id ?? null };
  yield* tellExists(work);
  yield* tellAct(work, 'resize_prep', 'start', { payload });
  try {
    yield* task;
  } finally {
    yield* tellAct(work, 'resize_prep', 'end', { payload, usage });
  }
}

/** On the host where the server is. */
export function* resizeInstance(compute: Compute, incoming: Incoming): Task<Json> {
  const times = { ...TIMES, event_start: TIMES.source_start };
  const around = { method: 'resize_instance', times };
  return yield* onInstance(compute, incoming, around, function* (instanceWork) {
    const work = moveOf(instanceWork, incoming);
    yield* takenBack(work, orError(work, withMigration(work, letGo(work))));
  });
}

/** Again on the host that was chosen. */
export function* finishResize(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* onMove(compute, incoming, 'finish_resize', arrive);
}

/** What fails before the server has gone leaves it what it holds on its host. Errors: those of `task`. */
function* takenBack(work: MoveWork, task: Task): Task {
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* revertAllocation(work);
    throw error;
  }
}

function* prepare(work: MoveWork): Task {
  const { instance, migration, args, uuid } = work;
  const { image = null, flavor = null, request_spec = null, clean_shutdown = true } = args;
  const old_vm_state = text(instance.data, 'vm_state');
  yield* saveInstance(work, {
    new_flavor: flavor,
    system_metadata: { ...objectAt(instance.data, 'system_metadata'), old_vm_state },
  });
  yield* allocationsOf(placementOf(work), uuid);
  yield* claimMove(work);
  yield* LOG.info(work, 'Migrating');
  const source = text(migration.data, 'source_compute');
  yield* goOn(work, source, 'resize_instance', { image, flavor, clean_shutdown, request_spec });
}

/** `resource_tracker.py:resize_claim`, `rebuild_claim` */
export function* claimMove(work: MoveWork): Task {
  const { compute, context, instance, migration, uuid } = work;
  const { host, name, moves, tracked } = compute;
  setFields(migration, { dest_compute: name, dest_node: name, dest_host: HOST_IP });
  yield* saveStatus(work, 'pre-migrating');
  yield* load(work, 'pci_requests', 'InstancePCIRequests');
  yield* load(work, 'resources', 'ResourceList');
  instance.changes.add('resources');
  yield* load(work, 'numa_topology', 'InstanceNUMATopology');
  yield* load(work, 'pci_devices', 'PciDeviceList');
  yield* CLAIMS.info(work, `Claim successful on node ${name}`);
  yield* saveInstance(work, { migration_context: migrationContext(work) });
  if (!moves.asked.has(uuid) && !tracked.has(uuid)) {
    yield* pause(host, TIMES.block_devices);
    yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  }
  moves.asked.add(uuid);
  yield* countMove(compute, context, instance.data, migration.data);
  yield* usageChanged(compute, { ...context, is_admin: true }, TIMES, 'move');
}

/** What both hosts are to know of the instance until the move is confirmed or reverted; this deployment has nothing special. */
function migrationContext({ instance, migration, uuid }: MoveWork): JsonObject {
  const { numa_topology = null, resources = null, pci_requests = null, pci_devices = null } = instance.data;
  const requests = ovo('InstancePCIRequests', { instance_uuid: uuid, requests: [] }, [
    'instance_uuid',
    'requests',
  ]);
  const data = {
    instance_uuid: uuid,
    migration_id: whole(migration.data, 'id'),
    new_numa_topology: null,
    old_numa_topology: numa_topology,
    new_pci_devices: listOf('PciDeviceList', [], true),
    old_pci_devices: pci_devices,
    new_pci_requests: requests,
    old_pci_requests: pci_requests,
    new_resources: null,
    old_resources: resources,
  };
  return ovo('MigrationContext', data, Object.keys(data));
}

function* letGo(work: MoveWork): Task {
  const { compute, context, instance, migration, args, uuid } = work;
  const { image = null, request_spec = null } = args;
  yield* lookAtNetwork(work, TIMES);
  yield* saveStatus(work, 'migrating');
  yield* saveInstance(work, { task_state: 'resize_migrating' }, 'resize_prep');
  yield* pause(compute.host, TIMES.block_devices);
  yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
  yield* tellAct(work, 'resize', 'start');
  const { dest_compute = null, dest_node = null } = migration.data;
  const target = text({ dest_compute }, 'dest_compute');
  yield* portsMayGo(compute, context, instance.data, target);
  yield* saveStatus(work, 'post-migrating');
  const { flavor = null } = instance.data;
  const gone = { host: target, node: dest_node, old_flavor: flavor, task_state: 'resize_migrated' };
  yield* saveInstance(work, gone, 'resize_migrating');
  yield* goOn(work, target, 'finish_resize', { image, disk_info: null, request_spec });
  yield* tellAct(work, 'resize', 'end');
}

function* arrive(work: MoveWork): Task {
  const { compute, context, instance, uuid } = work;
  try {
    yield* pause(compute.host, TIMES.block_devices);
    yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
    yield* orError(work, turnOn(work));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* giveBackSource(work);
    throw error;
  }
  yield* pause(compute.host, TIMES.fanout);
  yield* updateInstanceInfo({ compute, context, instance });
  yield* tellAct(work, 'resize_finish', 'end');
}

function* turnOn(work: MoveWork): Task {
  const { compute, context, instance, migration, uuid } = work;
  const { flavor = null, new_flavor = null } = instance.data;
  const { old_instance_type_id, new_instance_type_id } = migration.data;
  setFields(instance, { old_flavor: flavor });
  if (old_instance_type_id !== new_instance_type_id)
    setFields(instance, flavorFields(dataOf(new_flavor), new_flavor));
  setContext(work, 'new');
  yield* bindPortsHere(compute, context, instance.data, TIMES);
  yield* lookAtNetwork(work, TIMES);
  yield* saveInstance(work, { task_state: 'resize_finish' }, 'resize_migrated');
  yield* tellAct(work, 'resize_finish', 'start');
  yield* allocationsOf(placementOf(work), uuid);
  try {
    compute.driver.finishMigration(instance.data);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (old_instance_type_id !== new_instance_type_id)
      setFields(instance, flavorFields(dataOf(flavor), flavor));
    throw passing(error, FINISHING);
  }
  yield* saveStatus(work, 'finished');
  const launched_at = compute.host.wall().iso;
  yield* saveInstance(work, { vm_state: 'resized', task_state: null, launched_at }, 'resize_finish');
}
