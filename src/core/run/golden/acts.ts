/** One experiment for each act, told from where the act begins: its transcript lies in `acts/<name>.txt`. */
import type { Command, Experiment } from '../../trace/trace.ts';

const SERVER = { server: 'vm-act' };
const BOOT: Command = { at_us: 1_000_000, name: 'boot', args: SERVER };

/** A server is booted, then `commands` come 4 s apart. */
const onServer = (...commands: readonly (readonly [name: string, args?: Command['args']])[]): Experiment => ({
  v: 1,
  from_us: 9_000_000,
  commands: [
    BOOT,
    ...commands.map(([name, args], i) => ({
      at_us: 10_000_000 + i * 4_000_000,
      name,
      args: { ...SERVER, ...args },
    })),
  ],
});

const onCpu1 = (at_us: number, name: string): Command => ({
  at_us,
  name,
  args: { service: 'nova-compute-cpu1' },
});

const coresOf = (at_us: number, cores: number): Command => ({
  at_us,
  name: 'set_quota',
  args: { project: 'demo', cores },
});

/** The compute of its host is killed while something is done to a server, and started again. */
const killedWhile = (
  [name, args]: readonly [name: string, args?: Command['args']],
  at_us: number,
): Experiment => ({
  v: 1,
  from_us: 9_000_000,
  commands: [
    { ...BOOT, args: { ...SERVER, host: 'cpu1' } },
    { at_us: 10_000_000, name, args: { ...SERVER, ...args } },
    onCpu1(at_us, 'kill'),
    onCpu1(20_000_000, 'start'),
  ],
  until_us: 26_000_000,
});

/** A server is booted where drivers fail. */
const withDrivers = (
  drivers: { readonly [host: string]: string },
  ...more: readonly Command[]
): Experiment => ({
  v: 1,
  deployment: { drivers },
  commands: [BOOT, ...more],
});
const RESCHEDULES = 'fake.FakeRescheduleDriver';

