/** When nova-api asks neutron what it can do (`nova/network/neutron.py:API._has_extension`; `recorded/resize`, `shelve_unshelve`, `multi_create`). */
import { expect, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const SERVER = { server: 'vm1' };
const at = (seconds: number, name: string, args: JsonTable = {}): Command => ({
  at_us: seconds * 1_000_000,
  name,
  args: 'service' in args ? args : { ...SERVER, ...args },
});

const askedOfNeutron = (trace: Trace) =>
  ofKind(trace, 'http.requested').filter(({ actor, to }) => actor === 'nova-api' && to === 'neutron-server');

const looks = (trace: Trace): readonly number[] =>
  askedOfNeutron(trace).flatMap(({ path, at: when }) =>
    path === '/v2.0/extensions' ? [Math.floor(when / 1_000_000)] : [],
  );

test('each controller asks for itself, and again after ten minutes', () => {
  const trace = run({
    v: 1,
    commands: [
      at(1, 'boot'),
      at(10, 'resize_server', { flavor: 'm1.small' }),
      at(20, 'revert_resize'),
      at(30, 'resize_server', { flavor: 'm1.small' }),
      at(40, 'confirm_resize'),
      at(50, 'migrate_server'),
      at(60, 'confirm_resize'),
      at(70, 'shelve_server'),
      at(80, 'unshelve_server'),
      at(620, 'resize_server', { flavor: 'm1.medium' }),
    ],
  });
  expect(trace.error).toBeNull();
  expect(looks(trace)).toEqual([10, 80, 620]);
});

test('one that has begun anew asks before a boot, after the ports and before the segments', () => {
  const service = { service: 'nova-api' };
  const trace = run({ v: 1, commands: [at(1, 'stop', service), at(3, 'start', service), at(9, 'boot')] });
  const asked = askedOfNeutron(trace).map(({ path }) => path.replace(/[0-9a-f]{32}|[0-9a-f-]{36}/g, '*'));
  expect(asked.slice(2, 5)).toEqual([
    '/v2.0/ports?tenant_id=*&fields=id',
    '/v2.0/extensions',
    '/v2.0/networks/*?fields=segments',
  ]);
});
