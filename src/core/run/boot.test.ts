import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { defined } from '../base/assert.ts';
import { checkTrace } from '../checks/check-trace.ts';
import { toRecordedRow } from '../databases/recorded.ts';
import { type Changes, netChanges } from '../recording/changes.ts';
import { compareWithRecording } from '../recording/compare.ts';
import type { PublishLine } from '../recording/firehose.ts';
import { toFirehose } from '../recording/firehose.ts';
import type { FactKind, FactOf } from '../trace/fact.ts';
import { causedByCommand } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';
import { makeWorlds } from '../trace/worlds.ts';
import { BOOT, run } from './boot.fixture.ts';
import { BOOT_CHANGES } from './golden/boot-changes.ts';
import { BOOT_MESSAGES } from './golden/boot-messages.ts';

const RECORDED = '../shared/reference/recorded/boot';
const recorded = existsSync(RECORDED);
if (!recorded)
  console.warn(`SKIPPED: ${RECORDED} is absent, so the boot is compared with the project's own data only`);

let trace: Trace;
beforeAll(async () => {
  trace = await run(BOOT);
});

function ofKind<K extends FactKind>(kind: K): FactOf<K>[] {
  return trace.facts.filter((fact) => fact.kind === kind) as unknown as FactOf<K>[];
}

function publications(): PublishLine[] {
  const lines = [...toFirehose(trace, { periodic: false })];
  return lines.filter((line): line is PublishLine => line.kind === 'publish');
}

const asGolden = (line: PublishLine): readonly string[] => [
  line.rpc.type,
  line.from ?? '',
  line.to[0] ?? '-',
  line.vhost,
  line.exchange,
  (line.routing_keys[0] ?? '').replace(/^reply_[0-9a-f]+$/, 'reply_*'),
  line.rpc.method ?? line.rpc.in_reply_to ?? '',
  line.rpc.version ?? '',
  line.rpc.detail ?? '',
];

/** The handling of network-changed runs beside the build: its messages may stand elsewhere in the order. */
const EVENT = /InstanceInfoCache\.(refresh|save)|network-/;

