import { describe, expect, test } from 'vitest';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

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
