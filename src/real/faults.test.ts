/**
 * The engine on a RabbitMQ that the test itself starts and restarts, and on the MariaDB of DB_URL (else 127.0.0.1), by a way that
 * the test cuts: processes killed in a build, the broker restarted in a boot, the database away.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTrace } from '../core/checks/check-trace.ts';
import { compareWithRecording } from '../core/recording/compare.ts';
import { toFirehose } from '../core/recording/firehose.ts';
import { openLines } from '../core/recording/open.fixture.ts';
import { hasRecordings, recordedLines } from '../core/recording/shared.fixture.ts';
import { BOOT_MESSAGES } from '../core/run/golden/boot-messages.ts';
import { databaseAddress } from './address.ts';
import { type EngineUnderTest, engineUnderTest } from './engine.fixture.ts';
import { type MysqlAddress, mysqlOptions } from './mysql.ts';
import { type OwnBroker, ownBroker } from './own-broker.fixture.ts';
import { type CutWay, wayTo } from './proxy.fixture.ts';
import { restartedInBuild } from './restart.fixture.ts';

const DB = databaseAddress(process.env.DB_URL ?? 'mysql://root@127.0.0.1:3306') as MysqlAddress;
const isThere = await createConnection(mysqlOptions(DB)).then(
  async (connection) => {
    await connection.end();
    return true;
  },
  () => false,
);
const broker: OwnBroker | null = isThere ? await ownBroker() : null;
if (!isThere) console.warn(`SKIPPED: no MariaDB answers at ${DB.shown}, so no engine was brought up on one`);
else if (!broker) console.warn('SKIPPED: there is no rabbitmq-server that a test could start and restart');

let engine: EngineUnderTest;
let way: CutWay;

/** Calls give up after ten seconds instead of sixty: a test waits for them. */
const DEPLOYMENT = { options: { 'DEFAULT.rpc_response_timeout': 10 } };

const serverNow = async (name: string) => (await engine.servers()).get(name);
const isIn = (name: string, task: string | null, state: string) => async (): Promise<boolean> => {
  const row = await serverNow(name);
  return row?.task_state === task && row.vm_state === state;
};

