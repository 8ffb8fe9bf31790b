import { describe, expect, it } from 'vitest';
import { openLines } from '../recording/open.fixture.ts';
import { hasRecordings, recordedText } from '../recording/shared.fixture.ts';
import { labRuns, run } from '../run/boot.fixture.ts';
import { ACTS } from '../run/golden/acts.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { reportOf } from './report.ts';

const runIn = labRuns();
const at = (at_us: number, name: string, args: Command['args'] = {}): Command => ({ at_us, name, args });
const BOOT = at(1_000_000, 'boot');

const scenario = (id: string): Trace => {
  const found = SCENARIOS.find((one) => one.id === id);
  if (!found) throw new Error(`there is no scenario ${id}`);
  return runIn(found.experiment);
};

describe('the report of a run', () => {
  it('of a boot that goes well finds nothing wrong, and nothing unknown', () => {
    const { unknown, unanswered, late, lost, redelivered, silent, failures } = reportOf(
      runIn({ v: 1, commands: [BOOT] }),
    );
    expect({ unknown, unanswered, late, lost, redelivered, silent, failures }).toEqual({
      unknown: [],
      unanswered: [],
      late: [],
      lost: [],
      redelivered: [],
      silent: [],
      failures: [],
    });
  });

  it('of a scheduler that is away names the call that nobody answered, the queue without a consumer, and the late reply', () => {
    const trace = scenario('scheduler_down_timeout');
    const { unanswered, late, silent } = reportOf(trace);
    expect(unanswered).toMatchObject([
      {
        how: 'timed_out',
        reckoned: false,
        what: 'select_destinations',
        waited: 20_000_000,
        to: 'nova-scheduler',
      },
    ]);
    expect(trace.facts[unanswered[0]?.fact ?? -1]).toMatchObject({ kind: 'message.published' });
    expect(trace.facts[unanswered[0]?.end ?? -1]).toMatchObject({
      kind: 'rpc.resolved',
      resolution: 'MessagingTimeout',
    });
    expect(late).toMatchObject([{ what: 'select_destinations', from: 'nova-scheduler', reckoned: false }]);
    expect(trace.facts[late[0]?.fact ?? -1]?.kind).toBe('rpc.late_reply');
    expect(silent).toMatchObject([{ queue: 'scheduler', consumers: 0, ended: 'taken', most: 1 }]);
  });

  it('says of a call whose caller was killed that nobody waits for it any more', () => {
    const { unanswered } = reportOf(runIn(ACTS.killed_in_resize!));
    expect(unanswered).toMatchObject([{ how: 'caller_killed', what: 'Migration.save', waited: 1_998 }]);
  });

  it('names a cast that no queue takes, a move that failed, and an error of a thread by its class', () => {
    const away = [at(1_500_000, 'stop_broker'), at(30_000_000, 'start_broker')];
    const lost = reportOf(runIn({ v: 1, commands: [BOOT, ...away], until_us: 60_000_000 })).failures;
    expect(lost).toMatchObject([{ error: 'unroutable', what: 'schedule_and_build_instances' }]);
    const down = { service: 'nova-conductor-cell1' };
    const back = [at(500_000, 'stop', down), BOOT, at(100_000_000, 'start', down)];
    const { failures } = reportOf(runIn({ v: 1, commands: back, until_us: 130_000_000 }));
    expect(failures.find(({ kind }) => kind === 'thread.failed')).toMatchObject({
      error: 'MessagingTimeout',
      message: expect.stringMatching(/^Timed out waiting for a reply/),
    });
  });

  it('names the record of a move that failed while its server runs on', async () => {
    const { failures } = reportOf(await run(ACTS.killed_in_live_migration!));
    expect(failures).toMatchObject([{ error: 'error', what: 'nova_cell1.migrations' }]);
  });

  it('names what was delivered again after its receiver had died before the ack', () => {
    const kill = at(1_500_000, 'kill', {
      service: 'nova-scheduler',
      when: 'before_ack',
      method: 'select_destinations',
    });
    const trace = runIn({
      v: 1,
      commands: [BOOT, kill, at(4_000_000, 'start', { service: 'nova-scheduler' })],
    });
    const { redelivered } = reportOf(trace);
    expect(redelivered).toMatchObject([
      { what: 'select_destinations', from: 'nova-conductor-super', to: 'nova-scheduler', queue: 'scheduler' },
    ]);
    expect(trace.facts[redelivered[0]?.fact ?? -1]).toMatchObject({
      kind: 'message.delivered',
      redelivered: true,
    });
  });

  it('gives the words and the traceback of an error that travelled back, once', () => {
    const { failures } = reportOf(scenario('no_valid_host'));
    expect(failures.map(({ kind, error }) => `${kind} ${error}`)).toEqual([
      'message.published NoValidHost',
      'row.changed error',
    ]);
    expect(failures[0]?.message).toBe('No valid host was found. ');
    expect(failures[0]?.traceback?.[0]).toBe('Traceback (most recent call last):');
    expect(failures[0]?.traceback?.some((line) => line.includes('\n'))).toBe(false);
  });

  it('names replies whose queue was gone, with how often they were sent and why they were given up', () => {
    const { lost } = reportOf(scenario('silent-host'));
    expect(lost[0]).toMatchObject({
      what: 'InstanceActionEvent.event_start',
      tries: 241,
      abandoned: 'missing_queue',
    });
    expect(lost.some(({ abandoned, tries }) => abandoned === 'obsolete_reply_queue' && tries === 0)).toBe(
      true,
    );
  });

  it('tells a call that is still open when the run ends apart from one that was given up', () => {
    const { unanswered } = reportOf(scenario('all-down'));
    expect(unanswered.length).toBeGreaterThan(0);
    expect(new Set(unanswered.map(({ how }) => how))).toEqual(new Set(['open']));
  });

  it('counts each message of the run once, by topic and method', () => {
    const trace = scenario('no_valid_host');
    const { traffic } = reportOf(trace);
    const sent = trace.facts.filter((fact) => fact.kind === 'message.published' && fact.rpc.type !== 'reply');
    expect(traffic.reduce((sum, { count }) => sum + count, 0)).toBe(sent.length);
    expect(traffic.find(({ what }) => what === 'select_destinations')).toMatchObject({
      vhost: '/',
      topic: 'scheduler',
      kind: 'call',
      count: 1,
      failed: 1,
      unanswered: 0,
    });
  });
});

