import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { insert } from '../../databases/builder.ts';
import { DEMO, openSeeded, writes } from '../peers/peers.fixture.ts';
import { createRequest, openStage, type Stage } from '../stage.fixture.ts';

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openSeeded();
});
afterAll(() => engine.close());

/** an id of nothing */
const NOWHERE = '0a0a0a0a-0000-4000-8000-000000000001';

const stage = (): Stage => openStage(engine, ['nova-api']);
const created = (changes: { readonly [field: string]: unknown } = {}) => {
  const on = stage();
  return { on, ...on.ask(createRequest(changes)) };
};

describe('creating a server', () => {
  it('answers 202 with the id of a server that has no row in any cell yet', () => {
    const { on, status, body } = created();
    expect(status).toBe(202);
    expect(body.server).toMatchObject({ adminPass: '***', 'OS-DCF:diskConfig': 'MANUAL' });
    const uuid = body.server.id;
    expect(writes(on.kernel.facts, 'nova-api')).toEqual([
      'INSERT request_specs',
      'INSERT build_requests',
      'INSERT instance_mappings',
      'COMMIT',
    ]);
    expect(engine.rows('nova_cell1', 'instances').some((row) => row.uuid === uuid)).toBe(false);
    expect(engine.rows('nova_api', 'instance_mappings').at(-1)).toMatchObject({
      instance_uuid: uuid,
      cell_id: null,
      project_id: DEMO.project,
    });
  });

  it('casts one task to the super conductor, in the name of the request', () => {
    const { on, body } = created({ name: 'vm7' });
    expect(on.methods()).toEqual(['schedule_and_build_instances']);
    const heard = on.heard.at(-1);
    expect(heard?.by).toBe('nova-conductor-super');
    expect(heard?.context).toMatchObject({ user_id: DEMO.user, auth_token: '***' });
    const build = heard?.args.build_requests[0]['nova_object.data'];
    expect(build.instance_uuid).toBe(body.server.id);
    expect(build.instance['nova_object.data']).toMatchObject({
      display_name: 'vm7',
      vm_state: 'building',
      task_state: 'scheduling',
      host: null,
    });
  });

  it.each([
    ['no name', { name: 7 }, "Invalid input for field/attribute name. Value: 7. 7 is not of type 'string'"],
    [
      'no flavor',
      { flavorRef: undefined },
      "Invalid input for field/attribute flavorRef. Value: None. None is not of type 'string', 'integer'",
    ],
    [
      'no network',
      { networks: [] },
      'Invalid input for field/attribute networks. Value: []. [] is not valid under any of the given schemas',
    ],
    ['an unknown flavor', { flavorRef: 'none' }, 'Flavor none could not be found.'],
    ['an unknown image', { imageRef: NOWHERE }, 'Can not find requested image'],
    [
      'an image by its name',
      { imageRef: 'cirros' },
      "Invalid input for field/attribute imageRef. Value: cirros. 'cirros' is not valid under any of the given schemas",
    ],
    ['an unknown network', { networks: [{ uuid: NOWHERE }] }, `Network ${NOWHERE} could not be found.`],
    ['more at least than at most', { min_count: 3, max_count: 2 }, 'min_count must be <= max_count'],
    [
      'no server at all',
      { min_count: 0 },
      'Invalid input for field/attribute min_count. Value: 0. 0 is less than the minimum of 1',
    ],
  ])('with %s is refused as a bad request, and nothing is written or sent', (_what, changes, message) => {
    const { on, status, body } = created(changes);
    expect(status).toBe(400);
    expect(body).toEqual({ badRequest: { code: 400, message } });
    expect(writes(on.kernel.facts, 'nova-api')).toEqual([]);
    expect(on.methods()).toEqual([]);
  });

  it('beyond the quota is forbidden, with what is used of what', () => {
    const on = stage();
    const values = { created_at: null, project_id: DEMO.project, resource: 'instances', hard_limit: 2 };
    engine.execute(insert({ database: 'nova_api', table: 'quotas', values }));
    const { status, body } = on.ask(createRequest());
    expect(status).toBe(403);
    expect(body.forbidden.message).toBe(
      'Quota exceeded for instances: Requested 1, but already used 2 of 2 instances',
    );
    expect(on.methods()).toEqual([]);
  });

  it('of which fewer are allowed than could be at most makes as many as are allowed', () => {
    const on = stage();
    const values = { created_at: null, project_id: DEMO.project, resource: 'cores', hard_limit: 4 };
    engine.execute(insert({ database: 'nova_api', table: 'quotas', values }));
    expect(on.ask(createRequest({ min_count: 1, max_count: 5 })).status).toBe(202);
    expect(on.heard.at(-1)?.args.build_requests).toHaveLength(2);
    const { body } = on.ask(createRequest({ min_count: 3, max_count: 5 }));
    expect(body.forbidden.message).toBe(
      'Quota exceeded for cores: Requested 5, but already used 2 of 4 cores',
    );
  });

  it("on a host of one's choice is an administrator's to ask", () => {
    const { status, body } = created({ host: 'cpu1' });
    expect(status).toBe(403);
    expect(body.forbidden.message).toBe(
      "Policy doesn't allow compute:servers:create:requested_destination to be performed.",
    );
  });

  it('with a token that keystone does not know is answered 401', () => {
    const on = stage();
    const { status, body } = on.ask({ ...createRequest(), token: 'forged' });
    expect(status).toBe(401);
    expect(body.unauthorized.code).toBe(401);
    expect(writes(on.kernel.facts, 'nova-api')).toEqual([]);
  });

  it('is answered 503 where keystone does not run', () => {
    const on = stage();
    on.kernel.stopService('keystone', 'kill');
    expect(on.ask(createRequest()).status).toBe(503);
  });
});

