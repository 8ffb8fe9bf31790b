/** `sql`: a question to the databases at a step, answered as the mysql client prints it. */
import { fileURLToPath } from 'node:url';
import { defined } from '../core/base/assert.ts';
import { oneOf } from '../core/base/read.ts';
import { LAYOUT_IDS, type LayoutId, layoutOfTrace } from '../core/databases/layouts.ts';
import { printError } from '../core/databases/mysql/errors.ts';
import { countLine, gridLines, okLine, verticalLines } from '../core/databases/mysql/grid.ts';
import { MOST_SCRIPT } from '../core/databases/mysql/session.ts';
import { copyAt } from '../core/reading/copy-at.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import { type ConsoleAnswer, MOST_ROWS } from '../core/sql/console.ts';
import type { StepAddress } from '../core/story/cursor.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { askInThread, LONGEST_MS } from './ask-in-thread.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { linesText, writeOut } from './files.ts';
import { factAt, STEP } from './rows.ts';

const USAGE: Usage<BeforeValue & { readonly at: StepAddress; readonly layout: LayoutId }> = {
  line: 'sql <scenario|experiment.json> [--at STEP] [--before FILE] [--layout one-nova|nova-and-api|devstack-2019|placement-apart] [--physical] "SQL; ..."',
  names: 2,
  flags: ['physical'],
  values: { ...BEFORE, at: STEP, layout: oneOf(LAYOUT_IDS, LAYOUT_IDS.join(' or ')) },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const script = defined(args.names[1], 'SQL');
  if (script.length > MOST_SCRIPT)
    misuse(`The SQL has ${script.length} characters, more than ${MOST_SCRIPT}.`);
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  const layout = args.values.layout ?? layoutOfTrace(trace);
  const fact = factAt(trace, args.values.at);
  const copy = copyAt(trace, indexOf(trace).versions, fact, { script, layout });
  const request = { script, layout, physical: args.flag('physical'), database: null, ...copy };
  const { answers, stopped } = await askInThread(fileURLToPath(import.meta.url), request);
  let failed = false;
  for (const answer of answers) {
    const { lines, isError } = told(answer);
    if (isError) console.error(lines.join('\n'));
    else writeOut(linesText(lines));
    failed ||= isError;
  }
  if (!stopped) return failed ? 1 : 0;
  console.error(`Stopped: no answer after ${LONGEST_MS / 1000} s.`);
  return 1;
}

interface ToldAnswer {
  readonly lines: readonly string[];
  readonly isError: boolean;
}

/** As the client prints it, with an empty line behind each answer. */
function told(answer: ConsoleAnswer): ToldAnswer {
  switch (answer.kind) {
    case 'rows': {
      const lines = answer.vertical ? verticalLines(answer) : gridLines(answer);
      const cut = answer.cut === 'rows' ? [`(cut at ${MOST_ROWS} rows)`] : [];
      return {
        lines: [...lines, countLine(answer.rows.length, answer.warnings), ...cut, ''],
        isError: false,
      };
    }
    case 'ok':
      return { lines: [okLine(answer.warnings), ''], isError: false };
    case 'used':
      return { lines: ['Database changed', ''], isError: false };
    case 'client':
      return { lines: [], isError: false };
    case 'not modelled':
      return { lines: [`not modelled here: ${answer.what}`], isError: true };
    case 'error':
      return { lines: [printError(answer.error)], isError: true };
  }
}

export const sql = { usage: USAGE, run };
