import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { makeRandom } from '../../base/random.ts';
import { freeAddress, nthFree, toAddress, toNumber } from './neutron-addresses.ts';
import {
  DEMO,
  DEMO_TOKEN,
  makeCloud,
  NETWORK,
  openSeeded,
  type PeersCloud,
  SERVER,
  writes,
} from './peers.fixture.ts';

let engine: SeededEngine;
let cloud: PeersCloud;
beforeAll(async () => {
  engine = await openSeeded();
});
beforeEach(() => {
  engine.reset();
  cloud = makeCloud(engine);
});
afterAll(() => engine.close());

const ask = (path: string, more: object = {}) => cloud.ask({ to: 'neutron-server', path, ...more });
const create = (more: object = {}, device_id = SERVER) => ({
  to: 'neutron-server',
  method: 'POST' as const,
  path: '/v2.0/ports',
  token: DEMO_TOKEN,
  body: JSON.stringify({
    port: { device_id, network_id: NETWORK, admin_state_up: true, tenant_id: DEMO.project, ...more },
  }),
});
const bind = (id: string, andThenMs = 0) =>
  cloud.ask(
    {
      to: 'neutron-server',
      method: 'PUT',
      path: `/v2.0/ports/${id}`,
      body: JSON.stringify({ port: { device_owner: 'compute:nova', 'binding:host_id': 'cpu1' } }),
    },
    andThenMs,
  );
const row = (table: string, id: string) =>
  engine.rows('neutron', table).find((r) => r.id === id || r.port_id === id);
const fanouts = () =>
  cloud.kernel.facts.flatMap((fact) =>
    fact.kind === 'message.published' ? [[fact.exchange, fact.vhost, fact.queues.length] as const] : [],
  );

describe('reading', () => {
  it('asks keystone for the first request of a user, and for no later one', () => {
    const path = `/v2.0/networks?id=${NETWORK}`;
    const first = ask(path, { token: DEMO_TOKEN });
    const second = ask(path, { token: DEMO_TOKEN });
    expect(first.body.networks.map((n: { name: string }) => n.name)).toEqual(['private']);
    expect(second.body).toEqual(first.body);
    expect(first.ms).toBeGreaterThan(175);
    expect(second.ms).toBeLessThan(70);
    const asked = cloud.kernel.facts.filter((f) => f.kind === 'http.requested' && f.to === 'keystone');
    expect(asked).toHaveLength(1);
  });

  it('refuses a token that keystone does not know', () => {
    expect(ask('/v2.0/networks', { token: 'gAAAAAB.nobody.nothing.0' }).status).toBe(401);
  });

  it('gives the provider fields that were asked for, and no segments for a network of one segment', () => {
    const fields = 'fields=provider%3Aphysical_network&fields=provider%3Anetwork_type';
    expect(ask(`/v2.0/networks/${NETWORK}?${fields}`).body.network).toEqual({
      'provider:physical_network': null,
      'provider:network_type': 'local',
    });
    expect(ask(`/v2.0/networks/${NETWORK}?fields=segments`).body.network).toEqual({});
    expect(ask('/v2.0/networks/none?fields=segments').status).toBe(404);
  });

  it('knows quotas, subnets, ports and security groups of the lab, and no floating addresses', () => {
    expect(ask(`/v2.0/quotas/${DEMO.project}`).body.quota.port).toBe(500);
    expect(ask(`/v2.0/ports?tenant_id=${DEMO.project}&fields=id`).body.ports).toHaveLength(2);
    expect(ask(`/v2.0/ports?network_id=${NETWORK}&device_owner=network%3Adhcp`).body.ports).toEqual([]);
    const { subnets } = ask('/v2.0/subnets?name=private-subnet').body;
    expect(subnets[0]).toMatchObject({ cidr: '10.0.0.0/24', gateway_ip: '10.0.0.1', enable_dhcp: false });
    expect(ask('/v2.0/security-groups?fields=name').body.security_groups).toEqual([{ name: 'default' }]);
    expect(ask('/v2.0/floatingips?port_id=x').status).toBe(404);
    expect(ask('/v2.0/unicorns').status).toBe(404);
  });
});

