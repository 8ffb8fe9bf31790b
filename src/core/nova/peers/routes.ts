/**
 * A REST server in miniature, for the services that Nova asks: method and path pattern to handler, JSON in and out.
 * What no route takes is answered 404 with a JSON error.
 */
import { isObject, type Json, parseJson } from '../../base/json.ts';
import type { HttpAnswer, HttpIncoming, Task } from '../../service/effects.ts';

/** A request, taken apart. */
export interface Asked {
  readonly http: HttpIncoming;
  /** what stood for `{name}` in the pattern, decoded */
  readonly params: { readonly [name: string]: string };
  /** every value of every key, decoded, in the order sent */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** the parsed body where it is a JSON object, else empty */
  readonly body: { readonly [key: string]: unknown };
}

export interface Route {
  readonly method: HttpIncoming['method'];
  /** `/allocations/{uuid}` */
  readonly pattern: string;
  readonly handle: (asked: Asked) => Task<HttpAnswer>;
}

/** The answering side of a service (`RunningService.answer`); the first route that fits is taken. */
export function serve(routes: readonly Route[]): (http: HttpIncoming) => Task<HttpAnswer> {
  return function* answer(http) {
    const { path, query } = splitPath(http.path);
    for (const route of routes) {
      if (route.method !== http.method) continue;
      const params = matchPath(route.pattern, path);
      if (params) return yield* route.handle({ http, params, query, body: parseBody(http.body) });
    }
    return failed(404, 'Not Found', `The resource could not be found: ${http.method} ${path}`);
  };
}

export function json(status: number, body: Json): HttpAnswer {
  return { status, body: JSON.stringify(body) };
}

export const noContent: HttpAnswer = { status: 204, body: '' };

/** The error body of keystone, and of this page for what a service would answer in HTML. */
export function failed(code: number, title: string, message: string): HttpAnswer {
  return json(code, { error: { code, title, message } });
}

/** The first value of a query key, or null. */
export function queryValue(asked: Asked, key: string): string | null {
  return asked.query.get(key)?.[0] ?? null;
}

/** `fields=a&fields=b` of neutron's API: those keys only; without it, all. */
export function pickFields(asked: Asked, whole: { readonly [key: string]: Json }): Json {
  const fields = asked.query.get('fields');
  if (!fields) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([key]) => fields.includes(key)));
}

export function splitPath(text: string): { path: string; query: Map<string, string[]> } {
  const at = text.indexOf('?');
  const query = new Map<string, string[]>();
  if (at < 0) return { path: text, query };
  for (const pair of text.slice(at + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    query.set(key, [...(query.get(key) ?? []), value]);
  }
  return { path: text.slice(0, at), query };
}

function matchPath(pattern: string, path: string): { [name: string]: string } | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: { [name: string]: string } = {};
  for (const [i, part] of wanted.entries()) {
    const segment = given[i] ?? '';
    if (part.startsWith('{')) {
      if (segment === '') return null;
      params[part.slice(1, -1)] = decode(segment);
    } else if (part !== segment) return null;
  }
  return params;
}

function parseBody(text: string | undefined): { readonly [key: string]: unknown } {
  const body = text === undefined ? undefined : parseJson(text);
  return isObject(body) ? body : {};
}

/** A malformed escape is left as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
