import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { measure } from '../compare/measures.ts';
import { stepMarked } from '../quiz/kinds.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Trace } from '../trace/trace.ts';
import type { Measure } from '../words/measures.ts';
import { experimentOf, lessonNamed } from './lessons.fixture.ts';

const QUEUE_LESSON = lessonNamed('why-a-queue');
const LESSON_RUNS = QUEUE_LESSON.experiments;

const run = labRuns();

const known = new Map<string, Trace>();
function traceOf(id: string): Trace {
  let trace = known.get(id);
  if (!trace) {
    trace = run(experimentOf(QUEUE_LESSON, id));
    known.set(id, trace);
  }
  return trace;
}
const msOf = (id: string, what: Measure): number | null => {
  const measured = measure(traceOf(id), what);
  return 'ms' in measured ? measured.ms : null;
};
const countOf = (id: string, what: Measure): number | null => {
  const measured = measure(traceOf(id), what);
  return 'count' in measured ? measured.count : null;
};
const statesOf = (id: string): readonly string[] => {
  const measured = measure(traceOf(id), 'states');
  return 'texts' in measured ? measured.texts : [];
};

describe('the runs of the lesson about the queue', () => {
  test.each(Object.keys(LESSON_RUNS))('%s ends whole and breaks no law', (id) => {
    const trace = traceOf(id);
    expect(trace.error).toBeNull();
    expect(checkTrace(trace)).toEqual([]);
  });

  test('every chapter opens its first run at a step that is there', () => {
    for (const { id, runs, at } of QUEUE_LESSON.chapters) {
      const list = steps(traceOf(runs[0] ?? 'boot'), 'teaching', { periodic: false });
      expect(stepMarked(list, at ?? 1), id).toBeGreaterThan(0);
    }
  });

  test('every chapter has a number for each of its measures in its first run', () => {
    for (const { runs, measures } of QUEUE_LESSON.chapters) {
      for (const what of measures) {
        const measured = measure(traceOf(runs[0] ?? 'boot'), what);
        if (what === 'wires' || what === 'active') continue;
        expect(Object.values(measured)[0], `${runs[0]} ${what}`).not.toBeNull();
      }
    }
  });
});

describe('what the lesson claims', () => {
  test('the API never asks the scheduler, the scheduler never a compute: the conductor asks both', () => {
    expect(countOf('boot', 'api_to_scheduler')).toBe(0);
    expect(countOf('boot', 'scheduler_to_compute')).toBe(0);
    expect(countOf('boot', 'conductor_to_compute')).toBe(1);
    expect(countOf('boot', 'messages')).toBe(39);
  });

  test('a cast answers the user before anybody has looked for a host, calls do not; the server is ready as soon', () => {
    const waited = Number(msOf('all_calls', 'conductor_waited'));
    expect(msOf('all_calls', 'api_answer')).toBeGreaterThan(Number(msOf('boot', 'api_answer')) + 100);
    expect(waited).toBeGreaterThan(0);
    // the compute builds in a thread of its own, so that nobody waits for the build
    expect(msOf('all_calls', 'api_answer')).toBeLessThan(Number(msOf('all_calls', 'active')));
    const later = Math.abs(Number(msOf('all_calls', 'active')) - Number(msOf('boot', 'active')));
    expect(later).toBeLessThan(200);
  });

  test('a scheduler that is away for 20 s delays the boot through the queue and fails it at once without', () => {
    expect(msOf('away', 'in_scheduler_queue')).toBeGreaterThan(15_000);
    expect(statesOf('away')).toEqual(['active']);
    expect(countOf('away_direct', 'refused')).toBeGreaterThan(0);
    expect(statesOf('away_direct')).not.toContain('active');
  });

  test('a second scheduler takes requests through the queue at once; directly nobody knows it', () => {
    expect(countOf('second', 'by_second')).toBeGreaterThan(0);
    expect(countOf('second_direct', 'by_second')).toBe(0);
    expect(Number(countOf('second_direct', 'wires'))).toBeGreaterThan(
      Number(countOf('second', 'connections')),
    );
  });

  test('in a burst the users wait for their answers directly, and the servers come no sooner through the queue', () => {
    expect(msOf('burst', 'api_answer_last')).toBeLessThan(Number(msOf('burst_direct', 'api_answer_last')));
    expect(statesOf('burst')).toEqual(['active']);
    expect(statesOf('burst_direct')).toEqual(['active']);
  });

  test('a message lost after the ack comes to nobody again; a time-out does not mean "not done"', () => {
    expect(statesOf('lost')).toEqual(['building']);
    expect(countOf('lost', 'redelivered')).toBe(0);
    expect(statesOf('late')).toEqual(['error']);
    expect(countOf('late', 'timeouts')).toBe(1);
    expect(countOf('late', 'late_replies')).toBe(1);
    expect(countOf('late', 'allocations_left')).toBe(3);
  });
});
