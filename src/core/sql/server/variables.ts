/** The server's variables: as a MariaDB 10.11 of Debian 12 has them, and the few that are told of a MySQL 5.7. */
import { versionOf } from '../../databases/mysql/session.ts';
import { decOf } from '../values/decimal.ts';
import { DOUBLE, INT, STRING, UNSIGNED } from '../values/types.ts';
import RECORDED from './mariadb-variables.json' with { type: 'json' };
import { NotModelled, SqlError } from './refusals.ts';
import type { Session, TypedCell } from './session.ts';

type VariableKind = 'b' | 'i' | 'u' | 'd' | 's';

export interface Variable {
  readonly name: string;
  /** a switch, a whole number, one without a sign, a double, a text */
  readonly kind: VariableKind;
  /** global alone, session too, session alone */
  readonly scope: 'g' | 's' | 'o';
  readonly isFixed: boolean;
  /** null = each machine has its own */
  readonly value: string | null;
}

const MARIADB: readonly Variable[] = (RECORDED as readonly (readonly (string | null)[])[]).map(
  ([name, kind, scope, value]) => ({
    name: name ?? '',
    kind: kind as VariableKind,
    scope: (scope ?? 'g').toLowerCase() as Variable['scope'],
    isFixed: scope !== scope?.toLowerCase(),
    value: value ?? null,
  }),
);

/** What a MySQL 5.7 says otherwise; of it these alone are told. */
const MYSQL: { readonly [name: string]: string } = {
  sql_mode:
    'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION',
  version_comment: 'MySQL Community Server (GPL)',
  tx_isolation: 'REPEATABLE-READ',
  character_set_server: 'latin1',
  collation_server: 'latin1_swedish_ci',
  character_set_database: 'utf8',
  collation_database: 'utf8_general_ci',
  character_set_client: 'utf8',
  character_set_connection: 'utf8',
  character_set_results: 'utf8',
  character_set_system: 'utf8',
  character_set_filesystem: 'binary',
  collation_connection: 'utf8_general_ci',
  autocommit: 'ON',
  max_connections: '151',
  max_allowed_packet: '4194304',
  wait_timeout: '28800',
  interactive_timeout: '28800',
  lower_case_table_names: '0',
  storage_engine: 'InnoDB',
  default_storage_engine: 'InnoDB',
  time_zone: 'SYSTEM',
  group_concat_max_len: '1024',
  read_only: 'OFF',
  port: '3306',
  sql_safe_updates: 'OFF',
};

const isMysql = ({ layout }: Session): boolean => layout.server !== 'MariaDB';

export function variablesOf(session: Session): readonly Variable[] {
  const version = versionOf(session);
  const database = session.database === null || session.database === 'information_schema' ? null : 'utf8mb3';
  return MARIADB.map((one): Variable => {
    if (one.name === 'version') return { ...one, value: version };
    if (isMysql(session)) return { ...one, value: MYSQL[one.name] ?? null };
    if (database && one.name === 'character_set_database') return { ...one, value: database };
    if (database && one.name === 'collation_database') return { ...one, value: `${database}_general_ci` };
    return one;
  }).map((one) => ({ ...one, value: session.set.get(one.name) ?? one.value }));
}

const known = new WeakMap<Session, Map<string, Variable>>();

function find(session: Session, name: string): Variable | null {
  let all = known.get(session);
  if (!all) {
    all = new Map(variablesOf({ ...session, set: new Map() }).map((one) => [one.name, one]));
    known.set(session, all);
  }
  const found = all.get(name);
  return found ? { ...found, value: session.set.get(name) ?? found.value } : null;
}

export function needVariable(session: Session, name: string): Variable {
  const found = find(session, name);
  if (!found) throw new SqlError(1193, 'HY000', `Unknown system variable '${name}'`);
  return found;
}

/** `@@name`. Errors: MySQL's 1193, 1238; `NotModelled` for what each machine has its own. */
export function systemVariable(session: Session, scope: string | null, name: string): TypedCell {
  if (name === 'warning_count') return { cell: BigInt(session.warnings.length), type: INT };
  if (name === 'error_count')
    return { cell: BigInt(session.warnings.filter(({ level }) => level === 'Error').length), type: INT };
  const variable = needVariable(session, name);
  if (scope === 'global' && variable.scope === 'o')
    throw new SqlError(1238, 'HY000', `Variable '${name}' is a SESSION variable`);
  if (scope !== null && scope !== 'global' && variable.scope === 'g')
    throw new SqlError(1238, 'HY000', `Variable '${name}' is a GLOBAL variable`);
  const { value } = scope === 'global' ? (find({ ...session, set: new Map() }, name) ?? variable) : variable;
  if (value === null) throw new NotModelled(`@@${name}`);
  return typed(variable.kind, value);
}

function typed(kind: VariableKind, value: string): TypedCell {
  switch (kind) {
    case 'b':
      return { cell: value === 'ON' ? 1n : 0n, type: INT };
    case 'i':
      return { cell: BigInt(value), type: INT };
    case 'u':
      return { cell: BigInt(value), type: UNSIGNED };
    case 'd':
      return { cell: Number(decOf(value).units) / 10 ** decOf(value).scale, type: { ...DOUBLE, scale: 6 } };
    case 's':
      return { cell: value, type: STRING };
  }
}
