import { expect, it } from 'vitest';
import { LESSONS } from '../../core/scenarios/lessons.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/index.ts';
import type { Selection } from '../../store/state.ts';
import type { PageLayout } from '../shared/layout.ts';
import { DOCK_PANELS, PANEL_IDS, PANEL_KEYS, PANELS, panelFor, panelsOf } from './panels.tsx';

const LAYOUTS: readonly PageLayout[] = ['lesson', 'desk', 'tall', 'phone'];

it('no two panels share a key, and the list of keys names them from the first to the last', () => {
  expect(PANEL_IDS.map((id) => PANELS[id].key)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 'H', 'L']);
  expect(PANEL_KEYS).toBe('1 … 9, 0, H, L');
});

it.each(LAYOUTS)('no two panels of the layout %s share a place', (layout) => {
  const places = DOCK_PANELS.map((id) => PANELS[id].place[layout]).filter((place) => place !== undefined);
  expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_place, i) => i + 1));
});

it('stand in an order of their own in each layout', () => {
  expect(panelsOf('desk')).toEqual([
    'sequence',
    'tables',
    'sql',
    'queues',
    'experiment',
    'lab',
    'operator',
    'choice',
    'lesson',
  ]);
  expect(panelsOf('phone').slice(0, 3)).toEqual(['inspector', 'tables', 'steps']);
});

it('what is pressed opens the panel that shows it, unless the layout shows it beside the dock', () => {
  const message: Selection = { kind: 'message', fact: 1 };
  for (const layout of LAYOUTS) {
    expect(panelFor({ kind: 'broker' }, layout)).toBe('queues');
    expect(panelFor({ kind: 'database', database: 'nova_api' }, layout)).toBe('tables');
    expect(panelFor(message, layout)).toBe(layout === 'desk' ? null : 'inspector');
  }
});

it('a lesson stands in a panel that every layout offers', () => {
  for (const { id, place } of LESSONS)
    for (const layout of LAYOUTS) expect(panelsOf(layout), id).toContain(place.panel);
});

it.each(LANGS)('each has a label in %s', (lang) => {
  const labels = PANEL_IDS.map((id) => textsOf(lang).page.panels[id]);
  expect(new Set(labels).size).toBe(PANEL_IDS.length);
});
