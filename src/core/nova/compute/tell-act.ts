/**
 * What a compute tells of its work on an instance: `compute.instance.<event>` as a plain table, `instance.<act>.<phase>` as a
 * versioned object (`nova/compute/manager.py:_notify_about_instance_usage`, `nova/compute/utils.py:notify_about_instance_action`).
 */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { type PayloadName, payloadOf, tell } from '../notifications.ts';
import { faultPayload, instancePayload, usageOf } from '../notify-instance.ts';
import { dataOf, setFields } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { classAction } from './conductor-api.ts';
import type { InstanceWork } from './instance-work.ts';

interface ToldAct {
  /** the plain event, where it is not called as the act; null: there is none */
  readonly plain?: string | null;
  /** the payload's object; default `InstanceActionPayload` */
  readonly payload?: PayloadName;
  /** the disks were read for it, and are told */
  readonly disks?: true;
  /** phases whose plain table has the addresses: the network was read for it */
  readonly addresses?: readonly ('start' | 'end')[];
}

const BOTH = ['start', 'end'] as const;

const ACTS = {
  delete: { disks: true },
  interface_attach: { plain: null },
  interface_detach: { plain: null },
  live_migration_post: { plain: 'live_migration._post', addresses: BOTH },
  live_migration_post_dest: { plain: 'live_migration.post.dest', addresses: BOTH },
  live_migration_pre: { plain: 'live_migration.pre', disks: true, addresses: BOTH },
  live_migration_rollback: { plain: 'live_migration._rollback', disks: true },
  pause: {},
  power_off: {},
  power_on: {},
  reboot: { disks: true },
  rebuild: { payload: 'InstanceActionRebuildPayload', disks: true, addresses: ['end'] },
  rescue: { payload: 'InstanceActionRescuePayload', addresses: BOTH },
  resize: { disks: true, addresses: BOTH },
  resize_confirm: { plain: 'resize.confirm', addresses: ['end'] },
  resize_finish: { plain: 'finish_resize', disks: true, addresses: BOTH },
  resize_prep: { plain: 'resize.prep', payload: 'InstanceActionResizePrepPayload' },
  resize_revert: { plain: 'resize.revert', disks: true },
  resume: { disks: true },
  shelve: { disks: true },
  shelve_offload: { disks: true },
  shutdown: { disks: true },
  snapshot: { payload: 'InstanceActionSnapshotPayload' },
  soft_delete: {},
  suspend: {},
  unpause: {},
  unrescue: { addresses: BOTH },
  unshelve: { disks: true },
} as const satisfies { readonly [act: string]: ToldAct };

interface More {
  /** this form alone, where something lies between the two; default: both */
  readonly form?: 'plain' | 'versioned';
  /** of phase `error` */
  readonly error?: CodedError;
  /** fields of its payload beside those of every act */
  readonly payload?: JsonObject;
  /** columns of the plain table beside those of every act */
  readonly usage?: JsonObject;
}

export function* tellAct(
  work: InstanceWork,
  act: keyof typeof ACTS,
  phase: 'start' | 'end' | 'error',
  more: More = {},
): Task {
  const { plain = act }: ToldAct = ACTS[act];
  if (plain !== null && more.form !== 'versioned') yield* tellPlainly(work, act, phase, more);
  if (more.form !== 'plain') yield* tellVersioned(work, act, phase, more);
}

/** `notify_about_instance_usage`: the table is put together whether somebody listens or not. */
function* tellPlainly(
  work: InstanceWork,
  act: keyof typeof ACTS,
  phase: 'start' | 'end' | 'error',
  { error, usage = {} }: More,
): Task {
  const { compute, context, instance } = work;
  const { plain = act, addresses = [] }: ToldAct = ACTS[act];
  yield* load(work, LOOKED_AT);
  const fault = error ? { code: 500, message: error.message, exception: error.code } : {};
  const hasAddresses = phase !== 'error' && addresses.includes(phase);
  yield* tell(compute.cell, {
    context,
    failed: error !== undefined,
    unversioned: {
      publisher: `compute.${compute.name}`,
      event: `compute.instance.${plain}.${phase}`,
      payload: () => ({ ...usageOf(instance.data, hasAddresses), ...usage, ...fault }),
    },
  });
}

/** `notify_about_instance_action` and its like: nothing is done where nobody listens (`if_notifications_enabled`). */
function* tellVersioned(
  work: InstanceWork,
  act: keyof typeof ACTS,
  phase: 'start' | 'end' | 'error',
  { error, payload: fields = {} }: More,
): Task {
  const { compute, context, instance } = work;
  const { notifications: format } = compute.host.conf;
  if (format !== 'both' && format !== 'versioned') return;
  const { payload = 'InstanceActionPayload', disks }: ToldAct = ACTS[act];
  yield* load(work, ['info_cache', ...LOOKED_AT]);
  yield* tell(compute.cell, {
    context,
    failed: error !== undefined,
    versioned: {
      publisher: `nova-compute:${compute.name}`,
      event: `instance.${act}.${phase}`,
      payload: () =>
        payloadOf(payload, {
          fault: error ? faultPayload(error, act) : null,
          ...instancePayload(instance.data, context, disks === true),
          ...fields,
        }),
    },
  });
}

/**
 * `notify_usage_exists`: what there is before it becomes something else, since the first of the month
 * (`instance_usage_audit_period`).
 */
export function* tellExists(work: InstanceWork, usage: JsonObject = {}): Task {
  const { compute, context, instance } = work;
  yield* load(work, LOOKED_AT);
  const { iso, isoMicros } = compute.host.wall();
  const month = iso.slice(0, 7);
  const period = {
    audit_period_beginning: `${month}-01 00:00:00`,
    audit_period_ending: isoMicros.replace('T', ' ').replace('Z', ''),
  };
  yield* tell(compute.cell, {
    context,
    unversioned: {
      publisher: `compute.${compute.name}`,
      event: 'compute.instance.exists',
      payload: () => ({ ...usageOf(instance.data, false), ...period, ...usage }),
    },
  });
  yield* load(work, ['info_cache']);
  yield* tell(compute.cell, {
    context,
    versioned: {
      publisher: `nova-compute:${compute.name}`,
      event: 'instance.exists',
      payload: () =>
        payloadOf('InstanceExistsPayload', {
          ...instancePayload(instance.data, context, false),
          audit_period: payloadOf('AuditPeriodPayload', {
            audit_period_beginning: `${month}-01T00:00:00Z`,
            audit_period_ending: iso,
          }),
        }),
    },
  });
}

/** What the plain table looks at, in its order. */
const LOOKED_AT = ['flavor', 'system_metadata', 'metadata'] as const;

/** What did not come with the instance is asked for at the first look (`obj_load_attr`). */
function* load(
  { compute, context, instance, uuid }: InstanceWork,
  attrs: readonly ('info_cache' | (typeof LOOKED_AT)[number])[],
): Task {
  for (const attr of attrs) {
    if (attr in instance.data) continue;
    yield* pause(compute.host, TIMING.compute.start_instance.info_cache);
    const wanted = { uuid, expected_attrs: [attr] };
    const found = dataOf(yield* classAction(compute, context, 'Instance.get_by_uuid', [], wanted));
    instance.data[attr] = found[attr] ?? null;
    if (attr === 'flavor')
      setFields(instance, { old_flavor: found.old_flavor ?? null, new_flavor: found.new_flavor ?? null });
  }
}
