import { expect, test } from 'vitest';
import { isAsUsual, methodOf, methodTold } from './methods.ts';
import { stateRow } from './operations.ts';

test('a message is named by the object’s method where it is a conductor’s object call, a reply by its call', () => {
  const call = { type: 'call', method: 'object_action', detail: 'Instance.save' };
  expect(methodOf(call)).toBe('Instance.save');
  expect(methodOf({ type: 'reply', in_reply_to: 'object_action Instance.save' })).toBe('Instance.save');
  expect(methodOf({ type: 'cast', method: 'external_instance_event', detail: 'network-changed' })).toBe(
    'external_instance_event',
  );
  expect(methodOf({ type: 'reply' })).toBe('');
});

test('outside the table the reads of objects are routine, and everything else is shown', () => {
  expect(methodTold('Flavor.get_by_id')).toMatchObject({ teaching: 'fold', reply: 'with call' });
  expect(methodTold('Flavor.save')).toMatchObject({ teaching: 'own', reply: 'with call' });
  expect(methodTold('no_such_method')).toEqual({ phase: 'other', teaching: 'own' });
});

test('a method sent as the other kind is not as usual; who waits for a fanout is never asked', () => {
  expect(isAsUsual('build_and_run_instance', 'call')).toBe(false);
  expect(isAsUsual('build_and_run_instance', 'cast')).toBe(true);
  expect(isAsUsual('ping', 'cast')).toBe(false);
  expect(isAsUsual('update_instance_info', 'fanout')).toBe(true);
});

test('a state outside the table belongs to no phase and is shown when it is saved', () => {
  expect(stateRow('building')).toEqual({ phase: 'build', saved: 'fold' });
  expect(stateRow('no_such_state')).toEqual({ phase: 'other', saved: 'own' });
  expect(stateRow('toString')).toEqual({ phase: 'other', saved: 'own' });
});
