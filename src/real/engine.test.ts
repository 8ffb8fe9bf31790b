/**
 * The engine on the RabbitMQ of this machine (AMQP_URL, else 127.0.0.1), in vhosts of the test's own, with SQLite: brought up,
 * asked, struck and taken down by the command line alone.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers, type EngineUnderTest, engineUnderTest } from './engine.fixture.ts';

const AMQP = process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672';
const there = await answers(AMQP);
if (!there) console.warn(`SKIPPED: no RabbitMQ answers at ${AMQP}, so no engine was brought up on one`);

let engine: EngineUnderTest;
let mayMake = true;

describe.skipIf(!there)('an engine with SQLite', () => {
  beforeAll(async () => {
    engine = engineUnderTest(`${AMQP}/novascope_test_${process.pid}`, 'sqlite');
    const up = await engine.type('up', '--work', '50');
    mayMake = !up.error.includes('it cannot be made from here');
    if (!mayMake) console.warn(`SKIPPED: ${up.error}`);
    else expect(up).toMatchObject({ code: 0, error: '' });
  }, 180_000);
  afterAll(async () => {
    await engine.end();
  }, 180_000);

  test('three boots at once, a resize and a delete end as they should', async ({ skip }) => {
    if (!mayMake) skip();
    const booted = await Promise.all(
      ['vm1', 'vm2', 'vm3'].map((name) => engine.type('boot', '--name', name)),
    );
    expect(booted.map(({ code, error }) => [code, error])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    const isActive = async (name: string): Promise<boolean> => {
      const row = (await engine.servers()).get(name);
      return row?.vm_state === 'active' && row.task_state === null;
    };
    for (const name of ['vm1', 'vm2', 'vm3']) await engine.until(`${name} is built`, () => isActive(name));
    expect((await engine.type('resize_server', '--server', 'vm1', '--flavor', 'm1.small')).code).toBe(0);
    await engine.until(
      'vm1 is resized',
      async () => (await engine.servers()).get('vm1')?.vm_state === 'resized',
    );
    expect((await engine.type('confirm_resize', '--server', 'vm1')).code).toBe(0);
    await engine.until('the resize is confirmed', () => isActive('vm1'));
    expect((await engine.type('delete_server', '--server', 'vm2')).code).toBe(0);
    await engine.until('vm2 is gone', async () => (await engine.servers()).get('vm2')?.deleted !== 0);
    const listed = await engine.type('server', 'list');
    expect(listed.out).toMatch(/ vm1 +\| ACTIVE .* m1\.small /);
    expect(listed.out).toMatch(/ vm3 +\| ACTIVE .* m1\.tiny /);
    expect(listed.out).not.toContain('vm2');
    expect(await engine.ledger()).toEqual([]);
  }, 180_000);

  test('a compute killed in a build and started again sets the server to ERROR, as the simulated one does', async ({
    skip,
  }) => {
    if (!mayMake) skip();
    await engine.type('boot', '--name', 'killed');
    const host = async (): Promise<string> => String((await engine.servers()).get('killed')?.host ?? '');
    await engine.until(
      'the host is saved',
      async () => (await engine.servers()).get('killed')?.task_state === 'spawning',
    );
    const compute = `nova-compute-${await host()}`;
    await engine.kill(compute);
    expect((await engine.servers()).get('killed')).toMatchObject({
      vm_state: 'building',
      task_state: 'spawning',
    });
    expect((await engine.type('start', '--service', compute)).code).toBe(0);
    await engine.until(
      'the server is in ERROR',
      async () => (await engine.servers()).get('killed')?.vm_state === 'error',
    );
    expect((await engine.servers()).get('killed')).toMatchObject({ vm_state: 'error', task_state: null });
    await engine.type('delete_server', '--server', 'killed');
    await engine.until(
      'it can be deleted',
      async () => (await engine.servers()).get('killed')?.deleted !== 0,
    );
    expect(await engine.ledger()).toEqual([]);
  }, 180_000);

  test('the program that owns the rows is killed, and all that was committed is there when it is back', async ({
    skip,
  }) => {
    if (!mayMake) skip();
    const before = await engine.servers();
    expect((await engine.type('kill', '--service', 'database')).code).toBe(0);
    const away = await engine.type('boot', '--name', 'away');
    expect(away.code).not.toBe(0);
    expect((await engine.type('start', '--service', 'database')).code).toBe(0);
    await engine.until('the rows are back', async () => (await engine.servers().catch(() => null)) !== null);
    expect([...(await engine.servers()).keys()]).toEqual([...before.keys()]);
    await engine.until(
      'a boot goes through again',
      async () => (await engine.type('boot', '--name', 'back')).code === 0,
    );
    await engine.until(
      'it is built',
      async () => (await engine.servers()).get('back')?.vm_state === 'active',
    );
    expect(await engine.ledger()).toEqual([]);
  }, 180_000);
});
