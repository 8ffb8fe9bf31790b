/** Neutron, Placement or Glance away while something else than a boot is asked: what the user gets, and what is left. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { Row } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const onLab = labRuns();

const SERVER = { server: 'vm-away' };
const BOOT = { at_us: 1_000_000, name: 'boot', args: { ...SERVER, host: 'cpu1' } };

const stopped = (service: string, at_us = 8_900_000): Command => ({ at_us, name: 'stop', args: { service } });
const asked = (name: string, args: Command['args'] = SERVER): Command => ({ at_us: 9_000_000, name, args });

const did = (...commands: readonly Command[]): Trace =>
  onLab({ v: 1, commands: [BOOT, ...commands], from_us: 8_000_000, until_us: 60_000_000 });

/** Of nova-api to the client, since the peer is away. */
const answers = (trace: Trace) =>
  ofKind(trace, 'http.answered')
    .filter(({ actor, to, at }) => actor === 'nova-api' && to === 'client' && at > 8_900_000)
    .map(({ status, body }) => [
      status,
      Object.values<{ message?: string }>(JSON.parse(body || '{}'))[0]?.message?.split('\n')[1],
    ]);

const latest = (trace: Trace, table: string): Row | null =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === table && fact.database === 'nova_cell1')
    ?.after ?? null;

const requests = (trace: Trace, from: string, to: string) =>
  ofKind(trace, 'http.requested')
    .filter((fact) => fact.actor === from && fact.to === to && fact.at > 8_900_000)
    // a compute looks after its caches by itself, too
    .filter(({ path }) => !path.includes('vif_type'))
    .map(({ method, path }) => `${method} ${path.split('/').slice(0, 3).join('/').split('?')[0]}`);

/** What a compute has its conductor save of the instance: the fields that it names, each time. */
const saved = (trace: Trace) =>
  ofKind(trace, 'message.published')
    .map(({ at, body }) => ({ at, request: JSON.parse(JSON.parse(body)['oslo.message'] ?? 'null') }))
    .filter(
      ({ at, request }) => at > 8_900_000 && request?.args?.objinst?.['nova_object.name'] === 'Instance',
    )
    .filter(({ request }) => request.args.objmethod === 'save')
    .map(({ request }) => [...request.args.objinst['nova_object.changes']].sort());

const UNREACHED = "<class 'keystoneauth1.exceptions.connection.ConnectFailure'>";
const REMOTE = "<class 'oslo_messaging.rpc.client.RemoteError'>";

describe('neutron away', () => {
  test.each([
    ['show_server', SERVER],
    ['list_servers', {}],
    ['rebuild_server', SERVER],
    ['resize_server', { ...SERVER, flavor: 'm1.small' }],
  ])('nova-api asks it four times for %s and answers 500', (name, args) => {
    const trace = did(stopped('neutron-server'), asked(name, args));
    expect(answers(trace)).toEqual([[500, UNREACHED]]);
    expect(new Set(requests(trace, 'nova-api', 'neutron-server')).size).toBe(1);
    expect(requests(trace, 'nova-api', 'neutron-server')).toHaveLength(4);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('a migration is accepted where nova-api knows still what neutron can do, and refused by one that began anew', () => {
    const away = [stopped('neutron-server'), asked('migrate_server')];
    expect(answers(did(...away))).toEqual([[202, undefined]]);
    const anew = { at_us: 7_000_000, name: 'start', args: { service: 'nova-api' } };
    const trace = did(stopped('nova-api', 6_000_000), anew, ...away);
    expect(answers(trace)).toEqual([[500, UNREACHED]]);
    expect(requests(trace, 'nova-api', 'neutron-server')).toEqual(Array(4).fill('GET /v2.0/extensions'));
  });

  test('an interface cannot be attached: the exception is none of Nova, so that it comes as a RemoteError', () => {
    const trace = did(stopped('neutron-server'), asked('attach_interface'));
    expect(answers(trace)).toEqual([[500, REMOTE]]);
    expect(latest(trace, 'instance_faults')).toMatchObject({ code: 500, message: 'ConnectFailure' });
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null });
  });

  test('a delete gives up after the fourth round, and ERROR is saved where it was given up and once more', () => {
    const trace = did(stopped('neutron-server'), asked('delete_server'));
    expect(requests(trace, 'nova-compute-cpu1', 'neutron-server')).toHaveLength(16);
    expect(saved(trace)).toEqual([['vm_state'], ['vm_state'], ['task_state']]);
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, deleted: 0 });
    expect(latest(trace, 'instance_faults')).toMatchObject({ message: 'ConnectFailure' });
    expect(latest(trace, 'instance_actions_events')).toMatchObject({ result: 'Error' });
    expect(checkTrace(trace)).toEqual([]);
  });

  test('that goes away between making and binding a port: the compute tries to delete the port again', () => {
    const whole = did(asked('attach_interface'));
    const bound = ofKind(whole, 'http.requested').find(
      ({ actor, method, at }) => actor === 'nova-compute-cpu1' && method === 'PUT' && at > 9_000_000,
    );
    const trace = did(stopped('neutron-server', (bound?.at ?? 0) - 1000), asked('attach_interface'));
    const told = requests(trace, 'nova-compute-cpu1', 'neutron-server').filter(
      (one) => !one.startsWith('GET'),
    );
    const four = (one: string) => [one, one, one, one];
    expect(told).toEqual(['POST /v2.0/ports', ...four('PUT /v2.0/ports'), ...four('DELETE /v2.0/ports')]);
    expect(answers(trace)).toEqual([[500, REMOTE]]);
  });
});

