/**
 * A story that an engine lives through on a RabbitMQ of the test's own, with SQLite and with the MariaDB of DB_URL (else 127.0.0.1):
 * boots, a resize, a delete, a compute and a conductor killed in a build and started again, the broker restarted in a boot.
 * How it ends is the simulator's word, and the tap has recorded it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTrace } from '../core/checks/check-trace.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import { openLines } from '../core/recording/open.fixture.ts';
import { reportOf } from '../core/report/report.ts';
import type { FactOf } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import { databaseAddress } from './address.ts';
import { type Ends, endsOf, readAll } from './ends.fixture.ts';
import { type EngineUnderTest, engineUnderTest } from './engine.fixture.ts';
import { type MysqlAddress, mysqlOptions } from './mysql.ts';
import { type OwnBroker, ownBroker } from './own-broker.fixture.ts';
import { restartedInBuild } from './restart.fixture.ts';
import { momentOf, type SimulatedStory, type StoryDeed, simulated } from './simulated-story.fixture.ts';

const DB = databaseAddress(process.env.DB_URL ?? 'mysql://root@127.0.0.1:3306') as MysqlAddress;
const hasMysql = await createConnection(mysqlOptions(DB)).then(
  async (connection) => {
    await connection.end();
    return true;
  },
  () => false,
);
const broker: OwnBroker | null = await ownBroker();
if (!broker) console.warn('SKIPPED: there is no rabbitmq-server that a test could start and restart');
if (!hasMysql) console.warn(`SKIPPED: no MariaDB answers at ${DB.shown}, so the story was not told with one`);

/** A call is given up in half the time: what is lost is waited for. */
const WAIT_S = 30;
const DEPLOYMENT = { options: { 'DEFAULT.rpc_response_timeout': WAIT_S } };
/** Four times as long as Nova's own work takes: there is time to strike in it. */
const WORK = 400;

const CONDUCTOR = 'nova-conductor-cell1';
/** Where all is built: the other one is there for the resize alone, since which of equal hosts is taken is chance. */
const COMPUTE = 'nova-compute-cpu1';
const OTHER = 'nova-compute-cpu2';

/** What was done to the engine, as it came about. */
interface Lived {
  readonly trace: Trace;
  readonly deeds: readonly StoryDeed[];
  /** when the conductor was dead, epoch milliseconds */
  readonly widowed: number;
}

const DATABASES: readonly (readonly [string, string, boolean])[] = [
  ['SQLite', 'sqlite', true],
  ['MariaDB', `mysql://${DB.user}:${DB.password}@${DB.host}:${DB.port}/nsy${process.pid}`, hasMysql],
];