describe.skipIf(!broker)('an engine whose broker and database come and go', () => {
  beforeAll(async () => {
    await broker?.start();
    way = await wayTo(DB.host, DB.port);
    const db = `mysql://${DB.user}:${DB.password}@127.0.0.1:${way.port}/nst${process.pid}`;
    engine = engineUnderTest(broker?.url ?? '', db, broker?.env);
    const file = join(engine.state.path, '..', 'deployment.json');
    writeFileSync(file, JSON.stringify({ v: 1, deployment: DEPLOYMENT }));
    expect(await engine.type('up', '--work', '60', '--experiment', file)).toMatchObject({
      code: 0,
      error: '',
    });
  }, 180_000);
  afterAll(async () => {
    await way?.join().catch(() => undefined);
    await engine?.end();
    await broker?.remove();
  }, 120_000);

  test('a boot recorded by the tap is the recorded one: 39 messages of 39', async () => {
    for (const name of ['warm3', 'warm4']) await engine.type('boot', '--name', name);
    for (const name of ['warm3', 'warm4']) await engine.until(`${name} is built`, isIn(name, null, 'active'));
    // what the last of them had begun is over
    await pause(3000);
    const file = join(engine.state.path, '..', 'boot.ndjson');
    const tapped = engine.type('tap', '--trace-on', '--for', '25s', '--out', file);
    await engine.until('tracing is on', async () =>
      /nova_cell1\ttrue/.test((await broker?.ctl('list_vhosts', 'name', 'tracing')) ?? ''),
    );
    await engine.type('boot', '--name', 'recorded');
    expect(await tapped).toMatchObject({ code: 0 });
    expect(await broker?.ctl('list_vhosts', 'name', 'tracing')).not.toContain('true');
    const { trace } = openLines(readFileSync(file, 'utf8').trim().split('\n'));
    expect(checkTrace(trace)).toEqual([]);
    const ours = [...toFirehose(trace, { periodic: false })].filter(
      ({ kind, group }) => kind === 'publish' && group === 'scenario',
    );
    expect(ours).toHaveLength(BOOT_MESSAGES.length);
    if (!hasRecordings)
      console.warn('SKIPPED: ../shared is absent, so the tapped boot was not compared with the recorded one');
    else
      expect(compareWithRecording({ trace }, recordedLines('boot'))).toMatchObject({
        messages: { matched: 39, missing: [], extra: [], order: [] },
        alike: true,
      });
  }, 180_000);

  test('the broker restarted in mid-boot: the boot goes on where it stood, and ends', async () => {
    await engine.type('boot', '--name', 'restarted');
    await restartedInBuild(engine, broker as OwnBroker, 'restarted');
    await engine.until('it is built', isIn('restarted', null, 'active'), 90);
    expect(await engine.ledger()).toEqual([]);
  }, 300_000);

  test('the conductor of the cell killed in a build: what was asked meanwhile waits for the next one', async () => {
    await engine.type('boot', '--name', 'widowed');
    await engine.until('it is being built', isIn('widowed', 'spawning', 'building'));
    await engine.kill('nova-conductor-cell1');
    expect((await engine.type('start', '--service', 'nova-conductor-cell1')).code).toBe(0);
    const ends = ['active', 'error'];
    await engine.until(
      'it has ended',
      async () => {
        const row = await serverNow('widowed');
        return row?.task_state === null && ends.includes(String(row.vm_state));
      },
      90,
    );
    // what the killed one had acked and not answered is lost, and its caller gives the build up (R1, R3)
    const isLost = (await serverNow('widowed'))?.vm_state === 'error';
    if (isLost) expect(await engine.logs('nova-compute-')).toContain('MessagingTimeout');
    expect(await engine.ledger()).toEqual([]);
  }, 180_000);

  test('a compute killed in a build: ERROR once it is back, and the server can be deleted', async () => {
    await engine.type('boot', '--name', 'orphan');
    await engine.until('it is being built', isIn('orphan', 'spawning', 'building'));
    const compute = `nova-compute-${(await serverNow('orphan'))?.host}`;
    await engine.kill(compute);
    await engine.type('start', '--service', compute);
    await engine.until('it is in ERROR', isIn('orphan', null, 'error'), 90);
    expect((await engine.type('delete_server', '--server', 'orphan')).code).toBe(0);
    await engine.until('it is gone', async () => (await serverNow('orphan'))?.deleted !== 0, 90);
    expect(await engine.ledger()).toEqual([]);
  }, 180_000);

  test('the database away: nova-api says so, nothing is half written, and all goes on when it is back', async () => {
    await way.cut();
    const refused = await engine.type('list_servers');
    expect(refused.code).toBe(1);
    await way.join();
    await engine.until(
      'a boot goes through',
      async () => (await engine.type('boot', '--name', 'again')).code === 0,
      90,
    );
    await engine.until('it is built', isIn('again', null, 'active'), 90);
    expect(await engine.ledger()).toEqual([]);
  }, 180_000);

  test('a conductor killed while it writes leaves whole servers or none', async () => {
    const delays = [60, 160, 260, 420];
    for (const [i, ms] of delays.entries()) {
      await engine.type('boot', '--name', `torn${i}`);
      await pause(ms);
      await engine.kill('nova-conductor-super');
      await engine.type('start', '--service', 'nova-conductor-super');
    }
    const parts = await Promise.all(
      ['instances', 'instance_extra', 'instance_info_caches'].map((table) =>
        engine.rows('nova_cell1', table),
      ),
    );
    const [servers = [], ...others] = parts.map((rows, i) =>
      rows.map((row) => String(row[i === 0 ? 'uuid' : 'instance_uuid'])),
    );
    for (const list of others) expect(list.toSorted()).toEqual(servers.toSorted());
  }, 180_000);

  test('an engine that may not make its databases is told so, and leaves no vhost behind', async () => {
    const root = await createConnection(mysqlOptions(DB));
    const user = `nsr${process.pid}`;
    await root.query(`CREATE USER ${user}@'%'`);
    try {
      const refused = engineUnderTest(
        `${broker?.url}/refused`,
        `mysql://${user}@${DB.host}:${DB.port}/nsr${process.pid}`,
        broker?.env,
      );
      const up = await refused.type('up');
      expect(up).toMatchObject({ code: 2 });
      expect(up.error).toMatch(/^novascope: The databases cannot be made at mysql:.*denied.*\.\n$/);
      expect(await broker?.ctl('list_vhosts')).not.toContain('refused');
      expect((await refused.type('down')).error).toContain('No engine is up');
      await refused.end();
    } finally {
      await root.query(`DROP USER ${user}@'%'`);
      await root.end();
    }
  }, 120_000);

  test('a vhost that is not there, and one in which nothing may be declared, end a tap with a sentence', async () => {
    await broker?.ctl('add_user', 'reader', 'reader');
    await broker?.ctl('set_permissions', '-p', 'nova_cell1', 'reader', '^$', '^$', '.*');
    const url = broker?.url.replace('//', '//reader:reader@') ?? '';
    const tap = (...args: readonly string[]) => engine.type('tap', '--amqp', url, '--for', '60s', ...args);
    expect(await tap('--vhost', 'nowhere')).toEqual({
      code: 2,
      out: '',
      error: `novascope: RabbitMQ at ${broker?.url} has no vhost nowhere that reader may use.\n`,
    });
    const forbidden = await tap('--vhost', 'nova_cell1');
    expect(forbidden).toMatchObject({ code: 2, out: '' });
    expect(forbidden.error).toMatch(
      /does not let us in: ACCESS_REFUSED - access to queue .* refused for user 'reader'\.\n$/,
    );
  }, 120_000);

  test('rabbitmqctl lists the queues of a Nova', async () => {
    const queues = await broker?.ctl('list_queues', '-p', 'nova_cell1', 'name', 'durable', 'auto_delete');
    expect(queues).toMatch(/^compute\.cpu1\tfalse\tfalse$/m);
    expect(queues).toMatch(/^conductor\.cell1ctl\tfalse\tfalse$/m);
    expect(queues).toMatch(/^reply_[0-9a-f]{32}\tfalse\tfalse$/m);
    expect(queues).toMatch(/^compute_fanout_[0-9a-f]{32}\tfalse\tfalse$/m);
  });
});
