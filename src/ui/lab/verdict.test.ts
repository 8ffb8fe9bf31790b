import { expect, test } from 'vitest';
import type { LabOutcome } from '../../core/lab/run.ts';
import { lab as t } from '../../i18n/lab/en.ts';
import { markedServers, verdictOf } from './verdict.ts';

const requests = (active: number, failed = 0, arrived = 60): LabOutcome['requests'] => ({
  arrived,
  accepted: arrived,
  refused: {},
  unanswered: 0,
  active,
  failed,
  lost: 0,
  open: 0,
});
const outcome = (design: string, active: number, failed = 0, events: unknown[] = []) =>
  ({
    settings: { design, events },
    requests: requests(active, failed),
    answer_us: { median: 287_000, p95: null, p99: null },
  }) as unknown as LabOutcome;

test('every server is a mark: a cross for each that failed', () => {
  const { marks, each } = markedServers(requests(16, 44));
  expect(each).toBe(1);
  expect(marks.filter((mark) => mark === 'active')).toHaveLength(16);
  expect(marks.filter((mark) => mark === 'failed')).toHaveLength(44);
});

test('of thousands a mark stands for several, and one failure among them is still seen', () => {
  const { marks, each } = markedServers(requests(19_999, 1, 20_000));
  expect(marks.length).toBeLessThanOrEqual(120);
  expect(each).toBe(167);
  expect(marks.filter((mark) => mark === 'failed')).toHaveLength(1);
});

test('the sentence counts what direct calls lost and what the queue kept', () => {
  const away = [{ kind: 'scheduler_away', at_ms: 5000, for_ms: 30_000 }];
  const told = verdictOf(
    [outcome('direct', 16, 44, away), outcome('queue', 59, 1, away), outcome('nova', 59, 1, away)],
    t,
  );
  expect(told?.isBad).toBe(true);
  expect(told?.told.join('')).toBe(
    'The scheduler is away for 30 seconds. With direct calls 44 of 60 servers do not become ACTIVE; with a queue their messages wait, and 59 do.',
  );
});

test('there is no sentence before all three designs are measured', () => {
  expect(verdictOf([outcome('direct', 60)], t)).toBeNull();
});

test('that all became ACTIVE is told as no failure', () => {
  const told = verdictOf([outcome('direct', 60), outcome('queue', 60), outcome('nova', 60)], t);
  expect(told?.isBad).toBe(false);
});
