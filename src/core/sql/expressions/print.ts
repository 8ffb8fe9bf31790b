/** An expression as one text: to tell two alike, and as MySQL writes it in an error. */
import type { Expr } from '../syntax/ast.ts';
import { findColumn, type NameScope } from './scope.ts';

/** Two expressions of a query that mean the same have one print. Names are those of the columns that they mean. */
export function printOf(expr: Expr, scope: NameScope): string {
  return JSON.stringify(expr, (key, value: unknown) => {
    if (key === 'at' || key === 'end' || key === 'isFunction') return undefined;
    if (isColumn(value)) {
      const found = findColumn(scope, value.path, value.at);
      return found ? `#${found.depth}.${found.index}` : value.path.join('.').toLowerCase();
    }
    return value;
  });
}

const isColumn = (value: unknown): value is Extract<Expr, { op: 'column' }> =>
  typeof value === 'object' && value !== null && (value as { op?: unknown }).op === 'column';

const WORDS: { readonly [name: string]: string } = { '%': 'MOD', div: 'DIV', and: 'and', or: 'or' };

/** As `(9223372036854775807 + 1)`. */
export function shownOf(expr: Expr, scope: NameScope): string {
  switch (expr.op) {
    case 'number':
      return expr.text;
    case 'text':
      return `'${expr.value}'`;
    case 'null':
      return 'NULL';
    case 'truth':
      return expr.value ? '1' : '0';
    case 'column': {
      const found = findColumn(scope, expr.path, expr.at);
      if (!found) return expr.path.map((part) => `\`${part}\``).join('.');
      const { source, index } = found;
      const column = source.columns[index - source.offset]?.name ?? '';
      const parts = [...(source.database === null ? [] : [source.database]), source.name, column];
      return parts.map((part) => `\`${part}\``).join('.');
    }
    case 'call': {
      const args = expr.args.map((arg) => shownOf(arg, scope));
      if (expr.isFunction) return `${expr.name}(${args.join(',')})`;
      if (expr.name === 'negative') return `-${args[0]}`;
      return `(${args.join(` ${WORDS[expr.name] ?? expr.name} `)})`;
    }
    case 'cast':
      return `cast(${shownOf(expr.value, scope)} as ${expr.to.name})`;
    default:
      return '...';
  }
}
