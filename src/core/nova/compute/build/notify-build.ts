/**
 * `compute.instance.create.start`, `.end` and `.error`, and their versioned pendants (`nova/compute/manager.py`,
 * `nova/notifications/objects/instance.py:InstanceCreatePayload`).
 */
import type { CodedError } from '../../../base/assert.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { textOr, whole } from '../../fields.ts';
import { payloadOf, tell } from '../../notifications.ts';
import { faultPayload, instancePayload, usageOf } from '../../notify-instance.ts';
import type { Build } from '../state.ts';

export function* tellBuild(
  build: Build,
  phase: 'start' | 'end' | 'error',
  fault: CodedError | null = null,
): Task {
  const { compute, context, args } = build;
  const { data } = build.instance;
  const image = isObject(args.image) ? (args.image as JsonObject) : {};
  const extra: JsonObject =
    phase === 'start'
      ? { image_name: image.name ?? null }
      : { message: fault ? fault.message : 'Success', ...(fault ? { code: 500 } : {}) };
  yield* tell(compute.cell, {
    context,
    failed: fault !== null,
    unversioned: {
      publisher: `compute.${compute.name}`,
      event: `compute.instance.create.${phase}`,
      payload: () => ({ ...usageOf(data, phase === 'end'), ...born(data), ...extra }),
    },
    versioned: {
      publisher: `nova-compute:${compute.name}`,
      event: `instance.create.${phase}`,
      payload: () => payloadOf('InstanceCreatePayload', createPayload(build, fault)),
    },
  });
}

/** The moment is Python's own still, which no row gave it. */
const born = (data: JsonObject): JsonObject => ({
  launched_at: textOr(data, 'launched_at', '').replace('Z', '.000000'),
});

function createPayload({ instance: { data }, context }: Build, fault: CodedError | null): JsonObject {
  return {
    keypairs: [],
    tags: [],
    trusted_image_certificates: null,
    instance_name: `instance-${whole(data, 'id').toString(16).padStart(8, '0')}`,
    fault: fault && faultPayload(fault, '_build_and_run_instance'),
    ...instancePayload(data, context, true),
  };
}
