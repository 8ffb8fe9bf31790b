/** English: what an operator reads in a terminal at this step. What the programs print stays as they print it. */
import type { Unreachable } from '../../core/operator/commands.ts';

export { report } from '../report/en.ts';

export const operator = {
  command: 'Command',
  logs: 'Service logs',
  asked: 'Asked at a terminal',
  written: 'Written by the services',
  server: 'Server',
  service: 'Service',
  all: 'All services',
  debug: 'DEBUG lines too',
  output: (line: string): string => `Output of ${line}`,
  logOutput: 'Log lines up to this step',
  asItStands: (step: number): string => `As it stands at step ${step}, computed from its rows and facts.`,
  unreachable: ({ from, actor, why }: Unreachable): string => {
    const what = why === 'cut' ? 'cannot be reached over the network' : 'does not run';
    return from === 'client'
      ? `‹${actor}› ${what} at this step: the client gets no answer.`
      : `‹${actor}› ${what} at this step: ‹${from}› asks it in vain and answers 500, which the client prints as ‹Unexpected API Error› with ‹ConnectFailure›.`;
  },
  silent: 'The command prints nothing: there is nothing to list.',
  untold: 'The recording hides what this command would print, or does not hold it.',
  absent: 'At this step there is no event to show yet.',
  noLines: 'Nothing was logged up to this step.',
  unknown: 'A recording does not tell what was logged.',
  here: 'Bold: written in this step.',
  cut: (shown: number, all: number): string => `The last ${shown} of ${all} lines.`,
};
