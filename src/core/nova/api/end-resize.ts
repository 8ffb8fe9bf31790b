/**
 * `confirmResize` and `revertResize` of a server (`nova/compute/api.py:API.confirm_resize`, `revert_resize`): the move that is
 * finished is ended by the host that the server left, or is taken back by the one where it is.
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { API_DATABASE, transportTo } from '../cells.ts';
import { text, whole } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { migrationInStatus, saveMigration } from '../migrations.ts';
import { dataOf, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { readRequestSpec, saveRequestSpec } from '../request-spec.ts';
import { noContent } from '../rest.ts';
import { saveInstance } from '../save-instance.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { checkInstance } from './check-instance.ts';
import { type FoundServer, getInstance } from './get-instance.ts';
import { checkUpsize, unavailable } from './resize.ts';
import { expectingThere } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.resize;

const ATTRS = ['flavor', 'numa_topology'];

interface Ending {
  readonly found: FoundServer;
  readonly uuid: string;
  readonly migration: LiveObject;
}

/** Errors: those of `checkInstance`, and `CodedError` `BadRequest` where nothing was moved. */
function* ending(api: Api, request: ApiRequest, name: string): Task<Ending> {
  const { host, db } = api;
  const found = yield* getInstance(api, request, ATTRS);
  const { instance, database } = found;
  checkInstance({ name, vmStates: ['resized'] }, instance.data, request);
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, TIMES.migration);
  const migration = yield* migrationInStatus({ db, database }, uuid, 'finished');
  if (!migration) throw new CodedError('BadRequest', 'Instance has not been resized.');
  return { found, uuid, migration };
}

export function* confirmResize(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const { found, uuid, migration } = yield* ending(api, request, 'confirmResize');
  const { instance, database } = found;
  const source = text(migration.data, 'source_compute');
  yield* pause(host, TIMES.service);
  const service = yield* db.first(database, 'services', { deleted: 0, host: source, binary: 'nova-compute' });
  if (!service || !serviceIsUp(host, service)) throw unavailable();
  yield* mark(api, request, { found, uuid, migration }, { status: 'confirming', action: 'confirmResize' });
  const args = { instance: toPrimitive(instance), migration: toPrimitive(migration) };
  yield* tell(api, request, found, { server: source, method: 'confirm_resize', args });
  return noContent;
}

export function* revertResize(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const ends = yield* ending(api, request, 'revertResize');
  const { found, uuid, migration } = ends;
  const { instance, database } = found;
  yield* pause(host, TIMES.spec);
  const spec = yield* readRequestSpec(db, uuid);
  const old = dataOf(instance.data.old_flavor);
  yield* checkUpsize(db, { ...request, host }, { from: dataOf(instance.data.flavor), to: old });
  // the zone of the host that it goes back to: the lab's aggregates name none
  yield* db.select(API_DATABASE, 'aggregates');
  if (whole(dataOf(spec.data.flavor), 'id') !== whole(old, 'id')) {
    setFields(spec, { flavor: instance.data.old_flavor ?? null, numa_topology: null });
    yield* saveRequestSpec(host, db, spec);
  }
  yield* pause(host, TIMES.save);
  setFields(instance, { availability_zone: 'nova', task_state: 'resize_reverting' });
  yield* expectingThere(saveInstance({ host, db, database }, instance, { expected_task_state: [null] }));
  instance.changes.clear();
  yield* mark(api, request, ends, { status: 'reverting', action: 'revertResize' });
  const args = {
    instance: toPrimitive(instance),
    migration: toPrimitive(migration),
    request_spec: toPrimitive(spec),
  };
  const server = text(migration.data, 'dest_compute');
  yield* tell(api, request, found, { server, method: 'revert_resize', args });
  return { status: 202, body: '' };
}

function* mark(
  { host, db }: Api,
  { context }: ApiRequest,
  { found, uuid, migration }: Ending,
  { status, action }: { readonly status: string; readonly action: string },
): Task {
  const { database } = found;
  setFields(migration, { status });
  const { updated_at = null } = yield* saveMigration({ host, db, database }, migration);
  migration.data.updated_at = updated_at;
  migration.changes.clear();
  yield* insertAction(db, database, { action, uuid, context, now: host.wall().sql });
}

function* tell(
  api: Api,
  { context }: ApiRequest,
  { cell }: FoundServer,
  o: { readonly server: string; readonly method: string; readonly args: JsonObject },
): Task {
  const { server, method, args } = o;
  yield* pause(api.host, TIMES.confirm);
  const target = { topic: TOPICS.compute, server, version: VERSIONS.compute };
  const transport = transportTo(api.cells, defined(cell, `the cell of host ${server}`));
  yield* cast(transport, { target, method, args, context });
  yield* pause(api.host, TIMING.api.server_action.answer);
}
