import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { splitPath } from '../rest.ts';
import { makeUserToken, readIdentity, readUserToken } from '../token.ts';
import { DEMO, DEMO_TOKEN, makeCloud, openSeeded, type PeersCloud } from './peers.fixture.ts';

const IMAGE = '4cb95f07-8e82-49ee-b99d-66d69d87be87';

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

it('keystone says whose token it is, with the roles that one implies', () => {
  const { status, body, ms } = cloud.ask({ to: 'keystone', path: '/v3/auth/tokens', token: DEMO_TOKEN });
  expect(status).toBe(200);
  expect(readIdentity(JSON.stringify(body))).toEqual({
    userId: DEMO.user,
    userName: 'demo',
    projectId: DEMO.project,
    projectName: 'demo',
    roles: ['reader', 'member'],
  });
  expect(ms).toBeGreaterThan(180);
  expect(ms).toBeLessThan(235);
});

it('keystone gives a token for a known user and project only', () => {
  const login = (name: string) =>
    cloud.ask({
      to: 'keystone',
      method: 'POST',
      path: '/v3/auth/tokens',
      body: JSON.stringify({
        auth: { identity: { password: { user: { name } } }, scope: { project: { name: 'demo' } } },
      }),
    });
  expect(login('demo').status).toBe(201);
  expect(login('mallory').status).toBe(401);
});

it('glance shows the image of the lab once keystone has said who asks', () => {
  const { status, body, ms } = cloud.ask({
    to: 'glance-api',
    path: `/v2/images/${IMAGE}`,
    token: DEMO_TOKEN,
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: IMAGE, name: 'cirros', size: 1024, disk_format: 'raw', protected: false });
  expect(body.created_at).toBe('2026-11-22T07:08:04Z');
  expect(ms).toBeGreaterThan(150);
  expect(ms).toBeLessThan(205);
  const named = cloud.ask({ to: 'glance-api', path: '/v2/images?name=cirros', token: DEMO_TOKEN });
  expect(named.body.images).toHaveLength(1);
  expect(named.ms).toBeLessThan(30);
});

it('glance answers 404 for an image that it has not', () => {
  expect(cloud.ask({ to: 'glance-api', path: '/v2/images/none' }).status).toBe(404);
  expect(cloud.ask({ to: 'glance-api', path: '/v2/schemas/image' }).body.name).toBe('image');
});

it('a token reads back as what it was made of, and no other text is one', () => {
  expect(readUserToken(makeUserToken('u', 'p'))).toEqual({ userId: 'u', projectId: 'p' });
  for (const text of ['', 'u.p', 'gAAAAAB.u', 'gAAAAAB.u.p', 'gAAAAAB.u.p.0.x', 'x.u.p.0'])
    expect(readUserToken(text)).toBe(null);
});

it('a path is split into what was sent, with every value of a key', () => {
  const { path, query } = splitPath('/a?fields=x%3Ay&fields=z&flag&bad=%zz');
  expect(path).toBe('/a');
  expect([...query]).toEqual([
    ['fields', ['x:y', 'z']],
    ['flag', ['']],
    ['bad', ['%zz']],
  ]);
});
