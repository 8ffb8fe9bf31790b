/**
 * The end of a live migration where the server comes to (`nova/compute/manager.py:check_can_live_migrate_destination`,
 * `pre_live_migration`, `post_live_migration_at_destination`). Each is a call: its answer lets the other side go on.
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../../base/json.ts';
import { call } from '../../../rpc/client.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, fromPrimitive, ovo, setFields, toPrimitive } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { TOPICS, VERSIONS } from '../../words.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { NOSTATE } from '../driver.ts';
import { allocationsOf } from '../host/allocations.ts';
import { type InstanceWork, lookAtNetwork, RUNNING } from '../instance-work.ts';
import { ask } from '../neutron.ts';
import type { Compute } from '../state.ts';
import { tellAct } from '../tell-act.ts';
import { migrationEvent } from './live-event.ts';
import { tellMigratingTo } from './live-ports.ts';
import { bindPortsHere, clearBindings } from './port-bindings.ts';

const LOG = loggerOf('nova.compute.manager');

const TIMES = TIMING.compute.live_migration;

/** What the fake driver says of a host (`nova/virt/fake.py:FakeDriver.check_can_live_migrate_destination`). */
const CAPABILITIES = {
  filename: 'fake',
  image_type: 'default',
  disk_available_mb: 100_000,
  is_shared_instance_path: true,
  is_shared_block_storage: true,
  graphics_listen_addr_vnc: '127.0.0.1',
  graphics_listen_addr_spice: '127.0.0.1',
  serial_listen_addr: null,
};

const nodeOf = (work: InstanceWork, host: string): Task<Json> =>
  classAction(work.compute, work.context, 'ComputeNode.get_first_node_by_host_for_old_compat', [host]);

export function* checkDestination(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* migrationEvent(compute, incoming, 'check_can_live_migrate_destination', function* (work) {
    const { context, instance, uuid } = work;
    const source = text(instance.data, 'host');
    yield* pause(compute.host, TIMES.node);
    yield* nodeOf(work, source);
    yield* pause(compute.host, TIMES.node);
    yield* nodeOf(work, compute.name);
    yield* pause(compute.host, TIMES.allocations);
    yield* allocationsOf(compute, context, uuid);
    yield* pause(compute.host, TIMES.check_source);
    const dest_check_data = ovo('LibvirtLiveMigrateData', CAPABILITIES, Object.keys(CAPABILITIES));
    const reply = yield* call(
      compute.cell,
      {
        target: { topic: TOPICS.compute, server: source, version: VERSIONS.compute },
        method: 'check_can_live_migrate_source',
        args: { instance: toPrimitive(instance), dest_check_data },
        context,
      },
      { timeout: compute.cell.responseTimeout, monitor: null },
    );
    yield* ask(compute, context, TIMES.extensions, { method: 'GET', path: '/v2.0/extensions' });
    const migrate_data = fromPrimitive(reply);
    setFields(migrate_data, { vifs: vifsOf(instance.data) });
    return toPrimitive(migrate_data);
  });
}

/** `create_skeleton_migrate_vifs` of the network that the instance has in its cache. */
function vifsOf(instance: JsonObject): Json[] {
  const cache = isObject(instance.info_cache) ? dataOf(instance.info_cache as Json) : {};
  const vifs = parseJson(textOr(cache, 'network_info', '[]'));
  return (Array.isArray(vifs) ? (vifs as JsonObject[]) : []).map((vif) =>
    ovo('VIFMigrateData', { port_id: vif.id ?? null, source_vif: JSON.stringify(vif) }, [
      'port_id',
      'source_vif',
    ]),
  );
}

export function* preLiveMigration(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* migrationEvent(compute, incoming, 'pre_live_migration', function* (work) {
    const { context, instance, uuid } = work;
    yield* pause(compute.host, TIMES.block_devices);
    yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
    yield* lookAtNetwork(work, TIMES);
    yield* tellAct(work, 'live_migration_pre', 'start');
    const migrate_data = fromPrimitive(incoming.args.migrate_data);
    const { vifs } = migrate_data.data;
    setFields(migrate_data, {
      old_vol_attachment_ids: {},
      wait_for_vif_plugged: Array.isArray(vifs) && vifs.length > 0,
    });
    yield* tellMigratingTo(compute, context, instance.data, TIMES);
    yield* tellAct(work, 'live_migration_pre', 'end');
    return toPrimitive(migrate_data);
  });
}

/** Where the driver fails the server is of this host all the same, and in ERROR; null: it did not. */
function* arrives(work: InstanceWork): Task<CodedError | null> {
  const { compute, instance } = work;
  try {
    compute.driver.arrivesLive(instance.data);
    return null;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    setFields(instance, { vm_state: 'error' });
    yield* LOG.error(work, 'Unexpected error during post live migration at destination host.', error);
    return error;
  }
}

export function* postAtDestination(compute: Compute, incoming: Incoming): Task<Json> {
  return yield* migrationEvent(compute, incoming, 'post_live_migration_at_destination', function* (work) {
    const { context, instance, uuid } = work;
    const { host, name } = compute;
    const before = text(instance.data, 'host');
    yield* LOG.info(work, 'Post operation of migration started');
    yield* tellMigratingTo(compute, context, instance.data, TIMES);
    yield* bindPortsHere(compute, context, instance.data, TIMES);
    yield* lookAtNetwork(work, TIMES);
    yield* tellAct(work, 'live_migration_post_dest', 'start');
    yield* pause(host, TIMES.block_devices);
    yield* classAction(compute, context, 'BlockDeviceMappingList.get_by_instance_uuid', [uuid]);
    const failure = yield* arrives(work);
    yield* pause(host, TIMES.node);
    const node = dataOf(yield* nodeOf(work, name));
    yield* pause(host, TIMES.drop_context);
    yield* objectAction(compute, context, instance, 'drop_migration_context');
    yield* pause(host, TIMES.save_host);
    setFields(instance, {
      host: name,
      node: text(node, 'hypervisor_hostname'),
      power_state: failure ? NOSTATE : (instance.data.power_state ?? RUNNING),
      task_state: null,
      progress: 0,
    });
    yield* objectAction(compute, context, instance, 'save', { expected_task_state: 'migrating' });
    if (failure) throw failure;
    yield* clearBindings(compute, context, instance.data, before);
    yield* tellAct(work, 'live_migration_post_dest', 'end');
    return null;
  });
}
