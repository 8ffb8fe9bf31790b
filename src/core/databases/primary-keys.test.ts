/** The short list of primary keys says what the schemas say. */
import { expect, test } from 'vitest';
import { PLACEMENT_IN_NOVA_API, schemaOf } from './catalogue.ts';
import { keyBesideId } from './primary-keys.ts';

const NAMES = [
  'nova_api',
  'nova_cell0',
  'nova_cell1',
  'placement',
  'keystone',
  'glance',
  'neutron',
  'cinder',
];

test.each(NAMES)('every table of %s has the key of its schema', (name) => {
  const { tables } = schemaOf(name);
  for (const table of name === 'nova_api' ? [...tables, ...PLACEMENT_IN_NOVA_API] : tables) {
    const isId = table.primary_key.length === 1 && table.primary_key[0] === 'id';
    expect(keyBesideId(name, table.name), table.name).toEqual(isId ? null : table.primary_key);
  }
});

test('of a table that no schema knows nothing is said', () => {
  expect(keyBesideId('nova_api', 'flavours')).toBeNull();
  expect(keyBesideId('elsewhere', 'tags')).toBeNull();
});
