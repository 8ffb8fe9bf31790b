/** What is done to a guest and asked about it: answers and rows. What is sent stands in the transcripts of `golden/acts`. */
import { describe, expect, it, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { Row } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const SERVER = { server: 'vm-guest' };

/** A server is booted, then each command comes 3 s after the one before. */
function having(...names: readonly (string | readonly [string, Command['args']])[]): Trace {
  const commands = ['boot', ...names].map((one, i): Command => {
    const [name, args] = typeof one === 'string' ? [one, {}] : one;
    const server = name === 'list_servers' ? {} : SERVER;
    return { at_us: i === 0 ? 1_000_000 : 7_000_000 + i * 3_000_000, name, args: { ...server, ...args } };
  });
  return run({ v: 1, commands });
}

// biome-ignore lint/suspicious/noExplicitAny: the shapes under test
const answers = (trace: Trace): { readonly status: number; readonly body: any }[] =>
  ofKind(trace, 'http.answered')
    .filter((fact) => fact.to === 'client')
    .slice(1)
    .map(({ status, body }) => ({ status, body: body === '' ? null : JSON.parse(body ?? 'null') }));

const instanceOf = (trace: Trace): Row =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === 'instances')?.after ?? {};

/** What the rows of a table have become, those that are gone left out. */
const rowsOf = (trace: Trace, table: string): Row[] =>
  ofKind(trace, 'row.changed')
    .filter((fact) => fact.table === table)
    .flatMap(({ after: row }) => (row ? [row] : []));

test('of metadata there may be as many items as the quota allows; one more is forbidden', () => {
  const set = (key: string, at_us: number): Command => ({
    at_us,
    name: 'set_metadata',
    args: { ...SERVER, key, value: 'x' },
  });
  const trace = run({
    v: 1,
    deployment: { options: { 'quota.metadata_items': 1 } },
    commands: [
      { at_us: 1_000_000, name: 'boot', args: SERVER },
      set('role', 10_000_000),
      set('role', 13_000_000),
      set('tier', 16_000_000),
    ],
  });
  const message = 'Maximum number of metadata items exceeds 1';
  expect(answers(trace).map(({ status }) => status)).toEqual([200, 200, 403]);
  expect(answers(trace).at(-1)?.body).toEqual({ forbidden: { code: 403, message } });
});

describe('a guest is held and goes on', () => {
  it('paused, its power state stays: the fake driver does nothing', () => {
    const paused = having('pause_server');
    expect(instanceOf(paused)).toMatchObject({ vm_state: 'paused', task_state: null, power_state: 1 });
    const again = having('pause_server', 'unpause_server');
    expect(instanceOf(again)).toMatchObject({ vm_state: 'active', task_state: null, power_state: 1 });
  });

  it('suspended, its state before is kept in system_metadata, and taken out on the way back', () => {
    const kept = (trace: Trace) =>
      ofKind(trace, 'row.changed')
        .filter(({ table, before, after: row }) => (row ?? before)?.key === 'old_vm_state' && table !== '')
        .map(({ before, after: row }) => [before?.value ?? null, row?.value ?? null]);
    const trace = having('suspend_server', 'resume_server');
    expect(kept(trace)).toEqual([
      [null, 'active'],
      ['active', null],
    ]);
    expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: null });
    expect(instanceOf(having('suspend_server'))).toMatchObject({ vm_state: 'suspended', power_state: 1 });
  });

  it('rescued, it is turned off, is launched anew, and the client gets a password', () => {
    const trace = having('rescue_server');
    expect(instanceOf(trace)).toMatchObject({ vm_state: 'rescued', task_state: null, power_state: 4 });
    expect(instanceOf(trace).launched_at).toBe(instanceOf(trace).updated_at);
    expect(answers(trace)).toEqual([{ status: 200, body: { adminPass: '***' } }]);
    const images = ofKind(trace, 'http.requested').filter(
      (fact) => fact.actor.startsWith('nova-compute') && fact.to === 'glance-api',
    );
    expect(images.map((fact) => fact.path.replace(/[0-9a-f-]{36}/, 'ID'))).toEqual([
      '/v2/images/ID',
      '/v2/schemas/image',
    ]);
    const back = having('rescue_server', 'unrescue_server');
    expect(instanceOf(back)).toMatchObject({ vm_state: 'active', task_state: null, power_state: 1 });
  });
});

