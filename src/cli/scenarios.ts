/** `scenarios`: the named experiments. */
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import { readArguments, type Usage } from './args.ts';
import { jsonText, linesText, writeOut } from './files.ts';

const USAGE: Usage = { line: 'scenarios [--json]', names: 0, flags: ['json'] };

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  if (args.flag('json')) writeOut(jsonText(SCENARIOS.map(({ id, title }) => ({ id, title }))));
  else writeOut(linesText(SCENARIOS.map(({ id, title }) => `${id.padEnd(24)}${title.en}`)));
  return 0;
}

export const scenarios = { usage: USAGE, run };
