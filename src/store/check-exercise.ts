/** Grades an exercise: by the run that is shown, or by the rows that the reader's SQL gave, beside those of the exercise's own. */
import type { Exercise } from '../core/lessons/lesson.ts';
import { judge, type SqlVerdict, sameRows } from '../core/quiz/goals.ts';
import { copyAt } from '../core/reading/copy-at.ts';
import { makeConsoleClient } from '../worker/console-client.ts';
import type { ConsoleAnswer } from '../worker/doors.ts';
import { type ConsoleEntry, consoleLayout, consoleOf } from './console.ts';
import { stepsOf, traceOf, versionsOf } from './derived.ts';
import type { PageStore } from './store.ts';

export interface Checked {
  readonly isMet: boolean;
  /** a verdict of the goal, or of SQL */
  readonly why: string;
  readonly it: string;
}

type RowsFound = readonly (readonly unknown[])[];

const rowsIn = (answers: readonly ConsoleAnswer[]): RowsFound | null => {
  const found = answers.findLast((one) => one.kind === 'rows');
  return found?.kind === 'rows' ? found.rows : null;
};

export async function checkExercise(page: PageStore, { check }: Exercise): Promise<Checked> {
  if (check.kind === 'goal') return judge(traceOf(page.getState()), check.goal);
  const why = await compared(page, check.answer, check.ordered === true);
  return { isMet: why === 'met', why, it: '' };
}

async function compared(page: PageStore, script: string, isOrdered: boolean): Promise<SqlVerdict> {
  const entry = consoleOf(page)
    .getState()
    .entries.findLast(({ answers }) => rowsIn(answers) !== null);
  const own = entry && rowsIn(entry.answers);
  if (!entry || !own) return 'no_rows';
  try {
    const wanted = await answerTo(page, entry, script);
    if (!wanted) return 'failed';
    return sameRows(own, wanted, isOrdered) ? 'met' : 'other_rows';
  } catch {
    return 'failed';
  }
}

/** The rows that the exercise's own statement gives at the same step. */
async function answerTo(page: PageStore, { step }: ConsoleEntry, script: string): Promise<RowsFound | null> {
  const state = page.getState();
  const layout = consoleLayout(state);
  const fact = stepsOf(state)[step - 1]?.last ?? -1;
  const copy = copyAt(traceOf(state), versionsOf(state), fact, { script, layout });
  const answers: ConsoleAnswer[] = [];
  await makeConsoleClient({ keepWarm: false }).run(
    { script, layout, physical: false, database: null, parameters: {}, ...copy },
    (answer) => answers.push(answer),
  );
  return rowsIn(answers);
}
