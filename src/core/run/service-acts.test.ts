import { describe, expect, test } from 'vitest';
import { openEngine } from '../../sqlite/engine.ts';
import { toRecordedRow } from '../databases/recorded.ts';
import { type Changes, netChanges } from '../recording/changes.ts';
import { compareWithRecording } from '../recording/compare.ts';
import { hasRecordings, recordedJson, recordedLines } from '../recording/shared.fixture.ts';
import { readExperiment } from '../trace/experiment.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';
import { simulate } from './simulate.ts';

const onLab = labRuns();

const did = (...commands: readonly (readonly [name: string, service: string, more?: Command['args']])[]) =>
  onLab({
    v: 1,
    commands: commands.map(([name, service, more], i) => ({
      at_us: 1_000_000 + i * 1_000_000,
      name,
      args: { service, ...more },
    })),
    until_us: 4_000_000,
  });

/** Status and body of each answer to the client. */
const answers = (trace: Trace) =>
  ofKind(trace, 'http.answered')
    .filter(({ actor }) => actor === 'nova-api')
    .map(({ status, body }) => [status, JSON.parse(body ?? '')]);

const written = (trace: Trace, table: string) =>
  ofKind(trace, 'row.changed')
    .filter((one) => one.table === table)
    .map(({ before, after }) => [before, after]);

describe('the record of a compute service', () => {
  test('is forced down by one UPDATE of nova-api, and no compute is asked', () => {
    const trace = did(['force_down', 'nova-compute-cpu1']);
    const [[status, body] = []] = answers(trace);
    expect(status).toBe(200);
    expect(body.service).toMatchObject({ host: 'cpu1', state: 'down', forced_down: true, status: 'enabled' });
    expect(ofKind(trace, 'message.published').filter(({ group }) => group === 'scenario')).toEqual([]);
  });

  test('that is disabled has a trait in Placement, which goes when it is enabled', () => {
    const trace = did(
      ['disable_service', 'nova-compute-cpu1', { reason: 'maintenance' }],
      ['enable_service', 'nova-compute-cpu1'],
    );
    expect(
      answers(trace).map(([status, { service }]) => [status, service.status, service.disabled_reason]),
    ).toEqual([
      [200, 'disabled', 'maintenance'],
      [200, 'enabled', null],
    ]);
    // a call that may last, while its host keeps saying that it works on it
    const calls = ofKind(trace, 'message.published').filter(({ body }) => body.includes('set_host_enabled'));
    expect(calls.map(({ properties }) => properties.expiration)).toEqual(['1800000', '1800000']);
    for (const { body } of calls) expect(body).toContain('\\"_timeout\\": 60');
    const traits = written(trace, 'resource_provider_traits');
    expect(traits.map(([before, after]) => [before === null, after === null])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('of another program is refused in the words of Nova', () => {
    expect(answers(did(['disable_service', 'nova-scheduler']))).toEqual([
      [
        400,
        {
          badRequest: {
            code: 400,
            message:
              'Updating a nova-scheduler service is not supported. Only nova-compute services can be updated.',
          },
        },
      ],
    ]);
  });
});

describe('the quota of a project', () => {
  const quota = (args: JsonTable) => ({ at_us: 1_000_000, name: 'set_quota', args });
  const message = (trace: Trace): string => answers(trace)[0]?.[1].badRequest.message;

  test('is set by an administrator, and a boot beyond it is forbidden and sends nothing', () => {
    const trace = onLab({
      v: 1,
      commands: [quota({ cores: 2 }), { at_us: 2_000_000, name: 'boot' }],
    });
    const [set, refused] = answers(trace);
    expect(set?.[1].quota_set).toMatchObject({ cores: 2, instances: 10 });
    expect([refused?.[0], refused?.[1].forbidden.message]).toEqual([
      403,
      'Quota exceeded for cores: Requested 1, but already used 2 of 2 cores',
    ]);
    expect(ofKind(trace, 'message.published').filter(({ group }) => group === 'scenario')).toEqual([]);
    expect(written(trace, 'quotas').map(([before, after]) => [before, after?.hard_limit])).toEqual([
      [null, 2],
    ]);
  });

  test('cannot be less than is in use, and is of a project that there is', () => {
    expect(message(onLab({ v: 1, commands: [quota({ cores: 1 })] }))).toBe(
      'Quota limit 1 for cores must be greater than or equal to already used and reserved 2.',
    );
    expect(message(onLab({ v: 1, commands: [quota({ project: 'nobody', cores: 1 })] }))).toBe(
      'Project ID nobody is not a valid project.',
    );
  });
});

/** Its closing request, which set the limit back, is not in its `experiment.json`. */
describe.skipIf(!hasRecordings)('the recorded refusal for want of quota', () => {
  test('is alike, once the limit is set back as it was then', async () => {
    const experiment = readExperiment(recordedJson('quota_exceeded', 'experiment.json'));
    const back = { at_us: 3_137_000, name: 'set_quota', args: { project: 'demo', cores: -1 } };
    const cloud = openCloud(
      { ...experiment, commands: [...(experiment.commands ?? []), back] },
      { recorded: recordedJson('quota_exceeded', 'before.json') },
    );
    const engine = await openEngine(cloud);
    const trace = simulate(cloud, engine);
    engine.close();
    const changes = recordedJson('quota_exceeded', 'changes.json') as Changes;
    const ours = { trace, changes: netChanges(trace, toRecordedRow) };
    expect(answers(trace).map(([status]) => status)).toEqual([200, 403, 200]);
    const compared = compareWithRecording(ours, recordedLines('quota_exceeded'), changes);
    expect(compared.changes?.differences).toEqual([]);
    expect(compared.alike).toBe(true);
  });
});
