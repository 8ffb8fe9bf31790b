/** A message is on a line, in the pipe of a queue that it is routed to, or at its receiver; it touches no other queue. */
import { describe, expect, test } from 'vitest';
import { BOOT, run } from '../../core/run/boot.fixture.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { steps } from '../../core/story/steps.ts';
import type { Experiment, Trace } from '../../core/trace/trace.ts';
import { type Box, cardOf, type FlowMap, type PipeNode, type Point, pipesOf } from './geometry.ts';
import { labelsOf } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { mapOf } from './layout.ts';
import { bottom, right } from './layout-parts.ts';
import { pathOfFlight, pipeOf } from './path.ts';
import { type Flight, makeShow } from './show.ts';
import { KEY_MOST_PX } from './sizes.ts';
import { makeScene } from './tokens.ts';

const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;

function touches(points: readonly Point[], box: Box): boolean {
  return points.slice(1).some((to, i) => {
    const from = points[i] ?? to;
    return (
      Math.min(from.x, to.x) < right(box) - 0.5 &&
      Math.max(from.x, to.x) > box.x + 0.5 &&
      Math.min(from.y, to.y) < bottom(box) - 0.5 &&
      Math.max(from.y, to.y) > box.y + 0.5
    );
  });
}

/** The queues that a flight may pass: those it is routed to, and the one that it lay in. */
function allowed(
  map: FlowMap,
  trace: Trace,
  { vhost, queues, origin, out }: Flight,
): readonly (PipeNode | null)[] {
  const names = [...queues, ...(origin === null ? [] : [origin]), ...(out.queue === null ? [] : [out.queue])];
  return names.map((queue) => pipeOf(map, lanesOf(trace), vhost, queue));
}

function strays(trace: Trace): string[] {
  const found = new Set<string>();
  const maps = PRESETS.map((preset) => mapOf(trace, preset));
  for (const level of ['teaching', 'messages'] as const) {
    const list = steps(trace, level);
    list.forEach((step, i) => {
      for (const flight of makeShow(trace, step, list[i - 1]?.last ?? -1).flights) {
        for (const map of maps) {
          const path = pathOfFlight(map, lanesOf(trace), flight);
          if (!path) continue;
          const own = allowed(map, trace, flight);
          const ways = [path.out, ...path.hub, ...path.into.map(({ way }) => way)];
          for (const pipe of pipesOf(map)) {
            if (!own.includes(pipe) && ways.some((way) => touches(way, pipe)))
              found.add(`${flight.method} of ${flight.out.actor} through ${pipe.id} in ${map.preset}`);
          }
        }
      }
    });
  }
  return [...found];
}

const added: Experiment = {
  ...BOOT,
  commands: [
    { at_us: 500_000, name: 'add_service', args: { program: 'nova-scheduler', host: 'ctl2' } },
    { at_us: 600_000, name: 'add_service', args: { program: 'nova-compute', host: 'cpu3' } },
    { at_us: 700_000, name: 'add_service', args: { program: 'nova-conductor-super', host: 'ctl2' } },
    ...(BOOT.commands ?? []),
  ],
};
const many: Experiment = {
  ...BOOT,
  deployment: { computes: Array.from({ length: 12 }, (_, i) => `cpu${i + 1}`) },
};
const runs: readonly (readonly [string, Experiment])[] = [
  ...SCENARIOS.map(({ id, experiment }) => [id, experiment] as const),
  ['services that are added', added],
  ['twelve hosts', many],
];

describe('the way of a message', () => {
  test.each(runs)('touches no queue that it is not routed to (%s)', async (_name, experiment) => {
    expect(strays(await run(experiment))).toEqual([]);
  });

  test('of a call is one straight line over, and that of its reply one straight line back', async () => {
    const trace = await run(BOOT);
    const list = steps(trace, 'messages');
    const map = mapOf(trace, 'desk');
    const asked = list.filter(
      ({ rule }) => rule === 'rpc.select_destinations' || rule === 'reply.select_destinations',
    );
    expect(asked).toHaveLength(2);
    for (const step of asked) {
      const [flight] = makeShow(trace, step, step.main - 1).flights;
      const path = flight && pathOfFlight(map, lanesOf(trace), flight);
      const points = [...(path?.out ?? []), ...(path?.hub[0] ?? []), ...(path?.into[0]?.way ?? [])];
      expect(new Set(points.map(({ y }) => y)).size).toBe(1);
      const end = points.at(-1);
      const card = cardOf(map, step.to[0] ?? '');
      expect(card && end && (card.side === 'left' ? right(card) : card.x) === end.x).toBe(true);
    }
  });
});

