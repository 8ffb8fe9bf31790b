/** `rows`: what the tables hold at a step, in the shape of a recording's `after.json`. */
import { defined } from '../core/base/assert.ts';
import { written } from '../core/base/read.ts';
import { toRecordedRow } from '../core/databases/recorded.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import { factIndexOf, parseStepAddress, printStepAddress, type StepAddress } from '../core/story/cursor.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { jsonText, linesText, writeOut } from './files.ts';

export const STEP = written('a step such as 12 (teaching) or m12 (messages)', parseStepAddress);

const USAGE: Usage<BeforeValue & { readonly at: StepAddress }> = {
  line: 'rows <scenario|experiment.json> [--at STEP] [--before FILE] [--json]',
  names: 1,
  flags: ['json'],
  values: { ...BEFORE, at: STEP },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  const tables = tablesAt(trace, factAt(trace, args.values.at));
  writeOut(args.flag('json') ? jsonText(tables) : linesText(summary(tables)));
  return 0;
}

/** Index of the last fact that has happened at a step; without a step, of the last fact. Step 0 = before the first. */
export function factAt(trace: Trace, at: StepAddress | null): number {
  if (at === null) return trace.facts.length - 1;
  const all = steps(trace, at.level);
  if (at.n <= all.length) return factIndexOf(all, at.n);
  return misuse(`--at ${printStepAddress(at)}: the run has ${all.length} steps at level ${at.level}.`);
}

type Tables = { readonly [table: string]: readonly object[] };

function tablesAt(trace: Trace, fact: number): Tables {
  const versions = indexOf(trace).versions;
  const entries = versions.tables().map((name) => {
    const dot = name.indexOf('.');
    const [database, table] = [name.slice(0, dot), name.slice(dot + 1)];
    const rows = versions.rowsAt(database, table, fact);
    return [name, rows.map((row) => toRecordedRow(database, table, row))] as const;
  });
  return Object.fromEntries(entries.filter(([, rows]) => rows.length > 0));
}

function summary(tables: Tables): string[] {
  return Object.entries(tables).map(([table, rows]) => `${table.padEnd(48)}${rows.length} row(s)`);
}

export const rows = { usage: USAGE, run };