describe.skipIf(!broker).each(DATABASES.filter(([, , isThere]) => isThere))(
  'a story with %s',
  (_name, db) => {
    let engine: EngineUnderTest;
    let lived: Lived;
    let told: SimulatedStory;

    beforeAll(async () => {
      await broker?.start();
      engine = engineUnderTest(broker?.url ?? '', db, broker?.env);
      const file = join(engine.state.path, '..', 'deployment.json');
      writeFileSync(file, JSON.stringify({ v: 1, deployment: DEPLOYMENT }));
      expect(await engine.type('up', '--work', `${WORK}`, '--experiment', file)).toMatchObject({
        code: 0,
        error: '',
      });
    }, 180_000);
    afterAll(async () => {
      await engine?.end();
      await broker?.remove();
    }, 120_000);

    const isIn =
      (name: string, task: string | null, ...states: readonly string[]) =>
      async (): Promise<boolean> => {
        const row = (await engine.servers()).get(name);
        return row?.task_state === task && states.includes(String(row.vm_state));
      };
    /** One that neutron has made for it, while it is being built. */
    const hasPort = (name: string) => async (): Promise<boolean> => {
      if (!(await isIn(name, 'spawning', 'building')())) return false;
      const uuid = (await engine.servers()).get(name)?.uuid;
      return (await engine.rows('neutron', 'ports')).some(({ device_id }) => device_id === uuid);
    };
    const boot = (name: string): Promise<void> => act('boot', '--name', name);
    const act = async (name: string, ...args: readonly string[]): Promise<void> =>
      expect(await engine.type(name, ...args)).toMatchObject({ code: 0, error: '' });
    const ends = async (): Promise<Ends> =>
      endsOf(await readAll(engine.rows), (await engine.type('list_servers')).out);

    test('is lived through, and recorded by the tap', async () => {
      const file = join(engine.state.path, '..', 'story.ndjson');
      const tap = engine.begin('tap', '--trace-on', '--for', '30m', '--out', file);
      await tap.says('This ends in');
      await act('disable_service', '--service', OTHER);
      for (const name of ['vm1', 'vm2', 'vm3']) await boot(name);
      for (const name of ['vm1', 'vm2', 'vm3'])
        await engine.until(`${name} is built`, isIn(name, null, 'active'));
      await act('enable_service', '--service', OTHER);
      await act('resize_server', '--server', 'vm1', '--flavor', 'm1.small');
      await engine.until('vm1 is resized', isIn('vm1', null, 'resized'));
      await act('confirm_resize', '--server', 'vm1');
      await engine.until('the resize is confirmed', isIn('vm1', null, 'active'));
      await act('delete_server', '--server', 'vm2');
      await engine.until('vm2 is gone', isIn('vm2', null, 'deleted'));

      await act('disable_service', '--service', OTHER);
      await boot('orphan');
      await engine.until('it is being built, and has a port', hasPort('orphan'));
      await held(engine);
      const compute = await killed(engine, COMPUTE);
      await engine.until('it is in ERROR', isIn('orphan', null, 'error'), 120);

      await boot('widowed');
      await engine.until('it is being built', isIn('widowed', 'spawning', 'building'));
      await held(engine);
      const conductor = await killed(engine, CONDUCTOR);
      engine.signal(COMPUTE, 'SIGCONT');
      await engine.until('it has ended', isIn('widowed', null, 'active', 'error'), 120);

      await boot('restarted');
      const restart = await restartedInBuild(engine, broker as OwnBroker, 'restarted');
      await engine.until('it is built in spite of that', isIn('restarted', null, 'active', 'error'), 120);

      await pause(10_000);
      expect(await tap.interrupt()).toMatchObject({ code: 0 });

      const { trace } = openLines(readFileSync(file, 'utf8').trim().split('\n'));
      const boots = ([at_s, ...gaps]: readonly number[]): readonly StoryDeed[] => [
        { name: 'boot', args: { server: 'vm1' }, when: { after_s: at_s ?? 0 } },
        ...gaps.map(
          (after_s, i): StoryDeed => ({ name: 'boot', args: { server: `vm${i + 2}` }, when: { after_s } }),
        ),
      ];
      lived = {
        trace,
        widowed: conductor.dead,
        deeds: [
          // an engine's computes begin with nothing in their memory
          ...[COMPUTE, OTHER].flatMap((service): StoryDeed[] => [
            { name: 'stop', args: { service }, when: { after_s: 1 } },
            { name: 'start', args: { service }, when: { after_s: 1 } },
          ]),
          { name: 'disable_service', args: { service: OTHER }, when: { after_s: 70 } },
          ...boots([20, ...between(trace, 2)]),
          { name: 'enable_service', args: { service: OTHER }, when: { after_s: 40 } },
          { name: 'resize_server', args: { server: 'vm1', flavor: 'm1.small' }, when: { after_s: 20 } },
          { name: 'confirm_resize', args: { server: 'vm1' }, when: { after_s: 60 } },
          { name: 'delete_server', args: { server: 'vm2' }, when: { after_s: 30 } },
          { name: 'disable_service', args: { service: OTHER }, when: { after_s: 30 } },
          { name: 'boot', args: { server: 'orphan' }, when: { after_s: 10 } },
          { name: 'kill', args: { service: COMPUTE }, when: momentOf(trace, 3, compute.dead) },
          { name: 'start', args: { service: COMPUTE }, when: { after_s: compute.seconds } },
          { name: 'boot', args: { server: 'widowed' }, when: { after_s: 60 } },
          { name: 'kill', args: { service: CONDUCTOR }, when: momentOf(trace, 4, conductor.dead) },
          { name: 'start', args: { service: CONDUCTOR }, when: { after_s: conductor.seconds } },
          { name: 'boot', args: { server: 'restarted' }, when: { after_s: 60 } },
          // all listened again before its compute asked anything
          { name: 'restart_broker', args: { away_ms: 0 }, when: momentOf(trace, 5, restart) },
        ],
      };
    }, 900_000);

    test('ends as the simulator says it must', async () => {
      const story = { deployment: DEPLOYMENT, deeds: lived.deeds, workPercent: WORK };
      told = await simulated(story);
      let last = await ends();
      // a compute looks after the network of one of its servers a minute
      const until = performance.now() + 300_000;
      while (JSON.stringify(last) !== JSON.stringify(told.ends) && performance.now() < until) {
        await pause(2000);
        last = await ends();
      }
      expect(last).toEqual(told.ends);
      expect(await engine.ledger()).toEqual([]);
    }, 600_000);

    test('its recording breaks no law, has no gap but the restart, and lacks no answer but of the dead', () => {
      const { trace } = lived;
      expect(checkTrace(trace)).toEqual([]);
      const { gaps, unanswered } = reportOf(trace);
      // each vhost's connection is lost, and heard again: nobody knows what passed in that one stretch
      expect(new Set(gaps.map(({ lost }) => lost))).toEqual(new Set([null]));
      expect((gaps.at(-1)?.until ?? 0) - (gaps[0]?.from ?? 0)).toBeLessThan(GAP_US);
      // what the killed conductor had taken and not answered is not answered by another; all else is
      const index = indexOf(trace);
      const missing = unanswered.filter(({ how }) => how !== 'gap');
      const taken = missing.map(({ fact }) => {
        const call = trace.facts[fact] as FactOf<'message.published'>;
        const { actor, at } = index.messages.get(call.message)?.delivered[0] ?? {};
        return { by: actor, before_s: (lived.widowed - trace.epoch_ms - (at ?? 0) / 1000) / 1000 };
      });
      expect(
        taken.filter(({ by, before_s }) => by !== CONDUCTOR || before_s < 0 || before_s > WAIT_S),
      ).toEqual([]);
      // the build's own call, when that was what it worked on; a compute's periodic work may have asked it too
      const isInWork = lived.deeds.some(
        ({ args, when }) => args?.service === CONDUCTOR && 'inWork' in when && when.inWork,
      );
      expect(missing.length).toBeGreaterThanOrEqual(isInWork ? 1 : 0);
    });
  },
);

/** Longer than a broker takes to start, and a tap to try again. */
const GAP_US = 120_000_000;

/** Who builds is held still until what it had asked is answered, and recorded: so it is known which message was the last. */
async function held(engine: EngineUnderTest): Promise<void> {
  engine.signal(COMPUTE, 'SIGSTOP');
  await pause(2000);
}

/** SIGKILL and a new start: when it was dead, epoch milliseconds, and for how long. */
async function killed(
  engine: EngineUnderTest,
  service: string,
): Promise<{ readonly dead: number; readonly seconds: number }> {
  await engine.kill(service);
  const dead = Date.now();
  expect((await engine.type('start', '--service', service)).code).toBe(0);
  return { dead, seconds: (Date.now() - dead) / 1000 };
}

/** Seconds between the first boots of a recording. */
function between(trace: Trace, count: number): readonly number[] {
  const at = trace.facts.flatMap((fact) =>
    fact.kind === 'message.published' && fact.rpc.method === 'schedule_and_build_instances' ? [fact.at] : [],
  );
  return Array.from({ length: count }, (_, i) => ((at[i + 1] ?? 0) - (at[i] ?? 0)) / 1_000_000);
}
