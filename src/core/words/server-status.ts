/** What a server's `status` is by its states (`nova/api/openstack/common.py:_STATE_MAP`). */

const REBUILD = {
  rebuilding: 'REBUILD',
  rebuild_block_device_mapping: 'REBUILD',
  rebuild_spawning: 'REBUILD',
} as const;
const RESIZE = {
  resize_prep: 'RESIZE',
  resize_migrating: 'RESIZE',
  resize_migrated: 'RESIZE',
  resize_finish: 'RESIZE',
} as const;

/** By vm_state: the usual one, and those of some task_states. */
const STATUS: {
  readonly [vmState: string]: { readonly usual: string; readonly [taskState: string]: string };
} = {
  active: {
    usual: 'ACTIVE',
    rebooting: 'REBOOT',
    reboot_pending: 'REBOOT',
    reboot_started: 'REBOOT',
    rebooting_hard: 'HARD_REBOOT',
    reboot_pending_hard: 'HARD_REBOOT',
    reboot_started_hard: 'HARD_REBOOT',
    updating_password: 'PASSWORD',
    migrating: 'MIGRATING',
    ...REBUILD,
    ...RESIZE,
  },
  building: { usual: 'BUILD' },
  stopped: { usual: 'SHUTOFF', ...RESIZE, ...REBUILD },
  resized: { usual: 'VERIFY_RESIZE', resize_reverting: 'REVERT_RESIZE' },
  paused: { usual: 'PAUSED', migrating: 'MIGRATING' },
  suspended: { usual: 'SUSPENDED' },
  rescued: { usual: 'RESCUE' },
  error: { usual: 'ERROR', ...REBUILD },
  deleted: { usual: 'DELETED' },
  'soft-delete': { usual: 'SOFT_DELETED' },
  shelved: { usual: 'SHELVED' },
  shelved_offloaded: { usual: 'SHELVED_OFFLOADED' },
};

export function serverStatus(vmState: string | null, taskState: string | null): string {
  const states = STATUS[vmState ?? ''];
  return states?.[taskState ?? 'usual'] ?? states?.usual ?? 'UNKNOWN';
}

const PROGRESS: readonly string[] = ['ACTIVE', 'BUILD', 'REBUILD', 'RESIZE', 'VERIFY_RESIZE', 'MIGRATING'];

/** Whether the API shows how far a server of this status is. */
export const showsProgress = (status: string): boolean => PROGRESS.includes(status);
