/** Every function by its name, and what is said of one that is not there. */
import { NotModelled, SqlError } from '../../server/refusals.ts';
import type { FunctionCall } from '../../syntax/ast.ts';
import type { Ex } from '../ex.ts';
import { needOne } from '../predicates.ts';
import type { NameScope } from '../scope.ts';
import { CLOCK } from './clock.ts';
import { CODES } from './codes.ts';
import { CONTROL } from './control.ts';
import { DATES } from './dates.ts';
import { JSONS } from './json.ts';
import { NUMBERS } from './numbers.ts';
import { REGEXES } from './regexes.ts';
import { SERVER } from './server.ts';
import { SOUNDS } from './sounds.ts';
import type { Functions } from './spec.ts';
import { TEXTS } from './texts.ts';

const FUNCTIONS: Functions = {
  ...TEXTS,
  ...SOUNDS,
  ...CODES,
  ...NUMBERS,
  ...CONTROL,
  ...DATES,
  ...CLOCK,
  ...JSONS,
  ...REGEXES,
  ...SERVER,
};

/** MariaDB has them, this server does not. */
const OTHERS = new Set(
  `add_months aes_decrypt aes_encrypt binlog_gtid_pos chr column_check column_create column_add column_delete column_exists
column_get column_json column_list compress concat_operator_oracle crc32c decode decode_histogram decode_oracle default des_decrypt
des_encrypt encode encrypt export_set extractvalue is_free_lock is_used_lock json_normalize json_overlaps json_table load_file
lpad_oracle ltrim_oracle rtrim_oracle rpad_oracle replace_oracle substr_oracle trim_oracle master_gtid_wait master_pos_wait median
natural_sort_key old_password password percentile_cont percentile_disc random_bytes release_all_locks sformat sys_guid to_char
uncompress uncompressed_length updatexml uuid uuid_short weight_string inet6_ntoa inet6_aton is_ipv6 is_ipv4_mapped is_ipv4_compat
values value nextval lastval setval kdf wsrep_last_written_gtid wsrep_last_seen_gtid wsrep_sync_wait_upto_gtid rownum
st_astext st_geomfromtext point linestring polygon geometrycollection multipoint`.split(/\s+/),
);

export function callFunction(call: FunctionCall, args: readonly Ex[], scope: NameScope): Ex {
  const { session } = scope;
  const { name } = call;
  if (call.word === 'apart') throw missing(scope, name, true);
  if (call.word === 'qualified') throw qualified(name, call.at);
  const lower = name.toLowerCase();
  const spec = Object.hasOwn(FUNCTIONS, lower) ? FUNCTIONS[lower] : undefined;
  if (!spec) {
    if (OTHERS.has(lower)) throw new NotModelled(`${name.toUpperCase()}()`);
    throw missing(scope, name, false, call.at);
  }
  if (
    args.length < spec.least ||
    args.length > spec.most ||
    (lower === 'json_object' && args.length % 2 === 1)
  )
    throw new SqlError(
      1582,
      '42000',
      `Incorrect parameter count in the call to native function '${name}'`,
      call.at,
      name.length,
    );
  for (const arg of args) needOne(arg);
  return spec.make(args, { session, call: { ...call, name: lower } });
}

function missing({ session }: NameScope, name: string, isApart: boolean, at: number | null = null): SqlError {
  const full = session.database === null ? name : `${session.database}.${name}`;
  const more = isApart
    ? ". Check the 'Function Name Parsing and Resolution' section in the Reference Manual"
    : '';
  return new SqlError(
    isApart ? 1630 : 1305,
    '42000',
    `FUNCTION ${full} does not exist${more}`,
    at,
    name.length,
  );
}

const qualified = (name: string, at: number): SqlError =>
  new SqlError(1305, '42000', `FUNCTION ${name} does not exist`, at, name.length);
