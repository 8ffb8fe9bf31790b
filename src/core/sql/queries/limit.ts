/** LIMIT: how many rows are left out, how many are given. */
import type { Session } from '../server/session.ts';
import type { Expr, Limit } from '../syntax/ast.ts';

export interface Range {
  readonly offset: number;
  readonly count: number;
}

export function rangeOf(limit: Limit | null, session: Session): Range {
  const whole = (expr: Expr | null): number | null => {
    if (!expr) return null;
    const text =
      expr.op === 'parameter'
        ? String(session.parameters[expr.name] ?? 0)
        : expr.op === 'number'
          ? expr.text
          : '0';
    return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
  };
  return {
    offset: whole(limit?.offset ?? null) ?? 0,
    count: whole(limit?.count ?? null) ?? Number.POSITIVE_INFINITY,
  };
}

export function limited<T>(rows: readonly T[], { offset, count }: Range, emit: (row: T) => boolean): void {
  const end = Math.min(rows.length, offset + count);
  for (let i = offset; i < end; i += 1) if (!emit(rows[i] as T)) return;
}
