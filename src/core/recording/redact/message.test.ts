import { expect, it } from 'vitest';
import { openLines } from '../open.fixture.ts';
import { RULES } from './allowed.ts';
import { makeRedactor } from './redactor.ts';

const read = (message: { readonly [key: string]: unknown }): unknown =>
  JSON.parse(makeRedactor('a test').message(message) ?? 'null');

it('what is kept of a message is JSON, whatever its texts and keys are', () => {
  const nasty = ['"', '\\', '\n', '\u2028', '\ud800', '","auth":"', '‹hidden: string, 1 bytes›", "x": "', ''];
  for (const text of nasty)
    for (const key of [...RULES.keys(), '_msg_id', '_timeout', 'publisher_id', 'failure', 'payload', text]) {
      for (const value of [text, [text], { [text]: text }, { tb: [text], class: text }, [[text]]]) {
        const message = { [key]: value, args: { [key]: value, objinst: { [key]: value } }, result: [value] };
        expect(typeof read({ ...message, failure: JSON.stringify({ [key]: value }) })).toBe('object');
      }
    }
});

it('what an object has beside listed names stands together, and counts as one', () => {
  const redact = makeRedactor('a test');
  const text = redact.message({ args: { uuid: 'x', a: 1, b: [2] }, _context_a: 'y', _context_b: 'zz' }) ?? '';
  expect(JSON.parse(text)).toEqual({
    args: { uuid: '‹hidden: string, 1 bytes›', '‹hidden›': '‹hidden: values, 7 bytes›' },
    '‹hidden›': '‹hidden: values, 3 bytes›',
  });
  expect(redact.report()).toMatchObject({
    arguments: { values: 2, bytes: 8 },
    context: { values: 2, bytes: 3 },
  });
});

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const line = (payload: string): string =>
  `{"t":1795331817972,"kind":"publish","vhost":"/","exchange":"nova","user":"u","routing_keys":["k"],"routed_queues":[],"payload":${payload}}`;

it('a message that nests deeper than 32 levels where it is looked at is hidden as one', () => {
  expect(read({ args: nested(30) })).toEqual({ args: nested(30) });
  expect(read({ args: nested(40) })).toBeNull();
  const { trace } = openLines([line(JSON.stringify({ 'oslo.message': { args: nested(40) } }))]);
  expect(trace.facts[0]).toMatchObject({ body: expect.stringMatching(/^‹hidden: object, \d+ bytes›$/) });
});

it('a long line of brackets is not parsed: it is passed over, and said which', () => {
  const levels = 100_000;
  const { report } = openLines([line('1'), line('['.repeat(levels) + ']'.repeat(levels))]);
  expect(report.files[0]?.first).toEqual([{ number: 2, reason: 'nests deeper than 32 levels' }]);
});
