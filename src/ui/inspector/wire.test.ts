import { expect, test } from 'vitest';
import { nodeOf, readWire } from './wire.ts';

const inner = { method: 'm', args: { a: 1 }, version: '1.0', _msg_id: 'x', _context_user: 'u' };

test('a wire string is read through both of its layers, and context stands apart', () => {
  const wire = readWire(JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(inner) }));
  expect(wire.outer).toEqual({ 'oslo.version': '2.0' });
  expect(wire.content).toEqual({ method: 'm', args: { a: 1 }, version: '1.0' });
  expect(wire.protocol).toEqual({ _msg_id: 'x' });
  expect(wire.context).toEqual({ user: 'u' });
});

test('a recording whose inner message was parsed already reads the same', () => {
  const asText = readWire(JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(inner) }));
  const asObject = readWire(JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': inner }));
  expect(asObject).toEqual(asText);
});

test('a body that is no JSON says so and nothing throws', () => {
  expect(readWire('plain text').json).toBe(false);
});

test('an object of Nova is shown by name and version, its changed fields first', () => {
  const node = nodeOf({
    'nova_object.name': 'Instance',
    'nova_object.namespace': 'nova',
    'nova_object.version': '2.7',
    'nova_object.data': { uuid: 'u', host: 'cpu1' },
    'nova_object.changes': ['host'],
  });
  expect(node).toMatchObject({ kind: 'object', name: 'Instance', version: '2.7' });
  expect(node.kind === 'object' && node.entries.map(([key]) => key)).toEqual(['host', 'uuid']);
  expect(node.kind === 'object' && [...node.changed]).toEqual(['host']);
});