/** Half of a token, px. */
const HALF = 10;

test('a message that no queue takes rests clear of every queue', async () => {
  const trace = await run(BOOT);
  const list = steps(trace, 'messages');
  const lanes = lanesOf(trace);
  let lost = 0;
  for (const preset of PRESETS) {
    const map = mapOf(trace, preset);
    for (const [i, step] of list.entries()) {
      for (const flight of makeShow(trace, step, list[i - 1]?.last ?? -1).flights) {
        const at =
          flight.dropped && flight.queues.length === 0 ? pathOfFlight(map, lanes, flight)?.out.at(-1) : null;
        if (!at) continue;
        lost += 1;
        const token = [
          { x: at.x - HALF, y: at.y - HALF },
          { x: at.x + HALF, y: at.y + HALF },
        ];
        const touched = pipesOf(map).filter((pipe) => touches(token, pipe));
        expect(
          touched.map(({ id }) => id),
          `${flight.method} in ${preset}`,
        ).toEqual([]);
      }
    }
  }
  // the boot's fanout that reaches nobody
  expect(lost).toBeGreaterThan(PRESETS.length - 1);
});

test('the key of a message stands beside its exchange, never across its edge, however far the name reaches over it', async () => {
  const trace = await run(BOOT);
  const list = steps(trace, 'teaching');
  let reaching = 0;
  for (const preset of ['lesson', 'tall'] as const) {
    const map = mapOf(trace, preset);
    for (const [i, step] of list.entries()) {
      const scene = makeScene(makeShow(trace, step, list[i - 1]?.last ?? -1), map, lanesOf(trace));
      for (const { token, at, anchor, over, key } of labelsOf(scene, map, scene.show.duration)) {
        const flight = scene.show.flights.find(({ fact }) => fact === token.fact);
        const spine = map.spines.find(({ vhost }) => vhost === flight?.vhost);
        if (key === '' || !spine) continue;
        if (over > 0) reaching += 1;
        const where = `${step.rule} in ${preset}`;
        if (anchor === 'right') expect(at.x - over, where).toBeLessThanOrEqual(spine.x);
        else expect(at.x + over, where).toBeGreaterThanOrEqual(right(spine));
        // 2 px clear of the queue below
        const foot = at.y + 6 + (preset === 'lesson' ? KEY_MOST_PX : 12.5) + 2;
        const below = pipesOf(map).filter((pipe) => pipe.y > at.y && pipe.mouth !== anchor);
        expect(Math.min(...below.map(({ y }) => y)), where).toBeGreaterThanOrEqual(foot);
      }
    }
  }
  // the boot has such names
  expect(reaching).toBeGreaterThan(0);
});

test('a message that is paused on its way has no name written where it flies', async () => {
  const trace = await run(BOOT);
  const list = steps(trace, 'teaching');
  const at = list.findIndex(({ rule }) => rule === 'rpc.select_destinations');
  const [step, before] = [list[at], list[at - 1]];
  if (!step || !before) throw new Error('no such step');
  for (const preset of PRESETS) {
    const map = mapOf(trace, preset);
    const scene = makeScene(makeShow(trace, step, before.last), map, lanesOf(trace));
    const { start, end } = scene.show.flights[0]?.out ?? { start: 0, end: 0 };
    const under = labelsOf(scene, map, (start + end) / 2);
    expect(under.filter(({ token }) => token.place === 'flying')).toHaveLength(1);
    expect(under.filter(({ text }) => text)).toEqual([]);
  }
});