test('a port that cannot be noted is deleted again: the conductor dies with the call', () => {
  const noted = ofKind(did(asked('attach_interface')), 'row.changed').findLast(
    ({ table, before }) => table === 'virtual_interfaces' && before === null,
  );
  const at = (noted?.at ?? 0) + 500;
  const trace = onLab({
    v: 1,
    commands: [
      BOOT,
      asked('attach_interface'),
      { at_us: at, name: 'kill', args: { service: 'nova-conductor-cell1' } },
      { at_us: at + 3_000_000, name: 'start', args: { service: 'nova-conductor-cell1' } },
    ],
    from_us: 8_000_000,
    until_us: 90_000_000,
  });
  const told = requests(trace, 'nova-compute-cpu1', 'neutron-server').filter((one) => !one.startsWith('GET'));
  expect(told).toEqual(['POST /v2.0/ports', 'PUT /v2.0/ports', 'DELETE /v2.0/ports']);
  expect(latest(trace, 'instance_faults')).toMatchObject({ message: 'MessagingTimeout' });
});

test('a network that neutron does not know: it is asked once, and the user gets 500', () => {
  const trace = did(
    asked('attach_interface', { ...SERVER, network: '00000000-0000-4000-8000-000000000001' }),
  );
  expect(answers(trace)).toEqual([[500, REMOTE]]);
  const told = requests(trace, 'nova-compute-cpu1', 'neutron-server');
  expect(told.filter((one) => !one.startsWith('GET'))).toEqual([]);
  expect(latest(trace, 'instance_faults')).toMatchObject({ code: 500, message: 'NetworkNotFoundClient' });
});

describe('Placement away', () => {
  test('a delete ends in ERROR where the host is counted again', () => {
    const trace = did(stopped('placement-api'), asked('delete_server'));
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, deleted: 0 });
    expect(latest(trace, 'instance_faults')).toMatchObject({ code: 500, message: 'ConnectFailure' });
    expect(checkTrace(trace)).toEqual([]);
  });

  test('a shelved server leaves its host all the same, which is noted as a failure', () => {
    const trace = did(stopped('placement-api'), asked('shelve_server'));
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'shelved_offloaded', host: 'cpu1' });
    expect(latest(trace, 'instance_actions_events')).toMatchObject({ result: 'Error' });
  });

  test('a rebuild goes on without what it holds', () => {
    const trace = did(stopped('placement-api'), asked('rebuild_server'));
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null });
    expect(latest(trace, 'instance_actions_events')).toMatchObject({ result: 'Success' });
  });

  test('nova-api deletes a server whose compute is down, and leaves its allocations', () => {
    const compute = { service: 'nova-compute-cpu1' };
    const trace = did(
      { at_us: 8_000_000, name: 'stop', args: compute },
      { at_us: 8_100_000, name: 'force_down', args: compute },
      stopped('placement-api'),
      asked('delete_server'),
    );
    expect(answers(trace)).toEqual([[204, undefined]]);
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'deleted' });
    expect(checkTrace(trace)).toEqual([]);
  });

  test('that goes away after the claim: the host is saved, then the build goes to the next, where none can be claimed', () => {
    const trace = onLab({
      v: 1,
      commands: [{ at_us: 1_000_000, name: 'boot', args: SERVER }, stopped('placement-api', 1_970_000)],
      until_us: 9_000_000,
    });
    const hosts = ofKind(trace, 'row.changed').flatMap(({ table, after }) =>
      table === 'instances' && after ? [after.host] : [],
    );
    expect(hosts).toContain('cpu1');
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, host: null });
    expect(latest(trace, 'instance_faults')?.message).toMatch(/^Exceeded maximum number of retries\./);
    expect(checkTrace(trace)).toEqual([]);
  });
});

