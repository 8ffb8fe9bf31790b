import { beforeAll, describe, expect, it } from 'vitest';
import { type LayoutId, LESSON_LAYOUTS, layoutOf } from '../../core/databases/layouts.ts';
import { firstRun, lessonNamed } from '../../core/lessons/lessons.fixture.ts';
import { copyAt } from '../../core/reading/copy-at.ts';
import { makeVersions, type Versions } from '../../core/reading/versions.ts';
import { run } from '../../core/run/boot.fixture.ts';
import { type ConsoleAnswer, runScript } from '../../core/sql/console.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { questionsOf } from './questions.ts';

let trace: Trace;
let versions: Versions;
beforeAll(async () => {
  trace = await run(firstRun(lessonNamed('no-nova-database')));
  versions = makeVersions(trace);
});

/** The answer to a question of the lesson at the end of the run. */
function answerTo(layout: LayoutId, id: string): ConsoleAnswer | undefined {
  const script = questionsOf(layoutOf(layout)).find((question) => question.id === id)?.sql;
  if (script === undefined) return undefined;
  const copy = copyAt(trace, versions, trace.facts.length - 1, { script, layout });
  const answers: ConsoleAnswer[] = [];
  runScript({ script, layout, physical: false, database: null, ...copy }, (answer) => answers.push(answer));
  return answers[0];
}
const rows = (layout: LayoutId, id: string): unknown => {
  const answer = answerTo(layout, id);
  return answer?.kind === 'rows' ? answer.rows : answer;
};

describe('the lesson’s questions', () => {
  it.each(LESSON_LAYOUTS)('are answered with rows in the layout %s', (layout) => {
    const questions = questionsOf(layoutOf(layout));
    expect(questions.length).toBeGreaterThanOrEqual(5);
    for (const { id } of questions) expect(answerTo(layout, id), id).toMatchObject({ kind: 'rows' });
  });

  it('tell who lives on a host and who does not, wherever their rows stand', () => {
    for (const layout of LESSON_LAYOUTS) {
      expect(rows(layout, 'buried'), layout).toEqual([['giant', 'error', null]]);
      expect(rows(layout, 'housed'), layout).toContainEqual(['vm1', 'active', 'cpu1']);
    }
  });

  it('tell where Placement’s tables are', () => {
    expect(rows('devstack-2019', 'placement')).toEqual([['resource_providers']]);
    expect(rows('placement-apart', 'placement')).toEqual([]);
    expect(rows('one-nova', 'placement')).toBeUndefined();
  });

  it('tell the release by its last migration: Rocky of the DevStack of 2019', () => {
    expect(rows('devstack-2019', 'version')).toEqual([['nova', 390]]);
  });

  it('ask for the cells only where there are any', () => {
    expect(rows('one-nova', 'cells')).toBeUndefined();
    expect(rows('devstack-2019', 'cells')).toHaveLength(2);
  });
});
