/** Makes expressions ready: names are found, types are known, what MySQL refuses is refused. */
import { NotModelled, SqlError } from '../server/refusals.ts';
import { systemVariable } from '../server/variables.ts';
import type { Expr, FunctionCall } from '../syntax/ast.ts';
import { cast } from '../values/convert.ts';
import { decOf } from '../values/decimal.ts';
import {
  BYTES,
  DOUBLE,
  decimalType,
  INT,
  NULL_TYPE,
  type SqlType,
  STRING,
  TRUTH,
  UNSIGNED,
  unified,
} from '../values/types.ts';
import { aggregateOf, isAggregate } from './aggregates.ts';
import { bits, division, inverted, modulo, negative, simple, wholeDivision } from './arithmetic.ts';
import { castTo, temporalLiteral } from './cast.ts';
import { changing, constant, type Env, type Ex, made, NOTHING, readTruth } from './ex.ts';
import { callFunction } from './functions/table.ts';
import {
  between,
  compared,
  inList,
  isComparison,
  isWhat,
  like,
  logic,
  needOne,
  regexp,
} from './predicates.ts';
import { printOf, shownOf } from './print.ts';
import { findColumn, type NameScope, unknownColumn, withClause } from './scope.ts';
import { exists, inQuery, quantified, scalar } from './subqueries.ts';
import { windowCallOf } from './window-calls.ts';

export function compile(expr: Expr, scope: NameScope): Ex {
  const key = scope.grouping && !scope.inAggregate ? groupKeyOf(expr, scope) : null;
  if (key) return key;
  switch (expr.op) {
    case 'text':
      return constant(
        expr.value,
        expr.charset === 'binary' ? { ...BYTES, literal: true } : { ...STRING, literal: true },
      );
    case 'bytes':
      return constant(expr.value, { ...BYTES, literal: true });
    case 'number':
      return numberLiteral(expr.text);
    case 'null':
      return NOTHING;
    case 'truth':
      return constant(expr.value ? 1n : 0n, { ...TRUTH, literal: true });
    case 'temporal':
      return temporalLiteral(expr.kind, expr.value);
    case 'parameter':
      return parameter(scope, expr.name);
    case 'column':
      return column(expr, scope);
    case 'call':
      return call(expr, scope);
    case 'case':
      return caseOf(expr, scope);
    case 'cast':
      return castTo(scope.session, needOne(compile(expr.value, scope)), expr.to);
    case 'collate':
      return collated(compile(expr.value, scope), expr.collation);
    case 'row':
      return rowOf(expr.items.map((item) => needOne(compile(item, scope))));
    case 'in': {
      const value = compile(expr.value, scope);
      if ('query' in expr.list) return inQuery(scope, value, expr.list, expr.not);
      return inList(
        scope.session,
        value,
        expr.list.map((one) => compile(one, scope)),
        expr.not,
      );
    }
    case 'quantified':
      return quantified(scope, compile(expr.value, scope), expr);
    case 'query':
      return scalar(scope, expr.query);
    case 'exists':
      return exists(scope, expr.query);
    case 'user variable':
      return userVariable(scope, expr.name);
    case 'assign':
      return assigned(scope, expr.name, compile(expr.value, scope));
    case 'system variable': {
      const { cell, type } = systemVariable(scope.session, expr.scope, expr.name);
      return constant(cell, type);
    }
  }
}

const rowOf = (items: readonly Ex[]): Ex => ({
  type: NULL_TYPE,
  isFixed: items.every((item) => item.isFixed),
  get: () => null,
  row: items,
});

function numberLiteral(text: string): Ex {
  if (/e/i.test(text)) return constant(Number(text), { ...DOUBLE, literal: true });
  if (text.includes('.')) {
    const value = decOf(text);
    return constant(value, { ...decimalType(value.scale), literal: true });
  }
  const whole = BigInt(text);
  if (whole < 2n ** 63n) return constant(whole, { ...INT, literal: true });
  if (whole < 2n ** 64n) return constant(whole, { ...UNSIGNED, literal: true });
  return constant(decOf(text), { ...decimalType(0), literal: true });
}

