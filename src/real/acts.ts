/**
 * What is asked of a running engine from a command line: the acts of an experiment, as the simulator's client does them. Ids are
 * looked up in the rows beforehand; the request goes to nova-api by HTTP, with a log-in of its own.
 */
import { CodedError } from '../core/base/assert.ts';
import { fromMs } from '../core/base/time.ts';
import { select } from '../core/databases/builder.ts';
import { ACTORS } from '../core/nova/words.ts';
import type { Cloud } from '../core/run/cloud.ts';
import type { CommandWorld } from '../core/run/command.ts';
import { checkCommand, runCommand } from '../core/run/commands.ts';
import type { HttpAnswer, HttpRequest, Task } from '../core/service/effects.ts';
import type { JsonTable, Row } from '../core/trace/fact.ts';
import { asksApi, COMMAND_NAMES, type CommandName } from '../core/words/commands.ts';
import { NOVA_MANAGE } from '../core/words/services.ts';
import { askOver } from './http.ts';
import { makeProcesses } from './processes.ts';
import { realStream } from './random.ts';
import { limitedTo, type Sql } from './sql.ts';
import type { StateFolder } from './state.ts';

/** Acts of `nova-manage`, which asks databases and Placement. */
const MANAGED: readonly CommandName[] = ['discover_hosts', 'audit_allocations'];

/** The acts that an engine knows: what is asked of nova-api, and what an administrator's program does. */
export const ENGINE_ACTS: readonly CommandName[] = COMMAND_NAMES.filter(
  (name) => asksApi(name) || MANAGED.includes(name),
);

export interface ActDesk {
  /**
   * What nova-api answered; null where nothing is answered (nova-manage), or nobody is there. Errors: `CodedError` for an act
   * that makes no sense now, and those of the databases.
   */
  act(name: CommandName, args: JsonTable): Promise<HttpAnswer | null>;
  rows(database: string, table: string): Promise<readonly Row[]>;
}

/** Rows that an act asked for and that have not been read as yet. */
class Unread {
  readonly database: string;
  readonly table: string;
  constructor(database: string, table: string) {
    this.database = database;
    this.table = table;
  }
}

export function openDesk(cloud: Cloud, sql: Sql, state: StateFolder): ActDesk {
  const read = async (database: string, table: string): Promise<readonly Row[]> => {
    const session = sql.open('client');
    try {
      return (await session.execute(select({ database, table }))).rows;
    } finally {
      await session.end(false);
    }
  };
  return {
    rows: read,
    async act(name, args) {
      if (!ENGINE_ACTS.includes(name))
        throw new CodedError(
          'misuse',
          `${name} is nothing that an engine on a real broker can be told; there are ${ENGINE_ACTS.join(', ')}.`,
        );
      const command = { at_us: 0, name, args };
      checkCommand(command, cloud);
      const known = new Map<string, readonly Row[]>();
      for (;;) {
        try {
          return await actOnce(cloud, sql, state, known, command);
        } catch (error) {
          if (!(error instanceof Unread)) throw saidNow(error);
          const { database, table } = error;
          known.set(`${database}.${table}`, await read(database, table));
        }
      }
    },
  };
}

/** A refusal names the moment of a run; here there is but one. */
const saidNow = (error: unknown): unknown =>
  error instanceof CodedError && error.code === 'command_refused'
    ? new CodedError('misuse', `${error.message.replace(' at 0.000 s', '')}.`)
    : error;

function actOnce(
  cloud: Cloud,
  sql: Sql,
  state: StateFolder,
  known: ReadonlyMap<string, readonly Row[]>,
  command: Parameters<typeof runCommand>[1],
): Promise<HttpAnswer | null> {
  const { topology, seed } = cloud;
  const began = performance.now();
  let answer: HttpAnswer | null = null;
  const work: Promise<void>[] = [];
  const ask = (request: HttpRequest): Promise<HttpAnswer> =>
    askOver('client', request, state.whereabouts(request.to)?.port ?? null);
  const spawn = (actor: string, name: string, task: Task): void => {
    const reach = topology.services.find(
      (place) => place.actor === (actor === NOVA_MANAGE ? ACTORS.api : actor),
    );
    const processes = makeProcesses({
      actor,
      sql: limitedTo(reach?.databases ?? [], sql),
      now: () => fromMs(performance.now() - began),
      amqp: () => Promise.reject(new CodedError('broker_down', 'no broker is needed for this')),
      http: ask,
      listen: () => undefined,
      log: () => undefined,
      tell: () => undefined,
      failed: () => undefined,
    });
    work.push(processes.run(name, task));
  };
  const isRunning = (actor: string): boolean => state.whereabouts(actor) !== null;
  // what an act of this kind does not look at is not there
  const faults = { connections: () => 0, isCut: () => false };
  const kernel = { spawn, emit: () => 0, now: () => fromMs(performance.now() - began), isRunning, faults };
  const world = {
    kernel,
    seed,
    topology,
    connections: new Map(),
    present: new Set(topology.services.map(({ actor }) => actor)),
    rows(database: string, table: string) {
      const rows = known.get(`${database}.${table}`);
      if (!rows) throw new Unread(database, table);
      return rows;
    },
    epochMs: Date.now(),
    additions: 0,
    brokerTurns: 0,
    login: () => realStream.below(2 ** 31),
    lastLogin: () => realStream.below(2 ** 31),
    answered: (_command: string, _at: unknown, got: HttpAnswer | null) => {
      answer = got;
    },
  } as unknown as CommandWorld;
  runCommand(world, command);
  return Promise.all(work).then(() => answer);
}