describe('what neutron reports', () => {
  const report = (on: Stage, server_uuid: string) => {
    const event = { server_uuid, name: 'network-changed', status: 'completed', tag: 'p-1' };
    const request = { to: 'nova-api', method: 'POST', path: '/v2.1/os-server-external-events' } as const;
    return on.ask({ ...request, body: JSON.stringify({ events: [event] }) });
  };

  it('goes to the compute of the server, by a cast into its cell', () => {
    const on = stage();
    const server = engine.rows('nova_cell1', 'instances').find((row) => row.host === 'cpu2');
    const { status, body } = report(on, String(server?.uuid));
    expect(status).toBe(200);
    expect(body.events[0].code).toBe(200);
    expect(on.methods()).toEqual(['external_instance_event']);
    expect(on.heard.at(-1)?.by).toBe('nova-compute-cpu2');
    expect(on.heard.at(-1)?.args.events[0]['nova_object.data'].name).toBe('network-changed');
  });

  it('of several servers goes to each host once, with its events as they came in', () => {
    const on = stage();
    const rows = [...engine.rows('nova_cell1', 'instances')].sort((a, b) => Number(a.id) - Number(b.id));
    const of = (name: string, i: number) => ({
      server_uuid: rows[i]?.uuid,
      name,
      status: 'completed',
      tag: 'p',
    });
    const events = [of('network-changed', 1), of('network-changed', 0), of('network-vif-plugged', 1)];
    const request = { to: 'nova-api', method: 'POST', path: '/v2.1/os-server-external-events' } as const;
    expect(on.ask({ ...request, body: JSON.stringify({ events }) }).status).toBe(200);
    const sent = on.kernel.facts.flatMap((fact) => (fact.kind === 'message.published' ? [fact] : []));
    expect(sent.map(({ routing_key, rpc }) => `${routing_key} ${rpc.detail}`)).toEqual([
      `compute.${rows[0]?.host} network-changed`,
      `compute.${rows[1]?.host} network-changed,network-vif-plugged`,
    ]);
  });

  it('of a server that nobody knows is answered with 404 for that event, and goes nowhere', () => {
    const on = stage();
    expect(report(on, 'nobody').body.events[0].code).toBe(404);
    expect(on.methods()).toEqual([]);
  });
});

it('a path that nova-api does not have is not found', () => {
  const { status, body } = stage().ask({ to: 'nova-api', path: '/v2.1/nothing' });
  expect(status).toBe(404);
  expect(body.itemNotFound.message).toBe('The resource could not be found: GET /v2.1/nothing');
});
