/** `check`: the independent checkers over a trace file. */
import { defined } from '../core/base/assert.ts';
import { checkTrace } from '../core/checks/check-trace.ts';
import { readTrace } from '../core/recording/trace-file.ts';
import { orMisuse, readArguments, type Usage } from './args.ts';
import { jsonText, linesText, readText, writeOut } from './files.ts';

const USAGE: Usage = { line: 'check <facts file> [--json]', names: 1, flags: ['json'] };

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const path = defined(args.names[0], 'file');
  const text = readText(path);
  const trace = orMisuse(`${path}: `, () => readTrace(text.split('\n')));
  const violations = checkTrace(trace);
  const lines = violations.map(({ id, fact, sentence }) => `${id}  fact ${fact ?? 'end'}  ${sentence}`);
  const last = `${trace.facts.length} facts, ${violations.length} violation(s)`;
  writeOut(args.flag('json') ? jsonText(violations) : linesText([...lines, last]));
  return violations.length === 0 ? 0 : 1;
}

export const check = { usage: USAGE, run };
