import { expect, test, vi } from 'vitest';
import { keepProgress, keptProgress, type Progress, progressCsv, readProgress } from './progress.ts';

const PROGRESS: Progress = {
  v: 1,
  name: 'Li, "Mei"',
  answers: { 'boot-a-server/request/1': 'right', 'boot-a-server/request/2': 'skipped' },
  exercises: { 'who-chooses/make-it-fail': { tries: 2, hints: 1, done: true } },
};

test('what was reached goes out as JSON and comes in again', () => {
  expect(readProgress(JSON.stringify(PROGRESS))).toEqual(PROGRESS);
});

test.each<[string, string, string]>([
  ['no JSON', '{', 'it is no JSON'],
  ['another version', '{"v":2,"name":"","answers":{},"exercises":{}}', '"v" must be 1, not 2'],
  [
    'an answer of no kind',
    '{"v":1,"name":"","answers":{"a/b/1":"great"},"exercises":{}}',
    '"answers" of a/b/1 must be right, wrong, skipped, no_answer, not "great"',
  ],
  [
    'tries that are none',
    '{"v":1,"name":"","answers":{},"exercises":{"a/b":{"tries":-1,"hints":0,"done":true}}}',
    '"exercises" of a/b: "tries" must be a whole number from 0 to 9999, not -1',
  ],
])('a file with %s is refused with its place', (_, text, sentence) => {
  expect(() => readProgress(text)).toThrow(sentence);
});

test('as a table it has a line for each answer and exercise, as Excel reads it, and no name runs as a formula', () => {
  const csv = progressCsv({ ...PROGRESS });
  expect(csv.startsWith('\uFEFFname,lesson,what,item,result,tries,hints\r\n')).toBe(true);
  expect(csv.trim().split('\r\n')).toHaveLength(4);
  expect(csv).toContain('"Li, ""Mei""",who-chooses,exercise,make-it-fail,done,2,1\r\n');
  expect(progressCsv({ ...PROGRESS, name: '=1+1' })).toContain("'=1+1,");
});

test('where the browser keeps nothing it says so, and begins anew', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('refused');
    },
    setItem: () => {
      throw new Error('refused');
    },
  });
  expect(keptProgress()).toEqual({ v: 1, name: '', answers: {}, exercises: {} });
  expect(keepProgress(PROGRESS)).toBe(false);
  vi.unstubAllGlobals();
});

test('what is kept is there at the next visit, and what is broken there counts as nothing', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  expect(keepProgress(PROGRESS)).toBe(true);
  expect(keptProgress()).toEqual(PROGRESS);
  for (const key of kept.keys()) kept.set(key, '{"v":9}');
  expect(keptProgress().answers).toEqual({});
  vi.unstubAllGlobals();
});
