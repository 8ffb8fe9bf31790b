import { expect, test } from 'vitest';
import { CodedError } from '../../base/assert.ts';
import { faultAnswer } from '../faults.ts';
import { expectingThere } from './server-work.ts';

function* failing(code: string) {
  yield* [];
  throw new CodedError(code, 'Instance 1 could not be found.');
}

const thrown = (code: string): CodedError => {
  try {
    [...expectingThere(failing(code))];
  } catch (error) {
    if (error instanceof CodedError) return error;
  }
  throw new Error(`${code} was not thrown`);
};

test('a server that is gone between its read and its save is nothing that a controller expects (wsgi.py:expected_errors)', () => {
  const answer = faultAnswer('nova', thrown('InstanceNotFound'), 'req-1');
  expect(answer?.status).toBe(500);
  expect(answer?.body).toContain("<class 'nova.exception.InstanceNotFound'>");
  expect(faultAnswer('nova', new CodedError('InstanceNotFound', 'gone'), 'req-1')?.status).toBe(404);
});

test('what else goes wrong with the save stays as it is', () => {
  expect(thrown('UnexpectedTaskStateError').code).toBe('UnexpectedTaskStateError');
});