describe('a lock', () => {
  it('is rows of nova-api alone, with an action and its event, and holds off whom it is for', () => {
    const trace = having('lock_server', 'pause_server', 'lock_server', 'unlock_server', 'pause_server');
    const uuid = instanceOf(trace).uuid;
    expect(answers(trace).map(({ status }) => status)).toEqual([202, 409, 202, 202, 202]);
    expect(answers(trace)[1]?.body).toEqual({
      conflictingRequest: { code: 409, message: `Instance ${uuid} is locked` },
    });
    const events = rowsOf(trace, 'instance_actions_events').filter((row) => row.finish_time);
    expect(events.map(({ event, result, host }) => [event, result, host]).slice(1, 3)).toEqual([
      ['api_lock', 'Success', 'ctl'],
      ['api_unlock', 'Success', 'ctl'],
    ]);
    const locks = rowsOf(trace, 'instances').map(({ locked, locked_by }) => [locked, locked_by]);
    expect(locks).toContainEqual([1, 'owner']);
    expect(locks.at(-1)).toEqual([0, null]);
  });
});

it('a server that is no more than a build request cannot be locked: no row is there to refer to', () => {
  const trace = run({
    v: 1,
    commands: [
      { at_us: 500_000, name: 'stop', args: { service: 'nova-conductor-super' } },
      { at_us: 1_000_000, name: 'boot', args: SERVER },
      { at_us: 5_000_000, name: 'lock_server', args: SERVER },
    ],
  });
  const [answer] = answers(trace);
  expect(answer?.status).toBe(500);
  expect(answer?.body.computeFault.message).toMatch(/<class 'oslo_db\.exception\.DBReferenceError'>$/);
});

test('of two who ask at once one is first; no controller but that of shelving expects that', () => {
  // nova/api/openstack/compute/servers.py:_stop_server, shelve.py:_shelve; the check saw no task, the save does
  const twice = (name: string, later: number): Trace =>
    run({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: SERVER },
        { at_us: 10_000_000, name, args: SERVER },
        { at_us: 10_000_000 + later, name, args: SERVER },
      ],
    });
  const late = (trace: Trace) => answers(trace).find(({ status }) => status >= 400);
  const stop = late(twice('stop_server', 8000));
  expect(stop?.status).toBe(500);
  expect(stop?.body.computeFault.message).toMatch(/<class 'nova\.exception\.UnexpectedTaskStateError'>$/);
  // whose UPDATE finds another state than was read in its transaction tries again a second later, when the stop is over
  const again = twice('stop_server', 4000);
  expect(answers(again).map(({ status }) => status)).toEqual([202, 202]);
  const [first = 0, second = 0] = ofKind(again, 'http.answered')
    .filter(({ to }) => to === 'client')
    .slice(1)
    .map(({ at }) => at);
  expect(second - first).toBeGreaterThan(1_000_000);
  const shelved = twice('shelve_server', 8000);
  expect(late(shelved)).toEqual({
    status: 409,
    body: {
      conflictingRequest: {
        code: 409,
        message: `Conflict updating instance ${instanceOf(shelved).uuid}. Expected: {'task_state': [None]}. Actual: {'task_state': 'shelving'}`,
      },
    },
  });
});

describe('what only the host knows', () => {
  it('the last lines of the console come by a call', () => {
    const all = having('console_log', ['console_log', { length: 1 }], ['console_log', { length: 0 }]);
    expect(answers(all)).toEqual([
      { status: 200, body: { output: 'FAKE CONSOLE OUTPUT\nANOTHER\nLAST LINE' } },
      { status: 200, body: { output: 'LAST LINE' } },
      { status: 200, body: { output: '' } },
    ]);
  });

  it('diagnostics are for an administrator, and of a guest that runs', () => {
    const trace = having('diagnostics', 'stop_server', 'diagnostics');
    const [shown, , refused] = answers(trace);
    expect(shown?.body).toMatchObject({ state: 'running', num_cpus: 1, memory_details: { maximum: 524288 } });
    expect(refused?.status).toBe(409);
    expect(refused?.body.conflictingRequest.message).toBe(
      `Cannot 'get_diagnostics' instance ${instanceOf(trace).uuid} while it is in power state shutdown`,
    );
  });

  it('with its compute stopped the call waits a minute, and the client is told of an unexpected error', () => {
    const host = instanceOf(having('pause_server')).host;
    const trace = run({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: SERVER },
        { at_us: 9_000_000, name: 'stop', args: { service: `nova-compute-${host}` } },
        { at_us: 10_000_000, name: 'console_log', args: SERVER },
      ],
    });
    const [answer] = answers(trace);
    expect(answer?.status).toBe(500);
    expect(answer?.body.computeFault.message).toMatch(
      /^Unexpected API Error\. .*\n<class 'oslo_messaging\.exceptions\.MessagingTimeout'>$/,
    );
  });
});

