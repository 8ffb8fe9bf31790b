/** `up` and `down`: the engine's programs, all at once. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digits, text, whole } from '../core/base/read.ts';
import { brokerAddress, databaseAddress } from '../real/address.ts';
import { bringDown, bringUp } from '../real/up.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import {
  amqpOf,
  CELLS,
  dbOf,
  deploymentIn,
  PLACE,
  PLACE_LINE,
  type PlaceValues,
  STATE,
  type StateValue,
  stateOf,
} from './engine-options.ts';
import { linesText, writeOut } from './files.ts';

interface UpValues extends PlaceValues {
  readonly experiment: string;
  readonly computes: number;
  readonly cells: 'separate' | 'single' | '2' | '3';
}

const UP: Usage<UpValues> = {
  line: `up ${PLACE_LINE} [--experiment FILE] [--computes N] [--cells separate|single|2|3]`,
  names: 0,
  values: { ...PLACE, experiment: text, computes: digits(whole(1, 200)), cells: CELLS },
};

async function up(given: readonly string[]): Promise<number> {
  const { amqp, db, state: folder, work, experiment, computes, cells } = readArguments(UP, given).values;
  const state = stateOf(folder);
  const [broker, database] = [amqpOf(amqp), dbOf(db, () => join(state.path, 'databases'))];
  const program = process.argv[1];
  if (program === undefined) misuse('It is not known which program this is.');
  const deployment = {
    ...(experiment === null ? {} : deploymentIn(experiment)),
    ...(computes === null ? {} : { computes: hostsUpTo(computes) }),
    ...(cells === null ? {} : { cells: cells === '2' || cells === '3' ? Number(cells) : cells }),
  };
  const told = (line: string): void => writeOut(linesText([line]));
  await bringUp({
    amqp: broker,
    db: database,
    deployment,
    state,
    workPercent: work ?? 100,
    program: fileURLToPathIf(program),
    told,
  });
  const api = state.whereabouts('nova-api')?.port;
  told(`RabbitMQ ${brokerAddress(broker).shown}, databases ${databaseAddress(database).shown}`);
  told(`nova-api http://127.0.0.1:${api}/v2.1; logs in ${join(state.path, 'log')}`);
  return 0;
}

const fileURLToPathIf = (path: string): string => (path.startsWith('file:') ? fileURLToPath(path) : path);

const hostsUpTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `cpu${i + 1}`);

const DOWN: Usage<StateValue> = {
  line: 'down [--state FOLDER] [--purge]',
  names: 0,
  flags: ['purge'],
  values: STATE,
};

async function down(given: readonly string[]): Promise<number> {
  const args = readArguments(DOWN, given);
  const { ended, killed, deleted } = await bringDown(stateOf(args.values.state), args.flag('purge'));
  writeOut(
    linesText([
      `ended ${ended === 1 ? '1 program' : `${ended} programs`}`,
      ...deleted.vhosts.map((name) => `deleted the vhost ${name}`),
      ...deleted.databases.map((name) => `deleted the database ${name}`),
    ]),
  );
  for (const name of killed) console.error(`${name} did not end in time and was killed.`);
  return 0;
}

export const upCommand = { usage: UP, run: up };
export const downCommand = { usage: DOWN, run: down };
