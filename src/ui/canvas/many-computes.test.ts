import { beforeAll, describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import { run } from '../../core/run/boot.fixture.ts';
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/all.ts';
import { stepsAt } from '../../store/derived.ts';
import { apartOf } from './apart.ts';
import { cardState } from './card-state.ts';
import { toFlow } from './flow.ts';
import { FOLD_GROUPS, foldGroups } from './fold-groups.ts';
import { foldRows, rowByKey } from './fold-rows.ts';
import { type Box, cardOf, isFold } from './geometry.ts';
import { topologyToFlow } from './layout.ts';
import { marksOf } from './marks.ts';

const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;
const cloud = (computes: number) => topologyOf(deploymentOf({ computes }));
const step = (from: string, ...to: readonly string[]): Step => ({ from, to }) as unknown as Step;
const host = (n: number): string => `nova-compute-cpu${n}`;

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a map of many computes', () => {
  it.each([10, 100, 1000])('of %s has the acting host on a card of its own, and all others on one', (n) => {
    for (const preset of PRESETS) {
      const topology = cloud(n);
      const apart = apartOf(topology, [step('nova-conductor-super', host(7))], 1, null, preset);
      const map = topologyToFlow(topology, preset, undefined, apart);
      expect(cardOf(map, host(7))?.members).toHaveLength(1);
      const folds = map.nodes.filter(isFold);
      expect(folds.map(({ members }) => members.length)).toEqual([n - 1]);
      const solid = map.nodes.filter(({ kind }) => ['service', 'peer', 'database', 'pipe'].includes(kind));
      const over = solid.flatMap((a, i) => solid.slice(i + 1).filter((b) => overlap(a, b)));
      expect(over, preset).toEqual([]);
      expect(map.nodes.length).toBeLessThan(40);
    }
  });

  it('is as large at every step of a story of many hosts, and has the step’s own among its cards', () => {
    const topology = cloud(100);
    const steps = [1, 50, 7, 7, 99, 3].map((n) => step('nova-conductor-super', host(n)));
    const maps = steps.map((_, i) =>
      topologyToFlow(topology, 'desk', undefined, apartOf(topology, steps, i + 1, null, 'desk')),
    );
    expect(new Set(maps.map(({ width, height }) => `${width} ${height}`)).size).toBe(1);
    maps.forEach((map, i) => {
      expect(cardOf(map, steps[i]?.to[0] ?? '')?.members).toHaveLength(1);
    });
  });

  it('keeps the hosts of a story of few from its beginning to its end', () => {
    const topology = cloud(100);
    const steps = [1, 50, 1].map((n) => step('nova-conductor-super', host(n)));
    const at = (n: number) => apartOf(topology, steps, n, null, 'desk');
    expect(at(1)).toEqual([host(1), host(50)]);
    expect([at(2), at(3)]).toEqual([at(1), at(1)]);
    expect(apartOf(topology, steps, 1, host(9), 'desk')).toEqual([host(9), host(1), host(50)]);
  });

  it('folds nobody where there are four', () => {
    expect(apartOf(cloud(4), [step('nova-api', host(1))], 1, null, 'desk')).toEqual([]);
  });
});

describe('the groups of a fold', () => {
  let trace: Trace;
  beforeAll(async () => {
    trace = await run({
      v: 1,
      deployment: { computes: 10 },
      commands: [
        { at_us: 1_000_000, name: 'kill', args: { service: host(3) } },
        { at_us: 1_100_000, name: 'disable_service', args: { service: host(4) } },
      ],
      until_us: 4_000_000,
    });
  });
  const groupsAt = (one: Trace, index: number) => {
    const members = one.topology.services.filter(({ program }) => program === 'nova-compute');
    return foldGroups(one, indexOf(one).worlds.at(index), members);
  };

  it('count up to the whole at every step, and have who was killed and who was disabled', () => {
    const steps = stepsAt(trace, 'teaching', false);
    for (const { last } of steps) {
      const groups = groupsAt(trace, last);
      expect(FOLD_GROUPS.reduce((sum, group) => sum + groups[group].length, 0)).toBe(10);
    }
    const end = groupsAt(trace, trace.facts.length - 1);
    expect(end.down.map(({ actor }) => actor)).toEqual([host(3)]);
    expect(end.disabled.map(({ actor }) => actor)).toEqual([host(4)]);
  });

  it('leave a card of its own to the host that acts, which says that it is disabled', () => {
    const map = topologyToFlow(trace.topology, 'desk', undefined, [host(4), host(5)]);
    const texts = textsOf('en').page.map;
    const at = (index: number) => ({
      trace,
      world: indexOf(trace).worlds.at(index),
      marks: marksOf(trace, index, index, () => true, new Set()),
    });
    const told = (n: number, index: number) => {
      const { world, marks } = at(index);
      const card = cardOf(map, host(n));
      const name = toFlow({ ...map }, at(index), texts).nodes.find(({ id }) => id === card?.id)?.ariaLabel;
      const isDisabled = card && cardState(trace, world, marks, null, card).disabled;
      return [isDisabled, name?.includes(texts.groups.disabled)];
    };
    expect(told(4, 0)).toEqual([false, false]);
    expect(told(4, trace.facts.length - 1)).toEqual([true, true]);
    expect(told(5, trace.facts.length - 1)).toEqual([false, false]);
  });

  it('open to their hosts, and what is searched for stands open', () => {
    const groups = groupsAt(trace, trace.facts.length - 1);
    const shut = foldRows(groups, new Set(), '');
    expect(shut.map((row) => row.kind)).not.toContain('host');
    const open = foldRows(groups, new Set(['down']), '');
    expect(open.filter((row) => row.kind === 'host').map(({ place }) => place.host)).toEqual(['cpu3']);
    const found = foldRows(groups, new Set(), 'CPU4');
    expect(found.map((row) => (row.kind === 'host' ? row.place.host : row.group))).toEqual([
      'disabled',
      'cpu4',
    ]);
    expect(['ArrowDown', 'ArrowUp', 'End', 'PageUp', 'x'].map((key) => rowByKey(open, 1, key, 8))).toEqual([
      2,
      0,
      open.length - 1,
      0,
      null,
    ]);
  });
});
