import { describe, expect, it } from 'vitest';
import { arranged, columnsOf, fittingWidth, GUTTER, moved } from './geometry.ts';

const LINES = ['client', 'nova-api', 'rabbitmq', 'nova-compute-cpu1'];
const NONE: ReadonlySet<string> = new Set();

describe('the lifelines', () => {
  it('fill the room when they fit, and give it to the others when one is collapsed', () => {
    const width = fittingWidth(844, LINES, NONE);
    expect(columnsOf(LINES, NONE, width).width).toBe(844);
    const collapsed = new Set(['client']);
    const wider = fittingWidth(844, LINES, collapsed);
    expect(wider).toBeGreaterThan(width);
    expect(columnsOf(LINES, collapsed, wider).width).toBeLessThanOrEqual(844);
  });

  it('keep a width at which they can be read, where the room is too narrow', () => {
    expect(columnsOf(LINES, NONE, fittingWidth(100, LINES, NONE)).width).toBeGreaterThan(100);
  });

  it('stand in the middle of their columns, one beside the other', () => {
    const { list, x } = columnsOf(LINES, NONE, 100);
    expect(list.map((one) => one.left)).toEqual([GUTTER, GUTTER + 100, GUTTER + 200, GUTTER + 300]);
    expect(x('rabbitmq')).toBe(GUTTER + 250);
  });

  it('are moved one place at a time, and stay at the edge', () => {
    const right = moved(LINES, 'client', 1);
    expect(right).toEqual(['nova-api', 'client', 'rabbitmq', 'nova-compute-cpu1']);
    expect(moved(right, 'client', -1)).toEqual(LINES);
    expect(moved(LINES, 'client', -1)).toBe(LINES);
  });

  it('keep the reader’s order when others come and go', () => {
    const order = ['rabbitmq', 'client', 'nova-api'];
    expect(arranged([...LINES, 'neutron-server'], order)).toEqual([
      'rabbitmq',
      'client',
      'nova-api',
      'nova-compute-cpu1',
      'neutron-server',
    ]);
  });
});
