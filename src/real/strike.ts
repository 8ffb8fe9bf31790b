/** What is done to the programs of a running engine from outside: one is told to stop, killed, or started again. */
import { CodedError } from '../core/base/assert.ts';
import type { StateFolder, UpRecord } from './state.ts';
import { endAll, isAlive, startProgram } from './up.ts';

export const STRIKES = ['stop', 'kill', 'start'] as const;
export type Strike = (typeof STRIKES)[number];

/**
 * `service` = the name of its program, as `up` prints it. `kill` is SIGKILL: nothing of it goes on. `program` = the command
 * line itself. Errors: `CodedError` `misuse`.
 */
export async function strike(
  state: StateFolder,
  what: Strike,
  service: string,
  program: string,
): Promise<UpRecord> {
  const record = state.up();
  const one = record?.processes.find(({ name }) => name === service);
  if (!record || !one) {
    const names = record?.processes.map(({ name }) => name).join(', ');
    return refuse(names ? `There is no program ${service}; there are ${names}.` : 'No engine is up.');
  }
  const runs = isAlive(one.pid);
  if (what === 'start') {
    if (runs) return refuse(`${service} runs already.`);
    const [, ...given] = one.arguments;
    const again = startProgram({ state, program, amqp: record.amqp, db: record.db }, service, given);
    const processes = record.processes.map((each) => (each.name === service ? again : each));
    state.setUp({ ...record, processes });
    return { ...record, processes };
  }
  if (!runs) return refuse(`${service} does not run.`);
  await endAll([one], what === 'kill' ? 'SIGKILL' : 'SIGTERM');
  return record;
}

const refuse = (sentence: string): never => {
  throw new CodedError('misuse', sentence);
};
