/** ORDER BY, and the windows of OVER. */
import type { Expr, FrameBound, OrderItem, Window, WindowFrame } from './ast.ts';
import type { ExprReader, SqlCursor } from './cursor.ts';

/** `ORDER BY` and its like, if the word stands here. */
export function takeBy(cursor: SqlCursor, word: string): boolean {
  if (!cursor.take(word)) return false;
  cursor.need('BY');
  return true;
}

export function readOrder(cursor: SqlCursor, readExpr: ExprReader): OrderItem[] {
  const items: OrderItem[] = [];
  do {
    const value = readExpr(cursor);
    const descending = cursor.takeOne('ASC', 'DESC') === 'DESC';
    items.push({ value, descending });
  } while (cursor.take(','));
  return items;
}

/** Behind its opening bracket, up to the closing one. */
export function readWindow(cursor: SqlCursor, readExpr: ExprReader): Window {
  const isBase =
    cursor.peek()?.kind === 'word' && !['PARTITION', 'ORDER', 'ROWS', 'RANGE'].includes(cursor.keyword());
  const base = isBase ? cursor.needName() : null;
  const partition: Expr[] = [];
  if (takeBy(cursor, 'PARTITION')) {
    do partition.push(readExpr(cursor));
    while (cursor.take(','));
  }
  const orderBy = takeBy(cursor, 'ORDER') ? readOrder(cursor, readExpr) : [];
  const unit = cursor.takeOne('ROWS', 'RANGE');
  let frame: WindowFrame | null = null;
  if (unit !== null) {
    const isBetween = cursor.take('BETWEEN');
    const from = readBound(cursor, readExpr);
    let to: FrameBound = { side: 'current', by: null };
    if (isBetween) {
      cursor.need('AND');
      to = readBound(cursor, readExpr);
    }
    frame = { unit: unit === 'ROWS' ? 'rows' : 'range', from, to };
  }
  cursor.need(')');
  return { base, partition, orderBy, frame };
}

function readBound(cursor: SqlCursor, readExpr: ExprReader): FrameBound {
  if (cursor.take('CURRENT', 'ROW')) return { side: 'current', by: null };
  const by = cursor.take('UNBOUNDED') ? null : readExpr(cursor);
  const side = cursor.takeOne('PRECEDING', 'FOLLOWING') ?? cursor.fail();
  return { side: side === 'PRECEDING' ? 'preceding' : 'following', by };
}
