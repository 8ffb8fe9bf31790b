/** What a build saves of its instance, each time after the time that Nova takes to come to it. */
import type { Json, JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { objectAt } from '../../fields.ts';
import { setFields } from '../../objects/ovo.ts';
import { pause } from '../../timing/timing.ts';
import { objectAction } from '../conductor-api.ts';
import type { Build } from '../state.ts';

const ALLOCATED = 'network_allocated';

/** `expected` = task_state that the row must have */
export function* save(build: Build, afterMs: number, values: JsonObject, expected?: Json): Task {
  const { compute, context, instance } = build;
  yield* pause(compute.host, afterMs);
  if (build.networkAllocated) noteNetwork(build, 'True');
  setFields(instance, values);
  const kwargs = expected === undefined ? {} : { expected_task_state: expected };
  yield* objectAction(compute, context, instance, 'save', kwargs);
}

/** `instance.system_metadata['network_allocated']`, for a build on another host; null = taken out again. */
export function noteNetwork({ instance }: Build, value: 'True' | 'False' | null): void {
  const { [ALLOCATED]: now, ...rest } = objectAt(instance.data, 'system_metadata');
  if ((now ?? null) === value) return;
  setFields(instance, { system_metadata: value === null ? rest : { ...rest, [ALLOCATED]: value } });
}
