/**
 * The task of rebuilding (`nova/conductor/manager.py:ComputeTaskManager.rebuild_instance`): on the host that is named. Where
 * none is, the scheduler is asked: whether the server's host will do for another image, or, of an evacuation (`recreate`),
 * which other host will, beside what the server still holds on the lost one.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { askGlance } from '../ask-glance.ts';
import { API_DATABASE, type NovaCell, transportTo } from '../cells.ts';
import { textOf } from '../context.ts';
import { text, textOr } from '../fields.ts';
import { loggerOf, strOf } from '../log.ts';
import { migrationInStatus, saveMigration } from '../migrations.ts';
import { fromPrimitive, type LiveObject, ovo, setFields, toPrimitive } from '../objects/ovo.ts';
import { ensureNetworkInformation, resetForcedDestinations } from '../request-spec.ts';
import { saveInstance } from '../save-instance.ts';
import { tellInstance } from '../tell-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { faultOf } from './fault.ts';
import { findHost, requestedByPorts, restrictToCell } from './find-host.ts';
import { cellOfServer, reportedInCell } from './server-cell.ts';
import { setVmState } from './set-vm-state.ts';
import type { SuperConductor } from './super-state.ts';

const LOG = loggerOf('nova.conductor.manager');

const TIMES = TIMING.super_conductor.rebuild_instance;

interface Rebuilding {
  readonly conductor: SuperConductor;
  readonly cell: NovaCell;
  readonly context: JsonObject;
  readonly uuid: string;
  readonly instance: LiveObject;
  readonly spec: LiveObject;
  readonly args: JsonObject;
  readonly times: (typeof TIMES)['here' | 'elsewhere'];
}

export function* rebuildInstance(conductor: SuperConductor, { args, context }: Incoming): Task<Json> {
  const times = TIMES[args.recreate === true ? 'elsewhere' : 'here'];
  yield* pause(conductor.host, times.mapping);
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const cell = yield* cellOfServer(conductor, uuid);
  const spec = fromPrimitive(args.request_spec);
  const task: Rebuilding = { conductor, cell, context, uuid, instance, spec, args, times };
  const event = { uuid, event: 'rebuild_server', context, cell, caller: 'rebuild_instance' } as const;
  yield* reportedInCell(conductor, event, rebuild(task));
  return null;
}

interface RebuildTarget {
  readonly server: string;
  readonly node: Json;
  readonly limits: Json;
  readonly zone: Json;
}

function* rebuild(task: Rebuilding): Task {
  const { conductor, cell, context, uuid, instance, args, times } = task;
  const { host, db, cells } = conductor;
  yield* pause(host, times.migration);
  const migration = yield* migrationInStatus({ db, database: cell.database }, uuid, 'accepted');
  const named = textOr(args, 'host', null);
  const { server, node, limits, zone } =
    named === null
      ? yield* hostByScheduler(task, migration)
      : { server: named, node: null, limits: null, zone: instance.data.availability_zone ?? null };
  yield* tellScheduled(task, server);
  yield* pause(host, times.zone);
  yield* db.select(API_DATABASE, 'aggregates');
  setFields(instance, { availability_zone: zone });
  yield* pause(host, times.cast);
  const { host: _host, instance: _instance, request_spec: _spec, ...passed } = args;
  yield* cast(transportTo(cells, cell), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.rebuildOnHost },
    method: 'rebuild_instance',
    args: {
      ...passed,
      instance: toPrimitive(instance),
      migration: migration && toPrimitive(migration),
      scheduled_node: node,
      limits,
      request_spec: toPrimitive(task.spec),
      accel_uuids: [],
    },
    context,
  });
}

/** In the name of the host that it will be on. A payload looks at the certificates, so that they travel with the instance. */
function* tellScheduled({ conductor, context, instance }: Rebuilding, server: string): Task {
  const { data } = instance;
  const { notifications } = conductor.host.conf;
  const isLookedAt = notifications === 'versioned' || notifications === 'both';
  if (isLookedAt && !('trusted_certs' in data)) setFields(instance, { trusted_certs: null });
  yield* tellInstance(conductor.top, {
    context,
    data,
    source: 'nova-conductor',
    event: 'rebuild_scheduled',
    plain: 'rebuild.scheduled',
    payload: 'InstanceActionRebuildPayload',
    more: { trusted_image_certificates: null },
    host: server,
  });
}

/** Errors: `CodedError` `NoValidHost`; the server is in ERROR then, with the image that it had. */
function* hostByScheduler(task: Rebuilding, migration: LiveObject | null): Task<RebuildTarget> {
  const { conductor, instance, spec, args } = task;
  if (args.recreate === true) {
    setFields(spec, { ignore_hosts: [instance.data.host ?? null] });
    resetForcedDestinations(spec);
    yield* requestedByPorts(conductor, task);
  }
  try {
    if (args.recreate !== true) yield* lookAtTraits(task);
    yield* restrictToCell(conductor, task);
    ensureNetworkInformation(spec, instance.data);
    const [chosen] = yield* findHost(conductor, task, { alternates: false });
    return {
      server: text(chosen, 'service_host'),
      node: chosen.nodename ?? null,
      limits: ovo('SchedulerLimits', {}),
      zone: chosen.availability_zone ?? null,
    };
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'NoValidHost') throw error;
    yield* takeBack(task, migration, error);
    throw error;
  }
}

/** `_validate_image_traits_for_rebuild`: no image of the lab asks for any. Errors: `CodedError` `GlanceConnectionFailed`. */
function* lookAtTraits({ conductor: { host }, args, context }: Rebuilding): Task {
  const ask = { method: 'GET', globalRequestId: textOf(context, 'request_id') } as const;
  yield* pause(host, TIMES.here.image);
  yield* askGlance({ host, context }, { ...ask, path: `/v2/images/${text(args, 'image_ref')}` });
  yield* pause(host, TIMES.here.image_schema);
  yield* askGlance({ host, context }, { ...ask, path: '/v2/schemas/image' });
}

function* takeBack(task: Rebuilding, migration: LiveObject | null, error: CodedError): Task {
  const { conductor, cell, context, uuid, instance, args } = task;
  const writer = { ...conductor, database: cell.database };
  if (migration) {
    setFields(migration, { status: 'error' });
    yield* saveMigration(writer, migration);
  }
  const before = textOr(args, 'orig_image_ref', null);
  if (before !== null && before !== args.image_ref) {
    setFields(instance, { image_ref: before });
    yield* saveInstance(writer, instance, {});
  }
  yield* setVmState(writer, { uuid, vm_state: 'error' }, faultOf(error, 'rebuild_instance'), {
    transport: conductor.top,
    context: task.context,
    method: 'rebuild_server',
    spec: task.spec.data,
    error,
  });
  yield* LOG.warning({ context, uuid }, `Rebuild failed: ${strOf(error)}`, error);
}
