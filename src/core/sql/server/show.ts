/** SHOW of what the connection keeps, and WHERE behind any SHOW. */

import { databaseIn } from '../../databases/layouts.ts';
import type { AnswerColumn, Grid, Value } from '../../databases/mysql/grid.ts';
import type { SessionAsked } from '../../databases/mysql/sentences.ts';
import { condition } from '../expressions/compile.ts';
import { NOWHERE } from '../expressions/ex.ts';
import type { NameScope } from '../expressions/scope.ts';
import { emptyScope } from '../queries/query.ts';
import { cursorOf } from '../syntax/cursor.ts';
import { readExpr } from '../syntax/expression.ts';
import { readQuery } from '../syntax/query.ts';
import { likeIn } from '../values/collate.ts';
import { INT, type SqlCell, STRING } from '../values/types.ts';
import { NotModelled, SqlError } from './refusals.ts';
import type { Session } from './session.ts';
import { variablesOf } from './variables.ts';

const OWN_VALUE = '\ufffd';

const text = (name: string): AnswerColumn => ({ name, numeric: false });
const number = (name: string): AnswerColumn => ({ name, numeric: true });

export function toldOfSession(session: Session, asked: SessionAsked): Grid {
  switch (asked.what) {
    case 'variables':
      return variables(session, asked);
    case 'warnings':
    case 'errors': {
      const all = session.warnings.filter(({ level }) => asked.what === 'warnings' || level === 'Error');
      const [offset, count] = asked.limit ?? [0, all.length];
      const rows = all
        .slice(offset, offset + count)
        .map(({ level, code, message }) => [level, code, message]);
      return { columns: [text('Level'), number('Code'), text('Message')], rows };
    }
    case 'warning count':
      return { columns: [number('@@session.warning_count')], rows: [[session.warningCount]] };
    case 'error count':
      return {
        columns: [number('@@session.error_count')],
        rows: [[session.warnings.filter(({ level }) => level === 'Error').length]],
      };
    case 'engines':
      return rows('Engine Support Comment Transactions XA Savepoints', ENGINES);
    case 'character sets':
      return liked(rows('Charset Description Default_collation Maxlen', CHARSETS, [3]), asked.like);
    case 'triggers':
      return nothingIn(session, asked, TRIGGERS);
    case 'events':
      return nothingIn(session, asked, EVENTS);
  }
}

function variables(session: Session, { like, isGlobal }: SessionAsked): Grid {
  const matches = like === null ? () => true : likeIn(like, '\\', {});
  const kept = isGlobal ? { ...session, set: new Map<string, string>() } : session;
  const found = variablesOf(kept).filter(({ name, scope }) => matches(name) && !(isGlobal && scope === 'o'));
  return {
    columns: [text('Variable_name'), text('Value')],
    // of what each machine has its own only the name is known
    rows: found.map(({ name, value }) => [name, value ?? OWN_VALUE]),
  };
}

const liked = (grid: Grid, like: string | null): Grid => {
  const matches = like === null ? () => true : likeIn(like, '\\', {});
  const [first, ...rest] = grid.columns;
  const columns = like === null || !first ? grid.columns : [first, ...rest];
  return { columns, rows: grid.rows.filter(([name]) => matches(String(name))) };
};

/** Names with `_` for a blank. */
function rows(names: string, lines: string, numeric: readonly number[] = []): Grid {
  const columns = names
    .split(' ')
    .map((name, i) => ({ name: name.replaceAll('_', ' '), numeric: numeric.includes(i) }));
  const all = lines
    .split('\n')
    .map((line) => line.split('|').map((cell, i): Value => (numeric.includes(i) ? Number(cell) : cell)));
  return { columns, rows: all };
}

/** Nobody makes triggers or events here. */
function nothingIn(session: Session, { database }: SessionAsked, names: string): Grid {
  const asked = database ?? session.database;
  if (asked === null) throw new SqlError(1046, '3D000', 'No database selected');
  if (!databaseIn(session.layout, asked) && !/^information_schema$/i.test(asked)) {
    if (/^(mysql|sys|performance_schema)$/.test(asked)) throw new NotModelled(asked);
    throw new SqlError(1049, '42000', `Unknown database '${asked}'`);
  }
  return { columns: names.split('|').map(text), rows: [] };
}

/** Rows of an answer for which a condition holds; its columns are those of the answer. */
export function showWhere(session: Session, grid: Grid, where: string | null): Grid {
  const kept = where === null ? grid : filtered(session, grid, where);
  const own = kept.rows.find((row) => row.includes(OWN_VALUE));
  if (own) throw new NotModelled(`the variable ${own[0]}`);
  return kept;
}

