import { describe, expect, it } from 'vitest';
import { all, readXml } from '../shared/xml.fixture.ts';
import { LINE_STYLES } from './lines.ts';
import type { PlotOf } from './plot-of.ts';
import { svgOf } from './svg.ts';
import { ticksOf } from './ticks.ts';

const look = {
  width: 800,
  family: '"A & B", sans-serif',
  colour: (token: string) => `#${token.slice(2, 5)}`,
};
const names = [
  { id: 'direct', name: 'Direct <calls>' },
  { id: 'nova', name: "Nova's own" },
] as const;
const plot: PlotOf = {
  x: [60, 120, 180, 240],
  lines: [
    [1, 2, null, 4],
    [1, 1, 1, 1],
  ],
  ids: ['direct', 'nova'],
  dots: true,
  marks: [
    { x: 180, id: 'direct', label: 'knee: 180' },
    { x: 180, id: 'nova', label: 'knee: 180' },
  ],
  xName: 'requests & more',
  yName: 'seconds',
};

describe('a chart as SVG', () => {
  const svg = readXml(svgOf(plot, 'Answer <p95> & "rest"', names, look));
  const words = all(svg, 'text').map(({ text }) => text);

  it('is one whole XML element that stands alone', () => {
    expect(svg.name).toBe('svg');
    expect(svg.attributes).toMatchObject({ xmlns: 'http://www.w3.org/2000/svg', 'font-family': look.family });
    expect(svg.attributes.viewBox).toBe(`0 0 ${svg.attributes.width} ${svg.attributes.height}`);
  });

  it('has a path for each line, with the dashes of the page, broken where there is no value', () => {
    const lines = all(svg, 'g').map((group) => [group.attributes['data-line'], all(group, 'path')] as const);
    expect(lines.map(([id]) => id).toSorted()).toEqual(['direct', 'nova']);
    for (const [id, paths] of lines) {
      expect(paths.length).toBe(1);
      const { dash, width } = LINE_STYLES[id as 'direct' | 'nova'];
      expect(paths[0]?.attributes['stroke-dasharray'] ?? '').toBe(dash.join(' '));
      expect(paths[0]?.attributes['stroke-width']).toBe(String(width));
    }
    const direct = lines.find(([id]) => id === 'direct')?.[1][0]?.attributes.d ?? '';
    expect(direct.match(/[ML]/g)).toEqual(['M', 'L', 'M']);
    expect(all(svg, 'g').map((group) => all(group, 'circle').length)).toEqual([4, 3]);
  });

  it('writes title, names, axes and the label of the knee as they are', () => {
    for (const text of ['Answer <p95> & "rest"', 'Direct <calls>', "Nova's own", plot.xName, plot.yName])
      expect(words).toContain(text);
    expect(words.filter((text) => text === 'knee: 180')).toHaveLength(1);
    expect(words).toEqual(expect.arrayContaining(['75', '225', '0', '4']));
    const marks = all(svg, 'line').filter((line) => line.attributes['data-mark']);
    expect(marks.map((mark) => mark.attributes['data-mark'])).toEqual(['nova', 'direct']);
    expect(new Set(marks.map((mark) => mark.attributes.x1)).size).toBe(1);
  });

  it('keeps every point inside the picture', () => {
    const [width, height] = [Number(svg.attributes.width), Number(svg.attributes.height)];
    for (const { attributes } of all(svg, 'circle')) {
      expect(Number(attributes.cx)).toBeGreaterThan(0);
      expect(Number(attributes.cx)).toBeLessThan(width);
      expect(Number(attributes.cy)).toBeGreaterThan(0);
      expect(Number(attributes.cy)).toBeLessThan(height);
    }
  });

  it('names the places of x where it has names, and draws points alone for what was measured', () => {
    const places: PlotOf = {
      x: [0, 1],
      places: ['median', 'p95'],
      lines: [[1, 2]],
      ids: ['measured'],
      xName: '',
      yName: '',
    };
    const made = readXml(svgOf(places, 't', [{ id: 'measured', name: 'm' }], look));
    expect(all(made, 'text').map(({ text }) => text)).toEqual(expect.arrayContaining(['median', 'p95']));
    expect(all(made, 'path')).toEqual([]);
    expect(all(made, 'g').flatMap((group) => all(group, 'circle'))).toHaveLength(2);
  });

  it('is whole without any value', () => {
    const empty: PlotOf = { x: [], lines: [[]], ids: ['nova'], xName: '', yName: '' };
    expect(svgOf(empty, 't', names, look)).not.toMatch(/NaN|Infinity|undefined/);
    expect(() => readXml(svgOf(empty, 't', names, look))).not.toThrow();
  });
});

describe('the numbers of an axis', () => {
  const written = (...asked: Parameters<typeof ticksOf>) => ticksOf(...asked).map((tick) => tick.written);

  it('are round, inside the axis, and no more than asked', () => {
    expect(written(0, 10.8, 5)).toEqual(['0.0', '2.5', '5.0', '7.5', '10.0']);
    expect(written(60, 480, 8)).toEqual(['100', '200', '300', '400']);
    expect(written(0, 0.043, 5)).toEqual(['0.00', '0.01', '0.02', '0.03', '0.04']);
    expect(written(1, 8, 8)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
});
