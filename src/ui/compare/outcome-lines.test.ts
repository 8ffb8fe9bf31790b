import { expect, test } from 'vitest';
import { micros } from '../../core/base/time.ts';
import type { RunOutcome } from '../../core/compare/outcome.ts';
import { textsOf } from '../../i18n/all.ts';
import { outcomeLines } from './outcome-lines.ts';

const t = textsOf('en').compare;
const outcome = (change: Partial<RunOutcome>): RunOutcome => ({
  servers: [],
  messages: 47,
  timeouts: 0,
  lost: 0,
  errors: 0,
  end: micros(5_000_000),
  ...change,
});
const server = (active: number | null, state: string) => ({
  name: 'vm1',
  answered: micros(819_000),
  status: 202,
  active: active === null ? null : micros(active),
  state,
});
const told = (here: RunOutcome, there: RunOutcome) =>
  Object.fromEntries(
    outcomeLines(here, there, t).map((line) => [line.id, [line.here, line.there, line.difference]]),
  );
const s = (text: string): string => text.replaceAll(' s', '\u00a0s').replaceAll(' ms', '\u00a0ms');

test('what came later says by how much, what is the same says so', () => {
  const lines = told(
    outcome({ servers: [server(21_267_000, 'active')], end: micros(24_000_000) }),
    outcome({ servers: [server(2_079_000, 'active')] }),
  );
  expect(lines['answered-0']).toEqual([s('819 ms'), s('819 ms'), 'same']);
  expect(lines['active-0']).toEqual([s('21.27 s'), s('2.08 s'), s('19.19 s later')]);
  expect(lines.messages).toEqual(['47', '47', 'same']);
  expect(lines.end).toEqual([s('24.00 s'), s('5.00 s'), s('19.00 s later')]);
});

test('a server that never came says what it stays, one that nobody asked for says that', () => {
  const lines = told(outcome({ servers: [server(null, 'building')], messages: 20, lost: 1 }), outcome({}));
  expect(lines['active-0']).toEqual(['never (stays building)', 'not asked for', '']);
  expect(lines.messages).toEqual(['20', '47', '−27']);
  expect(lines.lost).toEqual(['1', '0', '+1']);
});