describe('the boot', () => {
  test('publishes the 39 messages of the recorded boot, no more and no fewer', () => {
    const mine = publications()
      .filter((line) => line.group === 'scenario')
      .map((line) => asGolden(line).join(' '));
    expect([...mine].sort()).toEqual(BOOT_MESSAGES.map((message) => message.join(' ')).sort());
  });

  test('is never told as idleness of the compute that builds, whose request is completed at once', () => {
    const compute = 'nova-compute-cpu1';
    const calls = ofKind('message.published').filter(
      ({ actor, rpc }) => actor === compute && rpc.detail?.startsWith('InstanceActionEvent.'),
    );
    const [begun = 0, finished = 0] = calls.map(({ index }) => index);
    const completed = ofKind('rpc.completed').find(({ method }) => method === 'build_and_run_instance');
    expect([completed?.actor, (completed?.index ?? finished) < finished]).toEqual([compute, true]);
    const worlds = makeWorlds(trace);
    const states = new Set<string | undefined>();
    for (let k = begun; k < finished; k += 1) states.add(worlds.at(k).services.get(compute)?.state);
    expect([...states].sort()).toEqual(['waiting', 'working']);
    expect(worlds.at(trace.facts.length - 1).services.get(compute)?.state).toBe('idle');
  });

  test('publishes those of the build in the recorded order', () => {
    const mine = publications()
      .filter((line) => line.group === 'scenario')
      .map((line) => asGolden(line).join(' '));
    const build = (all: readonly string[]): string[] => all.filter((line) => !EVENT.test(line));
    expect(build(mine)).toEqual(build(BOOT_MESSAGES.map((message) => message.join(' '))));
  });

  test('also makes the compute save its ComputeNode, under the request id of a periodic task', () => {
    const saves = publications().filter((line) => line.rpc.detail === 'ComputeNode.save');
    expect(saves.map((line) => line.group)).toEqual(['periodic']);
  });

  test('changes the tables, numbers of rows and columns that the recorded one changed', () => {
    const changes: Changes = netChanges(trace, toRecordedRow);
    const mine = Object.entries(changes)
      .filter(([table]) => !table.startsWith('neutron.'))
      .map(([table, change]) => {
        const columns = (change.updated ?? []).flatMap((row) => Object.keys(row.changed));
        return [table, { inserted: change.inserted?.length ?? 0, updated: [...new Set(columns)].sort() }];
      });
    expect(Object.fromEntries(mine)).toEqual(BOOT_CHANGES);
  });

  test('takes about as long as the recorded one: the answer under a second, ACTIVE at two to three', () => {
    const [given] = ofKind('command.given');
    const answered = ofKind('http.answered').find((fact) => fact.to === 'client');
    expect(answered?.status).toBe(202);
    expect((answered?.at ?? 0) - (given?.at ?? 0)).toBeLessThan(1_000_000);
    const active = ofKind('row.changed').find((fact) => fact.after?.vm_state === 'active');
    const after = (active?.at ?? 0) - (given?.at ?? 0);
    expect(after).toBeGreaterThan(1_500_000);
    expect(after).toBeLessThan(3_000_000);
  });

  test('answers 202 before any row of the instance exists in a cell', () => {
    const answered = defined(
      ofKind('http.answered').find((fact) => fact.to === 'client'),
      'the answer',
    );
    const created = defined(
      ofKind('row.changed').find((fact) => fact.table === 'instances' && fact.before === null),
      'the row',
    );
    expect(answered.index).toBeLessThan(created.index);
  });

  test('breaks no law of the independent checkers', () => {
    expect(checkTrace(trace)).toEqual([]);
  });

  test('is caused by its command from the first message to the last row', () => {
    const caused = causedByCommand(trace);
    const scenario = trace.facts.filter((fact) => fact.group === 'scenario');
    expect(scenario.length).toBeGreaterThan(500);
    expect(scenario.filter((fact) => !caused[fact.index])).toEqual([]);
  });
});

describe('services of Nova', () => {
  test('never speak to each other but through an exchange and a queue', () => {
    const nova = new Set(trace.topology.services.filter((s) => s.kind === 'nova').map((s) => s.actor));
    const direct = ofKind('http.requested').filter((fact) => nova.has(fact.actor) && nova.has(fact.to));
    expect(direct).toEqual([]);
    const published = new Map(ofKind('message.published').map((fact) => [fact.message, fact]));
    const delivered = ofKind('message.delivered');
    expect(delivered.length).toBeGreaterThan(60);
    for (const fact of delivered) expect(published.get(fact.message)?.queues).toContain(fact.queue);
    for (const fact of ofKind('rpc.dispatched')) {
      const copy = delivered.find((d) => d.message === fact.message && d.actor === fact.actor);
      expect(copy?.index).toBeLessThan(fact.index);
    }
  });

  test('reach only their own databases, and nova-compute none', () => {
    const reach = new Map(trace.topology.services.map((s) => [s.actor, s.databases]));
    for (const fact of ofKind('sql.executed')) expect(reach.get(fact.actor)).toContain(fact.database);
    const computes = ofKind('sql.executed').filter((fact) => fact.actor.startsWith('nova-compute'));
    expect(computes).toEqual([]);
  });
});

describe.skipIf(!recorded)('beside the recording', () => {
  const lines = (): object[] =>
    readFileSync(`${RECORDED}/trace.ndjson`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);

  test('every message and every row change is matched', () => {
    const changes = JSON.parse(readFileSync(`${RECORDED}/changes.json`, 'utf8')) as Changes;
    const comparison = compareWithRecording(
      { trace, changes: netChanges(trace, toRecordedRow) },
      lines() as never,
      changes,
    );
    expect(comparison.messages).toMatchObject({ matched: 39, missing: [], extra: [], order: [] });
    expect(comparison.changes?.differences).toEqual([]);
    expect(comparison.alike).toBe(true);
  });
});
