import { expect, test } from 'vitest';
import type { Binding, FactOf } from '../../core/trace/fact.ts';
import type { VhostState } from '../../core/trace/world.ts';
import { routesOf, throughDefault } from './routes.ts';
import { binding, exchange, message } from './vhost.fixture.ts';

const vhost: VhostState = {
  vhost: '/',
  exchanges: new Map([
    exchange('', 'direct'),
    exchange('amq.direct', 'direct'),
    exchange('gone_fanout', 'fanout', { published: 1 }),
    exchange('nova', 'topic'),
  ]),
  queues: new Map(),
  bindings: [binding('nova', 'conductor', 'conductor'), binding('nova', 'scheduler', 'scheduler')],
};

test('only the binding that let the message through is lit', () => {
  const lit = routesOf(vhost, message('nova', 'scheduler', ['scheduler'])).filter((route) => route.lit);
  expect(lit.map((route) => route.destination)).toEqual(['scheduler']);
});

test('an exchange without a binding is shown once something was published to it, and lit when it was now', () => {
  const routes = routesOf(vhost, message('gone_fanout', '', []));
  expect(routes.find((route) => route.exchange === 'gone_fanout')).toMatchObject({
    destination: null,
    lit: true,
  });
  expect(routes.some((route) => route.exchange === 'amq.direct')).toBe(false);
});

test('a headers binding is lit by its headers, and one that matches a part of the topic by its words', () => {
  const bindings: Binding[] = [
    { ...binding('forms', '', 'pdf'), arguments: { 'x-match': 'all', type: 'pdf' } },
    { ...binding('forms', '', 'doc'), arguments: { 'x-match': 'all', type: 'doc' } },
    binding('nova', 'compute.*', 'one'),
    binding('nova', 'conductor.#', 'any'),
  ];
  const place = {
    ...vhost,
    exchanges: new Map([exchange('forms', 'headers'), exchange('nova', 'topic')]),
    bindings,
  };
  const lit = (one: FactOf<'message.published'>) =>
    routesOf(place, one)
      .filter((route) => route.lit)
      .map((route) => route.destination);
  const form = { ...message('forms', '', ['pdf', 'doc']), properties: { headers: { type: 'pdf' } } };
  expect(lit(form)).toEqual(['pdf']);
  expect(lit(message('nova', 'compute.cpu1', ['one', 'any']))).toEqual(['one']);
});

test('an exchange that somebody declared is shown before it is bound', () => {
  const place = { ...vhost, exchanges: new Map([exchange('mine', 'direct')]), bindings: [] };
  expect(routesOf(place, null).map((route) => [route.exchange, route.destination])).toEqual([['mine', null]]);
});

test('a message of another vhost lights nothing', () => {
  const elsewhere = { ...message('nova', 'scheduler', ['scheduler']), vhost: 'nova_cell1' };
  expect(routesOf(vhost, elsewhere).some((route) => route.lit)).toBe(false);
  expect(throughDefault(vhost, { ...elsewhere, exchange: '' })).toBe(false);
});