test('glance away as an image is asked for: four times, a second apart, and the unshelving stays begun', () => {
  const trace = did(
    { at_us: 8_000_000, name: 'shelve_server', args: SERVER },
    stopped('glance-api', 11_900_000),
    { at_us: 12_000_000, name: 'unshelve_server', args: SERVER },
  );
  const images = requests(trace, 'nova-conductor-super', 'glance-api');
  expect(images).toEqual(Array(4).fill('GET /v2/images'));
  expect(latest(trace, 'instances')).toMatchObject({
    vm_state: 'shelved_offloaded',
    task_state: 'unshelving',
  });
  const { traceback } = latest(trace, 'instance_actions_events') ?? {};
  expect(traceback).toContain('in safe_image_show\n');
  expect(traceback).toMatch(/in call\n {4}raise exception\.GlanceConnectionFailed\(\n$/);
  expect(traceback).not.toContain('select_destinations');
});

test('neutron away as the conductor asks for ports: a live migration is told from where it was given up, not from the scheduler', () => {
  const trace = did(stopped('neutron-server', 11_900_000), {
    at_us: 12_000_000,
    name: 'live_migrate_server',
    args: SERVER,
  });
  const { details, traceback } = latest(trace, 'instance_actions_events') ?? {};
  expect(details).toMatch(/^Migration error: Unable to establish connection/);
  expect(traceback).toMatch(/in _live_migrate\n {4}raise exception\.MigrationError\(reason=str\(ex\)\)\n$/);
  expect(traceback).not.toContain('select_destinations');
});

describe('keystone away', () => {
  test('a token that nobody knows yet is asked for four times, and the user is told so by who stands before nova-api', () => {
    const trace = onLab({
      v: 1,
      commands: [stopped('keystone', 900_000), { at_us: 1_000_000, name: 'boot', args: SERVER }],
      until_us: 9_000_000,
    });
    const asks = ofKind(trace, 'http.requested').filter(
      ({ actor, to }) => actor === 'nova-api' && to === 'keystone',
    );
    expect(asks).toHaveLength(4);
    const [answer] = ofKind(trace, 'http.answered').filter(({ to }) => to === 'client');
    expect([answer?.status, JSON.parse(answer?.body ?? 'null')]).toEqual([
      503,
      {
        message:
          'The server is currently unavailable. Please try again at a later time.<br /><br />\nThe Keystone service is temporarily unavailable.\n\n',
        code: '503 Service Unavailable',
        title: 'Service Unavailable',
      },
    ]);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('a token that nova-api knows and glance does not: glance is asked four times, and the user gets 500', () => {
    const usual = onLab({
      v: 1,
      commands: [{ at_us: 1_000_000, name: 'boot', args: SERVER }],
      until_us: 9_000_000,
    });
    const known = ofKind(usual, 'http.answered').find(
      ({ actor, to }) => actor === 'keystone' && to === 'nova-api',
    );
    const trace = onLab({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: SERVER },
        stopped('keystone', (known?.at ?? 0) + 500),
      ],
      until_us: 60_000_000,
    });
    const [answer] = ofKind(trace, 'http.answered').filter(({ to }) => to === 'client');
    expect(answer?.status).toBe(500);
    expect(answer?.body).toContain('nova.exception.GlanceConnectionFailed');
  });

  test('a project whose quota is set cannot be looked for, and is taken for one that there is', () => {
    const trace = onLab({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'set_quota', args: { cores: 20 } },
        stopped('keystone', 5_000_000),
        { at_us: 6_000_000, name: 'set_quota', args: { cores: 21 } },
      ],
      until_us: 9_000_000,
    });
    const answered = ofKind(trace, 'http.answered').filter(({ to }) => to === 'client');
    expect(answered.map(({ status }) => status)).toEqual([200, 200]);
  });
});
