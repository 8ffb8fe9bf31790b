/**
 * The command line: `novascope <command> ...`. Exit 0 = alike or held, 1 = different or violated, 2 = misuse, with one
 * sentence on the standard error. It never calls process.exit(): what was written still has to reach its pipe.
 */
import { isMainThread } from 'node:worker_threads';
import { CodedError } from '../core/base/assert.ts';
import type { Usage } from './args.ts';
import { misuse } from './args.ts';
import { answerInThread } from './ask-in-thread.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { linesText, writeOut } from './files.ts';
import { rows } from './rows.ts';
import { scenarios } from './scenarios.ts';
import { simulate } from './simulate.ts';
import { sql } from './sql.ts';

interface CliCommand {
  readonly usage: Usage;
  /** the exit code */
  run(given: readonly string[]): Promise<number>;
}

const COMMANDS: ReadonlyMap<string, CliCommand> = new Map<string, CliCommand>([
  ['scenarios', scenarios],
  ['simulate', simulate],
  ['changes', changes],
  ['rows', rows],
  ['sql', sql],
  ['compare', compare],
  ['check', check],
]);

async function main(given: readonly string[]): Promise<number> {
  const [name, ...rest] = given;
  if (name === undefined || name === 'help' || name === '--help') return help();
  const command = COMMANDS.get(name);
  const known = [...COMMANDS.keys()].join(', ');
  return command ? command.run(rest) : misuse(`"${name}" is no command; there are ${known}.`);
}

function help(): number {
  const lines = [...COMMANDS.values()].map(({ usage }) => `  novascope ${usage.line}`);
  writeOut(linesText(['Usage:', ...lines]));
  return 0;
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

async function start(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    console.error(`novascope: ${error.message}`);
    process.exitCode = 2;
  }
}

// a thread of the same program answers SQL, so that it can be ended
await (isMainThread ? start() : answerInThread());
