/** The broker's speed beside other brokers in memory, and its memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Lab } from '../bench-lab.mjs';
import {
  amqplibCourse,
  type Contestant,
  core,
  coreBroker,
  floor,
  shaped,
  smqp,
} from './support/contestants.ts';
import { peers } from './support/peers.ts';
import { type BenchRow, median, timed } from './support/rows.ts';

const WIDTHS = [1, 10, 100];
const ROUNDS = 7;
const MESSAGES = 20_000;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const contestants = [...OURS, ...peersOf(lab)];
  const rows: BenchRow[] = [];
  for (const width of WIDTHS) rows.push(...(await atWidth(contestants, width)));
  return [...rows, ...memory()];
}

type NamedContestant = readonly [name: string, contestant: Contestant];

const CORE = 'core/amqp';
const FACTS = 'core/amqp with facts';
const SMQP = 'smqp 15.0.0';
const OURS: readonly NamedContestant[] = [
  [CORE, core(false)],
  [FACTS, core(true)],
  ["core/amqp in amqplib's shape", shaped],
  ['bare map and list', floor],
];

/** The other brokers; without them the table says so. */
function peersOf(lab: Lab): readonly NamedContestant[] {
  const load = peers(lab);
  if (!load) return [];
  const fake = load('@onify/fake-amqplib');
  return [
    [SMQP, smqp(load('smqp'))],
    [
      'mock-amqplib 1.8.2',
      (width) => amqplibCourse(() => load('mock-amqplib').connect('amqp://mock'), width),
    ],
    [
      '@onify/fake-amqplib 3.7.0',
      (width) => {
        fake.resetMock();
        return amqplibCourse(() => fake.connect('amqp://fake'), width);
      },
    ],
  ];
}

/** Messages a second, median over the rounds; the contestants take turns, so that a slow minute strikes all. */
async function atWidth(contestants: readonly NamedContestant[], width: number): Promise<BenchRow[]> {
  const speeds = new Map<string, number[]>(contestants.map(([name]) => [name, []]));
  for (let round = -4; round < ROUNDS; round += 1) {
    for (const [name, contestant] of contestants) {
      const speed = await speedOf(contestant, width);
      if (round >= 0) speeds.get(name)?.push(speed);
    }
  }
  const of = (name: string): number => median(speeds.get(name) ?? []);
  const peers = contestants.filter((one) => !OURS.includes(one)).map(([name]) => name);
  const best = Math.max(...peers.map(of));
  const rows: BenchRow[] = contestants.map(([name]) => ({
    what: `${width} bindings: ${name}`,
    value: of(name) / 1000,
    unit: 'thousand messages/s',
  }));
  if (peers.length > 0) {
    rows.push({
      what: `${width} bindings: smqp to core/amqp`,
      value: of(SMQP) / of(CORE),
      unit: 'times',
      aim: 0.2,
    });
    const share = {
      what: `${width} bindings: best peer to core/amqp`,
      value: best / of(CORE),
      unit: 'times',
    };
    rows.push(width === 100 ? { ...share, aim: 1 } : share);
  }
  const facts = of(CORE) / of(FACTS);
  return [...rows, { what: `${width} bindings: cost of facts`, value: facts, unit: 'times', aim: 2 }];
}

async function speedOf(contestant: Contestant, width: number): Promise<number> {
  const course = await contestant(width);
  collectGarbage();
  const begin = performance.now();
  for (let i = 0; i < MESSAGES; i += 1) course.publish(i % width);
  while (course.acked() < MESSAGES) await course.flush();
  const seconds = (performance.now() - begin) / 1000;
  await course.end();
  return MESSAGES / seconds;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function bytesFor(count: number, fill: (count: number) => unknown): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const kept = fill(count);
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  return kept === undefined ? Number.NaN : bytes / count;
}

function queued(count: number): unknown {
  const { channel } = coreBroker(false);
  channel.queueDeclare({ queue: 'q' });
  for (let i = 0; i < count; i += 1)
    channel.basicPublish({ exchange: '', routingKey: 'q', body: `message ${i}` });
  return channel;
}

function queues(count: number): unknown {
  const { channel } = coreBroker(false);
  channel.exchangeDeclare({ exchange: 'x', type: 'topic' });
  for (let i = 0; i < count; i += 1) {
    channel.queueDeclare({ queue: `queue-${i}` });
    channel.queueBind({ queue: `queue-${i}`, exchange: 'x', routingKey: `area.${i}.*` });
  }
  return channel;
}

/** Linear: what one costs does not grow with their number. */
function memory(): BenchRow[] {
  queued(1000);
  queues(1000);
  const message = [10_000, 100_000].map((count) => bytesFor(count, queued));
  const queue = [1000, 10_000].map((count) => bytesFor(count, queues));
  const growth = ([few = 1, many = 1]: readonly number[]): number => many / few;
  return [
    { what: 'a queued message, of 100,000', value: message[1] ?? Number.NaN, unit: 'bytes' },
    { what: 'a queued message, of 100,000 to of 10,000', value: growth(message), unit: 'times', aim: 1.2 },
    { what: 'a bound queue, of 10,000', value: queue[1] ?? Number.NaN, unit: 'bytes' },
    { what: 'a bound queue, of 10,000 to of 1,000', value: growth(queue), unit: 'times', aim: 1.2 },
    { what: '100,000 messages queued', value: timed(() => queued(100_000)), unit: 'ms' },
  ];
}
