/**
 * Moves in the resource tracker (`nova/compute/resource_tracker.py`): from its claim until it is confirmed or reverted a move
 * counts on both of its hosts, with the flavor that the instance has or will have there.
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { text, textOr, whole } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf, type LiveObject, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import { NOTHING, usageOf } from '../host/resource-tracker.ts';
import type { Compute, HostUsage } from '../state.ts';

const LOG = loggerOf('nova.compute.resource_tracker');

/** An audit counts anew. */
export function forgetMoves({ moves }: Compute): void {
  moves.tracked.clear();
  moves.gone.clear();
  moves.usage = NOTHING;
}

const isCounted = ({ tracked, moves }: Compute, uuid: string): boolean =>
  tracked.has(uuid) && !moves.gone.has(uuid);

function add({ moves }: Compute, usage: HostUsage, sign: 1 | -1): void {
  const { vcpus, memory_mb, disk_gb } = moves.usage;
  moves.usage = {
    vcpus: vcpus + sign * usage.vcpus,
    memory_mb: memory_mb + sign * usage.memory_mb,
    disk_gb: disk_gb + sign * usage.disk_gb,
  };
}

/** `task_states.resizing_states`, `rebuild_states` */
const RESIZING = ['resize_prep', 'resize_migrating', 'resize_migrated', 'resize_finish'];
const REBUILDING = ['rebuilding', 'rebuild_block_device_mapping', 'rebuild_spawning'];

/** Tasks of an instance that is on its way, by the states that it has then. */
const MOVING: { readonly [vmState: string]: readonly string[] } = {
  active: [...RESIZING, ...REBUILDING, 'migrating'],
  stopped: [...RESIZING, ...REBUILDING],
  paused: ['migrating'],
};

/** `_instance_in_resize_state`, `_instance_is_live_migrating` */
function isMoving(instance: JsonObject): boolean {
  const state = text(instance, 'vm_state');
  return state === 'resized' || (MOVING[state] ?? []).includes(textOr(instance, 'task_state', ''));
}

/**
 * `_update_usage_from_migrations`: of several moves of an instance the last one counts; one that is not the move that the
 * instance knows of has been left behind, and is set to `error`.
 */
export function* countMoves(
  compute: Compute,
  context: JsonObject,
  migrations: readonly JsonObject[],
  here: readonly JsonObject[],
): Task {
  const latest = new Map<string, { readonly migration: JsonObject; readonly instance: JsonObject }>();
  const since = (migration: JsonObject): string =>
    textOr(migration, 'updated_at', null) ?? textOr(migration, 'created_at', '');
  for (const migration of migrations) {
    const uuid = text(migration, 'instance_uuid');
    const known = latest.get(uuid);
    const instance =
      known?.instance ?? here.find((one) => one.uuid === uuid) ?? (yield* askFor(compute, context, uuid));
    if (!instance || !isMoving(instance)) continue;
    if (!known || since(migration) > since(known.migration)) latest.set(uuid, { migration, instance });
  }
  for (const { migration, instance } of latest.values()) {
    const known = idOfMove(instance);
    if (known !== null && known !== migration.id) yield* leftBehind(compute, context, migration, known);
    else yield* countMove(compute, context, instance, migration);
  }
}

/** Of the move that the instance says it is in. */
const idOfMove = ({ migration_context: known }: JsonObject): Json =>
  isObject(known) ? (dataOf(known as Json).migration_id ?? null) : null;

function* leftBehind(compute: Compute, context: JsonObject, data: JsonObject, known: Json): Task {
  const why = `Current instance migration ${known} doesn't match migration ${data.id}, marking migration as error. This can occur if a previous migration for this instance did not complete.`;
  yield* LOG.info({ context }, why);
  const migration: LiveObject = { name: 'Migration', data: { ...data }, changes: new Set() };
  setFields(migration, { status: 'error' });
  yield* pause(compute.host, TIMING.compute.move.save_migration);
  yield* objectAction(compute, { ...elevated(context), read_deleted: 'yes' }, migration, 'save');
}

function* askFor(compute: Compute, context: JsonObject, uuid: string): Task<JsonObject | null> {
  try {
    const asking = { ...context, read_deleted: 'yes' };
    const wanted = { expected_attrs: ['migration_context', 'flavor'] };
    return dataOf(yield* classAction(compute, asking, 'Instance.get_by_uuid', [uuid], wanted));
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    return null;
  }
}

/** `_update_usage_from_migration`: an end where the instance itself is counted needs no more. */
export function* countMove(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  migration: JsonObject,
): Task {
  const { name, moves } = compute;
  const uuid = text(migration, 'instance_uuid');
  yield* LOG.info({ context, uuid }, `Updating resource usage from migration ${text(migration, 'uuid')}`);
  const incoming = migration.dest_compute === name;
  const outbound = migration.source_compute === name;
  const flavor = flavorThere(compute, instance, migration, { incoming, outbound });
  if (!flavor) return;
  add(compute, usageOf(flavor), 1);
  moves.tracked.add(uuid);
}

function flavorThere(
  compute: Compute,
  instance: JsonObject,
  migration: JsonObject,
  { incoming, outbound }: { readonly incoming: boolean; readonly outbound: boolean },
): JsonObject | null {
  if (incoming && outbound) {
    const isOld = whole(instance, 'instance_type_id') === migration.old_instance_type_id;
    return flavorIn(instance, isOld ? 'new_flavor' : 'old_flavor');
  }
  if (isCounted(compute, text(migration, 'instance_uuid'))) return null;
  if (incoming) return flavorIn(instance, 'new_flavor');
  return outbound ? flavorIn(instance, 'old_flavor') : null;
}

/** Where the instance does not have the one that is asked for, the move changes none. */
function flavorIn(instance: JsonObject, which: 'old_flavor' | 'new_flavor'): JsonObject | null {
  const flavor = isObject(instance[which]) ? instance[which] : instance.flavor;
  return isObject(flavor) ? dataOf(flavor as Json) : null;
}

/** `_drop_move_claim`: what the end of a move frees here. */
export function dropMove(compute: Compute, uuid: string, flavor: Json | undefined): void {
  const { moves } = compute;
  if (!moves.tracked.delete(uuid) && isCounted(compute, uuid)) moves.gone.add(uuid);
  if (isObject(flavor)) add(compute, usageOf(dataOf(flavor as Json)), -1);
}
