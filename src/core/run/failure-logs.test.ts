/** What fails is in the log of whoever it fails for, at WARNING or ERROR, in the words of Nova 26.2 and of its libraries. */
import { describe, expect, it, test } from 'vitest';
import { logTexts } from '../operator/logs.ts';
import type { Trace } from '../trace/trace.ts';
import { at, BOOT_ON_CPU1 as BOOT, CPU1, labRuns, ofKind, run, runsUntil, SERVER } from './boot.fixture.ts';

const onLab = labRuns();
const runOf = runsUntil(onLab);

/** First lines at WARNING and above of a service: `ERROR logger text`. */
function told(trace: Trace, actor: string): string[] {
  return logTexts(trace, { to: trace.facts.length - 1, actor })
    .filter(({ level }) => level !== 'INFO')
    .map(({ text }) => (text.split('\n')[0] ?? '').slice(24).replace(/^\d+ (\w+ [\w.]+) \[[^\]]*\] /, '$1 '));
}

describe('a method that raises', () => {
  const MESSAGE = 'ERROR oslo_messaging.rpc.server Exception during message handling: ';

  it('is logged by its RPC server, with its frames there, whether or not anybody waits for it', () => {
    // the fake driver of a compute that starts knows no guest
    const trace = runOf(90, BOOT, at(10, 'stop', CPU1), at(12, 'stop_server', SERVER), at(80, 'start', CPU1));
    const lines = told(trace, 'nova-compute-cpu1');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^ERROR nova\.compute\.manager \[instance: .*\] Failed to stop instance: nova\.exception\.InstanceNotFound: /,
      ),
    );
    expect(lines).toContainEqual(expect.stringMatching(`^${MESSAGE}nova.exception.InstanceNotFound: `));
    const raised = ofKind(trace, 'log.written').find(({ logger }) => logger === 'oslo_messaging.rpc.server');
    expect(raised?.trace).toMatch(/server\.py", line 165, in _process_incoming/);
    expect(raised?.request?.user).toBe('demo');
  });

  it('is logged once for each request that ended by it, but for what its method expects', () => {
    const runs = [
      runOf(12, at(1, 'boot', { ...SERVER, flavor: 'm1.xlarge' })),
      runOf(20, BOOT, at(10, 'resize_server', { ...SERVER, flavor: 'm1.xlarge' })),
      runOf(20, BOOT, at(10, 'get_vnc_console', SERVER)),
      runOf(20, BOOT, at(10, 'attach_interface', { ...SERVER, network: 'none' })),
      runOf(
        30,
        BOOT,
        at(10, 'stop', { service: 'nova-compute-cpu2' }),
        at(11, 'force_down', { service: 'nova-compute-cpu2' }),
        at(13, 'live_migrate_server', SERVER),
      ),
    ];
    const ends = runs.map((trace) => [
      ofKind(trace, 'rpc.completed').flatMap(({ actor, method, failure }) =>
        failure === null ? [] : [`${actor} ${method} ${failure}`],
      ),
      ofKind(trace, 'log.written').flatMap(({ actor, logger }) =>
        logger === 'oslo_messaging.rpc.server' ? [actor] : [],
      ),
    ]);
    expect(ends).toEqual([
      [['nova-scheduler select_destinations NoValidHost'], []],
      [
        ['nova-scheduler select_destinations NoValidHost', 'nova-conductor-super migrate_server NoValidHost'],
        [],
      ],
      [['nova-compute-cpu1 get_vnc_console ConsoleTypeUnavailable'], []],
      [['nova-compute-cpu1 attach_interface NetworkNotFoundClient'], ['nova-compute-cpu1']],
      [
        [
          'nova-scheduler select_destinations NoValidHost',
          'nova-conductor-super live_migrate_instance NoValidHost',
        ],
        ['nova-conductor-super'],
      ],
    ]);
  });
});

test('each attempt at glance is told, and the error is glanceclient’s', () => {
  const lines = told(
    runOf(15, at(0.5, 'stop', { service: 'glance-api' }), at(1, 'boot', SERVER)),
    'nova-api',
  );
  const asked = (then: string): unknown =>
    expect.stringMatching(
      `^ERROR nova.image.glance Error contacting glance server 'http://127.0.0.1:35003' for 'get', ${then}.: glanceclient.exc.CommunicationError: Error finding address for http://127.0.0.1:35003/v2/images/`,
    );
  expect(lines).toEqual([
    asked('retrying'),
    asked('retrying'),
    asked('retrying'),
    asked('done trying'),
    expect.stringMatching(
      /GlanceConnectionFailed: Connection to glance host .* failed: Error finding address for http:/,
    ),
  ]);
});

test('a host that has not been heard of is told by the filter that leaves it out', () => {
  const lines = told(runOf(90, at(1, 'stop', CPU1), at(75, 'boot', SERVER)), 'nova-scheduler');
  expect(lines).toEqual([
    'WARNING nova.scheduler.filters.compute_filter (cpu1, cpu1) ram: 7168MB disk: 0MB io_ops: 0 instances: 1 has not been heard from in a while',
  ]);
});

test('a host without a mapping is told by nova-api', () => {
  const lines = told(runOf(5, at(1, 'boot', { ...SERVER, host: 'cpu9' })), 'nova-api');
  expect(lines).toEqual(['WARNING nova.compute.api No host-to-cell mapping found for host cpu9.']);
});

test('periodic work without a conductor is told by the name of its task', () => {
  const trace = runOf(200, at(1, 'stop', { service: 'nova-conductor-cell1' }));
  const lines = told(trace, 'nova-compute-cpu1').filter((line) => line.includes('oslo_service'));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines)
    expect(line).toMatch(
      /^ERROR oslo_service\.periodic_task Error during ComputeManager\.\w+: oslo_messaging\.exceptions\.MessagingTimeout: /,
    );
});

test('a compute whose record was deleted says so, and what to do', async () => {
  const gone = at(5, 'delete_service', { service: 'nova-compute-cpu3' });
  const trace = await run({ v: 1, deployment: { computes: 3 }, commands: [gone], until_us: 40_000_000 });
  expect(told(trace, 'nova-compute-cpu3')).toContainEqual(
    expect.stringMatching(
      /^ERROR nova\.servicegroup\.drivers\.db The services table record for the nova-compute service on host cpu3 is gone\./,
    ),
  );
});

test('what is held for a server that no cell has is told by the next audit of its host', () => {
  const trace = onLab({
    v: 1,
    deployment: { service_options: { 'nova-conductor-super': { 'DEFAULT.rpc_response_timeout': 20 } } },
    commands: [
      at(1, 'stop', { service: 'nova-scheduler' }),
      at(3, 'boot', SERVER),
      at(37, 'start', { service: 'nova-scheduler' }),
    ],
    until_us: 110_000_000,
  });
  const left = ofKind(trace, 'log.written').filter(({ text }) =>
    text.endsWith('but is not found in the database.'),
  );
  expect(left.length).toBeGreaterThan(0);
  expect(new Set(left.map(({ level, logger }) => `${level} ${logger}`))).toEqual(
    new Set(['INFO nova.compute.resource_tracker']),
  );
});
