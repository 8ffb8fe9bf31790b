/**
 * The task of unshelving (`nova/conductor/manager.py:ComputeTaskManager.unshelve_instance`): a server that is shelved on its
 * host is started there; for one that was offloaded a host is looked for anew.
 */
import { CodedError } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { askGlance } from '../ask-glance.ts';
import { API_DATABASE, type NovaCell, transportTo } from '../cells.ts';
import { textOf } from '../context.ts';
import { objectAt, text, textOr } from '../fields.ts';
import { loggerOf, strOf } from '../log.ts';
import { imageDict } from '../objects/catalog.ts';
import { fromPrimitive, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { loadFlavor } from '../read-instance.ts';
import { ensureNetworkInformation, resetForcedDestinations } from '../request-spec.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { faultOf } from './fault.ts';
import { findHost, requestedByPorts, restrictToCell } from './find-host.ts';
import { cellOfServer, reportedInCell } from './server-cell.ts';
import { insertFault } from './set-vm-state.ts';
import type { SuperConductor } from './super-state.ts';
import { noImageToUnshelve } from './traceback.ts';

const LOG = loggerOf('nova.conductor.manager');

const TIMES = TIMING.super_conductor.unshelve_instance;

interface Unshelving {
  readonly conductor: SuperConductor;
  readonly cell: NovaCell;
  readonly context: JsonObject;
  readonly uuid: string;
  readonly instance: LiveObject;
  readonly spec: LiveObject;
}

export function* unshelveInstance(conductor: SuperConductor, { args, context }: Incoming): Task<Json> {
  const { host } = conductor;
  yield* pause(host, TIMES.mapping);
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  const cell = yield* cellOfServer(conductor, uuid);
  const task: Unshelving = {
    conductor,
    cell,
    context,
    uuid,
    instance,
    spec: fromPrimitive(args.request_spec),
  };
  const state = text(instance.data, 'vm_state');
  if (state === 'shelved') yield* startAgain(task);
  else if (state === 'shelved_offloaded') yield* elsewhere(task);
  else {
    yield* LOG.error(task, 'Unshelve attempted but vm_state not SHELVED or SHELVED_OFFLOADED');
    yield* save(task, { vm_state: 'error' });
  }
  return null;
}

function* save({ conductor, cell, instance }: Unshelving, values: JsonObject, expected?: Json): Task {
  setFields(instance, values);
  const kwargs = expected === undefined ? {} : { expected_task_state: expected };
  yield* saveInstance({ ...conductor, database: cell.database }, instance, kwargs);
  instance.changes.clear();
}

/** It never left its host. */
function* startAgain(task: Unshelving): Task {
  const { conductor, cell, context, instance } = task;
  yield* save(task, { task_state: 'powering-on' }, 'unshelving');
  yield* pause(conductor.host, TIMES.cast);
  yield* cast(transportTo(conductor.cells, cell), {
    target: { topic: TOPICS.compute, server: text(instance.data, 'host'), version: VERSIONS.compute },
    method: 'start_instance',
    args: { instance: toPrimitive(instance) },
    context,
  });
}

function* elsewhere(task: Unshelving): Task {
  const { conductor, cell, context, uuid, instance } = task;
  const about = { uuid, context, cell, caller: 'unshelve_instance' } as const;
  const imageId = textOr(objectAt(instance.data, 'system_metadata'), 'shelved_image_id', null);
  let image: Json = null;
  if (imageId !== null) {
    const look = (function* (): Task {
      image = yield* shelvedImage(task, imageId);
    })();
    yield* reportedInCell(conductor, { ...about, event: 'get_image_info' }, look);
  }
  try {
    const event = { ...about, event: 'schedule_instances' };
    yield* reportedInCell(conductor, event, toNewHost(task, image));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code !== 'NoValidHost')
      yield* LOG.exception({ context }, `Failed to unshelve. Reason: ${strOf(error)}`, error);
    yield* save(task, { task_state: null });
    if (error.code !== 'NoValidHost') {
      yield* LOG.error(task, 'Unshelve attempted but an error has occurred', error);
      throw error;
    }
    yield* LOG.warning(task, 'No valid host found for unshelve instance', error);
  }
}

/** Errors: `CodedError` `GlanceConnectionFailed`. */
function* askForImage({ conductor, context }: Unshelving, id: string): Task<HttpAnswer> {
  const ask = { method: 'GET', globalRequestId: textOf(context, 'request_id') } as const;
  try {
    return yield* askGlance({ host: conductor.host, context }, { ...ask, path: `/v2/images/${id}` });
  } catch (error) {
    throw error instanceof CodedError ? noImageToUnshelve(error) : error;
  }
}

/** Errors: `CodedError` `UnshelveException` when the image is gone; the server is in ERROR then. */
function* shelvedImage(task: Unshelving, id: string): Task<Json> {
  const { conductor, cell, context, uuid } = task;
  const ask = { method: 'GET', globalRequestId: textOf(context, 'request_id') } as const;
  yield* pause(conductor.host, TIMES.image);
  const reply = yield* askForImage(task, id);
  if (reply.status === 200) {
    yield* pause(conductor.host, TIMES.image_schema);
    yield* askGlance({ host: conductor.host, context }, { ...ask, path: '/v2/schemas/image' });
    return imageDict(JSON.parse(reply.body) as JsonObject);
  }
  yield* save(task, { vm_state: 'error' });
  const message = `Unshelve attempted but the image ${id} cannot be found.`;
  yield* LOG.error({ context, uuid }, message);
  const lost = new CodedError('ImageNotFound', `Image ${id} could not be found.`);
  const fault = { ...faultOf(lost), message };
  yield* insertFault({ ...conductor, database: cell.database }, uuid, fault);
  throw new CodedError('UnshelveException', `Error during unshelve instance ${uuid}: ${message}`);
}

function* toNewHost(task: Unshelving, image: Json): Task {
  const { conductor, cell, context, instance, spec } = task;
  const { host, db, cells } = conductor;
  resetForcedDestinations(spec);
  yield* requestedByPorts(conductor, task);
  yield* restrictToCell(conductor, task);
  ensureNetworkInformation(spec, instance.data);
  const [chosen] = yield* findHost(conductor, task, { alternates: false });
  yield* pause(host, TIMES.zone);
  yield* db.select(API_DATABASE, 'aggregates');
  setFields(instance, { availability_zone: chosen.availability_zone ?? null });
  if (!('flavor' in instance.data)) yield* loadFlavor(db, cell.database, instance);
  yield* pause(host, TIMES.cast);
  yield* cast(transportTo(cells, cell), {
    target: { topic: TOPICS.compute, server: text(chosen, 'service_host'), version: VERSIONS.compute },
    method: 'unshelve_instance',
    args: {
      instance: toPrimitive(instance),
      image,
      filter_properties: { limits: {} },
      node: chosen.nodename ?? null,
      request_spec: toPrimitive(spec),
      accel_uuids: [],
    },
    context,
  });
}