export const ACTS: { readonly [name: string]: Experiment } = {
  boot: { v: 1, commands: [BOOT] },
  boot_no_network: { v: 1, commands: [{ ...BOOT, args: { ...SERVER, network: 'none' } }] },
  multi_create: { v: 1, commands: [{ ...BOOT, args: { ...SERVER, count: 3 } }] },
  no_valid_host: { v: 1, commands: [{ ...BOOT, args: { ...SERVER, flavor: 'm1.xlarge' } }] },
  quota_exceeded: {
    v: 1,
    commands: [coresOf(500_000, 2), { ...BOOT, at_us: 2_000_000 }],
  },
  life_with_notifications: {
    ...onServer(['stop_server'], ['resize_server', { flavor: 'm1.small' }], ['delete_server']),
    deployment: { notifications: 'both' },
  },
  boot_with_notifications: { v: 1, deployment: { notifications: 'both' }, commands: [BOOT] },
  force_down_up: {
    v: 1,
    commands: [onCpu1(1_000_000, 'force_down'), { ...BOOT, at_us: 2_000_000 }, onCpu1(9_000_000, 'force_up')],
  },
  disable_enable_service: {
    v: 1,
    commands: [
      onCpu1(1_000_000, 'disable_service'),
      { ...BOOT, at_us: 2_000_000 },
      onCpu1(9_000_000, 'enable_service'),
    ],
  },
  first_start: {
    v: 1,
    commands: [
      { at_us: 500_000, name: 'add_service', args: { program: 'nova-compute', host: 'cpu3' } },
      { at_us: 6_000_000, name: 'discover_hosts' },
      { ...BOOT, at_us: 10_000_000 },
    ],
  },
  delete_service: {
    v: 1,
    deployment: { computes: 3 },
    commands: [
      onCpu1(1_000_000, 'delete_service'),
      { at_us: 2_000_000, name: 'delete_service', args: { service: 'nova-compute-cpu3' } },
      { ...BOOT, at_us: 3_000_000 },
    ],
  },
  boot_single: { v: 1, deployment: { cells: 'single' }, commands: [BOOT] },
  boot_cells: {
    v: 1,
    deployment: { cells: 2 },
    commands: [onCpu1(500_000, 'disable_service'), { ...BOOT, at_us: 2_000_000 }],
  },
  reschedule: withDrivers({ cpu1: RESCHEDULES }),
  max_retries: withDrivers({ cpu1: RESCHEDULES, cpu2: RESCHEDULES }),
  build_abort: withDrivers({ cpu1: 'fake.FakeBuildAbortDriver' }),
  build_abort_no_network: {
    v: 1,
    deployment: { drivers: { cpu1: 'fake.FakeBuildAbortDriver' } },
    commands: [{ ...BOOT, args: { ...SERVER, network: 'none' } }],
  },
  killed_in_build: {
    v: 1,
    commands: [BOOT, onCpu1(2_270_000, 'kill'), onCpu1(10_000_000, 'start')],
  },
  stop_start: onServer(['stop_server'], ['start_server']),
  reboot: onServer(['reboot_server'], ['reboot_server', { type: 'hard' }]),
  attach_detach_interface: onServer(['attach_interface', { network: 'private' }], ['detach_interface']),
  rebuild: onServer(['rebuild_server', { image: 'cirros' }]),
  rebuild_stopped: onServer(['stop_server'], ['rebuild_server', { image: 'cirros' }]),
  snapshot: onServer(['snapshot_server', { image: 'snap1' }]),
  delete: onServer(['delete_server']),
  delete_stopped: onServer(['stop_server'], ['delete_server']),
  delete_resized: onServer(['resize_server', { flavor: 'm1.small' }], ['delete_server']),
  delete_shelved: onServer(['shelve_server'], ['delete_server']),
  delete_reclaimed: {
    ...onServer(['delete_server']),
    deployment: { options: { 'DEFAULT.reclaim_instance_interval': 60 } },
    until_us: 150_000_000,
  },
  delete_compute_down: {
    v: 1,
    from_us: 9_000_000,
    commands: [
      BOOT,
      onCpu1(8_000_000, 'force_down'),
      { at_us: 8_000_000, name: 'force_down', args: { service: 'nova-compute-cpu2' } },
      { at_us: 10_000_000, name: 'delete_server', args: SERVER },
    ],
  },
  delete_without_host: {
    v: 1,
    from_us: 9_000_000,
    commands: [
      { ...BOOT, args: { ...SERVER, flavor: 'm1.xlarge' } },
      { at_us: 10_000_000, name: 'delete_server', args: SERVER },
    ],
  },
  pause_unpause: onServer(['pause_server'], ['unpause_server']),
  suspend_resume: onServer(['suspend_server'], ['resume_server']),
  rescue_unrescue: onServer(['rescue_server'], ['unrescue_server']),
  resize_confirm: onServer(['resize_server', { flavor: 'm1.small' }], ['confirm_resize']),
  resize_revert: onServer(['resize_server', { flavor: 'm1.small' }], ['revert_resize']),
  finish_resize_fails: {
    ...onServer(['resize_server', { flavor: 'm1.small' }]),
    deployment: {
      drivers: { cpu1: 'fake.FakeFinishMigrationFailDriver', cpu2: 'fake.FakeFinishMigrationFailDriver' },
    },
  },
  resize_confirmed_by_host: {
    ...onServer(['resize_server', { flavor: 'm1.small' }]),
    deployment: { options: { 'DEFAULT.resize_confirm_window': 30 } },
    until_us: 130_000_000,
  },
  resize_on_its_host: {
    ...onServer(['resize_server', { flavor: 'm1.small' }], ['confirm_resize']),
    deployment: { computes: 1, options: { 'DEFAULT.allow_resize_to_same_host': true } },
  },
  migrate_confirm: onServer(['migrate_server'], ['confirm_resize']),
  migrate_revert: onServer(['migrate_server'], ['revert_resize']),
  change_password: onServer(['change_password']),
  console: onServer(['console_log', { length: 2 }], ['get_vnc_console'], ['diagnostics']),
  vnc_console: {
    ...onServer(['get_vnc_console'], ['delete_server']),
    deployment: { options: { 'vnc.enabled': true } },
  },
  metadata: onServer(['set_metadata', { key: 'role', value: 'web' }]),
  lock_unlock: onServer(['lock_server'], ['stop_server'], ['unlock_server'], ['stop_server']),
  shelve_unshelve: onServer(['shelve_server'], ['unshelve_server']),
  shelved_on_host: {
    ...onServer(['shelve_server'], ['unshelve_server']),
    deployment: { options: { 'DEFAULT.shelved_offload_time': -1 } },
  },
  unshelve_fails: {
    ...onServer(['shelve_server'], ['unshelve_server']),
    deployment: {
      drivers: {
        cpu1: 'fake.FakeUnshelveSpawnFailDriver',
        cpu2: 'fake.FakeUnshelveSpawnFailDriver',
      },
    },
  },
  killed_in_live_migration: {
    ...killedWhile(['live_migrate_server'], 13_000_000),
    deployment: { drivers: { cpu1: 'fake.FakeLiveMigrateDriver' } },
  },
  killed_in_resize: killedWhile(['resize_server', { flavor: 'm1.small' }], 11_220_000),
  killed_in_delete: killedWhile(['delete_server'], 10_200_000),
  killed_in_hard_reboot: killedWhile(['reboot_server', { type: 'hard' }], 10_370_000),
  live_migrate: onServer(['live_migrate_server']),
  queued_migration_cancelled: {
    v: 1,
    from_us: 9_000_000,
    deployment: { drivers: { cpu1: 'fake.FakeLiveMigrateDriver' } },
    commands: [
      { ...BOOT, args: { ...SERVER, host: 'cpu1' } },
      { at_us: 4_000_000, name: 'boot', args: { server: 'vm-next', host: 'cpu1' } },
      { at_us: 10_000_000, name: 'live_migrate_server', args: SERVER },
      { at_us: 10_200_000, name: 'live_migrate_server', args: { server: 'vm-next' } },
      onCpu1(13_000_000, 'stop'),
    ],
    until_us: 16_000_000,
  },
  evacuate: {
    v: 1,
    from_us: 19_000_000,
    commands: [
      { ...BOOT, args: { ...SERVER, host: 'cpu1' } },
      onCpu1(8_000_000, 'stop'),
      onCpu1(10_000_000, 'force_down'),
      { at_us: 20_000_000, name: 'evacuate_server', args: SERVER },
      onCpu1(26_000_000, 'start'),
      onCpu1(40_000_000, 'force_up'),
    ],
    until_us: 45_000_000,
  },
};