function filtered(session: Session, grid: Grid, where: string): Grid {
  const cursor = cursorOf(where, readQuery, session.layout.server);
  const expr = readExpr(cursor);
  if (!cursor.atEnd()) cursor.fail();
  const columns = grid.columns.map(({ name, numeric }) => ({
    name: name.replace(/ \(.*\)$/, ''),
    type: numeric ? INT : STRING,
  }));
  const scope: NameScope = {
    ...emptyScope(session, null, null),
    sources: [{ name: '', database: null, columns, offset: 0 }],
  };
  const holds = condition(expr, scope, 'WHERE');
  const cellOf = (value: Value): SqlCell => {
    if (typeof value === 'number') return BigInt(value);
    return value instanceof Uint8Array ? null : value;
  };
  return { ...grid, rows: grid.rows.filter((row) => holds({ ...NOWHERE, row: row.map(cellOf) })) };
}

const ENGINES = `CSV|YES|Stores tables as CSV files|NO|NO|NO
MRG_MyISAM|YES|Collection of identical MyISAM tables|NO|NO|NO
MEMORY|YES|Hash based, stored in memory, useful for temporary tables|NO|NO|NO
Aria|YES|Crash-safe tables with MyISAM heritage. Used for internal temporary tables and privilege tables|NO|NO|NO
MyISAM|YES|Non-transactional engine with good performance and small data footprint|NO|NO|NO
SEQUENCE|YES|Generated tables filled with sequential values|YES|NO|YES
InnoDB|DEFAULT|Supports transactions, row-level locking, foreign keys and encryption for tables|YES|YES|YES
PERFORMANCE_SCHEMA|YES|Performance Schema|NO|NO|NO`;

const CHARSETS = `big5|Big5 Traditional Chinese|big5_chinese_ci|2
dec8|DEC West European|dec8_swedish_ci|1
cp850|DOS West European|cp850_general_ci|1
hp8|HP West European|hp8_english_ci|1
koi8r|KOI8-R Relcom Russian|koi8r_general_ci|1
latin1|cp1252 West European|latin1_swedish_ci|1
latin2|ISO 8859-2 Central European|latin2_general_ci|1
swe7|7bit Swedish|swe7_swedish_ci|1
ascii|US ASCII|ascii_general_ci|1
ujis|EUC-JP Japanese|ujis_japanese_ci|3
sjis|Shift-JIS Japanese|sjis_japanese_ci|2
hebrew|ISO 8859-8 Hebrew|hebrew_general_ci|1
tis620|TIS620 Thai|tis620_thai_ci|1
euckr|EUC-KR Korean|euckr_korean_ci|2
koi8u|KOI8-U Ukrainian|koi8u_general_ci|1
gb2312|GB2312 Simplified Chinese|gb2312_chinese_ci|2
greek|ISO 8859-7 Greek|greek_general_ci|1
cp1250|Windows Central European|cp1250_general_ci|1
gbk|GBK Simplified Chinese|gbk_chinese_ci|2
latin5|ISO 8859-9 Turkish|latin5_turkish_ci|1
armscii8|ARMSCII-8 Armenian|armscii8_general_ci|1
utf8mb3|UTF-8 Unicode|utf8mb3_general_ci|3
ucs2|UCS-2 Unicode|ucs2_general_ci|2
cp866|DOS Russian|cp866_general_ci|1
keybcs2|DOS Kamenicky Czech-Slovak|keybcs2_general_ci|1
macce|Mac Central European|macce_general_ci|1
macroman|Mac West European|macroman_general_ci|1
cp852|DOS Central European|cp852_general_ci|1
latin7|ISO 8859-13 Baltic|latin7_general_ci|1
utf8mb4|UTF-8 Unicode|utf8mb4_general_ci|4
cp1251|Windows Cyrillic|cp1251_general_ci|1
utf16|UTF-16 Unicode|utf16_general_ci|4
utf16le|UTF-16LE Unicode|utf16le_general_ci|4
cp1256|Windows Arabic|cp1256_general_ci|1
cp1257|Windows Baltic|cp1257_general_ci|1
utf32|UTF-32 Unicode|utf32_general_ci|4
binary|Binary pseudo charset|binary|1
geostd8|GEOSTD8 Georgian|geostd8_general_ci|1
cp932|SJIS for Windows Japanese|cp932_japanese_ci|2
eucjpms|UJIS for Windows Japanese|eucjpms_japanese_ci|3`;

const CHARACTER_COLUMNS = 'character_set_client|collation_connection|Database Collation';
const TRIGGERS = `Trigger|Event|Table|Statement|Timing|Created|sql_mode|Definer|${CHARACTER_COLUMNS}`;
const EVENTS = `Db|Name|Definer|Time zone|Type|Execute at|Interval value|Interval field|Starts|Ends|Status|Originator|${CHARACTER_COLUMNS}`;
