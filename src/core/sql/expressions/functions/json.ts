/** The JSON functions as MariaDB has them: there is no JSON type, a text holds it. */
import type { Session } from '../../server/session.ts';
import { likeIn } from '../../values/collate.ts';
import { textOf } from '../../values/convert.ts';
import { INT, JSON_TEXT, type SqlType, STRING } from '../../values/types.ts';
import { type Env, type Ex, made, readText } from '../ex.ts';
import { changed, type JsonChange, lookUp, type Path, readPath } from './json-path.ts';
import { depthOf, holds, mergedJson, patchedJson, sameJson, typeName } from './json-shape.ts';
import {
  type JsonValue,
  jsonOf,
  jsonText,
  readJson,
  unquoted,
  writeDetailed,
  writeJson,
} from './json-text.ts';
import { type FunctionSpec, type Functions, takes } from './spec.ts';
import { fitting } from './texts.ts';

const EXTRACTED: SqlType = { ...JSON_TEXT, extracted: true };

/** The JSON of an argument; what is none is told and NULL. */
function readArgument(ex: Ex, session: Session, name: string, place = 1): (env: Env) => JsonValue | null {
  const read = readText(ex);
  return (env) => {
    const text = read(env);
    if (text === null) return null;
    const json = readJson(text);
    if (!json)
      session.warn(
        4038,
        `Syntax error in JSON text in argument ${place} to function '${name}' at position ${failing(text)}`,
      );
    return json;
  };
}