function parameter({ session }: NameScope, name: string): Ex {
  const value = session.parameters[name] ?? null;
  if (value === null) return NOTHING;
  if (typeof value === 'string') return constant(value, { ...STRING, literal: true });
  return numberLiteral(String(value));
}

/** A part of GROUP BY in the select list is what the group has in common: with ROLLUP it is not its first row's. */
function groupKeyOf(expr: Expr, scope: NameScope): Ex | null {
  const { grouping } = scope;
  if (!grouping || grouping.keys.length === 0 || expr.op === 'number' || expr.op === 'text') return null;
  const print = printOf(expr, scope);
  const at = grouping.keys.findIndex((key) => key.print === print);
  const key = grouping.keys[at];
  return key ? { type: key.type, isFixed: false, get: (env) => env.keys?.[at] ?? null } : null;
}

function column({ path, at }: Extract<Expr, { op: 'column' }>, scope: NameScope): Ex {
  const own = path.length === 1 ? aliasOf(scope, path[0] ?? '') : null;
  if (own && scope.itemsFirst) return own;
  const found = findColumn(scope, path, at);
  if (!found || (own && found.depth > 0)) {
    if (own) return own;
    const item = path.length > 1 ? aliasOf(scope, path.at(-1) ?? '') : null;
    if (item && scope.clause === 'HAVING' && found) return item;
    throw unknownColumn(scope, path, at);
  }
  const { depth, index, type, source } = found;
  if (type.unknown) throw new NotModelled(`information_schema.${type.unknown}`);
  if (depth === 0) {
    if (scope.grouping && !scope.inAggregate)
      scope.loose.push({
        name: [...(source.database ? [source.database] : []), source.name, path.at(-1)].join('.'),
      });
    return { type, isFixed: false, get: (env) => env.row[index] ?? null };
  }
  let outer: NameScope | null = scope;
  for (let i = 0; i < depth && outer; i += 1) {
    outer.isCorrelated = true;
    outer = outer.parent;
  }
  return {
    type,
    isFixed: false,
    get(env) {
      let one: Env | null = env;
      for (let i = 0; i < depth && one; i += 1) one = one.up;
      return one?.row[index] ?? null;
    },
  };
}

function aliasOf(scope: NameScope, name: string): Ex | null {
  const wanted = name.toLowerCase();
  const item = scope.items.find((one) => one.name.toLowerCase() === wanted);
  return item?.ex ?? null;
}

function call(expr: FunctionCall, scope: NameScope): Ex {
  const { session } = scope;
  if (expr.over !== undefined) return windowCallOf(expr, scope, compile);
  if (isAggregate(expr.name) && expr.isFunction && expr.word === undefined) return aggregate(expr, scope);
  const args = expr.args.map((arg) => compile(arg, scope));
  if (expr.isFunction) return callFunction(expr, args, scope);
  const [a = NOTHING, b = NOTHING, c = NOTHING] = args;
  const not = expr.word === 'not';
  const shown = (): string => shownOf(expr, scope).replace(/^\((.*)\)$/, '$1');
  if (isComparison(expr.name)) return compared(session, expr.name, a, b);
  switch (expr.name) {
    case '+':
    case '-':
    case '*':
      return simple(session, expr.name, needOne(a), needOne(b), shown);
    case '/':
      return division(session, needOne(a), needOne(b));
    case 'div':
      return wholeDivision(session, needOne(a), needOne(b), shown);
    case '%':
      return modulo(session, needOne(a), needOne(b));
    case 'negative':
      return negativeOf(expr, needOne(a), scope);
    case '~':
      return inverted(session, needOne(a));
    case '|':
    case '&':
    case '^':
    case '<<':
    case '>>':
      return bits(session, expr.name, needOne(a), needOne(b));
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
      return logic(session, expr.name, args);
    case 'is null':
    case 'is true':
    case 'is false':
      return isWhat(session, expr.name, a, not);
    case 'between':
      return between(session, a, b, c, not);
    case 'like':
      return like(a, b, expr.args.length > 2 ? c : null, not);
    case 'regexp':
      return regexp(a, b, not);
    default:
      return callFunction(expr, args, scope);
  }
}

