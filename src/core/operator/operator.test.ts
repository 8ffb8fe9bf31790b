/** What an operator reads at a step, over runs of the simulator. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../sqlite/engine.ts';
import type { SqlEngine } from '../databases/engine.ts';
import { indexOf } from '../reading/trace-index.ts';
import { openCloud } from '../run/cloud.ts';
import { ACTS } from '../run/golden/acts.ts';
import { simulate } from '../run/simulate.ts';
import { factIndexOf } from '../story/cursor.ts';
import { search } from '../story/search.ts';
import { steps } from '../story/steps.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { OPERATOR_COMMANDS, type OperatorCommand, printedAt } from './commands.ts';
import { logTexts } from './logs.ts';
import { momentAt } from './moment.ts';

async function traceOf(experiment: Experiment): Promise<Trace> {
  const cloud = openCloud(experiment);
  const engine: SqlEngine & { close(): void } = await openEngine(cloud);
  try {
    return simulate(cloud, engine);
  } finally {
    engine.close();
  }
}

const act = (name: string): Promise<Trace> => traceOf(ACTS[name] as Experiment);

function read(trace: Trace, command: OperatorCommand, fact = trace.facts.length - 1): string {
  return printedAt(momentAt(trace, fact), command, 'vm-act').text ?? 'nothing to ask for';
}

/** The value of a row of a table of fields. */
const field = (table: string, name: string): string | undefined =>
  table
    .split('\n')
    .find((line) => line.startsWith(`| ${name} `))
    ?.split('|')[2]
    ?.trim();

describe('a boot', () => {
  let boot: Trace;
  beforeAll(async () => {
    boot = await act('boot');
  });

  it('is shown as BUILD while it is built and as ACTIVE at its end, and as BUILD again in the past', () => {
    const list = steps(boot, 'teaching');
    const at = (n: number): string => read(boot, 'openstack server show', factIndexOf(list, n));
    expect(at(1)).toBe("No server with a name or ID of 'vm-act' exists.\n");
    const early = list.findIndex((_step, i) => field(at(i + 1), 'status') === 'BUILD') + 1;
    expect(field(at(early), 'OS-EXT-STS:task_state')).toBe('scheduling');
    expect(field(at(early), 'addresses')).toBe('');
    const last = at(list.length);
    expect(field(last, 'status')).toBe('ACTIVE');
    expect(field(last, 'OS-EXT-STS:power_state')).toBe('Running');
    expect(field(last, 'addresses')).toMatch(/^private=[\d.]+$/);
    expect(field(last, 'flavor')).toMatch(/^disk='1', ephemeral='0', , original_name='m1.tiny'/);
    expect(field(last, 'locked')).toBe('False');
    expect(field(at(early), 'status')).toBe('BUILD');
  });

  it('is drawn as prettytable draws, each line as wide as the first', () => {
    for (const command of OPERATOR_COMMANDS) {
      const lines = read(boot, command).trimEnd().split('\n');
      expect(new Set(lines.map((line) => line.length)).size, command).toBe(1);
      expect(lines[0], command).toMatch(/^\+(-+\+)+$/);
    }
  });

  it('has its create action with a finished event', () => {
    expect(read(boot, 'openstack server event list')).toContain('| create ');
    expect(read(boot, 'openstack server event show')).toContain("'result': 'Success', 'traceback': None");
  });

  it('takes its resources from the candidates of the host that it is on', () => {
    expect(read(boot, 'openstack allocation candidate list')).toMatch(/VCPU=2\/160,MEMORY_MB=\d+\/11520,/);
  });

  it('writes what Nova writes, in the form of oslo.log, in the order of time', () => {
    const lines = logTexts(boot, { to: boot.facts.length - 1 });
    const built = lines.find(({ text }) => text.includes('seconds to build instance.'));
    expect(built?.text).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \d+ INFO nova\.compute\.manager \[None req-[0-9a-f-]{36} demo demo\] \[instance: [0-9a-f-]{36}\] Took \d\.\d\d seconds to build instance\.$/,
    );
    expect(lines.map(({ text }) => text.slice(0, 23))).toEqual(
      lines.map(({ text }) => text.slice(0, 23)).toSorted(),
    );
    expect(logTexts(boot, { to: (built?.index ?? 0) - 1 })).not.toContain(built);
  });

  it('shows DEBUG lines where they are asked for, with the place of their call behind them', () => {
    const to = boot.facts.length - 1;
    const filters = logTexts(boot, { to, actor: 'nova-scheduler', debug: true }).map(({ text }) => text);
    expect(filters).toContainEqual(
      expect.stringMatching(
        /DEBUG nova\.filters .* Filter ComputeFilter returned 2 host\(s\) get_filtered_objects \/usr\/lib\/.*\/nova\/filters\.py:102$/,
      ),
    );
    expect(logTexts(boot, { to }).some(({ level }) => level === 'DEBUG')).toBe(false);
  });

  it('is a request in the log of nova-api, with its answer and the time that it took', () => {
    const lines = logTexts(boot, { to: boot.facts.length - 1, actor: 'nova-api' });
    expect(lines[0]?.text).toMatch(
      /INFO nova\.api\.openstack\.requestlog \[None req-[0-9a-f-]+ demo demo\] 127\.0\.0\.1 "POST \/v2\.1\/servers" status: 202 len: \d+ microversion: 2\.93 time: \d\.\d{6}$/,
    );
  });

  it('is found by a piece of a log line', () => {
    const built = boot.facts.find((fact) => fact.kind === 'log.written' && fact.text.startsWith('Took'));
    expect(search(boot, 'seconds to spawn the instance').hits[0]?.facts).toEqual([built?.index]);
  });
});

