/** The commands of the command line by their names, and what a misuse of them says. */
import { CodedError } from '../core/base/assert.ts';
import { VERSION } from '../core/base/version.ts';
import { ACT_COMMANDS, STRIKE_COMMANDS, serverCommand } from './acts.ts';
import type { Usage } from './args.ts';
import { misuse } from './args.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { exportTrace } from './export.ts';
import { linesText, writeOut } from './files.ts';
import { logs } from './logs.ts';
import { open } from './open.ts';
import { report } from './report.ts';
import { rows } from './rows.ts';
import { runCommand as runEngine } from './run.ts';
import { scenarios } from './scenarios.ts';
import { serve } from './serve.ts';
import { show } from './show.ts';
import { simulate } from './simulate.ts';
import { sql } from './sql.ts';
import { tapCommand } from './tap.ts';
import { downCommand, upCommand } from './up.ts';
import { why } from './why.ts';

interface CliCommand {
  readonly usage: Usage;
  /** the exit code */
  run(given: readonly string[]): Promise<number>;
}

const COMMANDS: ReadonlyMap<string, CliCommand> = new Map<string, CliCommand>([
  ['serve', serve],
  ['scenarios', scenarios],
  ['simulate', simulate],
  ['changes', changes],
  ['rows', rows],
  ['sql', sql],
  ['show', show],
  ['logs', logs],
  ['why', why],
  ['compare', compare],
  ['report', report],
  ['export', exportTrace],
  ['open', open],
  ['check', check],
  ['up', upCommand],
  ['run', runEngine],
  ['server', serverCommand],
  ...ACT_COMMANDS,
  ...STRIKE_COMMANDS,
  ['down', downCommand],
  ['tap', tapCommand],
]);

async function runCommand(given: readonly string[]): Promise<number> {
  const [name, ...rest] = given;
  if (name === undefined) return serve.run([]);
  if (name === 'help' || name === '--help' || name === '-h') return help();
  if (name === '--version' || name === '-v') return version();
  const command = COMMANDS.get(name);
  const known = [...COMMANDS.keys()].join(', ');
  return command ? command.run(rest) : misuse(`"${name}" is no command; there are ${known}.`);
}

function help(): number {
  const lines = [...COMMANDS.values()].map(({ usage }) => `  novascope ${usage.line}`);
  const page = '  novascope          (the page, served on this machine)';
  writeOut(linesText(['Usage:', page, ...lines, '  novascope --version', '  novascope --help']));
  return 0;
}

function version(): number {
  writeOut(linesText([VERSION]));
  return 0;
}

/** Gives the exit code: 0 = alike or held, 1 = different or violated, 2 = misuse, with one sentence on the standard error. */
export async function runCli(given: readonly string[]): Promise<number> {
  try {
    return await runCommand(given);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    console.error(`novascope: ${error.message}`);
    return 2;
  }
}
