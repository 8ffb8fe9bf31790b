/** Images that Nova has made and deleted: of a shelved server, of a snapshot. Writes as recorded, in their order. */
import { CodedError } from '../../base/assert.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Cell } from '../../trace/fact.ts';
import type { Db } from '../db.ts';
import { numberOr, textOr } from '../fields.ts';
import type { Asked } from '../rest.ts';

/** What of a request's body is a column; all else is a property. */
const COLUMNS: ReadonlySet<string> = new Set([
  ...['id', 'name', 'visibility', 'min_disk', 'min_ram', 'owner', 'protected', 'os_hidden'],
  ...['disk_format', 'container_format', 'tags'],
]);

/** Gives the new image's id. It has no data yet: `queued`. */
export function* insertImage(host: ServiceHost, db: Db, asked: Asked): Task<string> {
  const { body, identity } = asked;
  const id = textOr(body, 'id', null) ?? host.stream('id/image').uuid();
  const now = host.wall().sql;
  const fresh = { created_at: now, updated_at: now, deleted_at: null, deleted: 0 };
  yield* db.insert('glance', 'images', {
    ...fresh,
    id,
    name: textOr(body, 'name', null),
    disk_format: textOr(body, 'disk_format', null),
    container_format: textOr(body, 'container_format', null),
    size: null,
    virtual_size: null,
    status: 'queued',
    visibility: textOr(body, 'visibility', 'shared'),
    checksum: null,
    os_hash_algo: null,
    os_hash_value: null,
    min_disk: numberOr(body, 'min_disk', 0),
    min_ram: numberOr(body, 'min_ram', 0),
    owner: textOr(body, 'owner', null) ?? identity.projectId,
    protected: body.protected === true ? 1 : 0,
    os_hidden: body.os_hidden === true ? 1 : 0,
  });
  for (const [name, value] of Object.entries(body)) {
    if (COLUMNS.has(name) || typeof value !== 'string') continue;
    yield* db.insert('glance', 'image_properties', { ...fresh, image_id: id, name, value });
  }
  yield* db.commit('glance');
  return id;
}

/** 204. Rows stay, marked as deleted. Errors: 404. */
export function* deleteImage(host: ServiceHost, db: Db, asked: Asked): Task<HttpAnswer> {
  const id = asked.params.id ?? '';
  const [row] = yield* db.select('glance', 'images', { id, deleted: 0 });
  if (!row) throw new CodedError('NotFound', `Failed to find image ${id} to delete`);
  const gone = (): { [column: string]: Cell } => {
    const now = host.wall().sql;
    return { updated_at: now, deleted_at: now, deleted: 1 };
  };
  yield* db.update('glance', 'images', { updated_at: host.wall().sql, status: 'deleted' }, { id });
  const properties = yield* db.select('glance', 'image_properties', { image_id: id, deleted: 0 });
  for (const { id: property = null } of properties)
    yield* db.update('glance', 'image_properties', gone(), { id: property });
  yield* db.commit('glance');
  yield* db.update('glance', 'images', gone(), { id });
  yield* db.commit('glance');
  return { status: 204, body: '' };
}