describe('no valid host', () => {
  let none: Trace;
  beforeAll(async () => {
    none = await act('no_valid_host');
  });

  it('is an ERROR with its fault, and an event that says why', () => {
    const shown = read(none, 'openstack server show');
    expect(field(shown, 'status')).toBe('ERROR');
    expect(field(shown, 'fault')).toMatch(
      /^\{'code': 500, 'created': '[^']+', 'message': 'No valid host was found\. '/,
    );
    expect(field(shown, 'OS-EXT-SRV-ATTR:host')).toBe('None');
    expect(read(none, 'openstack server event show')).toContain(
      "'event': 'conductor_schedule_and_build_instances'",
    );
    expect(read(none, 'openstack allocation candidate list')).toBe('');
  });

  it('is an exception in the log of the super conductor, each line of its traceback with its head', () => {
    const lines = logTexts(none, { to: none.facts.length - 1, actor: 'nova-conductor-super' });
    const failed = lines.find(({ text }) => text.includes('Failed to schedule instances'));
    expect(failed?.level).toBe('ERROR');
    expect(failed?.text).toContain(
      'Failed to schedule instances: nova.exception_Remote.NoValidHost_Remote: No valid host was found. ',
    );
    expect(failed?.text).toMatch(/ERROR nova\.conductor\.manager Traceback \(most recent call last\):/);
  });
});

describe('a compute that is stopped', () => {
  it('is down once its last report is older than service_down_time, and up before', async () => {
    const stopped = await traceOf({
      v: 1,
      deployment: { options: { 'DEFAULT.service_down_time': 20 } },
      commands: [{ at_us: 1_000_000, name: 'stop', args: { service: 'nova-compute-cpu1' } }],
      until_us: 60_000_000,
    });
    const stateAt = (seconds: number): string | undefined => {
      const fact = stopped.facts.findLastIndex(({ at }) => at <= seconds * 1_000_000);
      const lines = read(stopped, 'openstack compute service list', fact).split('\n');
      return lines
        .find((line) => /nova-compute +\| cpu1 /.test(line))
        ?.split('|')[6]
        ?.trim();
    };
    expect([stateAt(5), stateAt(50), stateAt(5)]).toEqual(['up', 'down', 'up']);
  });
});

describe('a cloud without nova-api', () => {
  let away: Trace;
  beforeAll(async () => {
    away = await traceOf({
      v: 1,
      commands: [{ at_us: 1_000_000, name: 'stop', args: { service: 'nova-api' } }],
    });
  });

  it('answers no client, but nova-manage reads the database', () => {
    const moment = momentAt(away, away.facts.length - 1);
    const unreachable = { from: 'client', actor: 'nova-api', why: 'away' };
    expect(printedAt(moment, 'openstack server list', '').unreachable).toEqual(unreachable);
    expect(printedAt(moment, 'nova-manage cell_v2 list_hosts', '').text).toContain('| Cell Name |');
  });
});

describe('a peer that does not answer', () => {
  const SERVER = { server: 'vm1' };
  /** What is printed at the end, where `commands` follow on a boot. */
  const endOf = async (...commands: readonly Command[]) => {
    const boot = { at_us: 1_000_000, name: 'boot', args: { ...SERVER, host: 'cpu1' } };
    const trace = await traceOf({ v: 1, commands: [boot, ...commands], until_us: 12_000_000 });
    const moment = momentAt(trace, trace.facts.length - 1);
    const uuid = [...indexOf(trace).names].find(([, name]) => name === 'vm1')?.[0] ?? '';
    return { uuid, at: (command: OperatorCommand, name = 'vm1') => printedAt(moment, command, name) };
  };
  const stop = (service: string): Command => ({ at_us: 10_000_000, name: 'stop', args: { service } });

  it('glance: the client prints no name of an image', async () => {
    const { at } = await endOf(stop('glance-api'));
    expect(field(at('openstack server show').text ?? '', 'image')).toMatch(/^[0-9a-f-]{36}$/);
    const [, , , row = ''] = (at('openstack server list').text ?? '').split('\n');
    expect(row.split('|')[7]?.trim()).toBe('');
  });

  it('neutron: nova-api answers 500 to whoever has a server shown, also to find it by its name', async () => {
    const { at, uuid } = await endOf(stop('neutron-server'));
    const unreachable = { from: 'nova-api', actor: 'neutron-server', why: 'away' };
    for (const command of ['server show', 'server list', 'server event list', 'server event show'] as const)
      expect([command, at(`openstack ${command}`).unreachable]).toEqual([command, unreachable]);
    expect(at('openstack server show', uuid).text).toBe(`No server with a name or ID of '${uuid}' exists.\n`);
    expect(at('openstack server event list', uuid).text).toContain('| create ');
    expect(at('openstack compute service list').text).toContain('nova-compute');
  });

  it('a host off the network: whoever is on it cannot be reached, though it runs', async () => {
    const { at } = await endOf({ at_us: 10_000_000, name: 'cut_host', args: { host: 'ctl' } });
    const unreachable = { from: 'client', actor: 'keystone', why: 'cut' };
    expect(at('openstack server list').unreachable).toEqual(unreachable);
    expect(at('nova-manage cell_v2 list_hosts').text).toContain('cpu1');
  });

  it('a server that is deleted is found no more, and its events are, by its uuid', async () => {
    const { at, uuid } = await endOf({ at_us: 8_000_000, name: 'delete_server', args: SERVER });
    for (const name of ['vm1', uuid])
      expect(at('openstack server show', name).text).toBe(
        `No server with a name or ID of '${name}' exists.\n`,
      );
    expect(at('openstack server event list', uuid).text).toMatch(/\| delete .*\n.*\| create /);
    expect(at('openstack server event show', uuid).text).toContain("'event': 'compute_terminate_instance'");
  });
});
