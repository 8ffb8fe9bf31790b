/** Aggregates that keep every value: GROUP_CONCAT and the two of JSON. */
import { textOf } from '../values/convert.ts';
import { JSON_TEXT, type SqlCell, STRING } from '../values/types.ts';
import { ordering } from './compare.ts';
import type { Ex } from './ex.ts';
import { jsonOf, jsonText } from './functions/json-text.ts';
import type { AggregateOrder, MakeAggregate } from './scope.ts';

const one = ([ex]: readonly Ex[]): Ex => ex as Ex;

interface Gathered {
  readonly text: string;
  readonly order: readonly SqlCell[];
}

/** Sorted by the orders; alike ones stay as they came. */
function inOrder<T extends { readonly order: readonly SqlCell[] }>(
  list: readonly T[],
  orders: readonly AggregateOrder[],
): T[] {
  const compares = orders.map(({ ex, descending }) => ({
    compare: ordering(ex.type),
    sign: descending ? -1 : 1,
  }));
  return [...list].sort((a, b) => {
    for (const [i, { compare, sign }] of compares.entries()) {
      const found = compare(a.order[i] ?? null, b.order[i] ?? null) * sign;
      if (found !== 0) return found;
    }
    return 0;
  });
}

const MOST_CONCATENATED = 1_048_576;

export const groupConcat: MakeAggregate = (session, args, { separator = ',', limit }, orders) => ({
  type: args.every((arg) => arg.type.bin) ? { ...STRING, bin: true } : STRING,
  aggregate: {
    start() {
      const list: Gathered[] = [];
      return {
        add(env) {
          const texts = args.map((arg) => textOf(arg.get(env), arg.type));
          if (texts.some((text) => text === null)) return;
          const text = texts.join('');
          session.hold(text.length / 8);
          list.push({ text, order: orders.map(({ ex }) => ex.get(env)) });
        },
        result() {
          if (list.length === 0) return null;
          const from = countOf(limit?.offset) ?? 0;
          const most = limit ? (countOf(limit.count) ?? list.length) : list.length;
          const texts = inOrder(list, orders)
            .slice(from, from + most)
            .map(({ text }) => text);
          const joined = texts.join(separator);
          const allowed = Number(session.set.get('group_concat_max_len') ?? MOST_CONCATENATED);
          if (joined.length <= allowed) return joined;
          session.warn(1260, `Row ${texts.length} was cut by GROUP_CONCAT()`);
          return joined.slice(0, allowed);
        },
      };
    },
  },
});

function countOf(part: unknown): number | null {
  const text = (part as { readonly text?: string } | null | undefined)?.text;
  return text === undefined ? null : Number(text);
}

export const jsonArray: MakeAggregate = (session, args, _call, orders) => ({
  type: JSON_TEXT,
  aggregate: {
    start() {
      const list: Gathered[] = [];
      const ex = one(args);
      return {
        add(env) {
          const text = jsonOf(ex.get(env), ex.type);
          session.hold(text.length / 8);
          list.push({ text, order: orders.map((each) => each.ex.get(env)) });
        },
        result: () =>
          list.length === 0
            ? null
            : `[${inOrder(list, orders)
                .map(({ text }) => text)
                .join(',')}]`,
      };
    },
  },
});

export const jsonObject: MakeAggregate = (session, args) => ({
  type: JSON_TEXT,
  aggregate: {
    start() {
      const list: string[] = [];
      const [key, value] = args as [Ex, Ex];
      return {
        add(env) {
          const name = textOf(key.get(env), key.type);
          if (name === null) return;
          const text = `${jsonText(name)}:${jsonOf(value.get(env), value.type)}`;
          session.hold(text.length / 8);
          list.push(text);
        },
        result: () => (list.length === 0 ? null : `{${list.join(', ')}}`),
      };
    },
  },
});