describe('several requests at once', () => {
  it('share the process statement by statement, and wait for the row of the subnet until its COMMIT', () => {
    ask('/v2.0/networks', { token: DEMO_TOKEN });
    const alone = cloud.ask(create()).ms;
    const readAlone = cloud.ask({ ...create(), method: 'GET' }).ms;
    const [first, second, read] = cloud.askAll([create(), create(), { ...create(), method: 'GET' }]);
    expect(first?.ms).toBeGreaterThan(alone * 1.3);
    expect(second?.ms).toBeGreaterThan(first?.ms ?? 0);
    expect(read?.ms).toBeGreaterThan(readAlone * 1.5);
    const last = writes(cloud.kernel.facts, 'neutron-server');
    const both = last.slice(
      last.lastIndexOf('INSERT reservations', last.lastIndexOf('INSERT reservations') - 1),
    );
    const subnet = both.flatMap((write, i) => (write === 'UPDATE subnets' ? [i] : []));
    const bound = both.flatMap((write, i) => (write === 'INSERT ml2_port_bindings' ? [i] : []));
    expect(both.filter((write) => write === 'INSERT ports')).toHaveLength(2);
    expect(both.lastIndexOf('INSERT ports')).toBeLessThan(bound[0] ?? 0);
    expect(subnet[1]).toBeGreaterThan(both.indexOf('COMMIT', bound[0]));
  });
});

describe('a new port', () => {
  it('makes the recorded writes in the recorded order, in the recorded time', () => {
    ask('/v2.0/networks', { token: DEMO_TOKEN });
    const { status, body, ms } = cloud.ask(create());
    expect(status).toBe(201);
    expect(writes(cloud.kernel.facts, 'neutron-server')).toEqual([
      'INSERT reservations',
      'INSERT resourcedeltas',
      'COMMIT',
      'INSERT standardattributes',
      'INSERT ports',
      'UPDATE subnets',
      'INSERT ipamallocations',
      'INSERT ipallocations',
      'UPDATE standardattributes',
      'UPDATE standardattributes',
      'UPDATE ports',
      'INSERT portsecuritybindings',
      'INSERT securitygroupportbindings',
      'INSERT ml2_port_bindings',
      'COMMIT',
      'DELETE resourcedeltas',
      'DELETE reservations',
      'COMMIT',
    ]);
    expect(ms).toBeGreaterThan(215);
    expect(ms).toBeLessThan(285);
    expect(body.port.mac_address).toMatch(/^fa:16:3e(:[0-9a-f]{2}){3}$/);
    expect(body.port).toMatchObject({ status: 'DOWN', device_owner: '', 'binding:vif_type': 'unbound' });
    expect(row('ports', body.port.id)).toMatchObject({ standard_attr_id: 11, ip_allocation: 'immediate' });
    const facts = cloud.kernel.facts.filter((f) => f.kind === 'row.changed' && f.table === 'reservations');
    expect(facts[0]).toMatchObject({ after: { project_id: DEMO.project } });
  });

  it('has an address of its own, however many are made at once', () => {
    const answers = cloud.askAll(Array.from({ length: 12 }, (_, i) => create({}, `server-${i}`)));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
    const addresses = engine.rows('neutron', 'ipallocations').map((r) => r.ip_address);
    expect(new Set(addresses).size).toBe(14);
    expect(engine.rows('neutron', 'ipamallocations')).toHaveLength(14);
  });

  it('is refused beyond the quota, for an unknown network and for a taken address, and leaves nothing', () => {
    const before = engine.dump();
    expect(cloud.ask(create({ network_id: 'none' })).status).toBe(404);
    expect(cloud.ask(create({ fixed_ips: [{ ip_address: '10.0.0.17' }] })).status).toBe(409);
    expect(engine.dump()).toEqual(before);
  });
});

