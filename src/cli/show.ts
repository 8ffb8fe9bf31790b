/** `show`: what a client of the cloud prints at a step, as an operator would read it in a terminal. */
import { defined } from '../core/base/assert.ts';
import {
  asksForServer,
  OPERATOR_COMMANDS,
  type OperatorCommand,
  printedAt,
} from '../core/operator/commands.ts';
import { momentAt } from '../core/operator/moment.ts';
import type { StepAddress } from '../core/story/cursor.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { linesText, writeOut } from './files.ts';
import { factAt, STEP } from './rows.ts';

const USAGE: Usage<BeforeValue & { readonly at: StepAddress }> = {
  line: 'show <scenario|experiment.json> [--at STEP] [--before FILE] "openstack server show vm1"',
  names: 2,
  values: { ...BEFORE, at: STEP },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const { command, server } = commandOf(defined(args.names[1], 'a command'));
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  const moment = momentAt(trace, factAt(trace, args.values.at));
  const { line, text, isError, unreachable } = printedAt(moment, command, server);
  if (unreachable !== null) {
    const { from, actor, why } = unreachable;
    const what = why === 'cut' ? 'cannot be reached' : 'does not run';
    const gets = from === 'client' ? 'no answer' : `an error 500 from ${from}`;
    misuse(`${actor} ${what} at this step, so "${line}" gets ${gets}.`);
  }
  if (text === null) misuse(`At this step there is nothing yet that "${command}" could show.`);
  if (isError) console.error(text.trimEnd());
  else writeOut(linesText(text.split('\n').slice(0, -1)));
  return isError ? 1 : 0;
}

/** The words of a command, and behind them a server where it is about one. */
function commandOf(typed: string): { readonly command: OperatorCommand; readonly server: string } {
  const words = typed.trim().split(/\s+/);
  const is = (command: OperatorCommand): boolean => {
    const own = command.split(' ');
    const more = asksForServer(command) ? 1 : 0;
    return words.length === own.length + more && own.every((word, i) => words[i] === word);
  };
  const command = OPERATOR_COMMANDS.find(is);
  const known = OPERATOR_COMMANDS.map((one) => (asksForServer(one) ? `${one} <server>` : one));
  if (!command) return misuse(`"${typed}" is not known here; there are: ${known.join('; ')}.`);
  return { command, server: asksForServer(command) ? (words.at(-1) ?? '') : '' };
}

export const show = { usage: USAGE, run };
