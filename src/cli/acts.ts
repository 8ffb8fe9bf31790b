/** What is asked of a running engine: each act of an experiment by its name, and `server list`. */
import { isObject, type JsonObject, parseJson } from '../core/base/json.ts';
import { text } from '../core/base/read.ts';
import { tableText } from '../core/operator/terminal-table.ts';
import { openCloud } from '../core/run/cloud.ts';
import type { HttpAnswer } from '../core/service/effects.ts';
import { argumentsOf, type CommandName, type NamedArgument } from '../core/words/commands.ts';
import { type ActDesk, ENGINE_ACTS, openDesk } from '../real/acts.ts';
import { databaseAddress } from '../real/address.ts';
import { openSql } from '../real/open-sql.ts';
import type { StateFolder } from '../real/state.ts';
import { STRIKES, type Strike, strike } from '../real/strike.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { STATE, type StateValue, stateOf } from './engine-options.ts';
import { jsonText, writeOut } from './files.ts';

/** Looks at the engine that is up. Errors: `CodedError` `misuse` where none is. */
async function withDesk<T>(state: StateFolder, work: (desk: ActDesk) => Promise<T>): Promise<T> {
  const record = state.up();
  if (!record || record.processes.length === 0) misuse('No engine is up; start one with: novascope up.');
  const sql = await openSql(databaseAddress(record.db));
  try {
    return await work(openDesk(openCloud({ v: 1, deployment: record.deployment }), sql, state));
  } finally {
    await sql.close();
  }
}

type ActValues = StateValue & { readonly [argument: string]: string };

/** `--name` is what `openstack server create` calls the server's. */
const NAME = 'name';

const optionLine = ({ name, needed }: NamedArgument): string => {
  const option = `--${name} ${name.toUpperCase()}`;
  return needed ? option : `[${option}]`;
};

function actCommand(name: CommandName): {
  usage: Usage<ActValues>;
  run(given: readonly string[]): Promise<number>;
} {
  const known = argumentsOf(name);
  const flags = known.filter(({ kind }) => kind === 'flag').map((one) => one.name);
  const valued = known.filter(({ kind }) => kind !== 'flag');
  const options = [...valued.map((one) => one.name), ...(name === 'boot' ? [NAME] : [])];
  const usage: Usage<ActValues> = {
    line: [name, ...valued.map(optionLine), ...flags.map((flag) => `[--${flag}]`), '[--state FOLDER]'].join(
      ' ',
    ),
    names: 0,
    flags,
    values: {
      ...STATE,
      ...Object.fromEntries(options.map((option) => [option, text])),
    } as Usage<ActValues>['values'] & object,
  };
  return {
    usage,
    async run(given) {
      const args = readArguments(usage, given);
      const values = args.values as { readonly [option: string]: string | null };
      const entries = valued.flatMap((one): [string, string | number][] => {
        const value = values[one.name] ?? (one.name === 'server' ? values[NAME] : null) ?? null;
        if (value === null) return [];
        return [[one.name, one.kind === 'count' ? countIn(one.name, value) : value]];
      });
      const set = flags.filter((flag) => args.flag(flag)).map((flag) => [flag, true] as const);
      const answer = await withDesk(stateOf(values.state ?? null), (desk) =>
        desk.act(name, Object.fromEntries([...entries, ...set])),
      );
      return tell(name, answer);
    },
  };
}

function countIn(option: string, value: string): number {
  if (!/^-?\d{1,15}$/.test(value))
    misuse(`--${option} must be a whole number, not ${JSON.stringify(value)}.`);
  return Number(value);
}

/** What nova-api answered; 1 where it refused. */
function tell(name: string, answer: HttpAnswer | null): number {
  if (answer === null) {
    if (name !== 'discover_hosts' && name !== 'audit_allocations')
      misuse('nova-api does not answer: connection refused.');
    return 0;
  }
  const { status, body } = answer;
  if (status < 400) {
    if (body !== '') writeOut(jsonText(parseJson(body) ?? body));
    return 0;
  }
  const [fault] = Object.values((parseJson(body) ?? {}) as { readonly [name: string]: unknown });
  console.error(`${status}: ${isObject(fault) ? String(fault.message) : body}`);
  return 1;
}

export const ACT_COMMANDS = ENGINE_ACTS.map((name) => [name, actCommand(name)] as const);

/** `kill --service nova-compute-cpu1`: a moment that the simulator waits for cannot be waited for here. */
function strikeCommand(what: Strike): {
  usage: Usage<StrikeValues>;
  run(given: readonly string[]): Promise<number>;
} {
  const usage: Usage<StrikeValues> = {
    line: `${what} --service NAME [--state FOLDER]`,
    names: 0,
    values: { ...STATE, service: text },
  };
  return {
    usage,
    async run(given) {
      const { service, state } = readArguments(usage, given).values;
      if (service === null) misuse(`Which service? Usage: novascope ${usage.line}`);
      await strike(stateOf(state), what, service, process.argv[1] ?? '');
      return 0;
    },
  };
}

interface StrikeValues extends StateValue {
  readonly service: string;
}

export const STRIKE_COMMANDS = STRIKES.map((what) => [what, strikeCommand(what)] as const);

const SERVER: Usage<StateValue> = { line: 'server list [--state FOLDER]', names: 1, values: STATE };

async function server(given: readonly string[]): Promise<number> {
  const args = readArguments(SERVER, given);
  if (args.names[0] !== 'list') misuse(`Usage: novascope ${SERVER.line}`);
  const state = stateOf(args.values.state);
  return await withDesk(state, async (desk) => {
    const answer = await desk.act('list_servers', {});
    if (answer === null || answer.status >= 400) return tell('list_servers', answer);
    const { servers = [] } = parseJson(answer.body) as { readonly servers?: readonly JsonObject[] };
    writeOut(tableText(LISTED, servers.map(lineOf)));
    return 0;
  });
}

const LISTED = ['ID', 'Name', 'Status', 'Task State', 'Networks', 'Flavor'].map(
  (name) => ({ name, align: 'l' }) as const,
);

function lineOf(server: JsonObject): readonly string[] {
  const { id, name, status, addresses, flavor } = server;
  const networks = Object.entries(isObject(addresses) ? addresses : {}).map(
    ([network, list]) =>
      `${network}=${(list as readonly { readonly addr: string }[]).map(({ addr }) => addr).join(', ')}`,
  );
  const task = server['OS-EXT-STS:task_state'] ?? null;
  const kind = isObject(flavor) ? flavor.original_name : null;
  return [id, name, status, task ?? 'None', networks.join('; '), kind ?? ''].map(String);
}

export const serverCommand = { usage: SERVER, run: server };
