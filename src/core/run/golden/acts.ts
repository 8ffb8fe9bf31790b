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

export const ACTS: { readonly [name: string]: Experiment } = {
  boot: { v: 1, commands: [BOOT] },
  boot_no_network: { v: 1, commands: [{ ...BOOT, args: { ...SERVER, network: 'none' } }] },
  multi_create: { v: 1, commands: [{ ...BOOT, args: { ...SERVER, count: 3 } }] },
  no_valid_host: { v: 1, commands: [{ ...BOOT, args: { ...SERVER, flavor: 'm1.xlarge' } }] },
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
  stop_start: onServer(['stop_server'], ['start_server']),
  pause_unpause: onServer(['pause_server'], ['unpause_server']),
  suspend_resume: onServer(['suspend_server'], ['resume_server']),
  rescue_unrescue: onServer(['rescue_server'], ['unrescue_server']),
  lock_unlock: onServer(['lock_server'], ['stop_server'], ['unlock_server'], ['stop_server']),
};

/** Recorded scenarios (`recorded/<name>`) that a run of their own `experiment.json` is alike with, on their own rows. */
export const ALIKE: readonly string[] = [
  'boot',
  'boot_no_network',
  'disabled_host',
  'idle',
  'scheduler_down_20s',
  'scheduler_down_timeout',
];
