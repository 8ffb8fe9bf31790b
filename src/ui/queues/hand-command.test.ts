import { expect, test } from 'vitest';
import { readCommand } from './hand-command.ts';

test('a command carries what was filled in, by the types of its arguments, and the vhost', () => {
  const filled = {
    exchange: 'x',
    count: '3',
    persistent: 'true',
    mandatory: '',
    headers: 'a=1',
    body: ' hi',
  };
  expect(readCommand('publish', filled, '/')).toEqual({
    ok: true,
    args: { vhost: '/', exchange: 'x', count: 3, persistent: true, headers: { a: 1 }, body: ' hi' },
  });
  expect(readCommand('restart_broker', {}, '/')).toEqual({ ok: true, args: {} });
});

test('a choice that was not touched is the first one, and a needed name goes out even when it is empty', () => {
  expect(readCommand('declare_exchange', {}, 'v')).toEqual({
    ok: true,
    args: { vhost: 'v', exchange: '', type: 'direct' },
  });
});

test('a field that cannot be read is named before anything is commanded', () => {
  expect(readCommand('consume', { queue: 'q', prefetch: '-1' }, '/')).toEqual({
    ok: false,
    field: 'prefetch',
    wrong: 'count',
    text: '-1',
  });
  expect(readCommand('bind', { arguments: 'oops' }, '/')).toMatchObject({
    field: 'arguments',
    wrong: 'table',
  });
});
