import { describe, expect, it } from 'vitest';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { textsOf } from '../../i18n/all.ts';
import { makeStore } from '../../store/store.ts';
import { toFlow } from './flow.ts';
import { makeFrames } from './frames.ts';
import { topologyToFlow } from './layout.ts';

const trace = smallBoot();
const store = makeStore({
  scenario: 'boot',
  experiment: { v: 1 },
  trace,
  run: () => Promise.reject(new Error('no run')),
});
const clock = { request: () => 1, cancel: () => undefined, reducedMotion: () => true };
const frames = makeFrames(store, clock, () => 0);
const map = topologyToFlow(trace.topology, 'desk');
const texts = textsOf('en').page.map;
const flowAt = (step: number) => {
  store.getState().seek(step);
  return toFlow(map, frames.moment(), texts);
};

describe("the map's nodes for React Flow", () => {
  it('tell their size and where their lines end', () => {
    const { nodes, edges } = flowAt(1);
    for (const { width, height, measured, handles } of nodes) {
      expect(measured).toEqual({ width, height });
      expect(handles).toBeDefined();
    }
    const ends = new Set(nodes.filter(({ handles }) => handles?.length === 2).map(({ id }) => id));
    for (const { source, target } of edges)
      expect([ends.has(source), ends.has(target)]).toEqual([true, true]);
  });

  it('are called by what they do at the moment', () => {
    const before = flowAt(1);
    const after = flowAt(2);
    const renamed = after.nodes.filter((node, i) => node.ariaLabel !== before.nodes[i]?.ariaLabel);
    expect(renamed.length).toBeGreaterThan(0);
    const plain = ({ nodes, edges }: typeof before) => ({
      edges,
      nodes: nodes.map(({ ariaLabel: _, domAttributes: __, ...rest }) => rest),
    });
    expect(plain(after)).toEqual(plain(before));
  });
});
