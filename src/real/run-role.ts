/** One program of an engine: the services of a role, until it is told to stop. */
import { openCloud } from '../core/run/cloud.ts';
import type { JsonTable } from '../core/trace/fact.ts';
import type { BrokerAddress, DatabaseAddress } from './address.ts';
import { loadAmqp } from './broker.ts';
import { openSql } from './open-sql.ts';
import { type EngineRole, servicesOfRole } from './roles.ts';
import { type LiveService, startService } from './service.ts';
import { ownSqlite } from './sqlite-owner.ts';
import type { StateFolder } from './state.ts';

interface RoleOptions {
  readonly role: EngineRole;
  readonly host: string | null;
  readonly broker: BrokerAddress;
  readonly database: DatabaseAddress;
  readonly deployment: JsonTable;
  readonly state: StateFolder;
  readonly workPercent: number;
  readonly write: (line: string) => void;
}

interface RunningRole {
  /** the services that run in it */
  readonly actors: readonly string[];
  /** of the start-ups; fails with the first that fails */
  readonly main: Promise<unknown>;
  stop(): Promise<void>;
}

/** Errors: `CodedError` `misuse`. */
export async function runRole(options: RoleOptions): Promise<RunningRole> {
  const { role, host, deployment, database, state, broker } = options;
  const cloud = openCloud({ v: 1, deployment });
  if (role === 'database') return await runDatabase(options, cloud);
  const definitions = servicesOfRole(cloud, role, host);
  const connect = await loadAmqp();
  const sql = await openSql(database);
  const services: LiveService[] = [];
  for (const definition of definitions) {
    services.push(
      await startService({
        definition,
        all: cloud.services,
        connect,
        broker,
        sql,
        state,
        workPercent: options.workPercent,
        write: options.write,
      }),
    );
  }
  return {
    actors: definitions.map(({ place }) => place.actor),
    main: Promise.all(services.map(({ main }) => main)),
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await sql.close();
    },
  };
}

async function runDatabase(
  { database, state, write }: RoleOptions,
  cloud: ReturnType<typeof openCloud>,
): Promise<RunningRole> {
  if (database.kind !== 'sqlite')
    return { actors: [], main: Promise.resolve(), stop: () => Promise.resolve() };
  const owner = await ownSqlite(database.folder, cloud);
  state.setWhereabouts('database', { pid: process.pid, port: null, ready: true });
  write(`SQLite in ${database.folder}`);
  return { actors: ['database'], main: Promise.resolve(), stop: () => owner.close() };
}
