import { describe, expect, test } from 'vitest';
import { labRuns } from '../run/boot.fixture.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import { GOALS } from '../words/quiz.ts';
import { at, boot } from './commands.fixture.ts';
import { judge, sameRows, VERDICTS } from './goals.ts';

const run = labRuns();

const stop = (seconds: number, service: string): Command => at(seconds, 'stop', { service });
const killAfterAck = (service: string): Command =>
  at(0.5, 'kill', { service, when: 'after_ack', method: 'build_and_run_instance' });
const bothDie = ['nova-compute-cpu1', 'nova-compute-cpu2'].map(killAfterAck);
const struck = (command: string, more: JsonTable = {}): Command =>
  at(0.5, command, { service: 'nova-scheduler', ...more });
const waits: readonly Command[] = [stop(0.5, 'nova-scheduler'), boot(1)];
const SECOND = { program: 'nova-conductor-super', host: 'ctl2' };

const verdict = (goal: (typeof GOALS)[number], commands: readonly Command[]): string => {
  const experiment: Experiment = { v: 1, commands, until_us: 30_000_000 };
  return judge(run(experiment), goal).why;
};

describe('scheduling fails', () => {
  test('by a flavor that no host has room for, and by hosts that take nothing', () => {
    expect(verdict('scheduling-fails', [boot(1, { flavor: 'm1.xlarge' })])).toBe('met');
    const disabled = ['cpu1', 'cpu2'].map((host, i) =>
      at(0.4 + i / 10, 'disable_service', { service: `nova-compute-${host}` }),
    );
    expect(verdict('scheduling-fails', [...disabled, boot(1)])).toBe('met');
  });
  test('not by a boot that goes well, not by a scheduler that is away, not without a boot', () => {
    expect(verdict('scheduling-fails', [boot(1)])).toBe('has_host');
    expect(verdict('scheduling-fails', waits)).toBe('undecided');
    expect(verdict('scheduling-fails', [at(1, 'list_servers')])).toBe('no_boot');
  });
});

describe('the waiting message is consumed by another', () => {
  test('when a second scheduler is added', () => {
    const added = at(10, 'add_service', { program: 'nova-scheduler', host: 'ctl2' });
    expect(verdict('consumed-by-another', [...waits, added])).toBe('met');
  });
  test('not when the first is started again, not when the queue is purged, and while it waits it waits', () => {
    const again = at(10, 'start', { service: 'nova-scheduler' });
    expect(verdict('consumed-by-another', [...waits, again])).toBe('started_again');
    expect(verdict('consumed-by-another', [...waits, at(10, 'purge', { queue: 'scheduler' })])).toBe('gone');
    expect(verdict('consumed-by-another', waits)).toBe('still_waits');
    expect(verdict('consumed-by-another', [boot(1)])).toBe('never_waited');
  });
});

describe('an instance is stuck, and its allocation is freed', () => {
  test('when the server that a dead compute took along is deleted', () => {
    const deleted = at(10, 'delete_server', { server: 'vm1' });
    expect(verdict('stuck-then-freed', [...bothDie, boot(1), deleted])).toBe('met');
  });
  test('not while it only hangs, not for a server that was ACTIVE, not for one that held nothing', () => {
    expect(verdict('stuck-then-freed', [...bothDie, boot(1)])).toBe('still_held');
    const deleted = at(10, 'delete_server', { server: 'vm1' });
    expect(verdict('stuck-then-freed', [boot(1), deleted])).toBe('never_stuck');
    expect(verdict('stuck-then-freed', [boot(1, { flavor: 'm1.xlarge' }), deleted])).toBe('never_stuck');
  });
});

describe('one message is delivered twice', () => {
  test('when its ack is lost, and when its consumer dies before the ack', () => {
    expect(verdict('delivered-twice', [struck('lose_ack'), boot(1)])).toBe('met');
    const again = at(10, 'start', { service: 'nova-scheduler' });
    expect(verdict('delivered-twice', [struck('kill', { when: 'before_ack' }), boot(1), again])).toBe('met');
  });
  test('not by two boots, not by a death after the ack, not by a boot that goes well', () => {
    expect(verdict('delivered-twice', [boot(1), at(10, 'boot', { server: 'vm2' })])).toBe('two_messages');
    const again = at(10, 'start', { service: 'nova-scheduler' });
    const died = struck('kill', { when: 'after_ack' });
    expect(verdict('delivered-twice', [died, boot(1), again])).toBe('acked_before');
    expect(verdict('delivered-twice', [boot(1)])).toBe('once');
  });
});

describe('a boot gets through with one conductor down', () => {
  test('when a second one stands beside it, before or after the request', () => {
    const down = stop(3, 'nova-conductor-super');
    expect(verdict('one-conductor-down', [at(0.5, 'add_service', SECOND), down, boot(4)])).toBe('met');
    expect(verdict('one-conductor-down', [down, boot(4), at(8, 'add_service', SECOND)])).toBe('met');
  });
  test('not with all of them there, not with the only one down, not when it comes back for it', () => {
    expect(verdict('one-conductor-down', [boot(4)])).toBe('none_down');
    const down = stop(3, 'nova-conductor-super');
    expect(verdict('one-conductor-down', [down, boot(4)])).toBe('not_active');
    const again = at(8, 'start', { service: 'nova-conductor-super' });
    expect(verdict('one-conductor-down', [down, boot(4), again])).toBe('not_active');
    expect(verdict('one-conductor-down', [down])).toBe('no_boot');
  });
});

test('every goal can be met, and can be missed in two ways at least', () => {
  for (const goal of GOALS) {
    expect(VERDICTS[goal][0]).toBe('met');
    expect(VERDICTS[goal].length, goal).toBeGreaterThanOrEqual(3);
  }
});

test('rows of two answers are the same without their order, unless it is asked for', () => {
  const rows = [
    ['cpu1', 1],
    ['cpu2', null],
  ];
  expect(sameRows(rows, rows.toReversed(), false)).toBe(true);
  expect(sameRows(rows, rows.toReversed(), true)).toBe(false);
  expect(sameRows(rows, rows.slice(1), false)).toBe(false);
  expect(sameRows([['1']], [[1]], false)).toBe(true);
  expect(sameRows([[null]], [['null']], false)).toBe(false);
});
