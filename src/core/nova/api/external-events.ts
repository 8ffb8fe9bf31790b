/** `POST /v2.1/os-server-external-events`: neutron reports; nova-api casts it straight to the compute of the instance's host. */
import { defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { sql } from '../../databases/builder.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE, cellsOf, type NovaCell, transportTo } from '../cells.ts';
import type { Db } from '../db.ts';
import { textOr, whole } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { eventInstance, migrationContextOf } from '../objects/instance.ts';
import { dataOf, ovo } from '../objects/ovo.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import type { Api, ApiRequest } from './state.ts';

const LOG = loggerOf('nova.api.openstack.compute.server_external_events');

const TIMES = TIMING.api.external_events;

interface Event {
  readonly server_uuid: string;
  readonly name: string;
  readonly status: string;
  readonly tag: string;
}

/** An instance that the events tell of. */
interface Concerned {
  readonly uuid: string;
  readonly id: number;
  readonly cell: NovaCell;
  readonly hosts: readonly string[];
  readonly instance: Json;
}

/** One cast a host, with its instances and their events as they came in (`nova/compute/api.py:external_instance_event`). */
export function* externalEvents(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const cells = cellsOf(host);
  const events = (request.body.events ?? []) as unknown as readonly Event[];
  const found: Concerned[] = [];
  const answered: JsonObject[] = [];
  yield* pause(host, TIMES.mappings);
  for (const uuid of new Set(events.map((e) => e.server_uuid))) {
    const mapping = yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
    const cell = cells.find(({ id }) => id === mapping?.cell_id);
    // those that are deleted, too: no filter of the list says otherwise (`instance_get_all_by_filters_sort`)
    const row = cell ? yield* db.first(cell.database, 'instances', { uuid }) : null;
    const joined = cell && row ? yield* joinedOf(db, cell, uuid) : null;
    const moved = migrationContextOf(joined);
    const mine = events.filter((e) => e.server_uuid === uuid);
    const target = textOr(row ?? {}, 'host', null);
    answered.push(...mine.map((e) => answerTo(e, row, target)));
    if (!cell || !row || target === null) continue;
    for (const { name, tag } of mine)
      yield* LOG.info(
        { context: request.context },
        `Creating event ${name}:${tag} for instance ${uuid} on ${target}`,
      );
    const hosts = yield* hostsOf(db, cell, target, moved);
    found.push({ uuid, id: whole(row, 'id'), cell, hosts, instance: eventInstance(row, joined, moved) });
  }
  yield* pause(host, TIMES.cast);
  // a set of objects, which lie in memory as they were made: as the rows come
  found.sort((a, b) => a.id - b.id);
  for (const server of new Set(found.flatMap(({ hosts }) => hosts))) {
    const there = found.filter(({ hosts }) => hosts.includes(server));
    const cell = defined(there[0], 'an instance').cell;
    const instances = there.map(({ instance }) => instance);
    const about = events.filter((e) => there.some(({ uuid }) => uuid === e.server_uuid)).map(eventObject);
    yield* cast(transportTo(api.cells, cell), {
      target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
      method: 'external_instance_event',
      args: { instances, events: about },
      context: request.context,
    });
  }
  yield* pause(host, TIMES.answer);
  const isMixed = answered.some(({ status }) => status === 'failed');
  return json(isMixed ? 207 : 200, { events: answered });
}

/** One that is of no server, or of one without a host, is dropped. */
function answerTo(event: Event, row: Row | null, target: string | null): JsonObject {
  if (!row) return { ...event, status: 'failed', code: 404 };
  return target === null
    ? { ...event, status: 'failed', code: 422 }
    : { ...event, status: 'completed', code: 200 };
}

/** Its network cache and what a move keeps of it, in one SELECT. */
function* joinedOf(db: Db, { database }: NovaCell, uuid: string): Task<Row | null> {
  const [row] = yield* db.query(
    sql({
      database,
      table: 'instance_info_caches',
      sql: `SELECT c.*, e.migration_context FROM ${database}.instance_info_caches AS c LEFT OUTER JOIN ${database}.instance_extra AS e ON e.instance_uuid = c.instance_uuid WHERE c.instance_uuid = ? LIMIT 1`,
      parameters: [uuid],
    }),
  );
  return row ?? null;
}

/**
 * While an instance moves both of its hosts hear of it (`nova/compute/api.py:_get_relevant_hosts`). They come out of a Python
 * set: in the order of their names here, which like a set's stays the same for the life of a process.
 */
function* hostsOf(db: Db, { database }: NovaCell, host: string, moved: Json): Task<readonly string[]> {
  if (moved === null) return [host];
  const id = whole(dataOf(moved), 'migration_id');
  const migration = (yield* db.first(database, 'migrations', { id })) ?? {};
  const ends = [textOr(migration, 'source_compute', null), textOr(migration, 'dest_compute', null)];
  return [...new Set([host, ...ends.filter((end) => end !== null)])].sort();
}

const eventObject = (e: Event): Json =>
  ovo('InstanceExternalEvent', { instance_uuid: e.server_uuid, name: e.name, status: e.status, tag: e.tag }, [
    'instance_uuid',
    'name',
    'status',
    'tag',
  ]);
