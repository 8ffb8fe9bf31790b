/** `run`: one program of an engine, until it is told to end. */
import { join } from 'node:path';
import { oneOf, text } from '../core/base/read.ts';
import { brokerAddress, databaseAddress } from '../real/address.ts';
import { type EngineRole, ROLES } from '../real/roles.ts';
import { runRole } from '../real/run-role.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { amqpOf, dbOf, PLACE, PLACE_LINE, type PlaceValues, stateOf } from './engine-options.ts';

interface RunValues extends PlaceValues {
  readonly role: EngineRole;
  readonly host: string;
}

const USAGE: Usage<RunValues> = {
  line: `run --role ${ROLES.join('|')} [--host NAME] ${PLACE_LINE}`,
  names: 0,
  values: { ...PLACE, role: oneOf(ROLES, ROLES.join(', ')), host: text },
};

async function run(given: readonly string[]): Promise<number> {
  const { role, host, amqp, db, state: folder, work } = readArguments(USAGE, given).values;
  if (role === null) misuse(`Which part of the cloud is to run? Usage: novascope ${USAGE.line}`);
  const state = stateOf(folder);
  const database = databaseAddress(dbOf(db, () => state.up()?.db ?? join(state.path, 'databases')));
  const running = await runRole({
    role,
    host,
    broker: brokerAddress(amqpOf(amqp)),
    database,
    deployment: state.up()?.deployment ?? {},
    state,
    workPercent: work ?? 100,
    write: (line) => process.stdout.write(`${line}\n`),
  });
  const ended = new Promise<number>((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done(0));
    running.main.catch((error: unknown) => {
      // a service whose start-up fails ends with it, as nova's launcher does
      console.error(error instanceof Error ? error.message : error);
      done(1);
    });
  });
  const stay = setInterval(() => undefined, 1 << 30);
  const code = await ended;
  clearInterval(stay);
  await running.stop();
  return code;
}

export const runCommand = { usage: USAGE, run };
