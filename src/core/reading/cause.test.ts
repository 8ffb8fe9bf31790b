import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { nextFact } from '../story/run-until.ts';
import type { RowChanged } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { causesOf, type Origin, originOf, statementOf } from './cause.ts';
import { indexOf } from './trace-index.ts';
import { makeVersions } from './versions.ts';
import { workOf } from './work.ts';

let boot: Trace;
let lesson: Trace;
beforeAll(async () => {
  boot = await run({ v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] });
  lesson = await run(SCENARIOS.find((one) => one.id === 'no-nova-database')?.experiment ?? { v: 1 });
});

function changeOf(trace: Trace, table: string, is: (row: RowChanged) => boolean): RowChanged {
  const found = trace.facts.find((fact) => fact.kind === 'row.changed' && fact.table === table && is(fact));
  return found as RowChanged;
}

const told = (origin: Origin): string => {
  switch (origin.kind) {
    case 'message':
      return `${origin.fact.rpc.type} ${origin.fact.rpc.detail ?? origin.fact.rpc.method} from ${origin.fact.actor}`;
    case 'request':
      return `${origin.fact.method} ${origin.fact.path} from ${origin.fact.actor}`;
    case 'command':
      return `command ${origin.fact.name}`;
    case 'own':
      return `${origin.actor} by itself`;
  }
};

describe('the chain of causes', () => {
  it('leads from the claimed host back to the command: each message as it was recorded', () => {
    const claim = changeOf(boot, 'instances', (row) => row.before?.host === null && row.after?.host !== null);
    expect(statementOf(boot, claim)).toMatchObject({ verb: 'UPDATE', actor: 'nova-conductor-cell1' });
    expect(causesOf(boot, claim).map(told)).toEqual([
      'call Instance.save from nova-compute-cpu1',
      'cast build_and_run_instance from nova-conductor-super',
      'cast schedule_and_build_instances from nova-api',
      'POST /v2.1/servers from client',
      'command boot',
    ]);
  });

  it('leads from an allocation to the request that claimed it', () => {
    const allocation = changeOf(boot, 'allocations', (row) => row.before === null);
    const [first, second] = causesOf(boot, allocation).map(told);
    expect(first).toMatch(/^PUT \/allocations\/[0-9a-f-]{36} from nova-scheduler$/);
    expect(second).toBe('call select_destinations from nova-conductor-super');
  });

  it('ends at the service itself for a heartbeat', async () => {
    const quiet = await run({ v: 1, until_us: 12_000_000 });
    const beat = changeOf(quiet, 'services', (row) => row.after?.binary === 'nova-scheduler');
    expect(causesOf(quiet, beat)).toEqual([{ kind: 'own', actor: 'nova-scheduler' }]);
  });

  it('ends for every change of a row, and every link but the last is an earlier fact', () => {
    for (const fact of lesson.facts) {
      if (fact.kind !== 'row.changed') continue;
      let before = fact.index;
      for (const origin of causesOf(lesson, fact)) {
        if (origin.kind === 'own') continue;
        expect(origin.fact.index).toBeLessThan(before);
        before = origin.fact.index;
      }
    }
  });
});

describe('the work of a message', () => {
  it('is what its receiver read and wrote for it: an Instance.save reads the instance and writes it', () => {
    const claim = changeOf(boot, 'instances', (row) => row.before?.host === null && row.after?.host !== null);
    const origin = originOf(boot, claim);
    const work = workOf(boot, origin.kind === 'message' ? origin.fact.index : -1);
    expect(work.writes.map((row) => row.table)).toEqual(['instances', 'instance_system_metadata']);
    const read = work.reads.find((one) => one.table === 'instances');
    expect(read?.keys).toEqual([claim.key]);
  });

  it('has every change of a row exactly once, but for what services do by themselves', () => {
    const found = boot.facts.flatMap((fact) => workOf(boot, fact.index).writes.map((row) => row.index));
    expect(new Set(found).size).toBe(found.length);
    const own = boot.facts.filter(
      (fact) => fact.kind === 'row.changed' && originOf(boot, fact).kind === 'own',
    );
    const all = boot.facts.filter((fact) => fact.kind === 'row.changed');
    expect(found.length + own.length).toBe(all.length);
  });

  it('names rows that stood there when they were read', () => {
    const versions = makeVersions(boot);
    let seen = 0;
    for (const fact of boot.facts) {
      if (fact.kind !== 'sql.executed' || fact.keys === null) continue;
      for (const key of fact.keys) {
        const standing = versions
          .history(fact.database, fact.table, key)
          .findLast((version) => version.index <= fact.index);
        expect(standing?.row, `fact ${fact.index} ${fact.table} ${JSON.stringify(key)}`).toBeTruthy();
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(100);
  });
});

describe('run until', () => {
  it('finds the next change of a row, of one of its columns, and none after the last', () => {
    const created = changeOf(boot, 'instances', (row) => row.before === null);
    const { database, table, key } = created;
    const row = { what: 'row', database, table, key } as const;
    const host = nextFact(boot, created.index, { ...row, column: 'host' });
    expect(host).toMatchObject({ before: { host: null } });
    const any = nextFact(boot, created.index, { ...row, column: null });
    expect(any!.index).toBeLessThanOrEqual(host!.index);
    expect(nextFact(boot, boot.facts.length - 1, { ...row, column: null })).toBeNull();
  });

  it('finds the next message on a queue', () => {
    const fact = nextFact(boot, -1, { what: 'queue', vhost: '/', queue: 'scheduler' });
    expect(fact).toMatchObject({ kind: 'message.published', rpc: { method: 'select_destinations' } });
  });

  it('finds no error in a boot that goes well, and NoValidHost in one that does not', () => {
    expect(nextFact(boot, -1, { what: 'error' })).toBeNull();
    expect(nextFact(lesson, -1, { what: 'error' })).toMatchObject({
      kind: 'rpc.completed',
      actor: 'nova-scheduler',
    });
  });
});

it('the look-up of a trace is made once', () => {
  expect(indexOf(boot)).toBe(indexOf(boot));
});
