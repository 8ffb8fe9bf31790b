/** Requests of the direct wiring among the REST ones: their path names the RPC method, `/rpc/ping`. */

const PREFIX = '/rpc/';

/** `method`, and of a conductor's object call what it is called on: `Instance.save`. */
export const directPath = (method: string, detail: string | null): string =>
  `${PREFIX}${method}${detail === null ? '' : `/${detail}`}`;

/** `Instance.save`, else the method; null for REST. */
export function directMethod(path: string): string | null {
  return path.startsWith(PREFIX) ? (path.split('/').at(-1) ?? null) : null;
}
