/** `POST /v2.1/os-server-external-events`: neutron reports; nova-api casts it straight to the compute of the instance's host. */
import type { Json } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { API_DATABASE, cellsOf, type NovaCell, transportTo } from '../cells.ts';
import { eventInstance } from '../objects/instance.ts';
import { ovo } from '../objects/ovo.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.external_events;

interface Event {
  readonly server_uuid: string;
  readonly name: string;
  readonly status: string;
  readonly tag: string;
}

export function* externalEvents(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const cells = cellsOf(host.place);
  const events = (request.body.events ?? []) as unknown as readonly Event[];
  const byHost = new Map<string, { cell: NovaCell; instances: Json[]; events: Json[] }>();
  const answered: Json[] = [];
  yield* pause(host, TIMES.mappings);
  for (const uuid of new Set(events.map((e) => e.server_uuid))) {
    const mapping = yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
    const cell = cells.find(({ id }) => id === mapping?.cell_id);
    const row = cell ? yield* db.first(cell.database, 'instances', { uuid, deleted: 0 }) : null;
    const cache =
      cell && row ? yield* db.first(cell.database, 'instance_info_caches', { instance_uuid: uuid }) : null;
    const mine = events.filter((e) => e.server_uuid === uuid);
    const target = typeof row?.host === 'string' ? row.host : null;
    answered.push(...mine.map((e) => ({ ...e, code: row ? (target ? 200 : 422) : 404 })));
    if (!cell || !row || target === null) continue;
    const entry = byHost.get(target) ?? { cell, instances: [], events: [] };
    byHost.set(target, entry);
    entry.instances.push(eventInstance(row, cache));
    entry.events.push(...mine.map(eventObject));
  }
  yield* pause(host, TIMES.cast);
  for (const [server, { cell, instances, events: about }] of byHost) {
    yield* cast(transportTo(api.cells, cell), {
      target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
      method: 'external_instance_event',
      args: { instances, events: about },
      context: request.context,
    });
  }
  yield* pause(host, TIMES.answer);
  return json(200, { events: answered });
}

const eventObject = (e: Event): Json =>
  ovo('InstanceExternalEvent', { instance_uuid: e.server_uuid, name: e.name, status: e.status, tag: e.tag }, [
    'instance_uuid',
    'name',
    'status',
    'tag',
  ]);
