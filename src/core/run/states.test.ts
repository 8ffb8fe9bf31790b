/**
 * Every act on a server in every state that it can be brought into: taken, or refused by nova-api in Nova's own words
 * (`nova/compute/api.py`), and never by an error of ours. The table is read from Nova, not from our rows.
 */
import { describe, expect, it, test } from 'vitest';
import type { Command, Trace } from '../trace/trace.ts';
import { COMMAND_NAMES, commandRow } from '../words/commands.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const SERVER = { server: 'vm-state' };

interface ActAllowed {
  /** in the sentence of a refusal */
  readonly says: string;
  /** default: in any */
  readonly vm?: readonly string[];
  readonly anyTask?: true;
  /** it must have a host, and where nothing else is asked that is all */
  readonly hosted?: true;
  /** a lock does not hold it off: an administrator asks, or it changes nothing */
  readonly unlocked?: true;
  /** a server without a cell is not found */
  readonly inCell?: true;
  readonly args?: Command['args'];
}

const ACTS: { readonly [name: string]: ActAllowed } = {
  stop_server: { says: 'stop', vm: ['active', 'error'], hosted: true, inCell: true },
  start_server: { says: 'start', vm: ['stopped'], hosted: true, inCell: true },
  pause_server: { says: 'pause', vm: ['active'] },
  unpause_server: { says: 'unpause', vm: ['paused'] },
  suspend_server: { says: 'suspend', vm: ['active'] },
  resume_server: { says: 'resume', vm: ['suspended'] },
  rescue_server: { says: 'rescue', vm: ['active', 'stopped', 'error'] },
  unrescue_server: { says: 'unrescue', vm: ['rescued'] },
  resize_server: { says: 'resize', vm: ['active', 'stopped'], args: { flavor: 'm1.small' } },
  migrate_server: { says: 'migrate', vm: ['active', 'stopped'], unlocked: true },
  confirm_resize: { says: 'confirmResize', vm: ['resized'] },
  revert_resize: { says: 'revertResize', vm: ['resized'] },
  shelve_server: { says: 'shelve', vm: ['active', 'stopped', 'paused', 'suspended'] },
  unshelve_server: { says: 'unshelve', vm: ['shelved', 'shelved_offloaded'] },
  live_migrate_server: { says: 'os-migrateLive', vm: ['active', 'paused'], unlocked: true },
  change_password: { says: 'changePassword', vm: ['active'] },
  set_metadata: {
    says: 'update metadata',
    vm: ['active', 'paused', 'suspended', 'stopped'],
    anyTask: true,
    args: { key: 'role', value: 'web' },
  },
  console_log: { says: 'console', anyTask: true, hosted: true, unlocked: true },
  get_vnc_console: { says: 'console', anyTask: true, hosted: true, unlocked: true },
  show_server: { says: 'show', anyTask: true, unlocked: true },
};

/** Acts whose refusals have tests of their own: they ask for more than a state. */
const ELSEWHERE = [
  ...['lock_server', 'unlock_server', 'diagnostics', 'evacuate_server', 'delete_server'],
  ...['reboot_server', 'snapshot_server', 'rebuild_server', 'attach_interface', 'detach_interface'],
];

interface ServerState {
  readonly vm: string;
  readonly task?: string;
  readonly locked?: true;
  /** it has no host, and was never launched (`new`) or is on none any more */
  readonly host?: 'new' | 'none';
  readonly cell?: 'none';
  /** commands that bring a server there */
  readonly by: readonly (string | Command)[];
}

const STATES: { readonly [name: string]: ServerState } = {
  active: { vm: 'active', by: [] },
  stopped: { vm: 'stopped', by: ['stop_server'] },
  paused: { vm: 'paused', by: ['pause_server'] },
  suspended: { vm: 'suspended', by: ['suspend_server'] },
  rescued: { vm: 'rescued', by: ['rescue_server'] },
  resized: { vm: 'resized', by: ['resize_server'] },
  shelved_offloaded: { vm: 'shelved_offloaded', host: 'none', by: ['shelve_server'] },
  locked: { vm: 'active', locked: true, by: ['lock_server'] },
  'with a task under way': {
    vm: 'active',
    task: 'powering-off',
    by: [
      { at_us: 8_500_000, name: 'stop', args: { service: 'nova-compute-cpu1' } },
      { at_us: 8_600_000, name: 'stop', args: { service: 'nova-compute-cpu2' } },
      'stop_server',
    ],
  },
  'buried in cell0': { vm: 'error', host: 'new', by: [] },
  'no more than a build request': {
    vm: 'building',
    task: 'scheduling',
    host: 'new',
    cell: 'none',
    by: [{ at_us: 500_000, name: 'stop', args: { service: 'nova-conductor-super' } }],
  },
};

