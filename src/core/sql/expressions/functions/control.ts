/** Choices among values: IF, IFNULL, NULLIF, COALESCE, ELT, FIELD, INTERVAL. */
import { cast, toInt } from '../../values/convert.ts';
import { INT, isNumber, type SqlType, STRING, unified } from '../../values/types.ts';
import { comparison, equality } from '../compare.ts';
import { type Ex, made, readDouble, readInt, readText, readTruth, truthEx } from '../ex.ts';
import { type Functions, takes } from './spec.ts';

const unliteral = ({ literal: _, ...type }: SqlType): SqlType => type;

const coalesce = takes(1, 255, (args, { session }) => {
  const type = unified(args.map((arg) => arg.type));
  return made(type, args, (env) => {
    for (const arg of args) {
      const cell = arg.get(env);
      if (cell !== null) return cast(cell, arg.type, type, session);
    }
    return null;
  });
});

export const CONTROL: Functions = {
  if: takes(3, 3, (args, { session }) => {
    const [test, yes, no] = args as [Ex, Ex, Ex];
    const holds = readTruth(test, session);
    const type = unified([yes.type, no.type]);
    return made(type, args, (env) => {
      const chosen = holds(env) === true ? yes : no;
      return cast(chosen.get(env), chosen.type, type, session);
    });
  }),
  ifnull: { ...coalesce, least: 2, most: 2 },
  nvl: { ...coalesce, least: 2, most: 2 },
  nvl2: takes(3, 3, (args, { session }) => {
    const [test, yes, no] = args as [Ex, Ex, Ex];
    const type = unified([yes.type, no.type]);
    return made(type, args, (env) => {
      const chosen = test.get(env) === null ? no : yes;
      return cast(chosen.get(env), chosen.type, type, session);
    });
  }),
  coalesce,
  nullif: takes(2, 2, (args, { session }) => {
    const [a, b] = args as [Ex, Ex];
    const equal = equality(a, b, session);
    return made(unliteral(a.type), args, (env) => (equal(env) === true ? null : a.get(env)));
  }),
  isnull: takes(1, 1, ([ex]) => truthEx([ex as Ex], (env) => (ex as Ex).get(env) === null)),
  elt: takes(2, 255, (args, { session }) => {
    const [n, ...list] = args as [Ex, ...Ex[]];
    const read = readInt(n, session);
    const texts = list.map(readText);
    return made(STRING, args, (env) => {
      const at = read(env);
      return at === null ? null : (texts[Number(at) - 1]?.(env) ?? null);
    });
  }),
  field: takes(2, 255, (args, { session }) => {
    const [ex, ...list] = args as [Ex, ...Ex[]];
    const isText = args.every((arg) => arg.type.kind === 'string');
    const isWhole = args.every((arg) => isNumber(arg.type));
    if (isText || isWhole) {
      const equals = list.map((one) => equality(ex, one, session));
      return made(INT, args, (env) => BigInt(equals.findIndex((equal) => equal(env) === true) + 1));
    }
    const [wanted, reads] = [readDouble(ex, session), list.map((one) => readDouble(one, session))];
    return made(INT, args, (env) => {
      const value = wanted(env);
      return value === null ? 0n : BigInt(reads.findIndex((read) => read(env) === value) + 1);
    });
  }),
  interval: takes(2, 255, (args, { session }) => {
    const [ex, ...list] = args as [Ex, ...Ex[]];
    const compares = list.map((one) => comparison(ex.type, one.type, session));
    return made(INT, args, (env) => {
      const cell = ex.get(env);
      if (cell === null) return -1n;
      const at = list.findIndex((one, i) => (compares[i]?.(cell, one.get(env)) ?? 0) < 0);
      return BigInt(at < 0 ? list.length : at);
    });
  }),
  benchmark: takes(2, 2, (args) => made(INT, args, () => 0n)),
  name_const: takes(2, 2, (args) => args[1] as Ex),
  strcmp: takes(2, 2, (args, { session }) => {
    const [a, b] = args.map((arg) => ({
      read: readText(arg),
      type: arg.type.kind === 'string' ? arg.type : STRING,
    }));
    if (!a || !b) return args[0] as Ex;
    const compare = comparison(a.type, b.type, session);
    return made(INT, args, (env) => {
      const found = compare(a.read(env), b.read(env));
      return found === null ? null : BigInt(found);
    });
  }),
  bit_count: takes(1, 1, ([ex], { session }) =>
    made(INT, [ex as Ex], (env) => {
      const whole = toInt((ex as Ex).get(env), (ex as Ex).type, session);
      if (whole === null) return null;
      return BigInt(BigInt.asUintN(64, whole).toString(2).replaceAll('0', '').length);
    }),
  ),
};
