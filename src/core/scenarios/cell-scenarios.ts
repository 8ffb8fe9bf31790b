/** Named experiments about cells, and about the hosts in them. */
import { commandLeaving } from '../words/commands.ts';
import type { Scenario } from './scenario.ts';

/** The command by which a compute comes to the running cloud. */
const ADD = commandLeaving('service there');

export const CELL_SCENARIOS: readonly Scenario[] = [
  {
    id: 'single_conductor',
    group: 'life',
    experiment: {
      v: 1,
      deployment: { cells: 'single' },
      commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm-single' } }],
    },
  },
  {
    // cell1 has no host for it
    id: 'two_cells',
    group: 'life',
    experiment: {
      v: 1,
      deployment: { cells: 2 },
      commands: [
        { at_us: 1_000_000, name: 'disable_service', args: { service: 'nova-compute-cpu1' } },
        { at_us: 2_000_000, name: 'boot', args: { server: 'vm-cell2' } },
        { at_us: 9_000_000, name: 'list_servers' },
      ],
    },
  },
];

export const HOST_SCENARIOS: readonly Scenario[] = [
  {
    // a server that comes to an unmapped host is buried; then it is mapped
    id: 'new_compute',
    group: 'broken',
    experiment: {
      v: 1,
      commands: [
        { at_us: 500_000, name: ADD, args: { program: 'nova-compute', host: 'cpu3' } },
        { at_us: 6_000_000, name: 'boot', args: { server: 'vm-early' } },
        { at_us: 10_000_000, name: 'discover_hosts' },
        { at_us: 14_000_000, name: 'boot', args: { server: 'vm-mapped' } },
      ],
    },
  },
  {
    id: 'delete_service',
    group: 'broken',
    experiment: {
      v: 1,
      deployment: { computes: 3 },
      commands: [
        { at_us: 1_000_000, name: 'delete_service', args: { service: 'nova-compute-cpu1' } },
        { at_us: 2_000_000, name: 'stop', args: { service: 'nova-compute-cpu3' } },
        { at_us: 3_000_000, name: 'delete_service', args: { service: 'nova-compute-cpu3' } },
        { at_us: 4_000_000, name: 'boot', args: { server: 'vm-left' } },
      ],
    },
  },
];
