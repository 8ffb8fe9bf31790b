/** `logs`: what the services have written into their logs up to a step. */
import { defined } from '../core/base/assert.ts';
import { text } from '../core/base/read.ts';
import { logActors, logTexts } from '../core/operator/logs.ts';
import type { StepAddress } from '../core/story/cursor.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { linesText, writeOut } from './files.ts';
import { factAt, STEP } from './rows.ts';

const USAGE: Usage<BeforeValue & { readonly at: StepAddress; readonly service: string }> = {
  line: 'logs <scenario|experiment.json> [--at STEP] [--before FILE] [--service NAME] [--debug]',
  names: 1,
  flags: ['debug'],
  values: { ...BEFORE, at: STEP, service: text },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  const { service: actor, at } = args.values;
  const known = trace.topology.services.map((service) => service.actor);
  if (actor !== null && !known.includes(actor))
    misuse(`"${actor}" is no service of this cloud; there are ${known.join(', ')}.`);
  const lines = logTexts(trace, { to: factAt(trace, at), actor, debug: args.flag('debug') });
  writeOut(linesText(lines.map((line) => line.text)));
  if (lines.length === 0 && logActors(trace).length > 0) console.error('Nothing was written up to here.');
  return 0;
}

export const logs = { usage: USAGE, run };
