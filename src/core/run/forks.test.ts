import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import { CodedError } from '../base/assert.ts';
import { makeRandom, type Stream } from '../base/random.ts';
import { checkTrace } from '../checks/check-trace.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { makeWorlds, worldDigest } from '../trace/worlds.ts';
import { argumentsOf, FAULT_NAMES, type FaultName, type NamedArgument } from '../words/commands.ts';
import { lines } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';
import { simulate } from './simulate.ts';

let engine: SeededEngine;
beforeAll(async () => {
  const lab: Experiment = { v: 1 };
  engine = await openEngine(openCloud(lab));
});
afterAll(() => engine.close());

const BOOT: Command = { at_us: 1_000_000, name: 'boot' };

function run(commands: readonly Command[]): Trace {
  engine.reset();
  return simulate(openCloud({ v: 1, commands }), engine);
}

const SERVICES = [
  ...['nova-api', 'nova-conductor-super', 'nova-scheduler', 'nova-conductor-cell1'],
  ...['nova-compute-cpu1', 'nova-compute-cpu2', 'placement-api', 'neutron-server', 'keystone', 'glance-api'],
];
/** vhost and queue */
const QUEUES = [
  ...[
    ['/', 'conductor'],
    ['/', 'scheduler'],
    ['/', 'scheduler.ctl'],
    ['/', 'none'],
  ],
  ...[
    ['nova_cell1', 'conductor'],
    ['nova_cell1', 'compute'],
    ['nova_cell1', 'compute.cpu1'],
  ],
] as const;
const METHODS = [
  'build_and_run_instance',
  'select_destinations',
  'schedule_and_build_instances',
  'object_action',
];

const pick = <T>(random: Stream, list: readonly T[]): T => list[random.below(list.length)] as T;

function drawn(random: Stream, argument: NamedArgument): string | number {
  const { kind, choices = [], min = 0, max = 0 } = argument;
  const pools = {
    service: SERVICES,
    host: ['ctl', 'cell1ctl', 'cpu1', 'cpu2'],
    new_host: ['ctl2', 'cpu3', 'cpu1'],
    queue: QUEUES.map(([, queue]) => queue),
    vhost: ['/', 'nova_cell1'],
    method: METHODS,
    choice: choices,
  } as const;
  if (kind !== 'count') return pick(random, pools[kind as keyof typeof pools]);
  // a tenth lies outside the range
  return random.below(10) === 0 ? max + 1 : min + random.below(Math.min(max - min, 9000) + 1);
}

/** `server` and `boot` too: a fork may also boot once more. */
function commandOf(random: Stream, at_us: number): Command {
  const name = pick(random, [...FAULT_NAMES, 'boot', 'pause_consumers', 'resume_consumers']);
  if (name === 'boot') return { at_us, name, args: { server: 'vm2' } };
  if (name.endsWith('_consumers')) {
    const [vhost, queue] = pick(random, QUEUES);
    return { at_us, name, args: { queue, vhost } };
  }
  const args: { [key: string]: JsonTable[string] } = {};
  for (const argument of argumentsOf(name as FaultName)) {
    if (argument.needed || random.below(2) === 0) args[argument.name] = drawn(random, argument);
  }
  if (args.queue !== undefined) [args.vhost, args.queue] = pick(random, QUEUES);
  return { at_us, name, args };
}

/** A half while the boot is under way, a quarter while the services come up, a quarter at any time. */
function timeOf(random: Stream): number {
  const span = random.below(4);
  if (span === 0) return random.below(300_000);
  return span === 1 ? random.below(20_000_000) : 1_000_000 + random.below(1_600_000);
}

const COMMANDS = 200;

test('200 random commands: each is refused with a sentence, or leaves all before it as it was and breaks no law', () => {
  const parent = run([BOOT]);
  const before = lines(parent);
  const random = makeRandom(5).stream('forks');
  const outcomes = { refused: 0, ran: 0 };
  const ran = new Set<string>();
  for (let i = 0; i < COMMANDS; i += 1) {
    const at_us = timeOf(random);
    const first = commandOf(random, at_us);
    const more = random.below(3) === 0 ? [commandOf(random, at_us + random.below(8_000_000))] : [];
    const commands = [BOOT, first, ...more];
    let child: Trace;
    try {
      child = run(commands);
    } catch (error) {
      expect(error, JSON.stringify(commands)).toBeInstanceOf(CodedError);
      const { code, message } = error as CodedError;
      expect(['command_refused', 'bad_experiment']).toContain(code);
      expect(message.length).toBeGreaterThan(20);
      outcomes.refused += 1;
      continue;
    }
    outcomes.ran += 1;
    ran.add(first.name);
    expect({ commands, error: child.error, broken: checkTrace(child) }).toEqual({
      commands,
      error: null,
      broken: [],
    });
    const given = child.facts.findIndex((fact) => fact.kind === 'command.given' && fact.name === first.name);
    const shared = child.facts.filter((fact) => fact.at < at_us).length;
    const same = Math.min(shared, before.length);
    expect(given).toBeGreaterThanOrEqual(0);
    const kept = child.facts.slice(0, same).map((fact) => JSON.stringify(fact));
    expect(kept, JSON.stringify(commands)).toEqual(before.slice(0, same));
    if (i % 10 === 0) {
      const place = Math.min(same, before.length) - 1;
      const other = makeWorlds(parent).at(place);
      const world = makeWorlds(child).at(place);
      expect([...world.services.keys()]).toEqual(expect.arrayContaining([...other.services.keys()]));
      if (world.services.size === other.services.size) expect(worldDigest(world)).toBe(worldDigest(other));
    }
  }
  expect(outcomes.refused).toBeGreaterThan(20);
  expect(outcomes.ran).toBeGreaterThan(80);
  expect(ran.size).toBeGreaterThanOrEqual(FAULT_NAMES.length - 4);
}, 240_000);
