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
}

const ACTS = {
  delete: { disks: true },
  interface_attach: { plain: null },
  interface_detach: { plain: null },
  live_migration_post: { plain: 'live_migration._post' },
  live_migration_post_dest: { plain: 'live_migration.post.dest' },
  live_migration_pre: { plain: 'live_migration.pre', disks: true },
  live_migration_rollback: { plain: 'live_migration._rollback', disks: true },
  pause: {},
  power_off: {},
  power_on: {},
  reboot: { disks: true },
  rebuild: { payload: 'InstanceActionRebuildPayload', disks: true },
  rescue: { payload: 'InstanceActionRescuePayload' },
  resize: { disks: true },
  resize_confirm: { plain: 'resize.confirm' },
  resize_finish: { plain: 'finish_resize', disks: true },
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
  unrescue: {},
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
  const { compute, context, instance } = work;
  if (compute.host.conf.notifications === undefined) return;
  const { plain = act, payload = 'InstanceActionPayload', disks }: ToldAct = ACTS[act];
  yield* loadTold(work);
  const { error, usage = {}, form } = more;
  const fault = error ? { code: 500, message: error.message, exception: error.code } : {};
  const told = {
    publisher: `compute.${compute.name}`,
    event: `compute.instance.${plain}.${phase}`,
    payload: () => ({ ...usageOf(instance.data, false), ...usage, ...fault }),
  };
  const versioned = {
    publisher: `nova-compute:${compute.name}`,
    event: `instance.${act}.${phase}`,
    payload: () =>
      payloadOf(payload, {
        fault: error ? faultPayload(error, act) : null,
        ...instancePayload(instance.data, context, disks === true),
        ...more.payload,
      }),
  };
  yield* tell(compute.cell, {
    context,
    failed: error !== undefined,
    ...(plain === null || form === 'versioned' ? {} : { unversioned: told }),
    ...(form === 'plain' ? {} : { versioned }),
  });
}

/**
 * `notify_usage_exists`: what there is before it becomes something else, since the first of the month
 * (`instance_usage_audit_period`).
 */
export function* tellExists(work: InstanceWork): Task {
  const { compute, context, instance } = work;
  if (compute.host.conf.notifications === undefined) return;
  yield* loadTold(work);
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
      payload: () => ({ ...usageOf(instance.data, false), ...period }),
    },
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

/** A payload looks at these; what did not come with the instance is asked for (`obj_load_attr`). */
const LOOKED_AT = ['flavor', 'system_metadata', 'metadata', 'info_cache'] as const;

function* loadTold({ compute, context, instance, uuid }: InstanceWork): Task {
  for (const attr of LOOKED_AT) {
    if (attr in instance.data) continue;
    yield* pause(compute.host, TIMING.compute.start_instance.info_cache);
    const wanted = { uuid, expected_attrs: [attr] };
    const found = dataOf(yield* classAction(compute, context, 'Instance.get_by_uuid', [], wanted));
    instance.data[attr] = found[attr] ?? null;
    if (attr === 'flavor')
      setFields(instance, { old_flavor: found.old_flavor ?? null, new_flavor: found.new_flavor ?? null });
  }
}
