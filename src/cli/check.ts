/** `check`: the independent checkers over a trace file. */
import { CodedError, defined } from '../core/base/assert.ts';
import { checkTrace } from '../core/checks/check-trace.ts';
import { readTrace } from '../core/recording/trace-file.ts';
import type { Trace } from '../core/trace/trace.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { jsonText, linesText, readText, writeOut } from './files.ts';

const USAGE: Usage = { line: 'check <facts file> [--json]', names: 1, flags: ['json'] };

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const trace = traceOf(defined(args.names[0], 'file'));
  const violations = checkTrace(trace);
  const lines = violations.map(({ id, fact, sentence }) => `${id}  fact ${fact ?? 'end'}  ${sentence}`);
  const last = `${trace.facts.length} facts, ${violations.length} violation(s)`;
  writeOut(args.flag('json') ? jsonText(violations) : linesText([...lines, last]));
  return violations.length === 0 ? 0 : 1;
}

function traceOf(path: string): Trace {
  const text = readText(path);
  try {
    return readTrace(text.split('\n'));
  } catch (error) {
    if (error instanceof CodedError) misuse(`${path}: ${error.message}.`);
    throw error;
  }
}

export const check = { usage: USAGE, run };
