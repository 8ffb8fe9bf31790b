/** What is answered to a statement that is no sentence of SHOW's kind: a query, SET, the words of transactions, or a refusal. */
import type { MysqlError } from '../../databases/mysql/errors.ts';
import { compile } from '../expressions/compile.ts';
import { NOWHERE } from '../expressions/ex.ts';
import type { ReadyQuery } from '../expressions/scope.ts';
import { emptyScope, readyQuery } from '../queries/query.ts';
import { cursorOf, type SqlCursor } from '../syntax/cursor.ts';
import { readExpr } from '../syntax/expression.ts';
import { isQueryNext } from '../syntax/primary.ts';
import { readQuery } from '../syntax/query.ts';
import { NotModelled, SqlError } from './refusals.ts';
import type { Session } from './session.ts';
import { runSet } from './set.ts';

type Answered = { readonly kind: 'query'; readonly ready: ReadyQuery } | { readonly kind: 'ok' };

const OK: Answered = { kind: 'ok' };

/** Statements that change what is there: the copy is only read. */
const WRITES = new Set(
  `INSERT UPDATE DELETE REPLACE CREATE DROP ALTER TRUNCATE RENAME LOAD GRANT REVOKE OPTIMIZE REPAIR CALL HANDLER LOCK UNLOCK FLUSH
KILL RESET PURGE INSTALL UNINSTALL PREPARE EXECUTE DEALLOCATE CHANGE SHUTDOWN BACKUP CACHE IMPORT`.split(
    /\s+/,
  ),
);
/** Told by the server from what it keeps beside the rows. */
const TOLD = new Set([
  'EXPLAIN',
  'ANALYZE',
  'CHECK',
  'CHECKSUM',
  'HELP',
  'XA',
  'SIGNAL',
  'RESIGNAL',
  'GET',
  'BINLOG',
  'DESCRIBE',
  'DESC',
]);

export function answerStatement(text: string, session: Session): Answered {
  const cursor = cursorOf(text, readQuery, session.layout.server);
  if (isQueryNext(cursor)) return query(cursor, session);
  const word = cursor.keyword();
  switch (word) {
    case 'SET':
      cursor.need('SET');
      runSet(cursor, session);
      return OK;
    case 'DO': {
      cursor.need('DO');
      const scope = emptyScope(session, null, null);
      do compile(readExpr(cursor), scope).get(NOWHERE);
      while (cursor.take(','));
      return ended(cursor);
    }
    case 'BEGIN':
    case 'START':
    case 'COMMIT':
    case 'ROLLBACK':
    case 'SAVEPOINT':
    case 'RELEASE':
      return transaction(cursor, session);
    case 'EXPLAIN':
    case 'DESCRIBE':
    case 'DESC':
      return explained(cursor, session, word);
  }
  if (WRITES.has(word)) throw new NotModelled(word, true);
  if (TOLD.has(word)) throw new NotModelled(word);
  return cursor.fail();
}

function ended(cursor: SqlCursor): Answered {
  if (!cursor.atEnd()) cursor.fail();
  return OK;
}

function query(cursor: SqlCursor, session: Session): Answered {
  const read = readQuery(cursor);
  if (!cursor.atEnd()) cursor.fail();
  const ready = readyQuery(read, session);
  const into = read.query === 'select' ? read.into : null;
  if (!into) return { kind: 'query', ready };
  if (!into[0]?.startsWith('@')) throw new NotModelled(`SELECT ... INTO ${into[0]?.toUpperCase()}`);
  if (into.length !== ready.columns.length)
    throw new SqlError(1222, '21000', 'The used SELECT statements have a different number of columns');
  let found = 0;
  ready.run(null, (cells) => {
    found += 1;
    if (found > 1) return false;
    into.forEach((name, i) => {
      const { literal: _, ...type } = ready.columns[i]?.type ?? { kind: 'null', scale: 0 };
      session.userVariables.set(name.slice(1), { cell: cells[i] ?? null, type });
    });
    return true;
  });
  if (found > 1) throw new SqlError(1172, '42000', 'Result consisted of more than one row');
  if (found === 0) session.warn(1329, 'No data - zero rows fetched, selected, or processed');
  return OK;
}

/** Nothing is written here: there is nothing to keep and nothing to take back. */
function transaction(cursor: SqlCursor, session: Session): Answered {
  const word = cursor.takeOne('BEGIN', 'START', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE');
  if (word === 'START') {
    if (cursor.is('SLAVE') || cursor.is('REPLICA') || cursor.is('ALL')) throw new NotModelled('START SLAVE');
    cursor.need('TRANSACTION');
    if (cursor.take('READ') && cursor.takeOne('ONLY', 'WRITE') === null) cursor.fail();
    if (cursor.take('WITH')) cursor.need('CONSISTENT', 'SNAPSHOT');
    session.savepoints = new Set();
    return ended(cursor);
  }
  if (word === 'SAVEPOINT') {
    const name = cursor.needName();
    const isOpen = session.savepoints !== null || session.set.get('autocommit') === 'OFF';
    if (isOpen) session.savepoints = new Set([...(session.savepoints ?? []), name.toLowerCase()]);
    return ended(cursor);
  }
  if (word === 'RELEASE' || (word === 'ROLLBACK' && (cursor.is('TO') || cursor.is('WORK', 'TO')))) {
    cursor.take('WORK');
    if (word === 'ROLLBACK') cursor.need('TO');
    const isNamed = cursor.take('SAVEPOINT');
    if (word === 'RELEASE' && !isNamed) cursor.fail();
    const name = cursor.needName();
    if (!cursor.atEnd()) cursor.fail();
    if (!session.savepoints?.has(name.toLowerCase()))
      throw new SqlError(1305, '42000', `SAVEPOINT ${name} does not exist`);
    if (word === 'RELEASE') session.savepoints.delete(name.toLowerCase());
    return OK;
  }
  session.savepoints = word === 'BEGIN' ? new Set() : null;
  cursor.take('WORK');
  if (word !== 'BEGIN' && cursor.take('AND')) {
    cursor.take('NO');
    cursor.need('CHAIN');
  }
  return ended(cursor);
}

/** A statement that could not be asked is refused in MySQL's words; how MySQL would find its rows is not known here. */
function explained(cursor: SqlCursor, session: Session, word: string): Answered {
  cursor.next();
  cursor.takeOne('EXTENDED', 'PARTITIONS');
  if (cursor.take('FORMAT')) {
    cursor.need('=');
    cursor.next();
  }
  if (isQueryNext(cursor)) query(cursor, session);
  throw new NotModelled(word === 'EXPLAIN' ? 'EXPLAIN' : `${word} of a statement`);
}

/** The refusal of a statement, as data; anything else is a defect and goes on. */
export function refusalOf(
  error: unknown,
):
  | { readonly notModelled: string; readonly isWrite: boolean }
  | { readonly error: MysqlError; readonly at: number | null; readonly length: number } {
  if (error instanceof NotModelled) return { notModelled: error.what, isWrite: error.isWrite };
  if (error instanceof SqlError) return { error: error.error, at: error.at, length: error.length };
  // brackets in brackets, deeper than can be followed
  if (error instanceof RangeError)
    return { notModelled: 'a statement that is nested so deeply', isWrite: false };
  throw error;
}
