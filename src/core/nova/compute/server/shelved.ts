/** What a shelved server leaves behind once it is a server like any other: its image, and what its metadata say of the shelf. */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { askGlance } from '../../ask-glance.ts';
import { textOf } from '../../context.ts';
import { objectAt } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import type { InstanceWork } from '../instance-work.ts';

const LOG = loggerOf('nova.compute.manager');

/** `_delete_snapshot_of_shelved_instance`: one that cannot be deleted is logged. */
export function* dropImage({ compute, context, uuid }: InstanceWork, id: string): Task {
  const globalRequestId = textOf(context, 'request_id');
  try {
    const by = { host: compute.host, context };
    yield* askGlance(by, { method: 'DELETE', path: `/v2/images/${id}`, globalRequestId });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const wrong = 'Something wrong happened when trying to delete snapshot from shelved instance.';
    yield* LOG.exception({ context, uuid }, wrong, error);
  }
}

const SHELVED_KEYS = ['shelved_at', 'shelved_image_id', 'shelved_host'];

/** `remove_shelved_keys_from_system_metadata`: what is left of `system_metadata` */
export function withoutShelf(instance: JsonObject): JsonObject {
  const metadata = Object.entries(objectAt(instance, 'system_metadata'));
  return Object.fromEntries(metadata.filter(([key]) => !SHELVED_KEYS.includes(key)));
}
