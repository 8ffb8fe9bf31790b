/**
 * What an engine does is what the kept recordings of it show, and what a real cloud's show. `RECORD_KEPT=1` keeps them anew:
 * `RECORD_KEPT=1 npx vitest run src/real/kept.test.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTrace } from '../core/checks/check-trace.ts';
import { compareWithRecording } from '../core/recording/compare.ts';
import { type FirehoseLine, toFirehose } from '../core/recording/firehose.ts';
import { type KeptName, keptBytes, keptPath, withoutEvents } from '../core/recording/kept.fixture.ts';
import { openFiles, openLines } from '../core/recording/open.fixture.ts';
import { hasRecordings, recordedLines } from '../core/recording/shared.fixture.ts';
import type { UnansweredCall } from '../core/report/calls.ts';
import { reportOf } from '../core/report/report.ts';
import type { Trace } from '../core/trace/trace.ts';
import { type EngineUnderTest, engineUnderTest, type GoingProgram } from './engine.fixture.ts';
import { type OwnBroker, ownBroker } from './own-broker.fixture.ts';

const broker: OwnBroker | null = await ownBroker();
if (!broker) console.warn('SKIPPED: there is no rabbitmq-server that a test could start and restart');

let engine: EngineUnderTest;

const row = async (name: string) => (await engine.servers()).get(name);
const isIn = (name: string, task: string | null, state: string) => async (): Promise<boolean> => {
  const now = await row(name);
  return now?.task_state === task && now.vm_state === state;
};
const typed = async (...args: readonly string[]): Promise<void> =>
  expect(await engine.type(...args)).toMatchObject({ code: 0, error: '' });

/** The tap's recording of what is done meanwhile, and of the work that it leaves for a moment. */
async function tapped(name: KeptName, act: (tap: GoingProgram) => Promise<void>): Promise<Trace> {
  const file = join(engine.state.path, '..', `${name}.ndjson`);
  const tap = engine.begin('tap', '--all', '--trace-on', '--for', '10m', '--out', file);
  await tap.says('This ends in');
  await act(tap);
  await pause(3000);
  expect(await tap.interrupt()).toMatchObject({ code: 0 });
  expect(await broker?.ctl('list_vhosts', 'name', 'tracing')).not.toContain('true');
  const text = readFileSync(file, 'utf8');
  if (process.env.RECORD_KEPT) {
    mkdirSync(dirname(keptPath(name)), { recursive: true });
    writeFileSync(keptPath(name), gzipSync(text, { level: 9 }));
  }
  const { trace } = openLines(text.trim().split('\n'));
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}

/**
 * Messages of two recordings of the same are the same; those of the cloud are asked where they lie beside the project. On a busy
 * machine neutron's events meet in other batches, so they are left out but for a boot.
 */
function alike(trace: Trace, name: 'boot' | 'delete' | 'resize'): void {
  const own = (lines: Iterable<FirehoseLine>): readonly FirehoseLine[] =>
    name === 'boot' ? [...lines] : withoutEvents([...lines]);
  const mine = own(toFirehose(trace, { periodic: true }));
  const kept = openFiles({ 'kept.gz': keptBytes(name) }).trace;
  const same = { messages: { missing: [], extra: [], order: [] }, alike: true };
  expect(compareWithRecording({ lines: mine }, own(toFirehose(kept, { periodic: true })))).toMatchObject(
    same,
  );
  if (hasRecordings)
    expect(compareWithRecording({ lines: mine }, own(recordedLines(name)))).toMatchObject(same);
  else
    console.warn(
      `SKIPPED: ../shared is absent, so the tapped ${name} was not compared with the recorded one`,
    );
}

describe.skipIf(!broker)('an engine, recorded by the tap', () => {
  beforeAll(async () => {
    await broker?.start();
    engine = engineUnderTest(broker?.url ?? '', 'sqlite', broker?.env);
    await typed('up');
    // connections that come about with the first of their messages are there
    for (const name of ['warm3', 'warm4']) await typed('boot', '--name', name);
    for (const name of ['warm3', 'warm4']) await engine.until(`${name} is built`, isIn(name, null, 'active'));
    await pause(3000);
  }, 240_000);
  afterAll(async () => {
    await engine?.end();
    await broker?.remove();
  }, 120_000);

  test('boots as the recorded cloud did: 39 messages of 39', async () => {
    const trace = await tapped('boot', async () => {
      await typed('boot', '--name', 'vm1');
      await engine.until('it is built', isIn('vm1', null, 'active'));
    });
    const { messages } = compareWithRecording({ trace }, toFirehose(trace, { periodic: true }));
    expect(messages.matched).toBe(39);
    alike(trace, 'boot');
  }, 400_000);

  test('deletes as the recorded cloud did', async () => {
    const trace = await tapped('delete', async () => {
      await typed('delete_server', '--server', 'warm3');
      await engine.until('it is gone', isIn('warm3', null, 'deleted'));
    });
    alike(trace, 'delete');
  }, 400_000);

  test('resizes as the recorded cloud did', async () => {
    const trace = await tapped('resize', async () => {
      await typed('resize_server', '--server', 'vm1', '--flavor', 'm1.small');
      await engine.until('it is resized', isIn('vm1', null, 'resized'));
      await pause(3000);
      await typed('confirm_resize', '--server', 'vm1');
      await engine.until('the resize is confirmed', isIn('vm1', null, 'active'));
    });
    alike(trace, 'resize');
  }, 400_000);

  test('whose compute dies in a call has a call without an answer', async () => {
    const trace = await tapped('compute_killed', async () => {
      await typed('boot', '--name', 'orphan');
      await engine.until('it is being built', isIn('orphan', 'spawning', 'building'));
      const compute = `nova-compute-${(await row('orphan'))?.host}`;
      // who is asked is held still, so that the question is asked and not answered when its asker dies
      engine.signal('nova-conductor-cell1', 'SIGSTOP');
      await pause(4000);
      await engine.kill(compute);
      engine.signal('nova-conductor-cell1', 'SIGCONT');
      await pause(1000);
      await typed('start', '--service', compute);
      await engine.until('it is in ERROR', isIn('orphan', null, 'error'));
    });
    const { unanswered, gaps } = reportOf(trace);
    expect(unanswered.map(({ from, to }) => [from.slice(0, 12), to])).toContainEqual([
      'nova-compute',
      'nova-conductor-cell1',
    ]);
    expect(gaps).toEqual([]);
  }, 400_000);

  test('whose broker is restarted has a gap in its recording, and nothing is concluded across it', async () => {
    const trace = await tapped('broker_restarted', async (tap) => {
      await typed('boot', '--name', 'restarted');
      await engine.until('it is being built', isIn('restarted', 'spawning', 'building'));
      await broker?.kill();
      await broker?.start();
      await tap.says('it is heard again');
      await engine.until('it is built', isIn('restarted', null, 'active'), 90);
      // what the computes report every ten seconds is heard again
      await pause(12_000);
    });
    const { gaps, unanswered } = reportOf(trace);
    // each vhost has a connection of its own, and one is back before the other
    expect(new Set(gaps.map(({ lost }) => lost))).toEqual(new Set([null]));
    // a call that was on its way when the tap ended is open
    const isUnderWay = ({ how, waited }: UnansweredCall): boolean => how === 'open' && waited < 1_000_000;
    expect(unanswered.filter((call) => call.how !== 'gap' && !isUnderWay(call))).toEqual([]);
    const after = gaps.at(-1)?.fact ?? 0;
    expect(trace.facts.slice(after).some(({ kind }) => kind === 'message.published')).toBe(true);
  }, 400_000);
});
