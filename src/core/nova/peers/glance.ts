/** Glance: the image that a server boots from, and those that Nova has made of servers. Two statements to read one, as recorded. */
import { CodedError } from '../../base/assert.ts';
import type { Json } from '../../base/json.ts';
import { sql } from '../../databases/builder.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { type Db, makeDb } from '../db.ts';
import { type Asked, idle, json, queryValue, type Route, serveRest } from '../rest.ts';
import { TIMING } from '../timing/timing.ts';
import { deleteImage, insertImage } from './glance-write.ts';

export function makeGlance(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const times = TIMING.glance.requests;
      const tokens = { allowExpired: true };
      return {
        main: idle(),
        answer: serveRest({ host, api: 'glance', routes: routes(host), times, tokens }),
      };
    },
  };
}

function routes(host: ServiceHost): readonly Route[] {
  const db = makeDb(host, TIMING.glance.statement);
  return [
    { method: 'GET', pattern: '/v2/images/{id}', handle: (asked) => oneImage(db, asked) },
    { method: 'GET', pattern: '/v2/images', handle: (asked) => images(db, asked) },
    { method: 'GET', pattern: '/v2/schemas/image', handle: imageSchema },
    { method: 'POST', pattern: '/v2/images', handle: (asked) => newImage(host, db, asked) },
    { method: 'DELETE', pattern: '/v2/images/{id}', handle: (asked) => deleteImage(host, db, asked) },
  ];
}

/** 201 with the image. */
function* newImage(host: ServiceHost, db: Db, asked: Asked): Task<HttpAnswer> {
  const id = yield* insertImage(host, db, asked);
  return json(201, yield* readImage(db, id));
}

const oneImage = function* (db: Db, asked: Asked): Task<HttpAnswer> {
  return json(200, yield* readImage(db, asked.params.id ?? ''));
};

/** Errors: 404 for an unknown or deleted image. */
function* readImage(db: Db, id: string): Task<Json> {
  const rows = yield* db.query(
    sql({
      database: 'glance',
      table: 'images',
      sql: 'SELECT images.*, image_properties.name AS property_name, image_properties.value AS property_value FROM glance.images LEFT OUTER JOIN glance.image_properties ON images.id = image_properties.image_id AND image_properties.deleted = 0 LEFT OUTER JOIN glance.image_locations ON images.id = image_locations.image_id AND image_locations.deleted = 0 WHERE images.id = ? AND images.deleted = 0 ORDER BY image_properties.id, image_locations.id',
      parameters: [id],
    }),
  );
  const [row] = rows;
  if (!row) throw new CodedError('NotFound', `No image found with ID ${id}`);
  const tags = yield* db.select('glance', 'image_tags', { image_id: id, deleted: 0 });
  return imageBody(row, rows, tags);
}

function* images(db: Db, asked: Asked): Task<HttpAnswer> {
  const name = queryValue(asked, 'name');
  const rows = yield* db.select('glance', 'images', { deleted: 0, ...(name === null ? {} : { name }) });
  const tags = yield* db.select('glance', 'image_tags', { deleted: 0 });
  const bodies = rows.map((row) =>
    imageBody(
      row,
      [],
      tags.filter((tag) => tag.image_id === row.id),
    ),
  );
  return json(200, { images: bodies, first: '/v2/images', schema: '/v2/schemas/images' });
}

/** An image as the v2 API shows it; `properties` = rows with `property_name` and `property_value`. */
function imageBody(row: Row, properties: readonly Row[], tags: readonly Row[]): Json {
  const extra = properties.flatMap(({ property_name, property_value = null }) =>
    typeof property_name === 'string' ? [[property_name, property_value] as const] : [],
  );
  const plain = [
    'id',
    'name',
    'status',
    'visibility',
    'size',
    'virtual_size',
    'checksum',
    'os_hash_algo',
    'os_hash_value',
    'owner',
    'disk_format',
    'container_format',
    'min_disk',
    'min_ram',
  ].map((key) => [key, row[key] ?? null] as const);
  return {
    ...Object.fromEntries(extra),
    ...Object.fromEntries(plain),
    protected: row.protected === 1,
    os_hidden: row.os_hidden === 1,
    tags: tags.map((tag) => tag.value ?? null),
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
    self: `/v2/images/${row.id}`,
    file: `/v2/images/${row.id}/file`,
    schema: '/v2/schemas/image',
  };
}

/** A DATETIME column as JSON shows it: `2026-11-22T07:08:04Z`. */
export function isoTime(cell: Cell | undefined): string | null {
  return typeof cell === 'string' ? `${cell.slice(0, 19).replace(' ', 'T')}Z` : null;
}

// biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
function* imageSchema(): Task<HttpAnswer> {
  const text = { type: ['null', 'string'] };
  const number = { type: ['null', 'integer'] };
  const properties = {
    id: text,
    name: text,
    status: text,
    size: number,
    min_disk: number,
    min_ram: number,
    disk_format: text,
    container_format: text,
    owner: text,
    visibility: text,
  };
  return json(200, { name: 'image', properties, additionalProperties: { type: 'string' } });
}