describe('a bound port', () => {
  it('is bound by labbind, becomes ACTIVE 0.55 s later, and Nova is told twice, two seconds apart', () => {
    const { id } = cloud.ask(create()).body.port;
    const { status, body, ms } = bind(id);
    const answeredAt = cloud.kernel.now() / 1000;
    expect(status).toBe(200);
    expect(ms).toBeGreaterThan(265);
    expect(ms).toBeLessThan(345);
    expect(body.port['binding:vif_details']).toEqual({ port_filter: true, bound_drivers: { 0: 'labbind' } });
    expect(row('ports', id)).toMatchObject({ status: 'DOWN', device_owner: 'compute:nova' });
    expect(row('ml2_port_bindings', id)).toMatchObject({ host: 'cpu1', vif_type: 'ovs' });
    expect(row('ml2_port_binding_levels', id)).toMatchObject({ driver: 'labbind', level: 0 });
    cloud.kernel.run((cloud.kernel.now() + 3_000_000) as ReturnType<typeof cloud.kernel.now>);
    expect(row('ports', id)).toMatchObject({ status: 'ACTIVE' });
    expect(engine.rows('neutron', 'standardattributes').at(-1)).toMatchObject({ id: 11, revision_number: 4 });
    const event = (name: string) => ({ server_uuid: SERVER, name, status: 'completed', tag: id });
    expect(cloud.told.map((t) => JSON.parse(t.body))).toEqual([
      { events: [event('network-changed')] },
      { events: [event('network-vif-plugged')] },
    ]);
    expect(cloud.told[0]!.at - answeredAt).toBeLessThan(20);
    expect(cloud.told[1]!.at - cloud.told[0]!.at).toBeGreaterThan(2040);
    expect(cloud.told[1]!.at - cloud.told[0]!.at).toBeLessThan(2100);
  });

  it('is announced to the agents by the recorded fanouts, which nobody hears', () => {
    bind(cloud.ask(create()).body.port.id, 3000);
    const push = ['neutron-vo-Port-1.7_fanout', '/', 0];
    expect(fanouts()).toEqual([
      ['q-agent-notifier-security_group-update_fanout', '/', 0],
      push,
      push,
      ['q-agent-notifier-port-update_fanout', '/', 0],
      push,
      push,
    ]);
  });

  it('follows from the requests for it, fact by fact', () => {
    bind(cloud.ask(create()).body.port.id, 3000);
    const { facts } = cloud.kernel;
    const told = facts.flatMap((f, i) => (f.kind === 'http.requested' && f.to === 'nova-api' ? [i] : []));
    for (const start of told) {
      const chain: string[] = [];
      for (let at: number | null = start; at !== null; at = facts[at]!.cause) {
        const fact = facts[at]!;
        if (fact.kind === 'http.requested') chain.push(`${fact.method} ${fact.path.split('/')[2]}`);
      }
      expect(chain).toEqual(['POST os-server-external-events', 'PUT ports']);
    }
    expect(told).toHaveLength(2);
  });

  it('leaves no row behind when it is deleted, and stays gone when the stand-in comes', () => {
    const before = engine.dump();
    const { id } = cloud.ask(create()).body.port;
    bind(id);
    const answer = cloud.ask({ to: 'neutron-server', method: 'DELETE', path: `/v2.0/ports/${id}` }, 3000);
    expect(answer.status).toBe(204);
    expect(engine.dump()).toEqual(before);
    const names = cloud.told.flatMap((t) => JSON.parse(t.body).events.map((e: { name: string }) => e.name));
    expect(names).toEqual(['network-changed', 'network-vif-deleted']);
    expect(cloud.ask({ to: 'neutron-server', method: 'DELETE', path: `/v2.0/ports/${id}` }).status).toBe(404);
  });
});

describe('addresses', () => {
  const pool = { first: toNumber('10.0.0.250')!, last: toNumber('10.0.1.5')! };
  it('count through a pool and past what is taken', () => {
    const used = ['10.0.0.250', '10.0.0.252', '10.0.1.5'].map((a) => toNumber(a)!);
    const free = Array.from({ length: 9 }, (_, n) => nthFree([pool], used, n));
    expect(free.map((n) => toAddress(n!))).toEqual([
      '10.0.0.251',
      '10.0.0.253',
      '10.0.0.254',
      '10.0.0.255',
      '10.0.1.0',
      '10.0.1.1',
      '10.0.1.2',
      '10.0.1.3',
      '10.0.1.4',
    ]);
    expect(nthFree([pool], used, 9)).toBe(null);
  });

  it('run out after each was drawn once', () => {
    const stream = makeRandom(3).stream('address');
    const taken: number[] = [];
    for (let next = freeAddress([pool], taken, stream); next !== null; ) {
      expect(taken).not.toContain(next);
      taken.push(next);
      next = freeAddress([pool], taken, stream);
    }
    expect(taken).toHaveLength(12);
  });

  it('are read only where they are whole', () => {
    for (const text of ['10.0.0', '10.0.0.256', 'fe80::1', '10.0.0.x', '']) expect(toNumber(text)).toBe(null);
  });
});
