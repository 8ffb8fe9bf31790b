/** What a shelved server leaves behind once it is a server like any other: its image, and what its metadata say of the shelf. */
import type { JsonObject } from '../../../base/json.ts';
import { http, type Task } from '../../../service/effects.ts';
import { textOf } from '../../context.ts';
import { objectAt } from '../../fields.ts';
import { ACTORS } from '../../words.ts';
import type { InstanceWork } from '../instance-work.ts';

/** `_delete_snapshot_of_shelved_instance`: one that cannot be deleted is logged. */
export function* dropImage({ context }: InstanceWork, id: string): Task {
  yield* http({
    to: ACTORS.glance,
    method: 'DELETE',
    path: `/v2/images/${id}`,
    globalRequestId: textOf(context, 'request_id'),
  });
}

const SHELVED_KEYS = ['shelved_at', 'shelved_image_id', 'shelved_host'];

/** `remove_shelved_keys_from_system_metadata`: what is left of `system_metadata` */
export function withoutShelf(instance: JsonObject): JsonObject {
  const metadata = Object.entries(objectAt(instance, 'system_metadata'));
  return Object.fromEntries(metadata.filter(([key]) => !SHELVED_KEYS.includes(key)));
}