/** Recorded scenarios (`recorded/<name>`) that a run of their own `experiment.json` is alike with, on their own rows. */
export const ALIKE: readonly string[] = [
  'attach_detach_interface',
  'boot',
  'boot_no_network',
  'boot_with_notifications',
  'cell_conductor_down_timeout',
  'compute_killed_in_build',
  'conductor_killed_in_call',
  'delete',
  'disabled_host',
  'evacuate',
  'idle',
  'live_migration',
  'multi_create',
  'neutron_down_in_build',
  'no_valid_host',
  'placement_down',
  'rebuild',
  'resize',
  'scheduler_down_20s',
  'scheduler_down_timeout',
  'shelve_unshelve',
  'snapshot',
  'stop_start_reboot',
];

/** Those that one is alike with on a day as slow as theirs, and not on the usual one: other events of neutron meet in a batch. */
export const ON_THEIR_DAY: readonly string[] = ['delete_while_building', 'reschedule'];

/** One is alike once what the client of the recording asked besides its experiment is asked too. */
export const ASKED_BESIDES: readonly string[] = ['quota_exceeded'];

/** Recordings whose experiment is told with other times here, and why: what followed is alike all the same. */
export const MOVED: {
  readonly [recording: string]: { readonly why: string; readonly experiment: Experiment };
} = {
  compute_down: {
    why: 'that day an audit of cpu2 fell into the first build, and the second boot came 4.6 s after the first, not 6 s, so that both events of its port waited for two seconds to end and left in one batch',
    experiment: {
      v: 1,
      from_us: 72_000_000,
      commands: [
        onCpu1(1_000_000, 'stop'),
        { at_us: 88_500_000, name: 'boot', args: { server: 'vm-down1' } },
        { at_us: 92_000_000, name: 'boot', args: { server: 'vm-down2' } },
      ],
    },
  },
};