/** The least whole number is written with a sign before a number that is too large. */
function negativeOf(expr: FunctionCall, a: Ex, scope: NameScope): Ex {
  const [arg] = expr.args;
  if (arg?.op === 'number' && arg.text === '9223372036854775808')
    return constant(-(2n ** 63n), { ...INT, literal: true });
  return negative(scope.session, a, () => shownOf(expr, scope));
}

function aggregate(expr: FunctionCall, scope: NameScope): Ex {
  const { grouping } = scope;
  if (!grouping || scope.inAggregate) throw new SqlError(1111, 'HY000', 'Invalid use of group function');
  scope.inAggregate = true;
  try {
    const args = expr.args.map((arg) => needOne(compile(arg, scope)));
    const orders = (expr.orderBy ?? []).map(({ value, descending }) => ({
      ex: compile(positioned(value, expr.args), scope),
      descending,
    }));
    const { aggregate: made, type } = aggregateOf(scope.session, expr, args, orders);
    const at = grouping.aggregates.push(made) - 1;
    return { type, isFixed: false, get: (env) => env.aggregates[at] ?? null };
  } finally {
    scope.inAggregate = false;
  }
}

/** GROUP_CONCAT(a ORDER BY 1): its own first argument. */
function positioned(value: Expr, args: readonly Expr[]): Expr {
  if (value.op !== 'number' || !/^\d+$/.test(value.text)) return value;
  return args[Number(value.text) - 1] ?? value;
}

function caseOf({ subject, whens, otherwise }: Extract<Expr, { op: 'case' }>, scope: NameScope): Ex {
  const { session } = scope;
  const value = subject ? compile(subject, scope) : null;
  const branches = whens.map(([when, then]) => {
    const condition = compile(when, scope);
    const test = value ? compared(session, '=', value, condition) : condition;
    return { test, holds: readTruth(needOne(test), session), result: needOne(compile(then, scope)) };
  });
  const last = otherwise ? needOne(compile(otherwise, scope)) : null;
  const results = [...branches.map((branch) => branch.result), ...(last ? [last] : [])];
  const type = unified(results.map((ex) => ex.type));
  const args = [...branches.map((branch) => branch.test), ...results];
  return made(type, args, (env) => {
    const chosen = branches.find((branch) => branch.holds(env) === true)?.result ?? last;
    return chosen ? cast(chosen.get(env), chosen.type, type, session) : null;
  });
}

function collated(ex: Ex, collation: string): Ex {
  const [charset = '', ...rest] = collation.split('_');
  const kind = rest.join('_');
  if (!['utf8', 'utf8mb3', 'utf8mb4', 'latin1', 'binary', 'ascii'].includes(charset))
    throw new SqlError(1273, 'HY000', `Unknown collation: '${collation}'`);
  if (!['general_ci', 'bin', ''].includes(kind)) throw new NotModelled(`COLLATE ${collation}`);
  if (ex.type.kind !== 'string') return ex;
  const { bin: _, ...type } = ex.type;
  return { ...ex, type: kind === 'general_ci' ? type : { ...type, bin: true } };
}

function userVariable({ session }: NameScope, name: string): Ex {
  const type: SqlType = session.userVariables.get(name)?.type ?? { ...STRING, kind: 'null' };
  return changing(type, () => session.userVariables.get(name)?.cell ?? null);
}

function assigned({ session }: NameScope, name: string, ex: Ex): Ex {
  const { literal: _, ...type } = ex.type;
  // the type is known to what stands behind it in the same statement
  if (!session.userVariables.has(name)) session.userVariables.set(name, { cell: null, type });
  return changing(type, (env) => {
    const cell = ex.get(env);
    session.userVariables.set(name, { cell, type });
    return cell;
  });
}

/** A condition: WHERE, ON, HAVING. */
export function condition(expr: Expr, scope: NameScope, clause: string): (env: Env) => boolean {
  const ex = withClause(scope, clause, () => needOne(compile(expr, scope)));
  const read = readTruth(ex, scope.session);
  return (env) => read(env) === true;
}