/** The first place at which a text can no longer become JSON; close enough for a note. */
const failing = (text: string): number => (/^\s*[[{"\d-]/.test(text) ? text.length : 1);

function readPathOf(ex: Ex, session: Session, name: string, place: number): (env: Env) => Path | null {
  const read = readText(ex);
  const known = new Map<string, Path | null>();
  return (env) => {
    const text = read(env);
    if (text === null) return null;
    let path = known.get(text);
    if (path === undefined) {
      path = readPath(text);
      known.set(text, path);
    }
    if (!path)
      session.warn(
        4042,
        `Syntax error in JSON path in argument ${place} to function '${name}' at position 1`,
      );
    return path;
  };
}

const EVERYWHERE: Path = { steps: [{ step: 'any' }], isMany: true };

const extract: FunctionSpec = takes(2, 255, (args, { session, call }) => {
  const [first, ...rest] = args as [Ex, ...Ex[]];
  const read = readArgument(first, session, call.name);
  const paths = rest.map((ex, i) => readPathOf(ex, session, call.name, i + 2));
  return made(EXTRACTED, args, (env) => {
    const json = read(env);
    if (!json) return null;
    const ways = new Set<string>();
    let isMany = paths.length > 1;
    for (const one of paths) {
      const path = one(env);
      if (!path) return null;
      isMany ||= path.isMany;
      for (const { way } of lookUp(json, path)) ways.add(way);
    }
    if (ways.size === 0) return null;
    // in the order of the text, whatever the order of the paths
    const texts = lookUp(json, EVERYWHERE)
      .filter(({ way }) => ways.has(way))
      .map((one) => writeJson(one.json));
    return isMany ? `[${texts.join(', ')}]` : (texts[0] ?? null);
  });
});

/** JSON_VALUE gives what is no object and no array, JSON_QUERY the others. */
const valueAt = (isBox: boolean): FunctionSpec =>
  takes(2, 2, (args, { session, call }) => {
    const [ex, pathEx] = args as [Ex, Ex];
    const [read, path] = [readArgument(ex, session, call.name), readPathOf(pathEx, session, call.name, 2)];
    return made(isBox ? JSON_TEXT : STRING, args, (env) => {
      const [json, where] = [read(env), path(env)];
      if (!json || !where) return null;
      const found = lookUp(json, where).find(
        (one) => (one.json.kind === 'object' || one.json.kind === 'array') === isBox,
      );
      if (!found) return null;
      if (found.json.kind === 'string') return found.json.value;
      const text = writeJson(found.json);
      if (isBox) return text;
      if (found.json.kind === 'literal') return { true: '1', false: '0' }[text] ?? null;
      return text;
    });
  });

const changing = (how: JsonChange, hasValues: boolean): FunctionSpec =>
  takes(hasValues ? 3 : 2, 255, (args, { session, call }) => {
    const [first, ...rest] = args as [Ex, ...Ex[]];
    const read = readArgument(first, session, call.name);
    const step = hasValues ? 2 : 1;
    const changes = Array.from({ length: Math.floor(rest.length / step) }, (_, i) => ({
      path: readPathOf(rest[i * step] as Ex, session, call.name, i * step + 2),
      value: hasValues ? (rest[i * step + 1] as Ex) : null,
    }));
    return made(JSON_TEXT, args, (env) => {
      let json = read(env);
      for (const { path, value } of changes) {
        const where = path(env);
        if (!json || !where) return null;
        const put = value ? readJson(jsonOf(value.get(env), value.type)) : null;
        json = changed(json, where.steps, how, put);
      }
      return json && writeJson(json);
    });
  });

const contains: FunctionSpec = takes(2, 3, (args, { session, call }) => {
  const [a, b, c] = args as [Ex, Ex, Ex | undefined];
  const [read, part] = [readArgument(a, session, call.name), readArgument(b, session, call.name, 2)];
  const path = c ? readPathOf(c, session, call.name, 3) : () => readPath('$');
  return made(INT, args, (env) => {
    const [json, wanted, where] = [read(env), part(env), path(env)];
    if (!json || !wanted || !where) return null;
    const found = lookUp(json, where)[0];
    return found ? (holds(found.json, wanted) ? 1n : 0n) : null;
  });
});

const containsPath: FunctionSpec = takes(3, 255, (args, { session, call }) => {
  const [first, which, ...rest] = args as [Ex, Ex, ...Ex[]];
  const [read, mode] = [readArgument(first, session, call.name), readText(which)];
  const paths = rest.map((ex, i) => readPathOf(ex, session, call.name, i + 3));
  return made(INT, args, (env) => {
    const [json, word] = [read(env), mode(env)?.toLowerCase()];
    if (!json || !word) return null;
    const found = paths.map((path) => {
      const where = path(env);
      return where !== null && lookUp(json, where).length > 0;
    });
    return (word === 'one' ? found.some(Boolean) : found.every(Boolean)) ? 1n : 0n;
  });
});

const search: FunctionSpec = takes(3, 4, (args, { session, call }) => {
  const [first, which, wanted] = args as [Ex, Ex, Ex];
  const [read, mode, pattern] = [readArgument(first, session, call.name), readText(which), readText(wanted)];
  return made(JSON_TEXT, args, (env) => {
    const [json, word, form] = [read(env), mode(env)?.toLowerCase(), pattern(env)];
    if (!json || form === null) return null;
    const matches = likeIn(form, '\\', {});
    const ways = lookUp(json, EVERYWHERE).flatMap(({ json: one, way }) =>
      one.kind === 'string' && matches(one.value) ? [jsonText(way)] : [],
    );
    if (ways.length === 0) return null;
    return word === 'one' || ways.length === 1 ? (ways[0] ?? null) : `[${ways.join(', ')}]`;
  });
});

const merging = (merge: (a: JsonValue, b: JsonValue) => JsonValue): FunctionSpec =>
  takes(2, 255, (args, { session, call }) => {
    const reads = args.map((ex, i) => readArgument(ex, session, call.name, i + 1));
    return made(JSON_TEXT, args, (env) => {
      let all: JsonValue | null = null;
      for (const read of reads) {
        const json = read(env);
        if (!json) return null;
        all = all ? merge(all, json) : json;
      }
      return all && writeJson(all);
    });
  });

/** Of one JSON. */
const ofJson = (type: SqlType, compute: (json: JsonValue) => string | bigint | null): FunctionSpec =>
  takes(1, 1, ([ex], { session, call }) => {
    const read = readArgument(ex as Ex, session, call.name);
    return made(type, [ex as Ex], (env) => {
      const json = read(env);
      return json && compute(json);
    });
  });

/** Of one JSON, or of what stands at a path in it. */
const ofPlace = (type: SqlType, compute: (json: JsonValue) => string | bigint | null): FunctionSpec =>
  takes(1, 2, ([ex, pathEx], { session, call }) => {
    const read = readArgument(ex as Ex, session, call.name);
    const path = pathEx ? readPathOf(pathEx, session, call.name, 2) : () => readPath('$');
    return made(type, pathEx ? [ex as Ex, pathEx] : [ex as Ex], (env) => {
      const [json, where] = [read(env), path(env)];
      const found = json && where ? lookUp(json, where)[0] : undefined;
      return found ? compute(found.json) : null;
    });
  });

const pairs = (args: readonly Ex[]): readonly (readonly [Ex, Ex])[] =>
  Array.from({ length: args.length / 2 }, (_, i) => [args[2 * i] as Ex, args[2 * i + 1] as Ex]);

export const JSONS: Functions = {
  json_extract: extract,
  '->': extract,
  '->>': takes(2, 2, (args, context) => {
    const read = readText(extract.make(args, context));
    return made(STRING, args, (env) => {
      const text = read(env);
      return text === null ? null : unquoted(text);
    });
  }),
  json_value: valueAt(false),
  json_query: valueAt(true),
  json_unquote: takes(1, 1, ([ex]) => {
    const read = readText(ex as Ex);
    return made(STRING, [ex as Ex], (env) => {
      const text = read(env);
      return text === null ? null : unquoted(text);
    });
  }),
  json_quote: takes(1, 1, ([ex], { session }) =>
    made(JSON_TEXT, [ex as Ex], (env) => {
      const cell = (ex as Ex).get(env);
      if (typeof cell !== 'string' || !fitting(session, 'json_quote', cell.length)) return null;
      return jsonText(cell);
    }),
  ),
  json_object: takes(0, 255, (args) =>
    made(JSON_TEXT, args, (env) => {
      const entries = pairs(args).map(
        ([key, value]) =>
          `${jsonText(textOf(key.get(env), key.type) ?? '')}: ${jsonOf(value.get(env), value.type)}`,
      );
      return `{${entries.join(', ')}}`;
    }),
  ),
  json_array: takes(0, 255, (args) =>
    made(JSON_TEXT, args, (env) => `[${args.map((ex) => jsonOf(ex.get(env), ex.type)).join(', ')}]`),
  ),
  json_set: changing('set', true),
  json_insert: changing('insert', true),
  json_replace: changing('replace', true),
  json_remove: changing('remove', false),
  json_array_append: changing('append', true),
  json_array_insert: changing('array insert', true),
  json_contains: contains,
  json_contains_path: containsPath,
  json_search: search,
  json_merge: merging(mergedJson),
  json_merge_preserve: merging(mergedJson),
  json_merge_patch: merging(patchedJson),
  json_valid: takes(1, 1, ([ex]) => {
    const read = readText(ex as Ex);
    return made({ ...INT, truth: true }, [ex as Ex], (env) => {
      const text = read(env);
      return text === null ? null : readJson(text) ? 1n : 0n;
    });
  }),
  json_keys: ofPlace(JSON_TEXT, (json) => {
    if (json.kind !== 'object') return null;
    return `[${[...new Set(json.entries.map(([key]) => jsonText(key)))].join(', ')}]`;
  }),
  json_length: ofPlace(INT, (json) => {
    if (json.kind === 'object') return BigInt(json.entries.length);
    return json.kind === 'array' ? BigInt(json.items.length) : 1n;
  }),
  json_depth: ofJson(INT, (json) => BigInt(depthOf(json))),
  json_type: ofJson(STRING, typeName),
  json_compact: ofJson(JSON_TEXT, (json) => writeJson(json, false)),
  json_loose: ofJson(JSON_TEXT, (json) => writeJson(json)),
  json_detailed: ofJson(JSON_TEXT, (json) => writeDetailed(json)),
  json_pretty: ofJson(JSON_TEXT, (json) => writeDetailed(json)),
  json_exists: takes(2, 2, (args, { session, call }) => {
    const [ex, pathEx] = args as [Ex, Ex];
    const [read, path] = [readArgument(ex, session, call.name), readPathOf(pathEx, session, call.name, 2)];
    return made(INT, args, (env) => {
      const [json, where] = [read(env), path(env)];
      if (!json || !where) return null;
      return lookUp(json, where).length > 0 ? 1n : 0n;
    });
  }),
  json_equals: takes(2, 2, (args, { session, call }) => {
    const [a, b] = args.map((ex, i) => readArgument(ex, session, call.name, i + 1));
    return made(INT, args, (env) => {
      const [x, y] = [a?.(env) ?? null, b?.(env) ?? null];
      return x && y && (sameJson(x, y) ? 1n : 0n);
    });
  }),
};