/** What nova-api says; null = it takes it. */
function refusal(act: ActAllowed, state: ServerState): readonly [status: number, message: string] | null {
  const cannot = (attribute: string, value: string) =>
    [409, `Cannot '${act.says}' instance UUID while it is in ${attribute} ${value}`] as const;
  if (act.inCell && state.cell === 'none') return [404, 'Instance UUID could not be found.'];
  if (state.locked && !act.unlocked)
    return [
      409,
      act.says === 'changePassword'
        ? "Instance UUID is in an invalid state for 'changePassword'"
        : 'Instance UUID is locked',
    ];
  if (act.hosted && state.host !== undefined) return [409, 'Instance UUID is not ready'];
  if (act.vm && !act.vm.includes(state.vm)) return cannot('vm_state', state.vm);
  if (!act.anyTask && state.task !== undefined) return cannot('task_state', state.task);
  if (act.vm && state.host === 'new') return [409, `Instance UUID is in an invalid state for '${act.says}'`];
  return null;
}

const THERE_US = 20_000_000;

/** The server is brought there, then comes what is asked, 2 s apart. */
function asking(name: string, state: ServerState, acts: readonly string[]): Trace {
  const boot = { at_us: 1_000_000, name: 'boot', args: SERVER };
  const giant = { ...boot, args: { ...SERVER, flavor: 'm1.xlarge' } };
  const there = state.by.map((one, i): Command => {
    if (typeof one !== 'string') return one;
    return { at_us: 9_000_000 + i * 1_000_000, name: one, args: { ...SERVER, ...ACTS[one]?.args } };
  });
  const asked = acts.map((act, i) => ({
    at_us: THERE_US + i * 2_000_000,
    name: act,
    args: { ...SERVER, ...ACTS[act]?.args },
  }));
  const commands = [name === 'buried in cell0' ? giant : boot, ...there, ...asked];
  const inOrder = commands.sort((a, b) => a.at_us - b.at_us);
  // a compute refuses a console where there are none, whatever the server's state
  const deployment = { options: { 'vnc.enabled': true } };
  const until_us = THERE_US + acts.length * 2_000_000 + 30_000_000;
  return run({ v: 1, deployment, commands: inOrder, until_us });
}

/** Status and message of each answer to the client from then on. */
function answers(trace: Trace): [number, string][] {
  return ofKind(trace, 'http.answered')
    .filter((fact) => fact.to === 'client' && fact.at >= THERE_US)
    .map(({ status, body }) => {
      const parsed = JSON.parse(body || '{}') as { [name: string]: { message?: string } };
      const message = Object.values(parsed)[0]?.message ?? '';
      return [
        status,
        status < 400 ? '' : message.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, 'UUID'),
      ];
    });
}

test('every act on a server stands in the table, or has tests of its own', () => {
  const acts = COMMAND_NAMES.filter((name) =>
    (commandRow(name).targets as readonly string[]).includes('server'),
  );
  expect(acts.filter((name) => !ACTS[name] && !ELSEWHERE.includes(name))).toEqual([]);
});

describe.each(Object.entries(STATES))('a server that is %s', (name, state) => {
  const known = Object.keys(ACTS);
  const refused = known.filter((act) => refusal(ACTS[act] as ActAllowed, state) !== null);
  const taken = known.filter((act) => refusal(ACTS[act] as ActAllowed, state) === null);

  it('is refused what its state does not allow, in words of Nova', () => {
    const trace = asking(name, state, refused);
    expect(trace.error).toBeNull();
    const expected = refused.map((act) => [act, refusal(ACTS[act] as ActAllowed, state)]);
    expect(answers(trace).map((answer, i) => [refused[i], answer])).toEqual(expected);
  });

  // what waits for a compute that does not run has tests of its own
  it.each(state.task === undefined ? taken : [])('is not refused %s', (act) => {
    const trace = asking(name, state, [act]);
    expect(trace.error).toBeNull();
    const [[status, message] = [0, 'no answer']] = answers(trace);
    expect([status < 300, message]).toEqual([true, '']);
  });
});
