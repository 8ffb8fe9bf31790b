import { describe, expect, test } from 'vitest';
import { digest } from '../base/digest.ts';
import { makeVersions } from '../reading/versions.ts';
import { traceDigest } from '../recording/trace-file.ts';
import { steps } from '../story/steps.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { makeWorlds, worldDigest } from '../trace/worlds.ts';
import { BOOT, engineFor, lines, run, withCommands } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';

describe('the same experiment', () => {
  test('gives the same facts to the byte, and another seed gives others', async () => {
    const [one, two, other] = [await run(BOOT), await run(BOOT), await run({ ...BOOT, seed: 2 })];
    expect(lines(two)).toEqual(lines(one));
    expect(traceDigest(two)).toBe(traceDigest(one));
    expect(traceDigest(other)).not.toBe(traceDigest(one));
  });

  test('run again on an engine that went back to its seed gives the same facts', async () => {
    const engine = await engineFor(BOOT);
    const cloud = openCloud(BOOT);
    const { simulate } = await import('./simulate.ts');
    const first = lines(simulate(cloud, engine));
    engine.reset();
    expect(lines(simulate(cloud, engine))).toEqual(first);
    engine.close();
  });

  test('with a command more leaves all that came before it as it was', async () => {
    const at_us = 2_200_000;
    const before = lines(await run(BOOT));
    const later = await run(withCommands({ at_us, name: 'kill', args: { service: 'nova-compute-cpu1' } }));
    const given = later.facts.findIndex((fact) => fact.kind === 'command.given' && fact.name === 'kill');
    expect(given).toBeGreaterThan(400);
    expect(lines(later).slice(0, given)).toEqual(before.slice(0, given));
    expect(later.facts.length).not.toBe(before.length);
  });
});

/** World and every table at each step, as one digest a step. */
function statesAt(trace: Trace, order: readonly number[]): Map<number, string> {
  const worlds = makeWorlds(trace);
  const versions = makeVersions(trace);
  return new Map(
    order.map((index) => {
      const tables = versions.tables().map((name) => {
        const [database = '', table = ''] = name.split('.');
        return JSON.stringify(versions.rowsAt(database, table, index));
      });
      return [index, digest(worldDigest(worlds.at(index)) + tables.join('|'))];
    }),
  );
}

describe('time travel', () => {
  test('walking right to the end, left to the start and jumping give one and the same state at each step', async () => {
    const trace = await run(BOOT);
    const places = [-1, ...steps(trace, 'messages').map((step) => step.last)];
    const right = statesAt(trace, places);
    const left = statesAt(trace, [...places].reverse());
    const jumps = statesAt(
      trace,
      places.map((_, i) => places[(i * 37) % places.length] ?? -1),
    );
    for (const place of places) {
      expect(left.get(place), `fact ${place}`).toBe(right.get(place));
      if (jumps.has(place)) expect(jumps.get(place), `fact ${place}`).toBe(right.get(place));
    }
    expect(new Set(right.values()).size).toBeGreaterThan(40);
  });

  test('rows by version list are the rows that SQLite holds, at every step', async () => {
    const trace = await run(BOOT);
    const versions = makeVersions(trace);
    const engine = await engineFor(BOOT);
    const ends = new Set(steps(trace, 'messages').map((step) => step.last));
    let compared = 0;
    for (const fact of trace.facts) {
      if (fact.kind === 'sql.executed' && fact.verb !== 'SELECT' && fact.verb !== 'COMMIT') {
        replay(engine, fact);
      }
      if (!ends.has(fact.index)) continue;
      const dump = engine.dump();
      for (const name of new Set([...versions.tables(), ...Object.keys(dump)])) {
        const [database = '', table = ''] = name.split('.');
        expect(versions.rowsAt(database, table, fact.index), `${name} after fact ${fact.index}`).toEqual(
          dump[name] ?? [],
        );
      }
      compared += 1;
    }
    expect(compared).toBeGreaterThan(40);
    engine.close();
  });
});

function replay(engine: Awaited<ReturnType<typeof engineFor>>, fact: FactOf<'sql.executed'>): void {
  const { database, table, statement, parameters } = fact;
  engine.execute({ database, table, verb: fact.verb as 'INSERT', sql: statement, parameters });
}
