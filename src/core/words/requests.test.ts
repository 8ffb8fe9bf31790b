import { expect, test } from 'vitest';
import { operationBegunBy, requestKey, requestTold } from './requests.ts';

const SERVER = '/v2.1/servers/123d74ed-e2f0-47ad-a3ff-82ef1a64d187';

test('an action on a server is a request of its own, by the first key of its body', () => {
  expect(requestKey('POST', `${SERVER}/action`, '{"resize": {"flavorRef": "2"}}')).toBe(
    'POST /servers/{id}/action resize',
  );
  expect(requestKey('POST', `${SERVER}/action`, '{"pause": null}')).toBe('POST /servers/{id}/action pause');
});

test.each([null, '', 'no JSON', '[]', '{}'])(
  'of an action whose body is %j only the path is known',
  (body) => {
    expect(requestKey('POST', `${SERVER}/action`, body)).toBe('POST /servers/{id}/action');
  },
);

test('the body of any other request says nothing about its name', () => {
  expect(requestKey('POST', '/v2.1/servers', '{"server": {}}')).toBe('POST /servers');
});

test('a request outside the table is told as its method says, and begins nothing', () => {
  expect(requestTold('GET /flavors')).toEqual({ phase: 'other', teaching: 'fold' });
  expect(requestTold('DELETE /flavors/{id}')).toEqual({ phase: 'other', teaching: 'own' });
  expect(operationBegunBy('DELETE /flavors/{id}')).toBeNull();
  expect(operationBegunBy('POST /servers')).toBe('boot');
});
