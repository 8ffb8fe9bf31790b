import { expect, test } from 'vitest';
import { layoutOf } from './layouts.ts';
import { movesBetween, placeOf } from './moves.ts';

const told = (before: string, after: string): string[] =>
  movesBetween(layoutOf(before), layoutOf(after)).map(
    ({ from, to, tables }) => `${from ?? 'new'} -> ${to}: ${tables.length}`,
  );

test('Mitaka put what nova-api writes itself into nova_api', () => {
  const moves = movesBetween(layoutOf('one-nova'), layoutOf('nova-and-api'));
  expect(moves).toEqual([
    { from: null, to: 'nova', tables: ['tags'] },
    { from: null, to: 'nova_api', tables: ['build_requests', 'request_specs'] },
  ]);
});

test('by 2019 the main database was a cell’s, and its global tables stood in nova_api', () => {
  const moves = movesBetween(layoutOf('nova-and-api'), layoutOf('devstack-2019'));
  const of = (from: string | null, to: string) =>
    moves.find((move) => move.from === from && move.to === to)?.tables ?? [];
  expect(of('nova', 'nova_api')).toContain('flavors');
  expect(of('nova', 'nova_api')).toHaveLength(10);
  expect(of('nova', 'nova_cell1')).toContain('instances');
  expect(of('nova', 'nova_cell0')).toContain('instances');
  expect(of(null, 'nova_api')).toContain('resource_providers');
});

test('Stein moved placement’s eleven tables out of nova_api; a twelfth came later', () => {
  expect(told('devstack-2019', 'placement-apart')).toEqual([
    'nova_api -> placement: 11',
    'new -> placement: 1',
  ]);
});

test('nothing moves between a layout and itself', () => {
  expect(told('devstack-2019', 'devstack-2019')).toEqual([]);
});

test('the rows of a table stand under the name that it has in the layout', () => {
  expect(placeOf(layoutOf('one-nova'), 'nova_api.flavors')).toEqual({
    database: 'nova',
    table: 'instance_types',
  });
  expect(placeOf(layoutOf('one-nova'), 'nova_api.cell_mappings')).toBeNull();
  expect(placeOf(layoutOf('devstack-2019'), 'placement.allocations')).toEqual({
    database: 'nova_api',
    table: 'allocations',
  });
});