describe('rows alone', () => {
  it('a key that is given twice keeps its row', () => {
    const trace = having(
      ['set_metadata', { key: 'role', value: 'web' }],
      ['set_metadata', { key: 'role', value: 'db' }],
      ['set_metadata', { key: 'tier', value: '1' }],
    );
    expect(answers(trace).at(-1)?.body).toEqual({ metadata: { role: 'db', tier: '1' } });
    const rows = rowsOf(trace, 'instance_metadata').map(({ id, key, value }) => [id, key, value]);
    expect(rows).toEqual([
      [1, 'role', 'web'],
      [1, 'role', 'db'],
      [2, 'tier', '1'],
    ]);
  });

  it('a password is set by a call: 202 once the host has done it', () => {
    const trace = having('change_password');
    expect(answers(trace)).toEqual([{ status: 202, body: null }]);
    expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: null });
    expect(rowsOf(trace, 'instance_actions').at(-1)).toMatchObject({ action: 'changePassword' });
  });
});

describe('a server is shown', () => {
  const selects = (trace: Trace, from: string): string[] => {
    const start = ofKind(trace, 'command.given').findLast(({ name }) => name === from)?.index ?? 0;
    return ofKind(trace, 'sql.executed')
      .filter(({ index, actor, group }) => index > start && actor === 'nova-api' && group === 'scenario')
      .map(({ database, table }) => `${database}.${table}`);
  };

  it('from the API database and the one of its cell, with what neutron says of its groups', () => {
    const trace = having(['set_metadata', { key: 'role', value: 'web' }], 'lock_server', 'show_server');
    const { server } = answers(trace).at(-1)?.body ?? {};
    expect(server).toMatchObject({
      name: 'vm-guest',
      status: 'ACTIVE',
      metadata: { role: 'web' },
      locked: true,
      security_groups: [{ name: 'default' }],
      flavor: { original_name: 'm1.tiny', vcpus: 1 },
      server_groups: [],
    });
    expect(server.addresses.private[0]).toMatchObject({ version: 4, 'OS-EXT-IPS:type': 'fixed' });
    expect(server.hostId).toMatch(/^[0-9a-f]{56}$/);
    expect(selects(trace, 'show_server')).toEqual([
      'nova_api.instance_mappings',
      'nova_cell1.instances',
      'nova_cell1.instance_info_caches',
      'nova_cell1.instance_extra',
      'nova_cell1.instance_metadata',
      'nova_cell1.instance_system_metadata',
      'nova_cell1.block_device_mapping',
      'nova_api.instance_group_member',
    ]);
  });

  it('one that failed is read from cell0, with its fault', () => {
    const giant = { ...SERVER, flavor: 'm1.xlarge' };
    const trace = run({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: giant },
        { at_us: 10_000_000, name: 'show_server', args: SERVER },
        { at_us: 12_000_000, name: 'list_servers', args: {} },
      ],
    });
    const [shown, listed] = answers(trace);
    expect(shown?.body.server).toMatchObject({ status: 'ERROR', fault: { code: 500 }, hostId: '' });
    expect(shown?.body.server.fault.message).toMatch(/No valid host was found/);
    expect(listed?.body.servers[0]).toMatchObject({ status: 'ERROR', fault: { code: 500 } });
  });

  it('a list asks every cell at once, and begins with what is no more than a request', () => {
    const trace = run({
      v: 1,
      commands: [
        { at_us: 1_000_000, name: 'boot', args: SERVER },
        { at_us: 8_000_000, name: 'stop', args: { service: 'nova-conductor-super' } },
        { at_us: 9_000_000, name: 'boot', args: { server: 'vm-waits' } },
        { at_us: 10_000_000, name: 'show_server', args: { server: 'vm-waits' } },
        { at_us: 12_000_000, name: 'list_servers', args: {} },
      ],
    });
    const [, shown, listed] = answers(trace);
    expect(shown?.body.server).toMatchObject({ name: 'vm-waits', status: 'BUILD', addresses: {} });
    // biome-ignore lint/suspicious/noExplicitAny: the shapes under test
    expect(listed?.body.servers.map((one: any) => [one.name, one.status]).slice(0, 2)).toEqual([
      ['vm-waits', 'BUILD'],
      ['vm-guest', 'ACTIVE'],
    ]);
    const read = selects(trace, 'list_servers');
    expect(read[0]).toBe('nova_api.build_requests');
    expect(read).toContain('nova_cell0.instances');
    expect(read).toContain('nova_cell1.instances');
  });
});

test('none of it breaks a law', () => {
  const trace = having(
    'lock_server',
    'unlock_server',
    'console_log',
    'get_vnc_console',
    'show_server',
    'list_servers',
  );
  expect(trace.error).toBeNull();
  expect(checkTrace(trace)).toEqual([]);
});
