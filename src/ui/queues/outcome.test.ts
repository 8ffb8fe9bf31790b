import { expect, test } from 'vitest';
import { micros } from '../../core/base/time.ts';
import type { FactBody } from '../../core/trace/fact.ts';
import { makeFactLog } from '../../core/trace/log.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { outcomeOf } from './outcome.ts';

const queue = (name: string): FactBody => ({
  kind: 'queue.declared',
  vhost: '/',
  queue: name,
  durable: false,
  auto_delete: false,
  exclusive: false,
  arguments: {},
});
const order = (name: string): FactBody => ({ kind: 'command.given', name: 'purge', args: { queue: name } });
const REFUSED: FactBody = {
  kind: 'amqp.refused',
  vhost: '/',
  reply_code: 404,
  reply_text: 'NOT_FOUND',
  class_id: 50,
  method_id: 30,
  scope: 'channel',
};

/** Two equal commands with something else between them, and work that the second one caused later. */
function trace(): Trace {
  const log = makeFactLog();
  const add = (at: number, cause: number | null, body: FactBody) =>
    log.add(micros(at), 'operator', cause, 'scenario', body);
  add(1, add(1, null, order('q')), queue('old'));
  const again = add(5, null, order('q'));
  add(5, null, queue('of somebody else'));
  const opened = add(5, again, { kind: 'connection.opened', connection: 'c', vhost: '/', user: 'operator' });
  add(5, opened, queue('caused'));
  add(5, opened, REFUSED);
  add(9, opened, queue('later'));
  return {
    v: 1,
    source: 'simulated',
    experiment: null,
    epoch_ms: 0,
    topology: { vhosts: ['/'], databases: [], services: [] },
    seed: {},
    facts: log.facts,
    error: null,
  };
}

test('the outcome of a command is what its last giving caused at once, with its refusal', () => {
  const outcome = outcomeOf(trace(), { name: 'purge', args: { queue: 'q' } });
  expect(outcome?.index).toBe(2);
  expect(outcome?.done.map((fact) => fact.kind === 'queue.declared' && fact.queue)).toEqual(['caused']);
  expect(outcome?.refused).toMatchObject({ reply_code: 404 });
});

test('a command with other arguments is another command', () => {
  expect(outcomeOf(trace(), { name: 'purge', args: { queue: 'other' } })).toBeNull();
});
