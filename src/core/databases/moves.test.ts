import { expect, test } from 'vitest';
import { layoutOf } from './layouts.ts';
import { movesBetween, placeOf } from './moves.ts';

const told = (before: string, after: string): string[] =>
  movesBetween(layoutOf(before), layoutOf(after)).map(
    ({ from, to, tables }) => `${from ?? 'new'} -> ${to}: ${tables.length}`,
  );

test('by Ocata nova_api had the global tables, and nova_cell0 the servers that were never scheduled', () => {
  const moves = movesBetween(layoutOf('one-nova'), layoutOf('nova-and-api'));
  const of = (from: string | null, to: string) =>
    moves.find((move) => move.from === from && move.to === to)?.tables ?? [];
  expect(of('nova', 'nova_api')).toContain('flavors');
  expect(of('nova', 'nova_api')).toHaveLength(10);
  expect(of('nova', 'nova_cell0')).toContain('instances');
  expect(of(null, 'nova')).toEqual(['console_auth_tokens', 'tags']);
  expect(of(null, 'nova_api')).toEqual(expect.arrayContaining(['cell_mappings', 'resource_providers']));
});

test('by 2019 the main database had its cell’s name, and Pike’s tables of placement had come', () => {
  const moves = movesBetween(layoutOf('nova-and-api'), layoutOf('devstack-2019'));
  const of = (from: string | null, to: string) =>
    moves.find((move) => move.from === from && move.to === to)?.tables ?? [];
  expect(of('nova', 'nova_cell1')).toContain('instances');
  expect(of('nova', 'nova_cell0')).toEqual([]);
  expect(of(null, 'nova_api')).toEqual([
    'consumers',
    'projects',
    'resource_provider_traits',
    'traits',
    'users',
  ]);
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
