/** Named experiments: data. What happens in them must emerge; a scenario never lists a message. */

import { defined } from '../base/assert.ts';
import { canonicalJson } from '../base/json.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import { CELL_SCENARIOS, HOST_SCENARIOS } from './cell-scenarios.ts';
import { GALLERY } from './gallery.ts';
import { INCIDENTS } from './incidents.ts';
import { LESSONS } from './lessons.ts';
import type { Scenario } from './scenario.ts';

/** A server is there; what is done to it begins at 10 s. */
const onServer = (id: string, server: string, ...done: readonly Omit<Command, 'at_us'>[]): Scenario => ({
  id,
  group: 'life',
  experiment: {
    v: 1,
    from_us: 9_000_000,
    commands: [
      { at_us: 1_000_000, name: 'boot', args: { server } },
      ...done.map(({ name, args }, i) => ({
        at_us: 10_000_000 + i * 4_000_000,
        name,
        args: { server, ...args },
      })),
    ],
  },
});

const STORIES: readonly Scenario[] = [
  { id: 'boot', group: 'life', experiment: { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] } },
  {
    // times from the POST on as recorded: -2.0 s, 0, +18.6 s
    id: 'scheduler_down_20s',
    group: 'broken',
    experiment: {
      v: 1,
      deployment: { before: 'scheduler_down_20s' },
      commands: [
        { at_us: 1_000_000, name: 'stop', args: { service: 'nova-scheduler' } },
        { at_us: 3_002_000, name: 'boot', args: { server: 'vm-wait' } },
        { at_us: 21_625_000, name: 'start', args: { service: 'nova-scheduler' } },
      ],
    },
  },
  {
    // -2.0 s, 0, +34.6 s; the super conductor gives up after 20 s
    id: 'scheduler_down_timeout',
    group: 'broken',
    experiment: {
      v: 1,
      deployment: {
        before: 'scheduler_down_timeout',
        service_options: { 'nova-conductor-super': { 'DEFAULT.rpc_response_timeout': 20 } },
      },
      commands: [
        { at_us: 1_000_000, name: 'stop', args: { service: 'nova-scheduler' } },
        { at_us: 3_003_000, name: 'boot', args: { server: 'vm-timeout' } },
        { at_us: 37_586_000, name: 'start', args: { service: 'nova-scheduler' } },
      ],
      // until cpu2's next resource audit has met the allocation that was left behind (recorded: 2.4 s after the reply)
      until_us: 80_000_000,
    },
  },
  onServer('delete', 'vm-delete', { name: 'delete_server' }),
  onServer(
    'stop_start_reboot',
    'vm-cycle',
    { name: 'stop_server' },
    { name: 'start_server' },
    { name: 'reboot_server', args: { type: 'hard' } },
  ),
  onServer(
    'attach_detach_interface',
    'vm-nic',
    { name: 'attach_interface', args: { network: 'private' } },
    { name: 'detach_interface' },
  ),
  onServer('rebuild', 'vm-rebuild', { name: 'rebuild_server', args: { image: 'cirros' } }),
  onServer('snapshot', 'vm-snap', { name: 'snapshot_server', args: { image: 'snap1' } }),
  {
    id: 'shelve_unshelve',
    group: 'moving',
    experiment: {
      v: 1,
      from_us: 9_000_000,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-shelve' } },
        { at_us: 10_000_000, name: 'shelve_server', args: { server: 'vm-shelve' } },
        { at_us: 18_000_000, name: 'unshelve_server', args: { server: 'vm-shelve' } },
      ],
    },
  },
  {
    id: 'multi_create',
    group: 'life',
    experiment: {
      v: 1,
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-multi', count: 3 } }],
    },
  },
  ...CELL_SCENARIOS,
  {
    id: 'no_valid_host',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-huge', flavor: 'm1.xlarge' } }],
    },
  },
  {
    // two servers are there: no core is left
    id: 'quota_exceeded',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'set_quota', args: { project: 'demo', cores: 2 } },
        { at_us: 2_000_000, name: 'boot', args: { server: 'vm-quota' } },
      ],
    },
  },
  {
    id: 'placement_down',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [
        { at_us: 1_002_000, name: 'stop', args: { service: 'placement-api' } },
        { at_us: 1_028_000, name: 'boot', args: { server: 'vm-noplacement' } },
      ],
      until_us: 12_000_000,
    },
  },
  {
    id: 'disabled_host',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [
        {
          at_us: 1_000_000,
          name: 'disable_service',
          args: { service: 'nova-compute-cpu1', reason: 'maintenance' },
        },
        { at_us: 3_135_000, name: 'boot', args: { server: 'vm-dis1' } },
        { at_us: 9_454_000, name: 'boot', args: { server: 'vm-dis2' } },
        { at_us: 14_230_000, name: 'enable_service', args: { service: 'nova-compute-cpu1' } },
      ],
      until_us: 21_000_000,
    },
  },
  {
    // stopped for more than service_down_time, 60 s
    id: 'compute_down',
    group: 'broken',
    experiment: {
      v: 1,
      from_us: 72_000_000,
      commands: [
        { at_us: 1_000_000, name: 'stop', args: { service: 'nova-compute-cpu1' } },
        { at_us: 73_000_000, name: 'boot', args: { server: 'vm-down1' } },
        { at_us: 79_000_000, name: 'boot', args: { server: 'vm-down2' } },
      ],
    },
  },
  ...HOST_SCENARIOS,
  {
    id: 'resize',
    group: 'moving',
    experiment: {
      v: 1,
      from_us: 9_000_000,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-resize' } },
        { at_us: 10_000_000, name: 'resize_server', args: { server: 'vm-resize', flavor: 'm1.small' } },
        { at_us: 20_000_000, name: 'confirm_resize', args: { server: 'vm-resize' } },
      ],
    },
  },
  {
    id: 'cold_migration',
    group: 'moving',
    experiment: {
      v: 1,
      from_us: 9_000_000,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-cold' } },
        { at_us: 10_000_000, name: 'migrate_server', args: { server: 'vm-cold' } },
        { at_us: 20_000_000, name: 'revert_resize', args: { server: 'vm-cold' } },
      ],
    },
  },
  {
    id: 'live_migration',
    group: 'moving',
    experiment: {
      v: 1,
      from_us: 9_000_000,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-live' } },
        { at_us: 10_000_000, name: 'live_migrate_server', args: { server: 'vm-live' } },
      ],
    },
  },
  {
    // the lost host comes back 6 s after the evacuation has begun, and cleans up
    id: 'evacuate',
    group: 'moving',
    experiment: {
      v: 1,
      from_us: 7_000_000,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-evac', host: 'cpu1' } },
        { at_us: 8_000_000, name: 'stop', args: { service: 'nova-compute-cpu1' } },
        { at_us: 10_000_000, name: 'force_down', args: { service: 'nova-compute-cpu1' } },
        { at_us: 20_000_000, name: 'evacuate_server', args: { server: 'vm-evac' } },
        { at_us: 26_000_000, name: 'start', args: { service: 'nova-compute-cpu1' } },
        { at_us: 40_000_000, name: 'force_up', args: { service: 'nova-compute-cpu1' } },
      ],
      until_us: 45_000_000,
    },
  },
  {
    id: 'reschedule',
    group: 'broken',
    experiment: {
      v: 1,
      deployment: { drivers: { cpu1: 'fake.FakeRescheduleDriver' } },
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-resched' } }],
    },
  },
  {
    id: 'max_retries',
    group: 'broken',
    experiment: {
      v: 1,
      deployment: { drivers: { cpu1: 'fake.FakeRescheduleDriver', cpu2: 'fake.FakeRescheduleDriver' } },
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-nowhere' } }],
    },
  },
  {
    id: 'build_abort',
    group: 'broken',
    experiment: {
      v: 1,
      deployment: { drivers: { cpu1: 'fake.FakeBuildAbortDriver' } },
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-abort' } }],
    },
  },
  {
    id: 'neutron_down_in_build',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-noneutron' } },
        { at_us: 2_050_000, name: 'stop', args: { service: 'neutron-server' } },
      ],
    },
  },
  {
    id: 'killed_in_build',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: { server: 'vm-killed' } },
        { at_us: 2_270_000, name: 'kill', args: { service: 'nova-compute-cpu1' } },
        { at_us: 10_000_000, name: 'start', args: { service: 'nova-compute-cpu1' } },
      ],
    },
  },
  ...GALLERY,
];

const experimentOf = (id: string): Experiment =>
  defined(STORIES.find((one) => one.id === id)?.experiment, id);

/** A lesson is opened by the scenario of its id. */
export const SCENARIOS: readonly Scenario[] = [
  ...STORIES,
  ...LESSONS.map(({ id, opens }): Scenario => {
    const experiment = typeof opens === 'string' ? experimentOf(opens) : opens;
    return { id, group: 'lessons', experiment };
  }),
  ...Object.entries(INCIDENTS).map(([id, experiment]): Scenario => ({ id, group: 'incidents', experiment })),
];

export const scenarioById = (id: string): Scenario | null => SCENARIOS.find((one) => one.id === id) ?? null;

/** Whether a scenario says all of an experiment, or one of `more` (a lesson's): it is one press away. */
export function isNamed(experiment: Experiment, more: readonly Experiment[] = []): boolean {
  const text = canonicalJson(experiment);
  const named = [...SCENARIOS.map((one) => one.experiment), ...more];
  return named.some((one) => canonicalJson(one) === text);
}
