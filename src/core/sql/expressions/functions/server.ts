/** What a function tells of the server and of the connection. */
import { versionOf } from '../../../databases/mysql/session.ts';
import type { Session } from '../../server/session.ts';
import { INT, STRING } from '../../values/types.ts';
import { changing, constant, type Ex, made, readInt, readText } from '../ex.ts';
import { type FunctionSpec, type Functions, takes } from './spec.ts';

const USER = 'root@localhost';
const CONNECTION_ID = 8n;

const told = (tell: (session: Session) => string | null): FunctionSpec =>
  takes(0, 0, (_, { session }) => constant(tell(session), STRING));

const database = told((session) => session.database);
const user = told(() => USER);

export const SERVER: Functions = {
  database,
  schema: database,
  version: told((session) => versionOf(session)),
  user,
  current_user: user,
  session_user: user,
  system_user: user,
  current_role: told(() => null),
  connection_id: takes(0, 0, () => constant(CONNECTION_ID, INT)),
  last_insert_id: takes(0, 1, ([ex], { session }) => {
    if (!ex) return constant(0n, INT);
    const read = readInt(ex, session);
    return made(INT, [ex], read);
  }),
  found_rows: takes(0, 0, (_, { session }) => {
    const before = session.foundRows;
    return constant(before, INT);
  }),
  row_count: takes(0, 0, (_, { session }) => constant(session.rowCount, INT)),
  sleep: takes(1, 1, ([ex]) => made(INT, [ex as Ex], () => 0n)),
  charset: takes(1, 1, ([ex]) => constant(charsetOf(ex as Ex), STRING)),
  collation: takes(1, 1, ([ex]) => constant(collationOf(ex as Ex), STRING)),
  get_lock: takes(2, 2, ([name], { session }) => {
    const read = readText(name as Ex);
    return changing(INT, (env) => {
      const lock = read(env);
      if (lock !== null) session.locks.add(lock.toLowerCase());
      return lock === null ? null : 1n;
    });
  }),
  release_lock: takes(1, 1, ([name], { session }) => {
    const read = readText(name as Ex);
    return changing(INT, (env) => (session.locks.delete((read(env) ?? '').toLowerCase()) ? 1n : null));
  }),
  coercibility: takes(1, 1, ([ex]) => constant(coercibilityOf(ex as Ex), INT)),
};

function charsetOf({ type }: Ex): string {
  if (type.kind !== 'string' || type.bytes) return 'binary';
  return type.literal ? 'utf8mb4' : 'utf8mb3';
}

function collationOf(ex: Ex): string {
  const charset = charsetOf(ex);
  if (charset === 'binary') return charset;
  return `${charset}_${ex.type.bin ? 'bin' : 'general_ci'}`;
}

function coercibilityOf({ type }: Ex): bigint {
  if (type.kind === 'null') return 6n;
  if (type.kind !== 'string') return 5n;
  return type.literal ? 4n : 2n;
}
