/** Servers are named as a client finds them: those of the cells, and those that no cell has yet. */
import { expect, it } from 'vitest';
import { serverNames, serversNamed } from './named-servers.ts';

const instance = (uuid: string, name: string, deleted: number) => ({
  uuid,
  display_name: name,
  deleted,
  created_at: '2026-01-01',
});
const request = (uuid: string, name: string) => ({
  instance_uuid: uuid,
  created_at: '2026-01-02',
  instance: JSON.stringify({ 'nova_object.data': { display_name: name } }),
});
const ROWS = {
  instances: () => [instance('u1', 'db1', 0), instance('u2', 'old', 2)],
  buildRequests: () => [request('u1', 'db1'), request('u3', 'web1')],
};

it('a server that is no more than a build request has its name, and one that is deleted has none', () => {
  expect(serverNames(ROWS)).toEqual(['db1', 'web1']);
  expect(serversNamed('web1', ROWS)).toEqual(['u3']);
  expect(serversNamed('old', ROWS)).toEqual([]);
});
