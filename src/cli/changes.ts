/** `changes`: the net difference that an experiment's commands make to the databases. */
import { defined } from '../core/base/assert.ts';
import { toRecordedRow } from '../core/databases/recorded.ts';
import { type Changes, netChanges } from '../core/recording/changes.ts';
import { readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { jsonText, linesText, writeOut } from './files.ts';

const USAGE: Usage<BeforeValue> = {
  line: 'changes <scenario|experiment.json> [--before FILE] [--json]',
  names: 1,
  flags: ['json'],
  values: BEFORE,
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  const made = netChanges(trace, toRecordedRow);
  writeOut(args.flag('json') ? jsonText(made) : linesText(summary(made)));
  return 0;
}

function summary(changes: Changes): string[] {
  return Object.entries(changes).map(([table, { inserted, updated, deleted }]) => {
    const columns = new Set((updated ?? []).flatMap((row) => Object.keys(row.changed)));
    const parts = [
      ...(inserted ? [`${inserted.length} inserted`] : []),
      ...(updated ? [`${updated.length} updated (${[...columns].join(', ')})`] : []),
      ...(deleted ? [`${deleted.length} deleted`] : []),
    ];
    return `${table.padEnd(40)}${parts.join(', ')}`;
  });
}

export const changes = { usage: USAGE, run };