describe.skipIf(!hasRecordings)('the report of a recording', () => {
  const recorded = (name: string): Trace => openLines(recordedText(name)).trace;

  it('says what the firehose does not tell, and leaves it out of no figure in silence', () => {
    const { unknown, silent } = reportOf(recorded('boot_with_notifications'));
    expect(unknown).toEqual(['acks', 'ends', 'consumers', 'http']);
    expect(silent.map(({ queue, consumers, ended }) => [queue, consumers, ended])).toEqual([
      ['notifications.info', null, 'trace_end'],
      ['versioned_notifications.info', null, 'trace_end'],
      ['notifications.info', null, 'trace_end'],
      ['versioned_notifications.info', null, 'trace_end'],
    ]);
  });

  it('reckons that a monitored caller gave up after its seconds of silence, and that the answer came too late', () => {
    const { unanswered, late } = reportOf(recorded('scheduler_down_timeout'));
    expect(unanswered).toMatchObject([
      {
        how: 'timed_out',
        reckoned: true,
        what: 'select_destinations',
        waited: 20_000_000,
        to: 'nova-scheduler',
      },
    ]);
    expect(late).toMatchObject([{ what: 'select_destinations', reckoned: true, late: 16_631_119 }]);
  });

  it('reckons by the time to live where no monitor is', () => {
    const { unanswered } = reportOf(recorded('conductor_killed_in_call'));
    expect(unanswered.map(({ what, waited, to }) => [what, waited, to])).toEqual([
      ['Instance.save', 60_000_000, 'nova-conductor-cell1'],
    ]);
  });

  it('names the remote error with the traceback of the recorded cloud', () => {
    const { failures } = reportOf(recorded('delete_while_building'));
    expect(failures).toMatchObject([
      { error: 'UnexpectedDeletingTaskStateError', what: 'Instance.save', count: 1 },
    ]);
    // files, lines and functions: what the traceback quotes is hidden
    expect(failures[0]?.traceback).toHaveLength(14);
    for (const line of failures[0]?.traceback ?? []) expect(line).toMatch(/^[\w/]+\.py:\d+ \w+$/);
  });

  it.each(['boot', 'delete', 'resize', 'multi_create', 'live_migration', 'idle'])(
    'of %s, which went well, has no call without its answer, no late and no lost reply, nothing delivered twice',
    (name) => {
      const { unanswered, late, lost, redelivered, silent } = reportOf(recorded(name));
      expect({ unanswered, late, lost, redelivered, silent }).toEqual({
        unanswered: [],
        late: [],
        lost: [],
        redelivered: [],
        silent: [],
      });
    },
  );

  it('reckons nothing of a message whose delivery alone was recorded', () => {
    const lines = recordedText('boot');
    const call = lines.findIndex(
      (line) => line.includes('"kind":"publish"') && line.includes('"select_destinations"'),
    );
    const trace = openLines(lines.filter((_line, i) => i !== call)).trace;
    const { unanswered, late, hops } = reportOf(trace);
    expect([unanswered, late]).toEqual([[], []]);
    const measured = hops
      .filter(({ what }) => what === 'select_destinations')
      .map(({ hop, count }) => [hop, count]);
    // the reply's own way, and the work; how long the call lay in its queue, and was waited for, is not known
    expect(Object.fromEntries(measured)).toEqual({ queue: 1, work: 1 });
  });
});
