/**
 * The task of rebuilding (`nova/conductor/manager.py:ComputeTaskManager.rebuild_instance`): on the host that is named; where
 * none is, since the image is another one, the scheduler says whether the host will do.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, transportTo } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { fromPrimitive, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { ensureNetworkInformation } from '../request-spec.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { evacuateInstance } from './evacuate.ts';
import { insertFault } from './fault.ts';
import { findHost, restrictToCell } from './find-host.ts';
import { cellOfServer, reportedInCell } from './server-cell.ts';
import type { SuperConductor } from './super-state.ts';

const TIMES = TIMING.super_conductor.rebuild_here;

/** One task of two: with `recreate` the server is made anew on another host than its lost one. */
export function* rebuildInstance(conductor: SuperConductor, incoming: Incoming): Task<Json> {
  const isEvacuation = incoming.args.recreate === true;
  return yield* isEvacuation ? evacuateInstance(conductor, incoming) : rebuildHere(conductor, incoming);
}

function* rebuildHere(conductor: SuperConductor, { args, context }: Incoming): Task<Json> {
  const { host, db, cells } = conductor;
  yield* pause(host, TIMES.mapping);
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const cell = yield* cellOfServer(conductor, uuid);
  const { database } = cell;
  const work = (function* (): Task {
    yield* pause(host, TIMES.migration);
    yield* db.select(database, 'migrations', { instance_uuid: uuid, status: 'accepted' });
    const named = textOr(args, 'host', null);
    const chosen =
      named === null
        ? yield* hostByScheduler(conductor, { uuid, instance, args, context, database })
        : { server: named, node: null };
    yield* pause(host, TIMES.zone);
    yield* db.select(API_DATABASE, 'aggregates');
    setFields(instance, { availability_zone: instance.data.availability_zone ?? null });
    yield* pause(host, TIMES.cast);
    const { host: _host, ...told } = args;
    yield* cast(transportTo(cells, cell), {
      target: { topic: TOPICS.compute, server: chosen.server, version: VERSIONS.rebuildOnHost },
      method: 'rebuild_instance',
      args: {
        ...told,
        instance: toPrimitive(instance),
        migration: null,
        scheduled_node: chosen.node,
        limits: null,
        accel_uuids: [],
      },
      context,
    });
  })();
  const about = { uuid, context, cell, event: 'rebuild_server', caller: 'rebuild_instance' } as const;
  yield* reportedInCell(conductor, about, work);
  return null;
}

interface Rebuilding {
  readonly uuid: string;
  readonly instance: LiveObject;
  readonly args: JsonObject;
  readonly context: JsonObject;
  readonly database: string;
}

/** A server whose host will not do keeps its old image, and is in ERROR. */
function* hostByScheduler(
  conductor: SuperConductor,
  { uuid, instance, args, context, database }: Rebuilding,
): Task<{ server: string; node: Json }> {
  const move = { uuid, spec: fromPrimitive(args.request_spec), context };
  try {
    yield* restrictToCell(conductor, move);
    ensureNetworkInformation(move.spec, instance.data);
    const [chosen] = yield* findHost(conductor, move, { alternates: false });
    return { server: text(chosen, 'service_host'), node: chosen.nodename ?? null };
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'NoValidHost') throw error;
    setFields(instance, { image_ref: args.orig_image_ref ?? null });
    yield* saveInstance({ ...conductor, database }, instance, {});
    setFields(instance, { vm_state: 'error', task_state: null });
    yield* saveInstance({ ...conductor, database }, instance, {});
    yield* insertFault(conductor, { database, uuid, error });
    throw error;
  }
}
